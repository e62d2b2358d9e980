import { l10n } from 'vscode';
import type { Account, Organisation } from '../core/account';
import { dayText } from '../platform/dayText';
import { kindWord } from '../platform/kindWord';
import { sanitizeLabel } from '../platform/sanitize';
import {
  type FoundMatch,
  type FoundOrganisations,
  isDone,
  isTicked,
  type OrganisationItem,
} from './foundOrganisations';
import type { ChangedView, OrganisationRowView, OrganisationsView } from './protocol';

/** The details that have a column, in order. The name and the day of the next reset come before them. */
const DETAILS = ['region', 'kind', 'tenantId', 'shortCode'] as const;
type Detail = (typeof DETAILS)[number];

/**
 * The organisations of answers of Xero's API.
 *
 * @param accounts of the lists, sorted
 * @param hasSources whether to say where each was found
 */
export function organisationsView(
  found: FoundOrganisations,
  accounts: readonly Pick<Account, 'login' | 'name'>[],
  hasSources: boolean,
): OrganisationsView {
  const { items, target } = found;
  const matches = found.matches();
  const rowsOf = (wanted: boolean): readonly OrganisationRowView[] =>
    items.flatMap(item => {
      const match = matches.get(item.id);
      return isDone(item, match) === wanted ? rowOf(item, match) : [];
    });
  const [rows, done] = [rowsOf(false), rowsOf(true)];
  return {
    title:
      items.length === 1 ? l10n.t('1 organisation found') : l10n.t('{0} organisations found', items.length),
    ...(rows.length > 0 && {
      target: {
        label: l10n.t('Account of these organisations'),
        current: target?.login ?? '',
        options: [
          { value: '', label: l10n.t('Choose an account…') },
          ...accounts.map(({ login, name }) => ({
            value: login,
            label: sanitizeLabel(name === login ? login : `${name} · ${login}`),
          })),
        ],
      },
    }),
    ...(rows.length > 0 && !target && { note: noTargetText(accounts.length > 0) }),
    columns: {
      save: l10n.t('Save'),
      name: l10n.t('Organisation'),
      state: l10n.t('State'),
      details: DETAILS.map(name => detailNames()[name]),
      resetOn: l10n.t('Next reset'),
      ...(hasSources && { source: l10n.t('Source') }),
    },
    rows,
    ...(done.length > 0 && {
      done: {
        label:
          done.length === 1
            ? l10n.t('1 organisation is in the list')
            : l10n.t('{0} organisations are in the list', done.length),
        rows: done,
      },
    }),
  };
}

function noTargetText(hasAccounts: boolean): string {
  return hasAccounts
    ? l10n.t('Choose the account whose login has access to these organisations.')
    : l10n.t(
        'Your lists have no account yet. Add the account whose login has access to these organisations.',
      );
}

function detailNames(): Readonly<Record<Detail, string>> {
  return {
    region: l10n.t('Region'),
    kind: l10n.t('Kind'),
    tenantId: l10n.t('Tenant ID'),
    shortCode: l10n.t('Shortcode'),
  };
}

function rowOf(item: OrganisationItem, match: FoundMatch | undefined): OrganisationRowView {
  const { id, source, organisation } = item;
  const before = match?.listed?.organisation;
  const after = match?.after ?? unmatched(item);
  const isOpen = !isDone(item, match);
  const name = sanitizeLabel(organisation.name);
  const cell = (detail: 'name' | Detail): ChangedView =>
    isOpen && before
      ? changed(shown(before, detail), shown(after, detail))
      : { text: sanitizeLabel(shown(after, detail)) };
  return {
    id,
    ...stateOf(item, match),
    name: cell('name'),
    details: DETAILS.map(detail => ({ ...cell(detail), isId: detail === 'tenantId' })),
    source: sanitizeLabel(source.name),
    ...(isOpen &&
      match && { tick: { label: l10n.t('Save the organisation {0}', name), ticked: isTicked(item, match) } }),
    ...(isOpen && after.kind === 'demo'
      ? {
          resetOn: {
            label: l10n.t('Next reset for {0}', name),
            value: after.resetOn ?? '',
            note: before && before.resetOn !== after.resetOn ? wasText(shownDay(before.resetOn)) : '',
          },
        }
      : { resetText: shownDay(after.resetOn) }),
  };
}

/** What is known of an organisation without an account. */
function unmatched({ organisation }: OrganisationItem): Organisation {
  const { chosenReset: _, isDemo, ...known } = organisation;
  return { ...known, ...(isDemo && { kind: 'demo' }) };
}

function stateOf(
  { saved }: OrganisationItem,
  match: FoundMatch | undefined,
): Pick<OrganisationRowView, 'kind' | 'state'> {
  if (saved === 'added') return { kind: 'saved', state: l10n.t('Added') };
  if (saved === 'updated') return { kind: 'saved', state: l10n.t('Updated') };
  switch (match?.kind) {
    case 'new':
      return {
        kind: 'new',
        state: match.elsewhere
          ? l10n.t('New · also in {0}', sanitizeLabel(match.elsewhere.name))
          : l10n.t('New'),
      };
    case 'changed':
      return { kind: 'changed', state: l10n.t('Changed') };
    case 'same':
      return { kind: 'same', state: l10n.t('Already in the list') };
    default:
      return { kind: 'open', state: '' };
  }
}

function shown(organisation: Organisation, detail: 'name' | Detail): string {
  return (detail === 'kind' ? kindWord(organisation.kind) : organisation[detail]) ?? '';
}

function changed(before: string, after: string): ChangedView {
  const text = sanitizeLabel(after);
  return before === after ? { text } : { text, was: wasText(sanitizeLabel(before)) };
}

function wasText(before: string): string {
  return before === '' ? l10n.t('(was empty)') : l10n.t('(was {0})', before);
}

function shownDay(day = ''): string {
  return day === '' ? '' : dayText(day);
}
