import { l10n } from 'vscode';
import type { Account } from '../core/account';
import {
  type AccountTableRow,
  type AccountTableView,
  parseAccountTable,
  type RowProblem,
} from '../core/accountTable';
import { listProblemText } from './listProblemText';

/**
 * Reads a spreadsheet of accounts.
 *
 * @returns its rows, or why it cannot be read; `undefined` if the text is not a spreadsheet
 */
export function readAccountTable(
  text: string,
  listed: readonly Account[],
): readonly AccountTableView[] | string | undefined {
  const table = parseAccountTable(text, listed);
  if (table === 'noTable') return undefined;
  if (table === 'unreadable') {
    return l10n.t(
      'This spreadsheet can’t be read: a quotation mark is not closed, or it has more than 5,000 rows. Correct it, or import fewer rows at once.',
    );
  }
  return table.map(row => ({
    line: row.line,
    login: row.login,
    name: row.fields.name ?? '',
    organisations: (row.fields.organisations ?? []).map(({ name }) => name).join(', '),
    kind: row.verdict.kind,
    state: stateText(row),
    ...(row.verdict.kind === 'new' && { entry: { login: row.login, fields: row.fields } }),
  }));
}

function stateText({ verdict }: AccountTableRow): string {
  switch (verdict.kind) {
    case 'new':
      return l10n.t('New');
    case 'same':
      return l10n.t('Already in a list');
    case 'different':
      return l10n.t('Already in a list with other details. The list is not changed.');
    case 'wrong':
      return rowProblemText(verdict.problem);
  }
}

function rowProblemText(problem: RowProblem): string {
  switch (problem.kind) {
    case 'noLogin':
      return l10n.t('This row has no login. Add the email address of the Xero user.');
    case 'twice':
      return l10n.t('This login is also in line {0}.', problem.line);
    case 'entry':
      return listProblemText(problem.problem);
  }
}
