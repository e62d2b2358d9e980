import { l10n } from 'vscode';
import { loginKey } from '../../core/account';
import type { ParsedSecret } from '../../core/secret';
import { nameList } from '../../platform/nameList';
import { readAll } from '../../secrets/readAll';
import { numberOf } from '../model';
import type { GuideServices } from '../services';

/** Says whether a pasted key is the one that is stored for a login. */
export async function compareKey(
  pasted: ParsedSecret,
  login: string,
  { secrets }: GuideServices,
): Promise<string> {
  const stored = await secrets.get(login);
  return stored?.base32 === pasted.secret.base32
    ? l10n.t('This is the key saved here, so the key isn’t the cause.')
    : l10n.t(
        'This isn’t the key saved here. In step {0}, replace the saved key with the one Xero shows now.',
        numberOf('pasteKey'),
      );
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
    .map(([other]) => accounts.find(other)?.login ?? other);
  if (same.length === 0) return l10n.t('No other login on this computer has this key.');
  return same.length === 1
    ? l10n.t(
        '{0} has the same key, so one of them is wrong. Copy this login’s key from Xero again.',
        nameList(same),
      )
    : l10n.t('Other logins have the same key: {0}. Copy this login’s key from Xero again.', nameList(same));
}
