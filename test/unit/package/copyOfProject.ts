import { execFile } from 'node:child_process';
import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../../../..');

/** The project as somebody else has it: in another folder, with files that are old and closed to others. */
export class CopyOfProject {
  private constructor(readonly folder: string) {}

  static async make(): Promise<CopyOfProject> {
    // In the cache, because files can be linked only within a disk.
    const parent = await mkdtemp(join(root, '.vscode-test', 'copy-'));
    const copy = new CopyOfProject(join(parent, 'Zoë’s projects', 'mfa'));
    const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
    });
    for (const name of stdout
      .split('\0')
      .filter(each => each !== '')
      .reverse()) {
      const file = join(copy.folder, name);
      await mkdir(dirname(file), { recursive: true });
      await copyFile(join(root, name), file);
      await utimes(file, 1e9, 1e9);
    }
    await linkPackages(join(root, 'node_modules'), join(copy.folder, 'node_modules'));
    await run(
      'chmod',
      ['-R', 'u=rwX,go=', '--', ...(await readdir(copy.folder)).filter(name => name !== 'node_modules')],
      {
        cwd: copy.folder,
      },
    );
    return copy;
  }

  /** Evaluates a script in the project's folder, on a computer that is set up differently. */
  async evaluate(script: string): Promise<void> {
    await run(
      'sh',
      ['-c', 'umask 077; exec "$0" --input-type=module --eval "$1"', process.execPath, script],
      {
        cwd: this.folder,
        // Czech has ch after h.
        env: { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'cs_CZ.UTF-8' },
      },
    );
  }

  /** Changes fields of package.json. */
  async change(fields: Readonly<Record<string, unknown>>): Promise<void> {
    const file = join(this.folder, 'package.json');
    await writeFile(
      file,
      JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...fields }, null, 2),
    );
  }

  async remove(): Promise<void> {
    await rm(dirname(dirname(this.folder)), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Installs packages by links. Those that are bundled get files of their own, because esbuild follows links of folders. */
async function linkPackages(from: string, to: string): Promise<void> {
  const bundled = await readFile(join(root, 'ThirdPartyNotices.txt'), 'utf8');
  const install = async (name: string): Promise<void> => {
    const [installed, made] = [join(from, name), join(to, name)];
    await mkdir(dirname(made), { recursive: true });
    if (/^@[^/]+$/.test(name)) {
      for (const each of await readdir(installed)) await install(`${name}/${each}`);
    } else if (bundled.includes(`\n${name} `)) await linkFiles(installed, made);
    else await symlink(installed, made);
  };
  for (const name of await readdir(from)) await install(name);
}

/** Makes a folder with other names of the same files. */
async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [old, made] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFiles(old, made);
    else await link(old, made);
  }
}
