import * as vscode from 'vscode';
import { runHidden } from '../platform/hiddenTerminal';
import { readIfThere } from '../platform/readIfThere';

/** The folder in a repository's git directory for what goes into git and comes out of it: nothing there is committed. */
const FOLDER = 'xero-mfa';

/** How much older than a new folder is what a window has left that was closed while git ran, in milliseconds. */
const LEFT_FOR = 3_600_000;

/** In a terminal that nobody sees, git must wait for no answer. What VS Code has for asking is used. */
const ENVIRONMENT = {
  LC_ALL: 'C.UTF-8',
  LANGUAGE: 'en',
  GIT_TERMINAL_PROMPT: '0',
  GIT_EDITOR: 'true',
  GIT_MERGE_AUTOEDIT: 'no',
  SSH_ASKPASS_REQUIRE: 'force',
};

/** VS Code's git extension tells terminals how to ask for a password. How to ask for one of ssh lies beside that. */
const ASKS_FOR_SSH =
  'a=$(dirname "$GIT_ASKPASS")/ssh-askpass.sh; if [ -x "$a" ]; then export SSH_ASKPASS="$a"; fi';

export interface GitScript {
  /** In the language of `sh`, which every git has. `$d` is a folder for files, in which `$d/in` has the input. */
  readonly script: string;
  /** `$1` and so on. */
  readonly args?: readonly string[];
  readonly input?: string;
  /** The files in `$d` that the script writes. */
  readonly writes?: readonly string[];
  /** Ends git. */
  readonly token?: vscode.CancellationToken;
}

/** What a script wrote. */
export interface GitOutput {
  readonly text: string;
  /** By the names that are in {@link GitScript.writes}, as far as they are there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Runs a script with git where a repository is, in its root. A terminal gives nobody what it shows, so that all goes
 * through files.
 *
 * @throws an error with what git wrote as `stderr`, if the last command of the script fails
 */
export async function runGitScript(root: vscode.Uri, given: GitScript): Promise<GitOutput> {
  const { script, args = [], input = '', writes = [], token } = given;
  const { fs } = vscode.workspace;
  const all = vscode.Uri.joinPath(await gitDirectory(root), FOLDER);
  const id = crypto.randomUUID();
  const folder = vscode.Uri.joinPath(all, id);
  try {
    await fs.createDirectory(folder);
    await removeLeftovers(all, (await fs.stat(folder)).mtime - LEFT_FOR);
    await fs.writeFile(vscode.Uri.joinPath(folder, 'in'), new TextEncoder().encode(input));
    const alias = `!run() { d=$(git rev-parse --absolute-git-dir)/${FOLDER}/$1; shift; ( ${ASKS_FOR_SSH}; ${script} ) </dev/null >"$d/out" 2>"$d/err"; echo $? >"$d/code"; }; run`;
    const path = vscode.workspace.getConfiguration('git').get<unknown>('path');
    await runHidden(
      {
        program: typeof path === 'string' && path !== '' ? path : 'git',
        // VS Code shows a message if a terminal fails. The script doesn't: how it ended is in a file.
        args: ['-c', 'color.ui=false', '-c', `alias.${FOLDER}=${alias}`, FOLDER, id, ...args],
        folder: root,
        env: ENVIRONMENT,
      },
      token,
    );
    const read = async (name: string): Promise<Uint8Array | undefined> =>
      readIfThere(vscode.Uri.joinPath(folder, name), fs);
    const text = async (name: string): Promise<string> => new TextDecoder().decode(await read(name));
    if ((await text('code')).trim() !== '0')
      throw Object.assign(new Error('Git failed, or could not be started.'), { stderr: await text('err') });
    const files = await Promise.all(writes.map(async name => [name, await read(name)] as const));
    return {
      text: await text('out'),
      files: new Map(files.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : []))),
    };
  } finally {
    await remove(folder, true);
    await remove(all, false);
  }
}

/** In a working tree that git has beside another one, and in a submodule, `.git` is a file that says where it is. */
async function gitDirectory(root: vscode.Uri): Promise<vscode.Uri> {
  const named = vscode.Uri.joinPath(root, '.git');
  const { type } = await vscode.workspace.fs.stat(named);
  if (type & vscode.FileType.Directory) return named;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(named));
  const path = /^gitdir: (.+?)\r?\n?$/.exec(text)?.[1] ?? '';
  if (/^[a-z]:/i.test(path)) return root.with({ path: `/${path.replaceAll('\\', '/')}` });
  return path.startsWith('/') ? root.with({ path }) : vscode.Uri.joinPath(root, path);
}

async function removeLeftovers(all: vscode.Uri, before: number): Promise<void> {
  const { fs } = vscode.workspace;
  for (const [name] of await fs.readDirectory(all)) {
    const left = vscode.Uri.joinPath(all, name);
    // Another window may just have removed it.
    const { mtime } = await fs.stat(left).then(
      found => found,
      () => ({ mtime: before }),
    );
    if (mtime < before) await remove(left, true);
  }
}

/** A folder that is there no more, or has something in it, is left. */
async function remove(folder: vscode.Uri, recursive: boolean): Promise<void> {
  await vscode.workspace.fs.delete(folder, { recursive, useTrash: false }).then(undefined, () => {});
}
