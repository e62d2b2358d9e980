import { tableRows } from '../core/delimited';
import type { KeyExport } from '../core/keyExport';
import { exportProblemText, fileNameText, notTableText } from './importProblemText';

/** Why a text that nobody knows gives nothing. */
export function unknownText(text: string): string {
  if (isFileName(text)) return fileNameText();
  const [first, second] = tableRows(text) ?? [];
  const isTable = first && second && first.cells.length > 1 && first.cells.length === second.cells.length;
  return isTable ? notTableText() : exportProblemText({ kind: 'notRecognised' });
}

/** Whether a text is only the name of a file: some file managers copy no more than that. */
function isFileName(text: string): boolean {
  return /^(?:file:\/\/\/|[/~]|[A-Z]:\\)?[^\r\n<>"|?*]{1,250}\.(?:png|jpe?g|gif|webp|bmp|heic|avif|svg|pdf|json|csv|txt|zip|1pux|xml)$/i.test(
    text.trim(),
  );
}

/** Whether a text has nothing to do with MFA: it may be a spreadsheet. */
export function isNotMfa({ keys, batches, problems }: KeyExport): boolean {
  return keys.length === 0 && batches.length === 0 && problems.every(({ kind }) => kind === 'notRecognised');
}
