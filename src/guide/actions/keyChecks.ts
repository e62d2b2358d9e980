import { l10n } from 'vscode';
import { loginKey } from '../../core/account';
import { nameList } from '../../platform/nameList';
import { readAll } from '../../secrets/readAll';
import type { GuideServices } from '../services';

/** Says whether a pasted key is the one that is stored for a login. */
export function comparisonText(isOther: boolean): string {
  return isOther
    ? l10n.t('This isn’t the key saved here. Replace the saved key with the one Xero shows now.')
    : l10n.t('This is the key saved here, so the key isn’t the cause.');
}

/**
 * The other logins that have the same key as this one.
 *
 * @throws `UserError` if VS Code has lost a key; the search ends there
 */
export async function loginsWithSameKey(
  login: string,
  { accounts, secrets, lostAdvice }: GuideServices,
): Promise<readonly string[]> {
  const all = await readAll(secrets, lostAdvice);
  if (!all.isComplete) throw all.failure;
  const own = all.secrets.get(loginKey(login));
  return [...all.secrets]
    .filter(([other, secret]) => other !== loginKey(login) && own !== undefined && secret.equals(own))
    .map(([other]) => accounts.find(other)?.login ?? other);
}

export function sameKeyText(logins: readonly string[]): string {
  if (logins.length === 0) return l10n.t('No other login on this computer has this key.');
  return logins.length === 1
    ? l10n.t(
        '{0} has the same key, so one of them is wrong. Copy this login’s key from Xero again.',
        nameList(logins),
      )
    : l10n.t('Other logins have the same key: {0}. Copy this login’s key from Xero again.', nameList(logins));
}
