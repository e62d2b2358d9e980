import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { AccountChanges, NewEntry } from '../core/listEdit';
import type { Hmac } from '../core/totp';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import { completeWalkthroughStep, setContext } from '../platform/context';
import { MutableDisposable } from '../platform/disposables';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { readSetting } from '../platform/settings';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import type { AccountRow } from './accountRows';
import type { AddAccountServices } from './addAccount';
import { AccountChooser } from './chooseAccount';
import { AccountLists } from './lists';
import { ShownCodes } from './shownCodes';
import { AccountView } from './view';

/** What the accounts need of the rest. */
export interface AccountServices extends Pick<AddAccountServices, 'setUpRemedies'> {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  /** Where the personal list is. */
  readonly globalStorageUri: vscode.Uri;
  /**
   * Whether MFA of a login, in lower case, must be set up again.
   */
  isDue(login: string): boolean;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  lostAdvice(login: string): Promise<string>;
  /** A row that says by how much codes are corrected, while they are. */
  readonly clockRows: () => readonly vscode.TreeItem[];
  /**
   * Adds a setup key to a login.
   *
   * @param key asked for where it is not known
   */
  setSecret(login: string, key?: string): Promise<void>;
}

const load = () => import('./whenUsed');

/** The lists with their view, their problems and their commands. */
export function createAccounts(services: AccountServices) {
  const {
    commands,
    boundary,
    secrets,
    globalStorageUri,
    setUpRemedies,
    setSecret,
    isDue,
    lostAdvice,
    record,
  } = services;
  const { log, offer } = boundary;
  const lists = new AccountLists(globalStorageUri, log);
  const shownCodes = new ShownCodes(secrets, services.hmac, services.now, boundary.run, lostAdvice);
  const add = async (): Promise<string | undefined> =>
    (await load()).askToAddAccount(lists, { offer, setUpRemedies });
  const ready = async (): Promise<void> => {
    await Promise.all([lists.ready(), secrets.ready()]);
  };
  const rows = async (): Promise<readonly AccountRow[]> => {
    const [{ accountRows }] = await Promise.all([import('./whenShown'), ready()]);
    return accountRows(lists.accounts, {
      secretState: login => secrets.stateOf(login),
      hasProblem: login => lists.hasProblem(login),
      isDue: login => isDue(loginKey(login)),
    });
  };
  const chooser = new AccountChooser(lists, { rows, addAccount: add, addKey: setSecret });

  const updateContext = (): void => setContext('codesShown', shownCodes.shown);
  ready()
    .then(() => {
      // The welcome view would flash up before the first list is read.
      setContext('loaded', true);
      // The context key outlives the extension host, which starts with the codes hidden.
      updateContext();
    })
    .catch(log);
  const later = (work: () => unknown): void => void lists.ready().then(work).catch(log);
  const dueChanged = new vscode.EventEmitter<void>();
  const diagnostics = new MutableDisposable();
  later(async () => {
    const { ListDiagnostics } = await import('./whenShown');
    diagnostics.value = new ListDiagnostics(lists, log);
  });
  const owned = vscode.Disposable.from(
    lists,
    diagnostics,
    dueChanged,
    shownCodes,
    shownCodes.onDidChange(updateContext),
    lists.onDidChange(() => completeListSteps(lists)),
    new AccountView({
      ...services,
      lists,
      shownCodes,
      grouping: () => readSetting('groupBy'),
      onDidChangeDue: dueChanged.event,
    }),
    commands.registerLazily('accounts', async () =>
      (await load()).accountHandlers({
        lists,
        chooser,
        secrets,
        shownCodes,
        record,
        add,
      }),
    ),
  );

  return {
    ready: () => lists.ready(),
    /** Does what the first rows do not need once these can be made. What goes wrong is logged. */
    later,
    onDidChange: lists.onDidChange,
    all: () => lists.accounts,
    find: (login: string) => lists.find(login),
    nameOf: (login: string) => lists.find(login)?.name ?? login,
    hasAny: async (): Promise<boolean> => {
      await lists.ready();
      return lists.accounts.length > 0;
    },
    /** The lists that a team store may stand beside: those whose writers the person trusts, but the personal one. */
    teamLists: () =>
      lists.lists
        .filter(({ source, exists }) => exists && source.isTrusted && source.kind !== 'personal')
        .map(({ source: { realUri, label }, accounts }) => ({
          uri: realUri,
          label,
          logins: accounts.map(({ login }) => login),
        })),
    /** What {@link AccountServices} says of accounts and the clock may be other than it was. */
    refresh: () => dueChanged.fire(),
    /** All accounts by name, as a picker shows them. */
    rows,
    get: (login: string) => chooser.get(login),
    choose: (target: CommandTarget, title: string) => chooser.choose(target, title),
    noAccounts: () => chooser.noAccounts(),
    /** Asks for an account and adds it; gives its login. */
    add,
    /** Adds several accounts to the list at a URI, else to the first. */
    addAll: async (entries: readonly NewEntry[], list?: string): Promise<void> =>
      (await load()).addAccounts(entries, list, lists),
    /** The accounts of a spreadsheet; `undefined` where a text does not look like one. */
    readTable: async (text: string) =>
      (await import('./readAccountTable')).readAccountTable(text, lists.accounts),
    /** The lists that can be written to. */
    writableLists: () => lists.lists.filter(({ source }) => source.isTrusted).map(({ source }) => source),
    edit: async (login: string, changes: AccountChanges): Promise<void> =>
      (await load()).editAccount(await chooser.get(login), changes, lists),
    /** Opens the list of an account in the editor, at its entry. */
    openList: async (login: string): Promise<void> =>
      (await load()).openList({ login: (await chooser.get(login)).login }, lists),
    copyLogin: async (login: string): Promise<void> => (await load()).copyLogin(await chooser.get(login)),
    /** Completes the steps of the walkthrough that the lists already fulfil. */
    completeListSteps: () => completeListSteps(lists),
    dispose: () => owned.dispose(),
  };
}

function completeListSteps({ lists }: AccountLists): void {
  const listed = lists.filter(({ accounts }) => accounts.length > 0);
  if (listed.length > 0) completeWalkthroughStep('accountListed');
  if (listed.some(({ source }) => source.kind === 'workspace')) completeWalkthroughStep('listShared');
}
