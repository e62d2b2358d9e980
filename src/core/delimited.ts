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

/**
 * The rows of a CSV file (RFC 4180), or of cells that were copied from a spreadsheet; whatever the separator is. Empty
 * rows are left out.
 *
 * @returns undefined where there is too much of it, or quotes are not closed
 */
export function tableRows(text: string): readonly TableRow[] | undefined {
  if (text.length > MAXIMUM_TEXT) return undefined;
  // One row more than there may be, to know that there are more.
  const { data, errors } = parse<string[]>(text, {
    preview: MAXIMUM_ROWS + 1,
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  if (data.length > MAXIMUM_ROWS || errors.some(({ type }) => type === 'Quotes')) return undefined;
  let line = 1;
  return data.flatMap(row => {
    const start = line;
    line += 1 + row.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    const cells = row.map(cell => cell.trim());
    return cells.every(cell => cell === '') ? [] : [{ line: start, cells }];
  });
}

/** A name of a column as it is compared: `Backup e-mail` and `backupEmail` are one. */
export function columnKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
