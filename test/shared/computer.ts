import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newIdentity } from '../../src/age/age';
import { fingerprintOf } from '../../src/age/fingerprint';
import { signerOf } from '../../src/age/signing';
import { loginKey } from '../../src/core/account';
import { type LoginDetails, NO_DETAILS, parseDetails, serialiseDetails } from '../../src/core/loginDetails';
import { parseAnswers } from '../../src/core/recovery';
import { parseSecret } from '../../src/core/secret';
import { toUri } from '../../src/core/secretUri';
import { formatMemory, MemoryReader, parseMemory, type StoreMemory } from '../../src/core/team/memory';
import { formatSharedFile } from '../../src/core/team/sharedFile';
import type { Keys } from '../../src/team/approval';
import { sealed } from '../../src/team/keyFile';
import type { StoreSync } from '../../src/team/standing';
import {
  type LocalSecrets,
  NOT_CANCELLED,
  type SharedSecret,
  type StoreFiles,
} from '../../src/team/storeFiles';
import type { Side } from '../../src/team/sync';
import { StoreChangedError } from '../../src/team/teamError';
import { TeamStore } from '../../src/team/teamStore';

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
    const entries = await readdir(join(this.folder, folder), { withFileTypes: true }).catch(() => []);
    const files = entries.filter(entry => entry.isFile());
    // All at once, as VS Code is asked.
    const stamps = files.map(async ({ name }) => {
      const { mtimeMs, ctimeMs, size } = await stat(join(this.folder, folder, name));
      return [name, `${mtimeMs} ${ctimeMs} ${size}`] as const;
    });
    return new Map(await Promise.all(stamps));
  }

  async folders(): Promise<readonly string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    return entries.filter(entry => !entry.isFile()).map(({ name }) => name);
  }
}

/** A computer of somebody: its keys, its identity, and its clone of the team's repository. */
export class Computer implements LocalSecrets {
  readonly secrets = new Map<string, SharedSecret>();
  readonly lost = new Set<string>();
  readonly store: TeamStore;
  /** What it remembers of stores, by id, as its secret storage has it. */
  memories = new Map<string, string>();
  today = '2026-11-25';
  isMerging = false;

  private constructor(
    readonly name: string,
    readonly identity: string,
    /** The store's. */
    readonly folder: string,
    readonly files: StoreFiles,
  ) {
    this.store = this.storeIn(files, folder);
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

  /** A store in another folder of the same computer. */
  storeIn(files: StoreFiles, folder: string): TeamStore {
    const reader = new MemoryReader();
    const read = (id: string): StoreMemory | undefined => {
      const text = this.memories.get(id);
      return text === undefined ? undefined : reader.read(id, text);
    };
    const all = (): StoreMemory[] => [...this.memories.keys()].flatMap(id => read(id) ?? []);
    return new TeamStore({
      files,
      local: this,
      identity: this.identity,
      folder,
      memories: {
        get: async id => read(id),
        set: async memory => void this.memories.set(memory.id, formatMemory(memory)),
        replaceUnreadable: async memory => {
          const text = this.memories.get(memory.id);
          if (text === undefined || parseMemory(text)) return;
          this.memories.set(memory.id, formatMemory({ ...memory, unreadable: text }));
        },
        idAt: async place => all().find(({ folders }) => folders.includes(place))?.id,
        forgetFolder: async place => {
          for (const memory of all()) {
            const folders = memory.folders.filter(each => each !== place);
            this.memories.set(memory.id, formatMemory({ ...memory, folders }));
          }
        },
      },
      today: () => this.today,
      isMerging: async () => this.isMerging,
    });
  }

  /** Has everything that another computer of the same person has. */
  restore(other: Computer): void {
    for (const [login, secret] of other.secrets) this.secrets.set(login, secret);
    this.memories = new Map(other.memories);
  }

  async get(login: string): Promise<SharedSecret> {
    return this.secrets.get(loginKey(login)) ?? {};
  }

  async setKey(login: string, key: string): Promise<void> {
    const uri = toUri(parseSecret(key, login).secret, login);
    this.secrets.set(loginKey(login), { ...(await this.get(login)), key: uri });
  }

  async setDetails(login: string, details: string): Promise<void> {
    const { answers: before } = this.detailsOf(login);
    const { answers, ...others } = parseDetails(details);
    this.#setDetails(login, { ...others, answers: answers.length > 0 ? answers : before });
  }

  /** The answers and the password of a login. */
  detailsOf(login: string): LoginDetails {
    return parseDetails(this.secrets.get(loginKey(login))?.answers ?? NO_DETAILS);
  }

  #setDetails(login: string, details: LoginDetails): void {
    const { answers: _, ...others } = this.secrets.get(loginKey(login)) ?? {};
    const text = serialiseDetails(details);
    this.secrets.set(loginKey(login), { ...others, ...(text !== NO_DETAILS && { answers: text }) });
  }

  isLost(login: string): boolean {
    return this.lost.has(login);
  }

  /** Stores a setup key, as a person does. */
  async enterKey(login: string, key: string): Promise<void> {
    await this.setKey(login, key);
    if ((await this.store.membership()) === 'member') await this.store.noteSet(login, 'key');
  }

  async enterAnswers(login: string, answers: string): Promise<void> {
    this.#setDetails(login, { ...this.detailsOf(login), answers: parseAnswers(answers) });
    if ((await this.store.membership()) === 'member') await this.store.noteSet(login, 'answers');
  }

  /** Stores a password, or removes it, as a person does. */
  async enterPassword(login: string, password: string | undefined): Promise<void> {
    const { answers } = this.detailsOf(login);
    this.#setDetails(login, { answers, ...(password !== undefined && { password }) });
    if ((await this.store.membership()) === 'member')
      await this.store.noteSet(login, 'answers', password === undefined);
  }

  /** The setup key of a login, in base32. */
  keyOf(login: string): string | undefined {
    return new URL(this.secrets.get(loginKey(login))?.key ?? 'none:').searchParams.get('secret') ?? undefined;
  }

  /** Makes the store, with the keys that are here. */
  async create(logins: readonly string[]): Promise<void> {
    await this.store.create(this.name);
    await this.store.sync({ logins, scope: 'all', shared: new Set(logins) });
  }

  /** The text of a setup key's file, which this computer signed with these other lines. */
  async signedText(login: string, key: string, others: readonly string[], count: number): Promise<string> {
    const { store } = this;
    const [id = '', own, people] = await Promise.all([store.id(), store.recipient(), store.people()]);
    const signer = await signerOf(this.identity);
    const secret = toUri(parseSecret(key, login).secret, login);
    return formatSharedFile(sealed({ id, own, signer, people }, 'key', login, { secret, others }, count));
  }

  /** What the words of its owner are made from. */
  async keys(): Promise<Keys> {
    const { signingKey } = await signerOf(this.identity);
    return { recipient: await this.store.recipient(), signingKey };
  }

  /** The eight words of its owner. */
  async words(): Promise<string> {
    const { recipient, signingKey } = await this.keys();
    return fingerprintOf(recipient, signingKey);
  }

  /** Believes who approved this computer, as a person does who compared their words. */
  async confirm(): Promise<void> {
    await this.store.confirm((await this.store.approver()) ?? { recipient: '', signingKey: '' });
  }

  async approve(
    other: Computer | string,
    logins: readonly string[],
    readable?: readonly string[],
  ): Promise<number> {
    const recipient = typeof other === 'string' ? other : await other.store.recipient();
    const person = await this.store.candidate(recipient, readable);
    return (await this.store.approve(person, { logins, readable, progress: NOT_CANCELLED })).files;
  }

  async remove(
    other: Computer | string,
    logins: readonly string[],
    kept: readonly string[] = [],
  ): Promise<number> {
    const recipient = typeof other === 'string' ? other : await other.store.recipient();
    const options = { logins, kept: new Set(kept), progress: NOT_CANCELLED };
    return (await this.store.remove(recipient, options)).files;
  }

  /** @param chosen which side to keep where a person decides */
  async sync(
    logins: readonly string[],
    scope: 'changed' | 'all' = 'all',
    chosen: ReadonlyMap<string, Side> = new Map(),
  ): Promise<StoreSync> {
    return this.store.sync({ logins, scope, chosen });
  }
}
