import { parse } from 'papaparse';

/** A row of a table and the line it begins at, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** More than a team has accounts, or anybody keys. */
const MAXIMUM_ROWS = 5000;
/** In UTF-16 units. */
const MAXIMUM_TEXT = 500_000;

/** What may separate cells. */
const DELIMITERS: string[] = [',', ';', '\t', '|'];
/** The delimiter is told from so much, in UTF-16 units. */
const HEAD = 10_000;

/**
 * The rows of a CSV file (RFC 4180), or of cells that were copied from a spreadsheet; whatever the separator is. Empty
 * rows are left out.
 *
 * @returns undefined where there is too much of it, or quotes are not closed
 */
export function tableRows(text: string): readonly TableRow[] | undefined {
  if (text.length > MAXIMUM_TEXT) return undefined;
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n|\r/g, '\n');
  // Excel writes, and obeys, a first line that names the separator.
  const [hint = '', named] = /^sep=([,;\t|])\n/i.exec(lines) ?? [];
  const table = lines.slice(hint.length);
  const delimiter = named ?? delimiterOf(table);
  if (!closesQuotes(table, delimiter)) return undefined;
  // One row more than there may be, to know that there are more.
  const { data, errors } = parse<string[]>(table, { delimiter, newline: '\n', preview: MAXIMUM_ROWS + 1 });
  if (data.length > MAXIMUM_ROWS || errors.some(({ type }) => type === 'Quotes')) return undefined;
  let line = hint === '' ? 1 : 2;
  return data.flatMap(row => {
    const start = line;
    line += 1 + row.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    const cells = row.map(cell => cell.trim());
    return cells.every(cell => cell === '') ? [] : [{ line: start, cells }];
  });
}

function delimiterOf(table: string): string {
  const head = table.slice(0, HEAD);
  const options = { newline: '\n', preview: 1, skipEmptyLines: true, delimitersToGuess: DELIMITERS } as const;
  return parse(head, options).meta.delimiter;
}

/** Whether each quoted cell ends where its quotes do. Papa Parse takes quadratic time for one that does not. */
function closesQuotes(table: string, delimiter: string): boolean {
  const isCellEnd = (character: string | undefined): boolean =>
    character === undefined || character === delimiter || character === '\n';
  for (let at = 0; at < table.length; at++) {
    if (table[at] === '"') {
      do {
        at = table.indexOf('"', at + 1) + 1;
        if (at === 0) return false;
      } while (table[at] === '"');
      while (!isCellEnd(table[at]) && table[at]?.trim() === '') at++;
      if (!isCellEnd(table[at])) return false;
    }
    while (!isCellEnd(table[at])) at++;
  }
  return true;
}

/** A name of a column as it is compared: `Backup e-mail` and `backupEmail` are one. */
export function columnKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
