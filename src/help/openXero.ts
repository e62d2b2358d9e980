import * as vscode from 'vscode';
import { readWebAddress } from '../platform/settings';

/** Stands for the login in the query of the address. The default has none, so Xero is sent no login. */
const LOGIN = '{login}';

/**
 * Opens Xero's sign-in page in the browser.
 *
 * @param whom the login to sign in with, where there is one; asked for if the address has a place for it
 * @throws `UserError` if the setting holds no address that may be used
 */
export async function openXero(whom: () => Promise<string | undefined>): Promise<void> {
  const { href } = readWebAddress('xeroUrl');
  const address = href.includes(LOGIN)
    ? href.replaceAll(LOGIN, encodeURIComponent((await whom()) ?? ''))
    : href;
  await vscode.env.openExternal(vscode.Uri.parse(address));
}
