import { l10n } from 'vscode';
import type { Account, Organisation } from '../core/account';
import type { OmittedCell } from '../core/accountRow';
import { type AccountTableRow, parseAccountTable } from '../core/accountTable';
import type { AccountRowWords, AccountTableView } from '../core/accountTableView';
import { REGIONS } from '../core/organisation';
import { dayText } from '../platform/dayText';
import { oneInWords, partsInWords } from '../platform/listInWords';
import { columnNames, namesInWords } from './columnNames';

/**
 * Reads a spreadsheet of accounts.
 *
 * @returns its rows, or why it cannot be read; `undefined` if the text is not a spreadsheet
 */
export function readAccountTable(
  text: string,
  listed: readonly Account[],
): AccountTableView | string | undefined {
  const table = parseAccountTable(text, listed);
  if (table === 'noTable') return undefined;
  if (table === 'export') {
    return l10n.t(
      'This is a password manager’s export, not a spreadsheet of accounts. Choose “Import…” to import its setup keys.',
    );
  }
  if (table === 'unreadable') {
    return l10n.t(
      'This spreadsheet can’t be read. A quotation mark isn’t closed, or there are more than 5,000 rows. Correct it, or import fewer rows at once.',
    );
  }
  const { passwords, unknown } = table;
  return {
    rows: table.rows.map(wordsOf),
    keys: table.keys,
    withPassword: table.withPassword,
    notes: [
      ...(passwords.length > 0
        ? [
            l10n.t(
              'Passwords are never put into a list. These columns weren’t read: {0}',
              columnNames(passwords),
            ),
          ]
        : []),
      ...(unknown.length > 0
        ? [l10n.t('These columns weren’t recognised, so they weren’t read: {0}', columnNames(unknown))]
        : []),
    ],
  };
}

function wordsOf(row: AccountTableRow): AccountRowWords {
  const { line, login, fields, verdict, omitted } = row;
  return {
    line,
    login,
    name: fields.name ?? '',
    organisations: (fields.organisations ?? []).map(organisationText).join('; '),
    owner: fields.owner ?? '',
    backupEmail: fields.backupEmail ?? '',
    tags: partsInWords(fields.tags ?? []),
    notes: fields.notes ?? '',
    kind: verdict.kind,
    state: stateText(row),
    omitted: omitted.map(cell => ({ line: cell.line, reason: omittedText(cell) })),
    ...(verdict.kind === 'new' && { entry: { login, fields } }),
  };
}

function organisationText({ name, region, shortCode, resetOn, expiresOn }: Organisation): string {
  const details = [
    region,
    shortCode,
    resetOn && l10n.t('resets on {0}', dayText(resetOn)),
    expiresOn && l10n.t('trial ends on {0}', dayText(expiresOn)),
  ].filter(detail => detail !== undefined);
  return details.length > 0 ? `${name} (${partsInWords(details)})` : name;
}

function stateText({ verdict }: AccountTableRow): string {
  switch (verdict.kind) {
    case 'new':
      return l10n.t('New');
    case 'same':
      return l10n.t('Already in a list');
    case 'different':
      return l10n.t('Already in a list, with different details');
    case 'wrong':
      return verdict.problem === 'noLogin'
        ? l10n.t('This row has no login. Add the email address of the Xero user.')
        : l10n.t('The login isn’t an email address. Correct it.');
  }
}

/** Why a cell is left out. Quotes nothing of it: it may be a key or a password in the wrong column. */
function omittedText({ column, why }: OmittedCell): string {
  const name = column === 'key' ? l10n.t('Setup key') : namesInWords()[column];
  switch (why) {
    case 'holdsKey':
      return l10n.t('“{0}” was left out. It contains a setup key, which must not be in a list.', name);
    case 'notKey':
      return l10n.t('“{0}” was left out. It isn’t a setup key or an otpauth:// link.', name);
    case 'notEmail':
      return l10n.t('“{0}” was left out. It isn’t an email address.', name);
    case 'isLogin':
      return l10n.t('“{0}” was left out. It must differ from the login.', name);
    case 'notRegion':
      return l10n.t('“{0}” was left out. Use {1}, or the name of the country.', name, oneInWords(REGIONS));
    case 'noOrganisation':
      return l10n.t('“{0}” was left out. The row has no organisation.', name);
    case 'otherCount':
      return l10n.t('“{0}” was left out. It must have one value for each organisation of the row.', name);
    case 'notShortCode':
      return l10n.t('“{0}” was left out. It isn’t a shortcode as Xero shows it, such as “!x1Y2z”.', name);
    case 'notDay':
      return l10n.t('“{0}” was left out. Use the form YYYY-MM-DD.', name);
    case 'tooLong':
      return l10n.t('“{0}” was left out. Shorten it to 500 characters.', name);
    case 'differs':
      return l10n.t('“{0}” was left out. An earlier row for this login has a different value.', name);
  }
}
