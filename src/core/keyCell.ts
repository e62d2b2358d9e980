import { holdsKey } from './heldKey';
import type { ImportedKey } from './importedKey';
import { entryKey } from './keyFormats/entryKey';
import { keyInText } from './keyInText';
import { linksIn } from './linksInText';
import { cellText } from './tableCell';

/** In characters: what is shorter may be a part of a key. */
const WHOLE = 26;

/** Whether a cell has a setup key, or a link with one, and at most a few words about it. The key may be damaged. */
export function isKeyCell(cell: string): boolean {
  return textsIn(cell).every(isKey);
}

/** The same for a cell that nothing but its content says is one: long words have the letters of keys, too. */
export function isCertainKeyCell(cell: string): boolean {
  return holdsKey(cell) && isKeyCell(cell);
}

/** The keys in a cell, each on a line of its own, for the login of its row. */
export function keysInCell(cell: string, login: string): readonly ImportedKey[] {
  return textsIn(cell).map(text => entryKey(keyInText(text).text, { account: login, issuer: 'Xero' }));
}

/** A line for each key. A single key may be wrapped over several. */
function textsIn(cell: string): readonly string[] {
  const text = cellText(cell);
  const links = linksIn(text);
  if (links.length > 0) return links;
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.length > 1 && lines.every(line => line.length >= WHOLE && isKey(line)) ? lines : [text];
}

function isKey(text: string): boolean {
  const key = keyInText(text).text.trim();
  return /^otpauth:\/\//i.test(key) || /^[a-z2-7](?:[\s\p{Pd}\p{Cf}]?[a-z2-7]){15,}[\s=]*$/iu.test(key);
}
