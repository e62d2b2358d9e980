import type * as vscode from 'vscode';
import type { FakeVSCode } from '../../shared/fakeVscode';
import { EventEmitter } from '../vscode';

type Tree = ReadonlyMap<string, string>;

/** The API of VS Code's git extension over the folder that is open, with a remote that may refuse what is pushed. */
export class FakeGit {
  readonly #changed = new EventEmitter<void>();
  readonly #opened = new EventEmitter<void>();
  readonly #closed = new EventEmitter<void>();
  #isClosed = false;
  readonly #remote = new Map<string, Tree>();
  #index = new Map<string, string>();
  #head: Tree = new Map();
  branch: string | undefined = 'main';
  upstream: string | undefined = 'main';
  /** A dot for a branch that is here. */
  upstreamRemote = 'origin';
  remotes: readonly { readonly name: string }[] = [{ name: 'origin' }];
  /** The commits that were made here, with the files that each changed. */
  readonly commits: { readonly message: string; readonly files: readonly string[] }[] = [];
  /** How many follow the repository. */
  followers = 0;
  /** How often commits were compared. */
  compared = 0;
  readonly pulled: (string | undefined)[] = [];
  readonly merged: string[] = [];
  /** Brings what colleagues pushed. */
  onPull: () => Promise<void> = async () => {};
  /** The last commit of a file, by its path in the folder. */
  readonly history = new Map<string, object>();
  /** What both sides of a merge made of files that git could not merge, by their paths in the folder. */
  readonly unmerged = new Map<string, readonly [ours: Uint8Array, theirs: Uint8Array]>();
  /** How often the history of a file was looked at. */
  looked = 0;
  /** Of `git config` in the repository. */
  readonly settings = new Map<string, string>();
  /** Of the person, in all repositories. */
  readonly personSettings = new Map<string, string>();
  /** Tags, here and on the remote, each on a commit that has nothing in common with the branches. */
  readonly tags = new Set<string>();
  /** Where git says that a file was moved to this path from another one. */
  readonly renames = new Map<string, string>();
  /** What git writes as errors when a branch is pushed; nothing, if it works. */
  refusal: (branch: string) => string | undefined = () => undefined;

  /** How many pushes can't note what the branch follows, as another git has the configuration locked. */
  locked = 0;

  /** Why git can't look at the working tree. */
  fault: string | undefined;

  /** @param committed paths of files that are committed and pushed already */
  constructor(
    private readonly vsCode: FakeVSCode,
    committed: readonly string[] = [],
  ) {
    this.stage(...committed);
    this.#head = this.#index;
    this.#remote.set('main', this.#head);
  }

  /** Stages files, by their paths in the folder. */
  stage(...paths: readonly string[]): void {
    const files = this.#files();
    const staged = new Map(this.#index);
    for (const path of paths) {
      const text = files.get(path);
      if (text === undefined) staged.delete(path);
      else staged.set(path, text);
    }
    this.#index = staged;
  }

  /** Commits what is staged. */
  commit(message: string): void {
    this.commits.push({ message, files: changes(this.#head, this.#index) });
    this.#head = this.#index;
  }

  /** Has VS Code forget the repository. */
  close(): void {
    this.#isClosed = true;
    this.#closed.fire();
  }

  /** Says that something may have changed. */
  tell(): void {
    this.#changed.fire();
  }

  /** Pushes what is committed, as in a terminal. */
  pushElsewhere(): void {
    this.#remote.set('main', this.#head);
    this.tell();
  }

  /** What is staged, by path. */
  get staged(): readonly string[] {
    return changes(this.#head, this.#index);
  }

  /** What a branch of the remote has that another lacks. */
  pushed(branch = 'main', since: Tree = new Map()): readonly string[] {
    return changes(since, this.#remote.get(branch) ?? new Map());
  }

  /** What `getAPI` gives. */
  get api(): object {
    return {
      git: { path: 'git' },
      onDidOpenRepository: this.#opened.event,
      onDidCloseRepository: this.#closed.event,
      getRepository: (uri: vscode.Uri) =>
        !this.#isClosed && uri.path.startsWith(`${this.vsCode.folder.path}/`) ? this.#repository() : null,
    };
  }

  #repository(): object {
    return {
      rootUri: this.vsCode.folder,
      state: this.#state(),
      status: async () => {
        if (this.fault !== undefined) throw new Error(this.fault);
        this.#changed.fire();
      },
      add: async (paths: string[]) => {
        const inFolder = paths.map(path => this.#pathOf(path));
        for (const path of inFolder) this.unmerged.delete(path);
        this.stage(...inFolder);
        this.#changed.fire();
      },
      commit: async (message: string) => {
        this.commit(message);
        this.#changed.fire();
      },
      pull: async () => {
        this.pulled.push(this.branch);
        this.refusal = () => undefined;
        await this.onPull();
      },
      merge: async (ref: string) => void this.merged.push(ref),
      getConfig: async (key: string) => configured(this.settings, key),
      getGlobalConfig: async (key: string) => configured(this.personSettings, key),
      push: async (remote: string, refspec: string, setUpstream: boolean) => {
        if (remote === '.') throw new Error('Nothing leaves this computer.');
        const [from = '', full = from] = refspec.split(':');
        const to = full.replace('refs/heads/', '');
        const stderr = [from, full].some(each => this.tags.has(each))
          ? `error: src refspec ${from} matches more than one`
          : this.refusal(to);
        if (stderr !== undefined) throw Object.assign(new Error('Failed to execute git'), { stderr });
        this.#remote.set(to, this.#head);
        // Git reports success, too, where it could not note that.
        if (setUpstream && this.locked-- <= 0) this.upstream = to;
        this.#changed.fire();
      },
      createBranch: async (name: string) => {
        this.branch = name;
        this.upstream = undefined;
        this.#changed.fire();
      },
      diffBetween: async (ref: string) => {
        this.compared++;
        if (this.tags.has(ref)) throw new Error('no merge base');
        const tree = this.#remote.get(ref.replace(/^(?:refs\/remotes\/)?origin\//, ''));
        if (!tree) throw new Error('unknown revision');
        return this.#asChanges(changes(tree, this.#head));
      },
      buffer: async (ref: string, path: string) => {
        const side = this.unmerged.get(this.#pathOf(path))?.[ref === ':2' ? 0 : 1];
        // That side has no such file.
        if (!side?.length) throw new Error('Failed to execute git');
        return side;
      },
      log: async ({ path }: { path: string }) => {
        this.looked++;
        const commit = this.history.get(this.#pathOf(path));
        return commit ? [commit] : [];
      },
    };
  }

  #state(): object {
    const git = this;
    return {
      remotes: this.remotes,
      get mergeChanges() {
        return git.#asChanges([...git.unmerged.keys()]);
      },
      untrackedChanges: [],
      onDidChange: (listener: () => void) => {
        this.followers++;
        const following = this.#changed.event(listener);
        return {
          dispose: () => {
            this.followers--;
            following.dispose();
          },
        };
      },
      get indexChanges() {
        return git.#asChanges(git.staged);
      },
      get workingTreeChanges() {
        return git.#asChanges(changes(git.#index, git.#files()));
      },
      get HEAD() {
        const upstream =
          git.upstream === undefined ? undefined : { remote: git.upstreamRemote, name: git.upstream };
        const isPushed = git.#head === git.#remote.get(git.upstream ?? '');
        return {
          name: git.branch,
          commit: '0123456789abcdef',
          ...(upstream && { upstream, ahead: isPushed ? 0 : 1 }),
        };
      },
    };
  }

  #pathOf(path: string): string {
    return path.slice(this.vsCode.folder.path.length + 1);
  }

  #asChanges(paths: readonly string[]): object[] {
    const moved = new Set(paths.map(path => this.renames.get(path)));
    return paths
      .filter(path => !moved.has(path))
      .map(path => ({
        uri: this.vsCode.at(path),
        originalUri: this.vsCode.at(this.renames.get(path) ?? path),
      }));
  }

  #files(): Map<string, string> {
    const root = `${this.vsCode.folder}/`;
    return new Map(
      this.vsCode.files
        .all()
        .filter(({ name }) => name.startsWith(root))
        .map(({ name, text }) => [decodeURIComponent(name.slice(root.length)), text]),
    );
  }
}

function configured(settings: ReadonlyMap<string, string>, key: string): string {
  const value = settings.get(key);
  if (value === undefined) throw new Error('Failed to execute git');
  return value;
}

/** The paths of what differs. */
function changes(before: Tree, after: Tree): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => before.get(path) !== after.get(path))
    .sort();
}
