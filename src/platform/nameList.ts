import * as vscode from 'vscode';
import { listInWords, partsInWords } from './listInWords';
import { sanitizeLabel } from './sanitize';

/** The most names in one sentence. */
const MOST_NAMES = 10;

/** Names in the person's language, safe to show. Those beyond the first ten are counted. */
export function nameList(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(name => sanitizeLabel(name));
  const others = names.length - shown.length;
  return others === 0 ? listInWords(shown) : vscode.l10n.t('{0} and {1} more', partsInWords(shown), others);
}
