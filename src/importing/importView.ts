import { l10n } from 'vscode';
import { loginKey } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import { accountsView } from './accountsView';
import { canTick } from './foundPasswords';
import { columnsText, readableAppsText } from './importProblemText';
import type { ImportSession } from './importSession';
import { keysView } from './keysView';
import { organisationsView } from './organisationsView';
import { passwordsView } from './passwordsView';
import type { ActionView, ImportView, ListsView } from './protocol';
import type { SavedCounts } from './savedCounts';
import { saveLabel } from './savedTexts';

/** What the page shows besides keys and accounts. */
export interface PageDetails {
  /** How many files have been read. */
  readonly reading?: { readonly done: number; readonly all: number } | undefined;
  /** What the last action did. */
  readonly notes: readonly string[];
  /** Where new accounts can go. */
  readonly lists: readonly { readonly uri: string; readonly label: string }[];
  /** The chosen list, as its URI. */
  readonly list: string | undefined;
  /** Whether the folder that is open has a list that is not changed, because the person does not trust the folder. */
  readonly isRestricted?: boolean;
  /** How many files can be moved to the trash. */
  readonly trash?: number;
}

/** The page of an import. */
export function importView(
  session: ImportSession,
  accounts: readonly { readonly login: string; readonly name: string }[],
  details: PageDetails,
): ImportView {
  const { problems, login, keys, organisations, tokens } = session;
  const { reading, notes, trash = 0 } = details;
  const { planned } = session;
  const hasMore =
    keys.items.some(item => !keys.isDone(item)) ||
    session.accounts.items.some(item => session.accounts.isNew(item)) ||
    session.passwords.items.some(canTick) ||
    organisations.hasMore;
  const hasSources = sourceNames(session).size > 1;
  const passwords = passwordsView(session.passwords, accounts, hasSources);
  const lists = planned.accounts > 0 ? listsView(details) : undefined;
  return {
    title:
      login === undefined
        ? l10n.t('Import')
        : l10n.t('Import Setup Key for {0}', sanitizeLabel(accounts.find(isLogin(login))?.name ?? login)),
    intro: l10n.t(
      'Import setup keys from QR code pictures, Google Authenticator transfers, or exports from {0}. Import accounts from a spreadsheet, and organisations from responses of Xero’s API. Nothing is saved before you confirm it.',
      readableAppsText(),
    ),
    columns: columnsText(),
    drop: l10n.t('Drop or paste files, pictures or text here.'),
    choose: l10n.t('Choose Files…'),
    ...(reading && {
      status: l10n.t('Reading file {0} of {1}…', Math.min(reading.done + 1, reading.all), reading.all),
    }),
    notes,
    ...(tokens[0] && { warning: tokens[0].reason }),
    ...(problems.length > 0 && {
      problems: {
        title: problems.length === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems.length),
        items: problems.map(({ source, reason }) => ({ source: sanitizeLabel(source.name), reason })),
      },
    }),
    ...(keys.items.length > 0 && { keys: keysView(keys, accounts, hasSources) }),
    ...(session.accounts.items.length > 0 && { accounts: accountsView(session.accounts, hasSources) }),
    ...(passwords && { passwords }),
    ...(organisations.items.length > 0 && {
      organisations: organisationsView(organisations, accounts, hasSources),
    }),
    ...(lists && { lists }),
    ...(hasMore && { save: saveAction(planned) }),
    ...(trash > 0 && {
      trash: {
        label: trash === 1 ? l10n.t('Move 1 File to Trash') : l10n.t('Move {0} Files to Trash', trash),
        isEnabled: true,
      },
    }),
  };
}

function sourceNames({ keys, accounts, organisations }: ImportSession): ReadonlySet<string> {
  const sources = [
    ...keys.items.flatMap(each => each.sources),
    ...[...accounts.items, ...organisations.items].map(each => each.source),
  ];
  return new Set(sources.map(({ name }) => name));
}

/** The same page while it saves: nothing can be changed, and it says how far it is. */
export function savingView(view: ImportView, done: number, all: number): ImportView {
  const status = all === 0 ? l10n.t('Saving…') : l10n.t('Saving {0} of {1}…', Math.min(done + 1, all), all);
  const { trash: _, ...rest } = view;
  return { ...rest, notes: [], status, save: { label: status, isEnabled: false } };
}

/** A button that says all that it does. */
function saveAction(planned: SavedCounts): ActionView {
  const label = saveLabel(planned);
  return { label: label || l10n.t('Nothing Selected'), isEnabled: label !== '' };
}

function listsView({ lists, list, isRestricted = false }: PageDetails): ListsView | undefined {
  const current = lists.find(({ uri }) => uri === list) ?? lists[0];
  const label = sanitizeLabel(current?.label ?? '');
  if (!current || (lists.length < 2 && !isRestricted)) return undefined;
  return {
    ...(lists.length > 1 && {
      choice: {
        label: l10n.t('Add new accounts to'),
        current: current.uri,
        options: lists.map(each => ({ value: each.uri, label: sanitizeLabel(each.label) })),
      },
    }),
    ...(isRestricted && {
      note: l10n.t(
        'New accounts go to: {0}. You haven’t trusted this folder, so its own list isn’t changed.',
        label,
      ),
    }),
  };
}

function isLogin(wanted: string): (account: { readonly login: string }) => boolean {
  return ({ login }) => loginKey(login) === loginKey(wanted);
}
