import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { completeWalkthroughStep, setContext } from '../platform/context';
import { MutableDisposable } from '../platform/disposables';
import { readSetting } from '../platform/settings';
import { AccountChooser } from './chooseAccount';
import { AccountLists } from './lists';
import type { AccountServices, Accounts } from './services';
import { ShownCodes } from './shownCodes';
import { teamListOf } from './teamList';
import { AccountView } from './view';

const load = () => import('./whenUsed');

/** Creates the lists with their view, diagnostics and commands. */
export function createAccounts({
  commands,
  boundary,
  secrets,
  ticker,
  hmac,
  now,
  record,
  globalStorageUri,
  teamStateOf,
  removal,
  lostAdvice,
  clockRows,
  setSecret,
  setUpRemedies,
  copyText,
}: AccountServices): Accounts {
  const { log, offer, run } = boundary;
  const lists = new AccountLists(globalStorageUri, log);
  const newShownCodes = (): ShownCodes => new ShownCodes(secrets, hmac, now, run, lostAdvice);
  const shownCodes = newShownCodes();
  const add: Accounts['add'] = async () => (await load()).askToAddAccount(lists, { offer, setUpRemedies });
  const ready = async (): Promise<void> => {
    await Promise.all([lists.ready(), secrets.ready()]);
  };
  const rows: Accounts['rows'] = async () => {
    const [{ accountRows }] = await Promise.all([import('./whenShown'), ready()]);
    return accountRows(lists.accounts, {
      secretState: login => secrets.stateOf(login),
      hasProblem: login => lists.hasProblem(login),
      teamStateOf: login => teamStateOf(loginKey(login)),
    });
  };
  const chooser = new AccountChooser(lists, { rows, addAccount: add, addKey: setSecret });

  const updateContext = (): void => setContext('codesShown', shownCodes.shown);
  ready()
    .then(() => {
      // Not earlier: the welcome view would flash up until the first list is read.
      setContext('loaded', true);
      // The context key outlives the extension host, which starts with the codes hidden.
      updateContext();
    })
    .catch(log);
  const later = (work: () => unknown): void => void lists.ready().then(work).catch(log);
  const refreshed = new vscode.EventEmitter<void>();
  const shownLater = new MutableDisposable();
  later(async () => {
    const { ListDiagnostics, NewDays } = await import('./whenShown');
    shownLater.value = vscode.Disposable.from(
      new ListDiagnostics(lists, log),
      new NewDays(now, () => refreshed.fire()),
    );
  });
  const owned = vscode.Disposable.from(
    lists,
    shownLater,
    refreshed,
    shownCodes,
    shownCodes.onDidChange(updateContext),
    lists.onDidChange(() => completeListStep(lists)),
    new AccountView({
      lists,
      secrets,
      shownCodes,
      ticker,
      now,
      grouping: () => readSetting('groupBy'),
      remindBefore: () => readSetting('remindBefore'),
      teamStateOf,
      lostAdvice,
      clockRows,
      copyRow: (row, item) => run('copyRow', async () => (await load()).copyRow(row, await item, copyText)),
      onDidRefresh: refreshed.event,
    }),
    commands.registerLazily('accounts', async () =>
      (await load()).accountHandlers({
        lists,
        chooser,
        secrets,
        shownCodes,
        now,
        record,
        offer,
        copyText,
        removal,
        add,
      }),
    ),
  );

  return {
    ready: () => lists.ready(),
    later,
    onDidChange: lists.onDidChange,
    all: () => lists.accounts,
    find: login => lists.find(login),
    nameOf: login => lists.find(login)?.name ?? login,
    hasAny: async () => {
      await lists.ready();
      return lists.accounts.length > 0;
    },
    teamLists: () =>
      lists.lists
        .filter(({ source, exists }) => exists && source.isTrusted && source.kind !== 'personal')
        .map(teamListOf),
    chooseList: async (title, uri) => (await load()).chooseTrustedList(lists, title, uri),
    refresh: () => refreshed.fire(),
    rows,
    shownCodes: newShownCodes,
    get: login => chooser.get(login),
    choose: (target, title, mustPick) => chooser.choose(target, title, mustPick),
    noAccounts: () => chooser.noAccounts(),
    add,
    addAll: async (entries, list) => (await load()).addAccounts(entries, list, lists),
    readTable: async text => (await import('./readAccountTable')).readAccountTable(text, lists.accounts),
    writableLists: () => lists.lists.filter(({ source }) => source.isTrusted).map(({ source }) => source),
    edit: async (login, changes) => (await load()).editAccount(await chooser.get(login), changes, lists),
    editOrganisations: async (login, edits) => (await load()).editOrganisationsInList(login, edits, lists),
    openList: async login => (await load()).openList({ login: (await chooser.get(login)).login }, lists),
    copyLogin: async login => (await load()).copyLogin(await chooser.get(login), copyText),
    completeListStep: () => completeListStep(lists),
    dispose: () => owned.dispose(),
  };
}

function completeListStep({ lists }: AccountLists): void {
  if (lists.some(({ accounts }) => accounts.length > 0)) completeWalkthroughStep('accountListed');
}
