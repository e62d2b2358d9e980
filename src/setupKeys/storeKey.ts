import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { TotpSecret } from '../core/totp';
import { confirmReplacing } from '../secrets/confirmReplacing';
import type { SecretStore } from '../secrets/store';
import { keyWarnings, parseKey } from './parseKey';

/** What storing a key needs of where keys are kept. */
export type KeyStore = Pick<SecretStore, 'get' | 'set'>;

/**
 * Stores a key that was pasted for an account; asks before it takes the place of another.
 *
 * @returns what to know of the key, or `undefined` if the person keeps the other one
 * @throws `UserError` if it cannot be used
 */
export async function storeKey(
  text: string,
  account: Account,
  secrets: KeyStore,
): Promise<readonly string[] | undefined> {
  const parsed = parseKey(text, account.login);
  try {
    await requireReplaceable(account, secrets, parsed.secret);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    throw error;
  }
  await secrets.set(account.login, parsed.secret, 'guide');
  return keyWarnings(parsed);
}

/** Stores keys for the logins that have none here, one after another. Whatever is stored already stays. */
export async function addMissingKeys(
  keys: readonly (readonly [login: string, key: string])[],
  secrets: KeyStore,
): Promise<void> {
  for (const [login, text] of keys) {
    if ((await storedKey(login, secrets)) === undefined)
      await secrets.set(login, parseKey(text, login).secret);
  }
}

/**
 * Asks before a key takes the place of another one, or of one that cannot be read.
 *
 * @param secret what is to be stored, where it is known already
 * @throws {@link vscode.CancellationError} if the person wants to keep the key there is
 */
export async function requireReplaceable(
  { login, name }: Account,
  secrets: KeyStore,
  secret?: TotpSecret,
): Promise<void> {
  const stored = await storedKey(login, secrets);
  if (stored === undefined || (stored !== 'unreadable' && secret?.equals(stored))) return;
  await confirmReplacing([name]);
}

async function storedKey(login: string, secrets: KeyStore): Promise<TotpSecret | 'unreadable' | undefined> {
  return secrets.get(login).catch(() => 'unreadable' as const);
}
