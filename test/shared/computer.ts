import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newIdentity } from '../../src/age/age';
import { loginKey } from '../../src/core/account';
import { parseSecret } from '../../src/core/secret';
import { toUri } from '../../src/core/secretUri';
import { StoreChangedError } from '../../src/team/teamError';
import {
  type LocalSecrets,
  type SharedSecret,
  type StoreFiles,
  type StoreMemory,
  TeamStore,
} from '../../src/team/teamStore';

/** The files of a folder. */
export class FolderFiles implements StoreFiles {
  /** Throws at the write after so many. */
  failsAfter = Number.POSITIVE_INFINITY;

  constructor(readonly folder: string) {}

  async read(path: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.folder, path)).catch(() => undefined);
  }

  async write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void> {
    if (expected !== undefined) {
      const there = await this.read(path);
      if (!(there ? expected && Buffer.from(there).equals(expected) : expected === null))
        throw new StoreChangedError();
    }
    if (this.failsAfter-- <= 0) throw new Error('Killed');
    const file = join(this.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.tmp`, bytes);
    await rename(`${file}.tmp`, file);
  }

  async remove(path: string): Promise<void> {
    if (this.failsAfter-- <= 0) throw new Error('Killed');
    await rm(join(this.folder, path));
  }

  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const entries = await readdir(join(this.folder, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const { mtimeMs, ctimeMs, size } = await stat(join(this.folder, folder, entry.name));
      found.set(entry.name, `${mtimeMs} ${ctimeMs} ${size}`);
    }
    return found;
  }
}

/** A computer of somebody: its keys, its identity, and its clone of the team's repository. */
export class Computer implements LocalSecrets {
  readonly secrets = new Map<string, SharedSecret>();
  readonly lost = new Set<string>();
  readonly store: TeamStore;
  memory: StoreMemory = { secrets: {} };
  today = '2026-11-25';

  private constructor(
    readonly name: string,
    readonly identity: string,
    /** The store's. */
    readonly folder: string,
    readonly files: StoreFiles,
  ) {
    this.store = new TeamStore({
      files,
      local: this,
      identity,
      memory: {
        get: () => this.memory,
        set: async memory => {
          this.memory = structuredClone(memory);
        },
      },
      today: () => this.today,
    });
  }

  /** @param files those of the folder, if nothing else is said */
  static async of(
    name: string,
    folder: string,
    identity?: string,
    files: StoreFiles = new FolderFiles(folder),
  ): Promise<Computer> {
    return new Computer(name, identity ?? (await newIdentity()), folder, files);
  }

  async get(login: string): Promise<SharedSecret | undefined> {
    return this.secrets.get(loginKey(login));
  }

  async set(login: string, secret: SharedSecret): Promise<void> {
    const uri = toUri(parseSecret(secret.uri, login).secret, login);
    this.secrets.set(loginKey(login), { ...secret, uri });
  }

  isLost(login: string): boolean {
    return this.lost.has(login);
  }

  /** Stores a setup key, as a person does. */
  async setKey(login: string, key: string): Promise<void> {
    await this.set(login, { uri: toUri(parseSecret(key).secret, login) });
  }

  /** The setup key of a login, in base32. */
  keyOf(login: string): string | undefined {
    return new URL(this.secrets.get(loginKey(login))?.uri ?? 'none:').searchParams.get('secret') ?? undefined;
  }
}
