import * as vscode from 'vscode';
import { readWebAddress } from '../platform/settings';

/** The placeholder for the login in the address. The default has none, so Xero gets no login. */
const LOGIN = '{login}';

/** VS Code decodes an address before it opens it, so these would become part of its syntax. */
const UNSAFE = /[&#%?]/;

/**
 * Opens Xero's sign-in page in the browser. Leaves out a login that could change the address, because anybody could have put
 * it into a shared list.
 *
 * @param whom the login to sign in with, if any; only called if the address has a placeholder
 * @throws `UserError` if the setting is not a permitted address
 */
export async function openXero(whom: () => Promise<string | undefined>): Promise<void> {
  const { href } = readWebAddress('xeroUrl');
  const login = href.includes(LOGIN) ? ((await whom()) ?? '') : '';
  const value = UNSAFE.test(login) ? '' : encodeURIComponent(login);
  const address = href.replaceAll(LOGIN, value);
  await vscode.env.openExternal(vscode.Uri.parse(address));
}
