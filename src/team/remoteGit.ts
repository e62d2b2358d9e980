import * as vscode from 'vscode';
import { sanitizeLabel } from '../platform/sanitize';
import { isUndecided, onceUnlocked } from './gitLock';
import {
  type GitChange,
  type GitCommit,
  type GitRepository,
  type GitState,
  pathFrom,
  upstreamOf,
} from './gitRepository';
import { type GitOutput, type GitScript, runGitScript } from './gitScript';
import type { MergeSides } from './merge';

/** What VS Code's git extension sends of a repository. */
interface SentState extends Pick<GitState, 'HEAD' | 'remotes' | 'rebaseCommit'> {
  readonly mergeChanges: readonly SentChange[];
  readonly indexChanges: readonly SentChange[];
  readonly workingTreeChanges: readonly SentChange[];
}

/** With addresses as they are on its side. */
interface SentChange {
  readonly uri: string;
  readonly originalUri: string;
}

/** How many files a command line names: a system may limit its length. */
const AT_ONCE = 50;

/** What is done here ends with a push. To look at what comes before it would start git again and again. */
const pushed = new vscode.EventEmitter<void>();
/** Whether git can be run, by the authority of its side. */
const tried = new Map<string, Promise<boolean>>();
/** What commits changed, by repository, with what that depends on. */
const compared = new Map<string, { readonly key: string; readonly changes: readonly GitChange[] }>();

/**
 * The repository of a file where VS Code's git extension is in another extension host, as in a window to a remote
 * computer. Its API ends there, but its commands don't: they say how the repository is. Git itself is run in a terminal.
 */
export async function remoteRepositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
  const sent = await ask<readonly string[]>('git.api.getRepositories');
  const [root] = (sent ?? [])
    .map(root => here(uri, root))
    .filter(({ path }) => uri.path.startsWith(path.endsWith('/') ? path : `${path}/`))
    // The innermost one.
    .sort((one, other) => other.path.length - one.path.length);
  if (!root || !(await canRun(root))) return undefined;
  const state = await stateOf(root);
  return state && new RemoteGit(root, state);
}

/** Whether git can be run, which is tried once. */
function canRun(root: vscode.Uri): Promise<boolean> {
  const { authority } = root;
  const runs =
    tried.get(authority) ??
    runGitScript(root, { script: 'git --version' }).then(
      ({ text }) => text.startsWith('git version'),
      () => false,
    );
  tried.set(authority, runs);
  return runs;
}

async function stateOf(root: vscode.Uri): Promise<GitState | undefined> {
  const sent = await ask<SentState>('git.api.getRepositoryState', there(root));
  if (!sent) return undefined;
  const changes = (given: readonly SentChange[]): GitChange[] =>
    given.map(({ uri, originalUri }) => ({ uri: here(root, uri), originalUri: here(root, originalUri) }));
  return {
    ...sent,
    rebaseCommit: sent.rebaseCommit ?? undefined,
    mergeChanges: changes(sent.mergeChanges),
    indexChanges: changes(sent.indexChanges),
    workingTreeChanges: changes(sent.workingTreeChanges),
    untrackedChanges: [],
  };
}

class RemoteGit implements GitRepository {
  readonly reportsChanges = false;

  constructor(
    readonly rootUri: vscode.Uri,
    public state: GitState,
  ) {}

  readonly onDidChange: vscode.Event<void> = listener =>
    vscode.Disposable.from(
      pushed.event(listener),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) listener();
      }),
    );

  async status(): Promise<void> {
    await ask('git.refresh', this.rootUri);
    const state = await stateOf(this.rootUri);
    if (state) this.state = { ...state, untrackedChanges: await this.#untracked() };
  }

  /** A setting keeps new files apart. Then the git extension doesn't send them. */
  async #untracked(): Promise<readonly GitChange[]> {
    const { rootUri } = this;
    const setting = vscode.workspace.getConfiguration('git', rootUri).get<unknown>('untrackedChanges');
    if (setting !== 'separate') return [];
    return this.#changes(
      await runGitScript(rootUri, { script: 'git ls-files --others --exclude-standard -z' }),
    );
  }

  async sidesOf(files: readonly vscode.Uri[]): Promise<readonly (MergeSides | undefined)[]> {
    const sides: (MergeSides | undefined)[] = [];
    for (let first = 0; first < files.length; first += AT_ONCE) {
      const some = files.slice(first, first + AT_ONCE);
      const names = some.map((_, index) => [`${index}.2`, `${index}.3`] as const);
      const read = [2, 3].map(side => `git cat-file blob ":${side}:$p" >"$d/$i.${side}"`).join(' && ');
      const { files: written } = await runGitScript(this.rootUri, {
        script: `i=0; for p; do { ${read}; } || rm -f "$d/$i.2" "$d/$i.3"; i=$((i+1)); done`,
        args: some.map(file => this.#path(file)),
        writes: names.flat(),
      });
      for (const [two, three] of names) {
        const [one, other] = [written.get(two), written.get(three)];
        sides.push(one && other && [one, other]);
      }
    }
    return sides;
  }

  async add(file: vscode.Uri): Promise<void> {
    await this.#run({ script: 'git --literal-pathspecs add -- "$1"', args: [this.#path(file)] });
  }

  async commit(files: readonly vscode.Uri[], message: string): Promise<void> {
    const script = [
      // Takes what is deleted, too, however it is staged, and takes names as they are.
      'git update-index --add --remove -z --stdin <"$d/in"',
      'git --literal-pathspecs -c user.useConfigOnly=true commit --quiet --only --message="$1" --pathspec-from-file="$d/in" --pathspec-file-nul',
    ].join(' && ');
    const input = files.map(file => `${this.#path(file)}\0`).join('');
    await this.#run({ script, args: [message], input }, vscode.l10n.t('Committing the team store…'));
  }

  async pull(): Promise<void> {
    const run = (script: string): Promise<void> => this.#run({ script }, vscode.l10n.t('Pulling…'));
    try {
      await run('git pull');
    } catch (error) {
      if (!isUndecided(error)) throw error;
      await run('git pull --no-rebase --no-edit');
    }
  }

  async push(remote: string, refspec: string, setUpstream: boolean): Promise<void> {
    const args = [...(setUpstream ? ['--set-upstream'] : []), '--', remote, refspec];
    try {
      await this.#run(
        { script: 'git push "$@"', args },
        vscode.l10n.t('Pushing to {0}…', sanitizeLabel(remote)),
      );
    } finally {
      pushed.fire();
    }
  }

  async createBranch(name: string): Promise<void> {
    await this.#run({ script: 'git checkout --quiet --no-track -b "$1"', args: [name] });
  }

  async changesSince(branches: readonly string[]): Promise<readonly GitChange[]> {
    const { HEAD } = this.state;
    const key = JSON.stringify([HEAD, branches]);
    const last = compared.get(this.rootUri.toString());
    // Without an upstream, nothing here says whether the branch of the remote has moved.
    if (upstreamOf(this.state) && last?.key === key) return last.changes;
    const diff = 'git diff --no-ext-diff --name-only --no-renames -z "refs/remotes/$b...HEAD" --';
    const changes = this.#changes(
      await runGitScript(this.rootUri, {
        script: `for b; do ${diff} 2>/dev/null && exit; done; true`,
        args: branches,
      }),
    );
    compared.set(this.rootUri.toString(), { key, changes });
    return changes;
  }

  async authorName(): Promise<string> {
    const { text } = await runGitScript(this.rootUri, { script: 'git config --get user.name || true' });
    return text.trim();
  }

  async lastCommitOf(file: vscode.Uri): Promise<GitCommit | undefined> {
    const { text } = await runGitScript(this.rootUri, {
      script: 'git --literal-pathspecs log -1 --no-show-signature --format=%H%n%aN%n%aE -- "$1"',
      args: [this.#path(file)],
    }).catch(() => ({ text: '' }));
    const [hash = '', authorName = '', authorEmail = ''] = text.split('\n');
    return hash === '' ? undefined : { hash, authorName, authorEmail };
  }

  /** @param title shown beside a button that cancels it */
  async #run(script: GitScript, title?: string): Promise<void> {
    const run = (token?: vscode.CancellationToken): Promise<GitOutput> =>
      onceUnlocked(() => runGitScript(this.rootUri, { ...script, ...(token && { token }) }));
    try {
      if (title === undefined) await run();
      else {
        const location = vscode.ProgressLocation.Notification;
        await vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => run(token));
      }
    } finally {
      await this.status();
    }
  }

  #changes({ text }: GitOutput): readonly GitChange[] {
    const paths = text.split('\0').filter(path => path !== '');
    return paths.map(path => {
      const uri = vscode.Uri.joinPath(this.rootUri, path);
      return { uri, originalUri: uri };
    });
  }

  #path(file: vscode.Uri): string {
    return pathFrom(this.rootUri, file);
  }
}

/** Asks VS Code's git extension, wherever it is. Nothing, if it isn't there. */
async function ask<T>(command: string, argument?: unknown): Promise<T | undefined> {
  try {
    return (await vscode.commands.executeCommand<T | null>(command, argument)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What a file on the other side is called here. */
function here(like: vscode.Uri, sent: string): vscode.Uri {
  return like.with({ path: vscode.Uri.parse(sent).path, query: '', fragment: '' });
}

/** What a file is called on the other side. */
function there(uri: vscode.Uri): string {
  return uri.with({ scheme: 'file', authority: '' }).toString();
}
