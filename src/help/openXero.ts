import * as vscode from 'vscode';
import { readWebAddress } from '../platform/settings';

/** Stands for the login in the query of the address. The default has none, so Xero is sent no login. */
const LOGIN = '{login}';

/** VS Code decodes an address before it opens it, so that these would go on as part of the address. */
const UNSAFE = /[&#%?]/;

/**
 * Opens Xero's sign-in page in the browser. A login that could change the address, as a list that anybody may edit can
 * have one, is left out of it.
 *
 * @param whom the login to sign in with, where there is one; asked for if the address has a place for it
 * @throws `UserError` if the setting holds no address that may be used
 */
export async function openXero(whom: () => Promise<string | undefined>): Promise<void> {
  const { href } = readWebAddress('xeroUrl');
  const login = href.includes(LOGIN) ? ((await whom()) ?? '') : '';
  const value = UNSAFE.test(login) ? '' : encodeURIComponent(login);
  const address = href.replaceAll(LOGIN, value);
  await vscode.env.openExternal(vscode.Uri.parse(address));
}
