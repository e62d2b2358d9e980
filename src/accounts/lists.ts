import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import { mergeAccounts } from '../core/merge';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import { NoAnswerError, PatientReader } from '../platform/patientReader';
import { Sequencer } from '../platform/sequencer';
import { onDidChangeSetting } from '../platform/settings';
import { uriKey } from '../platform/uriKey';
import { type ReadList, readListFile, realUri } from './readList';
import { type BadSetting, type ListSource, listSources, type WorkspaceTrust } from './sources';
import { watchFiles } from './watchFiles';

/** How long the disk has to be quiet before the lists are read once more, in milliseconds. */
const QUIET = 1000;

/** How long a list may delay the others, in milliseconds. */
const PATIENCE = 5000;

/** A list and what was read from it. */
export interface LoadedList extends ReadList {
  readonly source: ListSource;
  /** Why the file could not be read. */
  readonly failure?: Error;
}

/** All lists and their accounts, kept up to date. */
export class AccountLists extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly #watchers = this.register(new MutableDisposable());
  readonly #quiet = this.register(new MutableDisposable());
  readonly #loads = new Sequencer();
  readonly #writes = new Map<string, Sequencer>();
  readonly #reader = new PatientReader<ReadList>(PATIENCE, () => this.#reloadSoon());
  readonly #locator = new PatientReader<vscode.Uri>(PATIENCE, () => this.#reloadSoon());
  #lists: readonly LoadedList[] = [];
  #badSettings: readonly BadSetting[] = [];
  #accounts: ReadonlyMap<string, Account> = new Map();
  #problems: ReadonlySet<string> = new Set();
  #watched = '';
  #nextLoad: Promise<void> | undefined;

  /** Fires when a read found changes. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly globalStorage: vscode.Uri,
    private readonly onError: (error: unknown) => void,
    private readonly trust: WorkspaceTrust = vscode.workspace,
  ) {
    super();
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#reloadSoon()));
    this.register(trust.onDidGrantWorkspaceTrust(() => this.#reloadSoon()));
    this.register(onDidChangeSetting('accountsFiles', () => this.#reloadSoon()));
    // Some remote and virtual file systems have no watchers. There, saves in this window are the only signal.
    this.register(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.listAt(uri)) this.#reloadSoon();
      }),
    );
  }

  /** All accounts, one per login, in the order of the lists. */
  get accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  get lists(): readonly LoadedList[] {
    return this.#lists;
  }

  get badSettings(): readonly BadSetting[] {
    return this.#badSettings;
  }

  find(login: string): Account | undefined {
    return this.#accounts.get(loginKey(login));
  }

  /** Whether the account's entry in a list has a problem. */
  hasProblem(login: string): boolean {
    return this.#problems.has(loginKey(login));
  }

  /** The list at a URI, in any spelling and through any link. */
  listAt(uri: vscode.Uri): LoadedList | undefined {
    const key = uriKey(uri);
    return this.#lists.find(({ source }) => uriKey(source.uri) === key || uriKey(source.realUri) === key);
  }

  /** The lists that have an account. */
  listsWith(login: string): readonly LoadedList[] {
    const key = loginKey(login);
    return this.#lists.filter(({ accounts }) => accounts.some(account => loginKey(account.login) === key));
  }

  /** Settles when the lists have been read for the first time. */
  readonly ready: () => Promise<void> = lazy(() => this.reload());

  /** Reads all lists again; settles when {@link accounts} has what is on disk now. */
  async reload(): Promise<void> {
    // The read in progress may have missed a change, so callers share the next one.
    this.#nextLoad ??= this.#loads.run(() => {
      this.#nextLoad = undefined;
      return this.#load();
    });
    return this.#nextLoad;
  }

  /** Writes to a list when earlier writes to it are done, then reads the lists again. */
  async change({ realUri }: ListSource, write: () => Promise<void>): Promise<void> {
    const key = uriKey(realUri);
    // A queue for each list: a disk that doesn't answer holds up no other list.
    const writes = this.#writes.get(key) ?? new Sequencer();
    this.#writes.set(key, writes);
    await writes.run(write);
    await this.reload();
  }

  async #load(): Promise<void> {
    const { sources, bad } = await listSources(this.globalStorage, this.trust.isTrusted, async uri =>
      this.#locator.read(uri.toString(), () => realUri(uri)).catch(() => uri),
    );
    this.#watch(sources);
    const before = new Map(this.#lists.map(list => [list.source.uri.toString(), list]));
    const lists = await Promise.all(
      sources.map(source => this.#read(source, before.get(source.uri.toString()))),
    );
    const isChanged =
      lists.length !== this.#lists.length ||
      lists.some((list, index) => differs(list, this.#lists[index])) ||
      JSON.stringify(bad) !== JSON.stringify(this.#badSettings);
    this.#lists = lists;
    this.#badSettings = bad;
    const accountsOf = (isTrusted: boolean): (readonly Account[])[] =>
      lists.filter(({ source }) => source.isTrusted === isTrusted).map(({ accounts }) => accounts);
    this.#accounts = mergeAccounts(accountsOf(true), accountsOf(false));
    this.#problems = new Set(lists.flatMap(({ problems }) => problems.flatMap(({ login }) => login ?? [])));
    if (isChanged) this.#changed.fire();
  }

  /** @param previous the result of the last read */
  async #read(source: ListSource, previous: LoadedList | undefined): Promise<LoadedList> {
    try {
      const read = await this.#reader.read(source.uri.toString(), () => readListFile(source.uri, previous));
      const { exists, text, isParsed, accounts, problems } = read;
      return { source, exists, text, isParsed, accounts, problems };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { ...((failure instanceof NoAnswerError && previous) || UNREAD), source, failure };
    }
  }

  /**
   * Reads the lists now, and again once the disk is quiet: VS Code drops the events of a file that is created and deleted
   * within its own delay, and a read in between would never be corrected.
   */
  #reloadSoon(): void {
    this.reload().catch(this.onError);
    this.#quiet.value = runAfter(QUIET, () => this.reload().catch(this.onError));
  }

  #watch(sources: readonly ListSource[]): void {
    const files = sources.flatMap(({ uri, realUri }) => [uri, realUri]);
    const watched = files.join('\n');
    if (watched === this.#watched) return;
    this.#watched = watched;
    this.#watchers.value = watchFiles(files, () => this.#reloadSoon());
  }
}

const UNREAD: ReadList = { exists: true, text: '', isParsed: false, accounts: [], problems: [] };

function differs(list: LoadedList, before: LoadedList | undefined): boolean {
  return (
    list.source.uri.toString() !== before?.source.uri.toString() ||
    list.source.realUri.toString() !== before.source.realUri.toString() ||
    list.source.isTrusted !== before.source.isTrusted ||
    list.exists !== before.exists ||
    list.isParsed !== before.isParsed ||
    list.text !== before.text ||
    list.failure?.message !== before.failure?.message ||
    list.problems.length !== before.problems.length
  );
}
