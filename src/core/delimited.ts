import { parse } from 'papaparse';

/** A row of a table and the line it begins at, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** The same cells with the spaces around them, which a password may have. */
  readonly whole?: readonly string[];
}

/** What is read of a table. */
export interface TableLimits {
  readonly rows: number;
  /** In UTF-16 units: papaparse blocks the extension host while it reads. */
  readonly text: number;
}

/** More than any team has accounts. */
const ACCOUNTS: TableLimits = { rows: 5000, text: 500_000 };

/** Accepted delimiters. */
const DELIMITERS: string[] = [',', ';', '\t', '|'];
/** How much is read to detect the delimiter, in UTF-16 units. */
const HEAD = 10_000;

/**
 * The rows of a CSV file (RFC 4180) or of cells copied from a spreadsheet, with any of the usual delimiters. Empty rows
 * are skipped.
 *
 * @returns `undefined` if the text is too long or has unclosed quotes
 */
export function tableRows(text: string, limits = ACCOUNTS): readonly TableRow[] | undefined {
  if (text.length > limits.text) return undefined;
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n|\r/g, '\n');
  // Excel writes and reads a first line that names the delimiter.
  const [hint = '', named] = /^sep=([,;\t|])\n/i.exec(lines) ?? [];
  const table = lines.slice(hint.length);
  const delimiter = named ?? delimiterOf(table);
  if (!closesQuotes(table, delimiter)) return undefined;
  // One more than the maximum shows that there are too many.
  const { data, errors } = parse<string[]>(table, { delimiter, newline: '\n', preview: limits.rows + 1 });
  if (data.length > limits.rows || errors.some(({ type }) => type === 'Quotes')) return undefined;
  let line = hint === '' ? 1 : 2;
  return data.flatMap(row => {
    const start = line;
    line += 1 + row.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    const cells = row.map(cell => cell.trim());
    return cells.every(cell => cell === '') ? [] : [{ line: start, cells, whole: row }];
  });
}

function delimiterOf(table: string): string {
  const head = table.slice(0, HEAD);
  const options = { newline: '\n', preview: 1, skipEmptyLines: true, delimitersToGuess: DELIMITERS } as const;
  return parse(head, options).meta.delimiter;
}

/** Whether nothing follows the closing quote of a cell. Otherwise papaparse takes quadratic time. */
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

/** A column's name in the form in which names are compared: `Backup e-mail` equals `backupEmail`. */
export function columnKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
