import { l10n } from 'vscode';
import { loginKey } from '../../core/account';
import type { ParsedSecret } from '../../core/secret';
import { sanitizeLabel } from '../../platform/sanitize';
import { readAll } from '../../secrets/readAll';
import type { GuideServices } from '../services';

/** Says whether a pasted key is the one that is stored for a login. */
export async function compareKey(
  pasted: ParsedSecret,
  login: string,
  { secrets }: GuideServices,
): Promise<string> {
  const stored = await secrets.get(login);
  return stored?.base32 === pasted.secret.base32
    ? l10n.t('This is the key stored here, so the key is not the cause.')
    : l10n.t('This is not the key stored here. Replace the stored key with the one Xero shows now.');
}

/**
 * Says which other logins have the same key as this one.
 *
 * @throws `UserError` if VS Code has lost a key; the search ends there
 */
export async function findOtherLogin(
  login: string,
  { accounts, secrets, lostAdvice }: GuideServices,
): Promise<string> {
  const all = await readAll(secrets, lostAdvice);
  if (!all.isComplete) throw all.failure;
  const own = all.secrets.get(loginKey(login));
  const same = [...all.secrets]
    .filter(([other, secret]) => other !== loginKey(login) && own !== undefined && secret.equals(own))
    .map(([other]) => sanitizeLabel(accounts.find(other)?.login ?? other));
  return same.length > 0
    ? l10n.t('{0} has the same key, so it was pasted for the wrong login once.', same.join(', '))
    : l10n.t('No other login on this computer has this key.');
}
