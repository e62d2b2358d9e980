import type { ImportedKey } from './importedKey';
import { entryKey } from './keyFormats/entryKey';
import { cellText } from './tableCell';

/** Whether a cell is a setup key or a link with one, and nothing else. It may be damaged. */
export function isKeyCell(cell: string): boolean {
  const text = cellText(cell);
  return /^otpauth:\/\//i.test(text) || /^[a-z2-7](?:[\s-]?[a-z2-7]){15,}[\s=]*$/i.test(text);
}

/** The key in a cell, for the login of its row. */
export function keyInCell(cell: string, login: string): ImportedKey {
  return entryKey(cellText(cell), { account: login, issuer: 'Xero' });
}
