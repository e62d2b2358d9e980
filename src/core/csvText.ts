/** What a spreadsheet may take for the start of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe, which it shows
 * as text.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map(row => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(text: string): string {
  const cell = FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
