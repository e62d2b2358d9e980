import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { TotpSecret } from '../core/totp';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from '../secrets/store';
import { keyWarnings, parseKey } from './parseKey';

/** What storing a key needs of where keys are kept. */
export type KeyStore = Pick<SecretStore, 'get' | 'set'>;

/**
 * Stores a key that was pasted for an account; asks before it takes the place of another.
 *
 * @param keepsPrevious whether the other one can be put back
 * @returns what to know of the key
 * @throws `UserError` where it cannot be used; {@link vscode.CancellationError} where the person keeps the other one
 */
export async function storeKey(
  text: string,
  account: Account,
  secrets: KeyStore,
  keepsPrevious: boolean,
): Promise<readonly string[]> {
  const parsed = parseKey(text, account.login);
  await requireReplaceable(account, secrets, parsed.secret, keepsPrevious);
  await secrets.set(account.login, parsed.secret, keepsPrevious);
  return keyWarnings(parsed);
}

/**
 * Asks before a key takes the place of another one, or of one that cannot be read.
 *
 * @param secret what is to be stored, where it is known already
 * @throws {@link vscode.CancellationError} where the person wants to keep the key there is
 */
export async function requireReplaceable(
  { login, name }: Account,
  secrets: KeyStore,
  secret?: TotpSecret,
  keepsPrevious = false,
): Promise<void> {
  const stored = await secrets.get(login).catch(() => 'unreadable' as const);
  if (stored === undefined || (stored !== 'unreadable' && secret?.equals(stored))) return;
  await requireConfirmed(
    vscode.l10n.t('{0} already has a secret on this computer. Replace it?', sanitizeLabel(name)),
    keepsPrevious
      ? vscode.l10n.t(
          'The guide keeps the old secret until Xero has taken a code of the new one, and can put it back until then.',
        )
      : vscode.l10n.t('The old secret is kept until the new one is stored. After that it is gone.'),
    vscode.l10n.t('Replace'),
  );
}
