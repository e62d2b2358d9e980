import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import type { ListProblem } from '../core/listProblem';
import { mergeAccounts } from '../core/merge';
import { DisposableOwner } from '../platform/disposables';
import { type ReadList, readListFile } from './readList';
import { type BadSetting, type ListSource, listSources } from './sources';

/** How long nothing may have changed on disk, in milliseconds, before the lists are read once more. */
const QUIET = 1000;

/** A list as it stands now. */
export interface LoadedList extends ReadList {
  readonly source: ListSource;
  /** Why the file could not be read at all, in the file system's words. */
  readonly failure?: string;
}

/** Every account the team and the person have, from all lists, kept up to date. */
export class AccountLists extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  #lists: readonly LoadedList[] = [];
  #badSettings: readonly BadSetting[] = [];
  #accounts: ReadonlyMap<string, Account> = new Map();
  #problems: ReadonlySet<string> = new Set();
  #watchers: vscode.Disposable = new vscode.Disposable(() => {});
  #watched = '';
  #ready: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  #again = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #lastEdit: Promise<unknown> = Promise.resolve();

  /** Fires when the lists were read and are not what they were. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly globalStorage: vscode.Uri,
    private readonly onError: (error: unknown) => void,
  ) {
    super();
    this.register(
      new vscode.Disposable(() => {
        this.#watchers.dispose();
        clearTimeout(this.#quiet);
      }),
    );
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#reloadSoon()));
    this.register(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('xeroMfa.accountsFiles')) this.#reloadSoon();
      }),
    );
    // Some remote and virtual file systems do not watch; a save here is then all there is to go by.
    this.register(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.#lists.some(({ source }) => source.uri.toString() === uri.toString())) this.#reloadSoon();
      }),
    );
  }

  /** All accounts, one for each login, in the order of the lists. */
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

  /** Whether a list has a problem with this account's entry. */
  hasProblem(login: string): boolean {
    return this.#problems.has(loginKey(login));
  }

  /** The lists that hold an account. */
  listsWith(login: string): readonly LoadedList[] {
    const key = loginKey(login);
    return this.#lists.filter(({ accounts }) => accounts.some(account => loginKey(account.login) === key));
  }

  /** Settles when the lists were read for the first time. */
  async ready(): Promise<void> {
    this.#ready ??= this.reload().catch(error => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Reads all lists again; settles when {@link accounts} is up to date with the disk as it is now. */
  async reload(): Promise<void> {
    if (this.#loading) {
      // The read under way may have passed the file before it changed.
      this.#again = true;
      return this.#loading;
    }
    this.#loading = this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Edits the text of one list and reads it again. @throws UserError where it cannot be edited */
  async edit(source: ListSource, edit: (text: string) => string): Promise<void> {
    // One after another: each must read what the one before wrote.
    const editing = this.#lastEdit.then(async () =>
      (await import('./writeList')).editListFile(source.uri, edit),
    );
    this.#lastEdit = editing.catch(() => {});
    await editing;
    await this.reload();
  }

  async #load(): Promise<void> {
    let isChanged = false;
    do {
      this.#again = false;
      const { sources, bad } = listSources(this.globalStorage);
      this.#watch(sources);
      const lists = await Promise.all(sources.map(load));
      const before = this.#lists;
      isChanged ||=
        lists.length !== before.length || lists.some((list, index) => differs(list, before[index]));
      isChanged ||= JSON.stringify(bad) !== JSON.stringify(this.#badSettings);
      this.#lists = lists;
      this.#badSettings = bad;
      this.#accounts = mergeAccounts(lists.map(({ accounts }) => accounts));
      this.#problems = new Set(lists.flatMap(({ problems }) => problems.flatMap(({ login }) => login ?? [])));
    } while (this.#again);
    if (isChanged) this.#changed.fire();
  }

  /**
   * Reads the lists now, and once more when it is quiet again: VS Code drops the events of a file that comes and
   * goes within its own pause, and what was read in between would stay.
   */
  #reloadSoon(): void {
    this.reload().catch(this.onError);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.reload().catch(this.onError), QUIET);
  }

  #watch(sources: readonly ListSource[]): void {
    const wanted = sources.map(({ uri }) => uri.toString()).join('\n');
    if (wanted === this.#watched) return;
    this.#watchers.dispose();
    this.#watchers = vscode.Disposable.from(
      // A folder that comes or goes as a whole is one event, of the folder.
      ...sources.flatMap(({ uri }) => [this.#watchOne(uri), this.#watchOne(vscode.Uri.joinPath(uri, '..'))]),
    );
    this.#watched = wanted;
  }

  #watchOne(target: vscode.Uri): vscode.Disposable {
    // The name itself may hold characters that mean something in a pattern.
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.joinPath(target, '..'), '*'),
    );
    const reload = (uri: vscode.Uri): void => {
      if (uri.toString() === target.toString()) this.#reloadSoon();
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(reload),
      watcher.onDidChange(reload),
      watcher.onDidDelete(reload),
    );
  }
}

function differs(list: LoadedList, before: LoadedList | undefined): boolean {
  return (
    list.source.uri.toString() !== before?.source.uri.toString() ||
    list.exists !== before.exists ||
    list.text !== before.text ||
    list.failure !== before.failure ||
    list.problems.length !== before.problems.length
  );
}

async function load(source: ListSource): Promise<LoadedList> {
  try {
    return { source, ...(await readListFile(source.uri)) };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { source, exists: true, text: '', accounts: [], problems: [] as ListProblem[], failure };
  }
}
