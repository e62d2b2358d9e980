import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { ParsedSecret } from '../core/secret';
import type { TotpSecret } from '../core/totp';
import { confirmReplacing } from '../secrets/confirmReplacing';
import { keyWarnings, requireKey } from './readKey';
import type { KeySecrets } from './services';

/**
 * Stores a pasted key of an account. Asks before it replaces another one.
 *
 * @returns warnings about the key, or `undefined` if the person keeps the old one
 */
export async function storeKey(
  key: ParsedSecret,
  account: Account,
  secrets: KeySecrets,
): Promise<readonly string[] | undefined> {
  try {
    await requireReplaceable(account, secrets, key.secret);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    throw error;
  }
  await secrets.set(account.login, key.secret, 'guide');
  return keyWarnings(key);
}

/** Stores keys, one after another, for those of the logins that have none here. */
export async function addMissingKeys(
  keys: readonly (readonly [login: string, key: string])[],
  secrets: KeySecrets,
): Promise<void> {
  for (const [login, text] of keys) {
    if ((await storedKey(login, secrets)) === undefined)
      await secrets.set(login, requireKey(text, login).secret);
  }
}

/**
 * Asks before a key replaces a different one, or one that can't be read.
 *
 * @param secret of the new key, if it is known yet
 * @throws {@link vscode.CancellationError} if the person keeps the old one
 */
export async function requireReplaceable(
  { login, name }: Account,
  secrets: KeySecrets,
  secret?: TotpSecret,
): Promise<void> {
  if (await replacesAnother(login, secrets, secret)) await confirmReplacing([name]);
}

/**
 * Whether a key replaces a different one, or one that can't be read.
 *
 * @param secret of the new key, if it is known yet
 */
export async function replacesAnother(
  login: string,
  secrets: KeySecrets,
  secret?: TotpSecret,
): Promise<boolean> {
  const stored = await storedKey(login, secrets);
  return stored !== undefined && (stored === 'unreadable' || !secret?.equals(stored));
}

async function storedKey(login: string, secrets: KeySecrets): Promise<TotpSecret | 'unreadable' | undefined> {
  return secrets.get(login).catch(() => 'unreadable' as const);
}
