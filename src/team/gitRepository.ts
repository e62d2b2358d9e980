import type * as vscode from 'vscode';
import type { MergeSides } from './merge';

/** A repository as far as the team needs it, however git is reached. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** As VS Code last saw it. */
  readonly state: GitState;
  /** Whether {@link onDidChange} fires for every change; otherwise, {@link status} has to be called first. */
  readonly reportsChanges: boolean;
  /** Something in it may have changed. */
  readonly onDidChange: vscode.Event<unknown>;
  /** Has VS Code look again. */
  status(): Promise<void>;
  /** What the two sides of a merge made of files; `undefined` where one of them has none. */
  sidesOf(files: readonly vscode.Uri[]): Promise<readonly (MergeSides | undefined)[]>;
  /** Stages a file. */
  add(file: vscode.Uri): Promise<void>;
  /**
   * Commits these files, however they are staged, and none of the others.
   *
   * @throws an error with what git wrote as `stderr`, as all that follow, or {@link UserError}
   */
  commit(files: readonly vscode.Uri[], message: string): Promise<void>;
  /** Merges what was pulled where both sides have commits, unless the person has set otherwise. */
  pull(): Promise<void>;
  /** @param refspec what to push, and where to; in full, as a tag may have the name of a branch */
  push(remote: string, refspec: string, setUpstream: boolean): Promise<void>;
  /** Creates a branch here, and checks it out. */
  createBranch(name: string): Promise<void>;
  /** What the commits here have changed since they left the first of these branches of remotes that there is. */
  changesSince(branches: readonly string[]): Promise<readonly GitChange[]>;
  /** The name that git writes into commits here; empty if none is set. */
  authorName(): Promise<string>;
  /** The commit that last changed a file. */
  lastCommitOf(file: vscode.Uri): Promise<GitCommit | undefined>;
}

export interface GitState {
  readonly HEAD?: GitBranch | undefined;
  readonly remotes: readonly { readonly name: string }[];
  readonly indexChanges: readonly GitChange[];
  readonly mergeChanges: readonly GitChange[];
  readonly workingTreeChanges: readonly GitChange[];
  /** Empty unless a setting keeps them apart from the changes of the working tree. */
  readonly untrackedChanges: readonly GitChange[];
  /** The commit that is put on top of others, while git rebases. */
  readonly rebaseCommit?: object | undefined;
}

/** The checked out branch; without a name, a commit is checked out. */
interface GitBranch {
  readonly name?: string;
  readonly commit?: string;
  readonly upstream?: { readonly remote: string; readonly name: string };
  /** The number of commits that the upstream lacks. */
  readonly ahead?: number;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  /** Another one if the file was renamed. */
  readonly originalUri: vscode.Uri;
}

/** The branch of a remote that the current one follows; none, where that is another branch here. */
export function upstreamOf({ HEAD }: GitState): GitBranch['upstream'] {
  return HEAD?.upstream?.remote === '.' ? undefined : HEAD?.upstream;
}

/** Where a changed file is, and where it was. */
export function placesOf({ uri, originalUri }: GitChange): readonly vscode.Uri[] {
  return [originalUri, uri];
}

export interface GitCommit {
  readonly hash: string;
  readonly authorName?: string;
  readonly authorEmail?: string;
}

/** The path of a file from the root of its repository. */
export function pathFrom(root: vscode.Uri, file: vscode.Uri): string {
  return file.path.slice(root.path.replace(/\/$/, '').length + 1);
}
