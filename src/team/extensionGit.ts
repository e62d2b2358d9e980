import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { runProgram } from '../platform/runProgram';
import { uriKey } from '../platform/uriKey';
import { isUndecided, onceUnlocked } from './gitLock';
import {
  type GitChange,
  type GitCommit,
  type GitRepository,
  type GitState,
  pathFrom,
  placesOf,
  upstreamOf,
} from './gitRepository';
import type { MergeSides } from './merge';

/** What is used of the API of VS Code's own git extension, version 1. */
export interface GitApi {
  readonly git: { readonly path: string };
  readonly onDidOpenRepository: vscode.Event<unknown>;
  readonly onDidCloseRepository: vscode.Event<unknown>;
  getRepository(uri: vscode.Uri): ApiRepository | null;
}

interface ApiRepository {
  readonly rootUri: vscode.Uri;
  readonly state: GitState & { readonly onDidChange: vscode.Event<void> };
  status(): Promise<void>;
  /** @param ref `:2` and `:3` are the two sides of a merge in the index */
  buffer(ref: string, path: string): Promise<Uint8Array>;
  add(paths: string[]): Promise<void>;
  commit(message: string): Promise<void>;
  pull(): Promise<void>;
  merge(ref: string): Promise<void>;
  push(remote: string, refspec: string, setUpstream: boolean): Promise<void>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  /** What the second of two has changed since it left the first. */
  diffBetween(ref: string, other: string): Promise<readonly GitChange[]>;
  /** What is set in the repository itself. */
  getConfig(key: string): Promise<string>;
  /** What the person has set for all repositories. */
  getGlobalConfig(key: string): Promise<string>;
  log(options: { path: string; maxEntries: number }): Promise<readonly GitCommit[]>;
}

/** A repository by way of VS Code's git extension, which runs in the same extension host. */
export class ExtensionGit implements GitRepository {
  readonly reportsChanges = true;

  constructor(
    private readonly api: GitApi,
    private readonly repository: ApiRepository,
  ) {}

  get rootUri(): vscode.Uri {
    return this.repository.rootUri;
  }

  get state(): GitState {
    return this.repository.state;
  }

  get onDidChange(): vscode.Event<unknown> {
    return this.repository.state.onDidChange;
  }

  status(): Promise<void> {
    return this.repository.status();
  }

  async sidesOf(files: readonly vscode.Uri[]): Promise<readonly (MergeSides | undefined)[]> {
    const side = (ref: string, { fsPath }: vscode.Uri): Promise<Uint8Array> =>
      this.repository.buffer(ref, fsPath);
    return Promise.all(
      files.map(file =>
        Promise.all([side(':2', file), side(':3', file)]).catch((): MergeSides | undefined => undefined),
      ),
    );
  }

  add({ fsPath }: vscode.Uri): Promise<void> {
    return this.repository.add([fsPath]);
  }

  async commit(files: readonly vscode.Uri[], message: string): Promise<void> {
    const ours = new Set(files.map(uri => uriKey(uri)));
    const hasOthers = this.state.indexChanges.flatMap(placesOf).some(uri => !ours.has(uriKey(uri)));
    if (hasOthers && !runProgram) {
      throw new UserError(
        vscode.l10n.t(
          'Other changes are staged for the next commit. Commit or unstage them, then commit the team store.',
        ),
      );
    }
    await this.repository.add(files.map(({ fsPath }) => fsPath));
    if (hasOthers) await this.#commitOnly(files, message);
    else await this.repository.commit(message);
  }

  /** The git extension has no such commit. */
  async #commitOnly(files: readonly vscode.Uri[], message: string): Promise<void> {
    const args = ['--literal-pathspecs', '-c', 'user.useConfigOnly=true', 'commit', '--quiet', '--only'];
    const paths = ['--message', message, '--pathspec-from-file=-', '--pathspec-file-nul'];
    const input = files.map(uri => pathFrom(this.rootUri, uri)).join('\0');
    await onceUnlocked(async () =>
      runProgram?.(this.api.git.path, [...args, ...paths], this.rootUri.fsPath, input),
    );
    await this.status();
  }

  async pull(): Promise<void> {
    try {
      await this.repository.pull();
    } catch (error) {
      const upstream = upstreamOf(this.state);
      if (!upstream || !isUndecided(error)) throw error;
      // Git has fetched already. In full: it prefers a tag of that name.
      await this.repository.merge(`refs/remotes/${upstream.remote}/${upstream.name}`);
    }
  }

  push(remote: string, refspec: string, setUpstream: boolean): Promise<void> {
    return this.repository.push(remote, refspec, setUpstream);
  }

  createBranch(name: string): Promise<void> {
    return this.repository.createBranch(name, true);
  }

  async changesSince(branches: readonly string[]): Promise<readonly GitChange[]> {
    for (const branch of branches) {
      // In full: git prefers a tag of that name, which anyone may push.
      const ref = `refs/remotes/${branch}`;
      const changes = await this.repository.diffBetween(ref, 'HEAD').catch(() => undefined);
      if (changes) return changes;
    }
    return [];
  }

  async authorName(): Promise<string> {
    // Git refuses to tell what isn't set.
    const own = await this.repository.getConfig('user.name').catch(() => '');
    return own || this.repository.getGlobalConfig('user.name').catch(() => '');
  }

  async lastCommitOf({ fsPath }: vscode.Uri): Promise<GitCommit | undefined> {
    const [commit] = await this.repository.log({ path: fsPath, maxEntries: 1 }).catch(() => []);
    return commit;
  }
}
