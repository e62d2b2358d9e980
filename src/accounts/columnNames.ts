import { l10n } from 'vscode';
import type { Column } from '../core/accountColumnNames';
import { holdsKey } from '../core/heldKey';
import { listInWords, partsInWords } from '../platform/listInWords';
import { sanitizeLabel } from '../platform/sanitize';

/** No more are named. */
const MAXIMUM_NAMES = 10;
/** In UTF-16 units. */
const MAXIMUM_NAME = 40;

/** What the columns of a spreadsheet are called. */
export function namesInWords(): Readonly<Record<Column, string>> {
  return {
    login: l10n.t('Login'),
    name: l10n.t('Name'),
    organisations: l10n.t('Organisations'),
    region: l10n.t('Region'),
    owner: l10n.t('Owner'),
    backupEmail: l10n.t('Backup email'),
    tags: l10n.t('Tags'),
    notes: l10n.t('Notes'),
    shortCode: l10n.t('Shortcode'),
    resetOn: l10n.t('Resets on'),
    expiresOn: l10n.t('Trial ends on'),
  };
}

/** The names of a header's columns, as a list in words. A name that may be a cell of the rows below is left out. */
export function columnNames(names: readonly string[]): string {
  const shown = names
    .filter(name => !holdsKey(name) && name.length <= MAXIMUM_NAME)
    .slice(0, MAXIMUM_NAMES)
    .map(name => sanitizeLabel(name));
  return shown.length < names.length ? partsInWords([...shown, '…']) : listInWords(shown);
}
