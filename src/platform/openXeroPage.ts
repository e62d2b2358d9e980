import * as vscode from 'vscode';
import { organisationAddress, pageAddress, type XeroPage } from '../core/xeroPages';
import { readSetting } from './settings';

/** Opens one of Xero's pages in the browser. */
export async function openXeroPage(page: XeroPage): Promise<void> {
  await open(pageAddress(page, readSetting('xeroUrl')));
}

/** Opens an organisation in the browser. Does nothing if the shortcode is not valid. */
export async function openXeroOrganisation(shortCode: string): Promise<void> {
  const address = organisationAddress(shortCode, readSetting('xeroUrl'));
  if (address) await open(address);
}

/** VS Code decodes an address before it opens it. Nothing in these means something else then. */
async function open(address: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(address));
}
