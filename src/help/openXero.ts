import * as vscode from 'vscode';
import { readWebAddress } from '../platform/settings';

/** The placeholder for the login in the address. The default address has none, so Xero gets no login. */
const LOGIN = '{login}';

/** VS Code decodes an address before it opens it, so these characters would change it. */
const UNSAFE = /[&#%?]/;

/**
 * Opens Xero's sign-in page in the browser. A login that could change the address is left out: anyone may have written the
 * list.
 *
 * @param whom returns the login to sign in with, if any; called if the address has a placeholder for it
 * @throws `UserError` if the address in the settings is not allowed
 */
export async function openXero(whom: () => Promise<string | undefined>): Promise<void> {
  const { href } = readWebAddress('xeroUrl');
  const login = href.includes(LOGIN) ? ((await whom()) ?? '') : '';
  const value = UNSAFE.test(login) ? '' : encodeURIComponent(login);
  const address = href.replaceAll(LOGIN, value);
  await vscode.env.openExternal(vscode.Uri.parse(address));
}
