import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as vscode from 'vscode';
import { URI } from 'vscode-uri';
import type { FakeVSCode } from '../../shared/fakeVscode';
import { EventEmitter } from '../vscode';

/** Paths that a shell, git's options or its patterns would take for something else. */
export const HOSTILE = [
  '-a',
  '--all',
  ':(exclude)x',
  ':!x',
  '*',
  '?[a-z]',
  'two words',
  ' led and trailed ',
  '"quoted"',
  "it's",
  '$(touch ran)',
  '`touch ran`',
  '; touch ran;',
  '%PATH%',
  '!HOME!',
  'a\\b',
  'line\nbreak',
  'tab\there',
  'é \u0301 😀',
] as const;

let sides = 0;
/** A side whose repositories the others copy: git takes nine processes to make them. */
let first: OtherSide | undefined;

/** What is started in the window’s terminal. */
interface Started {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The other side of a window to a remote computer: its disk, which is this one's, real git in its terminals, and VS Code's git
 * extension, which only answers commands. Its name is one that no other test has.
 */
export class OtherSide {
  readonly place = mkdtempSync(join(tmpdir(), 'xmfa-side-'));
  readonly started: Started[] = [];
  /** The commands that the git extension was asked by. */
  readonly asked: string[] = [];
  readonly #authority = `ssh-remote+box${sides++}`;
  readonly #closed = new EventEmitter<unknown>();
  #state: object | undefined;
  /** What a terminal is to run instead of a program. */
  program = (program: string): string => program;
  /** Whether the git extension has found the repository. */
  isOpen = true;
  /** Keeps new files apart, as a setting of the git extension does. */
  separatesNew = false;

  /** @param root the path of the repository in {@link place} */
  constructor(readonly root: string) {}

  get folder(): vscode.Uri {
    return this.at();
  }

  /** A file in the repository. */
  at(...path: readonly string[]): vscode.Uri {
    return URI.from({
      scheme: 'vscode-remote',
      authority: this.#authority,
      path: [this.path(), ...path].join('/'),
    }) as vscode.Uri;
  }

  path(...path: readonly string[]): string {
    return join(this.place, this.root, ...path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  /** Makes the repository with one commit, and the one that it is pushed to. */
  init(): void {
    if (!first) {
      first = new OtherSide('team');
      first.#make();
      process.once('exit', () => first?.dispose());
    }
    cpSync(first.path(), this.path(), { recursive: true });
    cpSync(join(first.place, 'origin.git'), join(this.place, 'origin.git'), { recursive: true });
    const config = this.path('.git/config');
    writeFileSync(config, readFileSync(config, 'utf8').replace(first.place, this.place));
    // Git takes a copied file for a changed one until it has looked.
    this.git('update-index', '-q', '--refresh');
  }

  #make(): void {
    mkdirSync(this.path(), { recursive: true });
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'Priya');
    this.git('config', 'user.email', 'priya@acme.test');
    this.git('init', '-q', '--bare', '-b', 'main', join(this.place, 'origin.git'));
    this.git('remote', 'add', 'origin', join(this.place, 'origin.git'));
    this.write('app.ts', 'one\n');
    this.git('add', '.');
    this.git('commit', '-qm', 'Start');
    this.git('push', '-q', '-u', 'origin', 'main');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, {
      cwd: this.path(),
      env: this.#environment(),
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }

  /** The paths that a command of git names, which ends them with NUL. */
  paths(...args: readonly string[]): string[] {
    return this.git(...args)
      .split('\0')
      .filter(path => path !== '')
      .sort();
  }

  /** What a commit has changed. */
  changedIn(commit = 'HEAD'): string[] {
    return this.paths('show', '-z', '--format=', '--name-only', '--no-renames', commit);
  }

  /** A hook of the repository, or of the one that it is pushed to. */
  hook(name: string, script: string, ofOrigin = false): void {
    const folder = ofOrigin
      ? join(this.place, 'origin.git')
      : this.git('rev-parse', '--absolute-git-dir').trim();
    mkdirSync(join(folder, 'hooks'), { recursive: true });
    writeFileSync(join(folder, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  dispose(): void {
    rmSync(this.place, { recursive: true, force: true });
  }

  /** Puts itself into a window. */
  readonly attach = (vsCode: FakeVSCode): void => {
    const { api, files, window } = vsCode;
    Object.assign(files.fs, diskOr(files.fs, this.#authority));
    Object.assign(window.api, {
      createTerminal: (options: vscode.TerminalOptions) => this.#terminal(options),
      onDidCloseTerminal: this.#closed.event,
    });
    const { registerCommand } = api.commands;
    const answer = (id: string, run: (argument: never) => unknown): unknown =>
      registerCommand(id, (argument: never) => {
        this.asked.push(id);
        // As what comes from another extension host.
        const answered = run(argument);
        return answered === undefined ? undefined : JSON.parse(JSON.stringify(answered));
      });
    answer('git.api.getRepositories', () => (this.isOpen ? [URI.file(this.path()).toString()] : []));
    answer('git.api.getRepositoryState', (uri: string) => {
      this.#state ??= this.#look();
      return URI.parse(uri).fsPath === this.path() ? this.#state : null;
    });
    answer('git.refresh', () => {
      this.#state = this.#look();
    });
  };

  #terminal({ shellPath = '', shellArgs = [], cwd, env = {} }: vscode.TerminalOptions): object {
    const args = [...shellArgs];
    this.started.push({ program: shellPath, args, env: env as Record<string, string> });
    const child = spawn(this.program(shellPath), args, {
      cwd: (cwd as vscode.Uri).path,
      env: { ...this.#environment(), ...(env as Record<string, string>) },
      stdio: 'ignore',
      // As a terminal does, it ends with all that it started.
      detached: true,
    });
    const terminal = {
      dispose: () => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
      },
    };
    const close = (): void => this.#closed.fire(terminal);
    child.once('error', close);
    child.once('exit', close);
    return terminal;
  }

  /** Nothing of the person who runs the tests. */
  #environment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !/^(GIT|SSH)_/.test(name));
    return { ...Object.fromEntries(own), HOME: this.place, GIT_CONFIG_SYSTEM: '/dev/null' };
  }

  #look(): object {
    const entries = this.git('status', '--porcelain=v2', '--branch', '--untracked-files=all', '-z').split(
      '\0',
    );
    const header = (name: string): string | undefined =>
      entries.find(each => each.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
    const found = {
      mergeChanges: [] as object[],
      indexChanges: [] as object[],
      workingTreeChanges: [] as object[],
    };
    const change = (path: string, original = path): object => ({
      uri: URI.file(this.path(path)).toString(),
      originalUri: URI.file(this.path(original)).toString(),
    });
    const left = [...entries];
    while (left.length > 0) {
      const entry = left.shift() ?? '';
      const [kind, fields] = [entry[0], entry.split(' ')];
      const [staged, worked] = fields[1] ?? '';
      const path = fields.slice({ '1': 8, '2': 9, u: 10, '?': 1 }[kind ?? ''] ?? 0).join(' ');
      if (kind === '?' && !this.separatesNew) found.workingTreeChanges.push(change(path));
      if (kind === 'u') found.mergeChanges.push(change(path));
      if (kind !== '1' && kind !== '2') continue;
      const both = kind === '2' ? change(path, left.shift()) : change(path);
      if (staged !== '.') found.indexChanges.push(both);
      if (worked !== '.') found.workingTreeChanges.push(change(path));
    }
    const head = header('head');
    const [remote = '', ref = ''] = this.git(
      'for-each-ref',
      '--format=%(upstream:remotename) %(upstream:remoteref)',
      `refs/heads/${head}`,
    )
      .trim()
      .split(' ');
    const [ahead, behind] = (header('ab') ?? '').split(' ').map(each => Math.abs(Number(each)));
    return {
      ...found,
      HEAD: {
        commit: header('oid'),
        ...(head !== '(detached)' && { name: head }),
        ...(remote !== '' && { upstream: { remote, name: ref.replace('refs/heads/', '') }, ahead, behind }),
      },
      remotes: this.git('remote')
        .split('\n')
        .filter(Boolean)
        .map(each => ({ name: each })),
    };
  }
}

type Disk = FakeVSCode['files']['fs'];

/** The disk of another computer, and beside it what is in memory. */
function diskOr(memory: Disk, authority: string): Disk {
  const isThere = (uri: vscode.Uri): boolean => uri.authority === authority;
  const kindOf = (entry: { isDirectory(): boolean }): number => (entry.isDirectory() ? 2 : 1);
  const own = { ...memory };
  const thrown = (error: NodeJS.ErrnoException): never => {
    const code = { ENOENT: 'FileNotFound', ENOTDIR: 'FileNotADirectory', EISDIR: 'FileIsADirectory' }[
      error.code ?? ''
    ];
    throw Object.assign(error, { code: code ?? 'Unknown' });
  };
  return {
    ...own,
    readFile: async uri =>
      isThere(uri) ? readFile(uri.path).then(bytes => Uint8Array.from(bytes), thrown) : own.readFile(uri),
    writeFile: async (uri, content) => {
      if (!isThere(uri)) return own.writeFile(uri, content);
      await mkdir(dirname(uri.path), { recursive: true });
      await writeFile(uri.path, content).catch(thrown);
    },
    createDirectory: async uri => {
      if (isThere(uri)) await mkdir(uri.path, { recursive: true }).catch(thrown);
      else await own.createDirectory(uri);
    },
    stat: async uri => {
      if (!isThere(uri)) return own.stat(uri);
      const found = await stat(uri.path).catch(thrown);
      return { type: kindOf(found), ctime: found.ctimeMs, mtime: found.mtimeMs, size: found.size };
    },
    readDirectory: async uri => {
      if (!isThere(uri)) return own.readDirectory(uri);
      const entries = await readdir(uri.path, { withFileTypes: true }).catch(thrown);
      return entries.map(entry => [entry.name, kindOf(entry)]);
    },
    delete: async (uri, options) => {
      if (!isThere(uri)) return own.delete(uri, options);
      const isFolder = (await stat(uri.path).catch(thrown)).isDirectory();
      // VS Code removes no folder that has something in it, unless it is told to.
      if (isFolder && !options?.recursive) await rmdir(uri.path).catch(thrown);
      else await rm(uri.path, { recursive: true }).catch(thrown);
    },
    rename: async (from, to, options) =>
      isThere(from) ? rename(from.path, to.path).catch(thrown) : own.rename(from, to, options),
    copy: async (from, to, options) =>
      isThere(from)
        ? readFile(from.path)
            .then(bytes => writeFile(to.path, bytes))
            .catch(thrown)
        : own.copy(from, to, options),
  };
}
