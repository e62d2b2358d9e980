import { columnKey, type TableRow } from '../delimited';
import { isXeroUri, keyFromText } from './entryKey';
import type { ExportText } from './exportText';
import type { KeyFormat } from './keyFormat';

/** The vault of Bitwarden, as CSV. It has passwords, too: only the columns named here are read. */
export const bitwardenCsv = {
  app: 'Bitwarden',
  recognises: text => columnsOf(text).totp >= 0,

  *read(text) {
    const { totp, username, name, uris } = columnsOf(text);
    const cell = ({ cells }: TableRow, column: number): string => cells[column] ?? '';
    for (const row of text.rows.slice(1)) {
      const key = cell(row, totp);
      const issuer = isXeroUri(cell(row, uris)) ? 'Xero' : cell(row, name);
      if (key) yield { key: keyFromText(key, { account: cell(row, username), issuer }) };
    }
  },
} as const satisfies KeyFormat;

/** Where each column is, or -1. */
function columnsOf({ rows }: ExportText): Readonly<Record<'totp' | 'username' | 'name' | 'uris', number>> {
  const names = rows[0]?.cells.map(columnKey) ?? [];
  return {
    totp: names.indexOf('logintotp'),
    username: names.indexOf('loginusername'),
    name: names.indexOf('name'),
    uris: names.indexOf('loginuri'),
  };
}
