import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { Route } from '../core/activity';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import { readSetting } from '../platform/settings';
import type { PasswordServices } from './services';

/** The longest time that a password stays on the clipboard, in seconds. */
const LONGEST = 60;

/**
 * Copies a password.
 *
 * @param by who copies it, for the clipboard
 * @returns the seconds after which it is cleared
 * @throws {@link UserError} if the login has none here, or it can't be read
 */
export async function copyPassword(
  { secrets, clipboard, record, accounts }: PasswordServices,
  login: string,
  route: Route,
  by?: object,
): Promise<number> {
  const password = await secrets.passwords.get(login);
  if (password === undefined) throw noPasswordError(accounts.nameOf(login));
  // 0 leaves codes there, which expire. A password doesn't.
  const seconds = Math.min(readSetting('clearClipboardAfter') || LONGEST, LONGEST);
  await clipboard.copy(password, seconds, by);
  record({ action: 'passwordCopied', login: loginKey(login), route });
  return seconds;
}

export function noPasswordError(name: string): UserError {
  return new UserError(vscode.l10n.t('{0} has no password on this computer.', sanitizeLabel(name)));
}
