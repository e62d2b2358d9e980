import { AgeError, decrypt, encrypt, isRecipient, recipientCount, recipientOf } from '../age/age';
import { loginKey } from '../core/account';
import { UserError } from '../core/errors';
import { toHex } from '../core/hex';
import { AnswersError } from '../core/recovery';
import { parseSecret } from '../core/secret';
import { SecretError, toUri } from '../core/secretUri';
import { loginOfStoreName, storeName } from '../core/storeNames';
import { type FileVersion, syncStep } from '../core/syncPlan';
import {
  formatJson,
  formatRecipients,
  formatSecretFile,
  gitAttributes,
  MAXIMUM_STORE_FILE,
  type Member,
  parseMember,
  parseRecipients,
  parseRotation,
  parseSecretFile,
  type Recipients,
  type Rotation,
  type SecretFile,
} from '../core/teamFiles';
import { StoreChangedError, TeamError } from './teamError';

/** The files of a store, by their path in it. */
export interface StoreFiles {
  read(path: string): Promise<Uint8Array | undefined>;
  /**
   * Puts a file in its place at once: it is the old one or the new one, never half of it.
   *
   * @param expected what must be there still, where that matters; `null` is no file
   * @throws {@link StoreChangedError} if something else is there
   */
  write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void>;
  remove(path: string): Promise<void>;
  /** The names of the files in a folder, with what changes when a file does; none where there is no folder. */
  list(folder: string): Promise<ReadonlyMap<string, string>>;
}

/** What is shared of a login: the `otpauth://` URI and the answers, both as they are stored. */
export interface SharedSecret {
  readonly uri: string;
  readonly recovery?: string | undefined;
}

/** The keys and answers on this computer. */
export interface LocalSecrets {
  /** @throws {@link UserError} if what is kept cannot be read, where others can: no sync ends with it */
  get(login: string): Promise<SharedSecret | undefined>;
  /** What is replaced is kept as it is when a person replaces it. @throws where it cannot be used */
  set(login: string, secret: SharedSecret): Promise<void>;
  isLost(login: string): boolean;
}

/** What is remembered of a store on this computer. Nothing secret. */
export interface StoreMemory {
  /** The recipients that a person here has seen; `undefined` before the store was. */
  readonly trusted?: readonly string[];
  /** Those of them that had a file in `members/`. Where it goes they were removed, though git's union brings the line back. */
  readonly listed?: readonly string[];
  /** How each login's file and the key here last agreed, by the file's name. */
  readonly secrets: Readonly<Record<string, Remembered>>;
  /** In milliseconds since the Unix epoch. */
  readonly syncedAt?: number;
}

interface Remembered extends FileVersion {
  readonly login: string;
  /** Hashes the file had before, the latest last. */
  readonly older: readonly string[];
  /** Tags of what it held before, the latest last. */
  readonly was?: readonly string[];
  /** As {@link StoreFiles.list} has it. */
  readonly stamp?: string;
}

/** What a store needs of the computer it is on. */
export interface TeamStoreServices {
  readonly files: StoreFiles;
  readonly local: LocalSecrets;
  readonly identity: string;
  readonly memory: { get(): StoreMemory; set(memory: StoreMemory): Promise<void> };
  /** `YYYY-MM-DD` */
  today(): string;
}

/** How far something that takes long has come. */
export interface SyncProgress {
  report(done: number, all: number): void;
  readonly isCancelled: boolean;
}

/** Why a file of a store is not used. */
export type SkipReason =
  | 'notForUs'
  | 'damaged'
  | 'tooLarge'
  | 'otherLogin'
  | 'notKey'
  | 'badAnswers'
  | 'notStored'
  | 'keptUnreadable'
  | 'movedBack'
  | 'unreadable'
  | 'plugin'
  | 'ssh'
  | 'postQuantum'
  | 'identity'
  | 'malformed';

/** A file that was left as it is. */
export interface Skipped {
  /** In the store. */
  readonly file: string;
  readonly reason: SkipReason;
  /** The line that is not used, where the rest of the file is; counted from 1. */
  readonly line?: number;
}

/** What a sync did, by login. */
export interface SyncResult {
  readonly received: readonly string[];
  readonly sent: readonly string[];
  readonly conflicts: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** Who is who in a store. */
export interface People {
  readonly recipients: Recipients;
  /** The files in `members/`, by recipient. */
  readonly members: ReadonlyMap<string, Member>;
  /** Recipients that nobody on this computer has seen. */
  readonly untrusted: readonly string[];
  readonly skipped: readonly Skipped[];
}

const RECIPIENTS = '.age-recipients';
const ATTRIBUTES = '.gitattributes';
const MEMBERS = 'members';
const ROTATIONS = 'rotations';
const ENDING = '.age';
const REMEMBERED_HASHES = 50;
const LANES = 4;
/** Of members and of rotations, as anybody may have put files there. */
const MOST_FILES = 10_000;
const NOT_CANCELLED: SyncProgress = { report: () => {}, isCancelled: false };

/**
 * One team store, as one computer sees it. It goes by the files alone: git brings them, in any order and in any state.
 * What is written is encrypted to the recipients that a person on this computer has seen, and to no other.
 */
export class TeamStore {
  constructor(private readonly services: TeamStoreServices) {}

  get #files(): StoreFiles {
    return this.services.files;
  }

  /** Whether there is a store. */
  async exists(): Promise<boolean> {
    return (await this.#files.read(RECIPIENTS)) !== undefined;
  }

  /** Whether this computer could ever read a file of the store. */
  get wasRead(): boolean {
    return Object.keys(this.services.memory.get().secrets).length > 0;
  }

  /** When it was last synced here, in milliseconds since the Unix epoch. */
  get syncedAt(): number | undefined {
    return this.services.memory.get().syncedAt;
  }

  /** This computer's public key. */
  async recipient(): Promise<string> {
    return recipientOf(this.services.identity);
  }

  /** Reads who is in the team. Where the store is seen for the first time, its recipients are taken for trusted. */
  async people(): Promise<People> {
    const text = await this.#text(RECIPIENTS);
    const parsed = parseRecipients(text ?? '');
    const usable = [...parsed.names].filter(([key]) => isRecipient(key));
    const recipients = { ...parsed, names: new Map(usable) };
    const skipped: Skipped[] = [
      ...parsed.skipped.map(({ line, problem }) => ({ file: RECIPIENTS, reason: problem, line })),
      ...[...parsed.names.keys()]
        .filter(key => !recipients.names.has(key))
        .map(() => ({ file: RECIPIENTS, reason: 'malformed' as const })),
    ];
    const members = new Map<string, Member>();
    for (const file of [...(await this.#files.list(MEMBERS)).keys()].slice(0, MOST_FILES)) {
      const key = /^(age1[a-z0-9]+)\.json$/.exec(file)?.[1];
      const member = parseMember((await this.#text(`${MEMBERS}/${file}`)) ?? '');
      if (key !== undefined && member && isRecipient(key)) members.set(key, member);
      else skipped.push({ file: `${MEMBERS}/${file}`, reason: 'unreadable' });
    }
    const trusted = await this.#trustedAmong(recipients.names, members);
    const untrusted = [...recipients.names.keys()].filter(key => !trusted.has(key));
    return { recipients, members, untrusted, skipped };
  }

  /**
   * Makes the store, or adopts one of `age` or `passage` that this identity is a recipient of already.
   *
   * @throws {@link TeamError}
   */
  async create(name: string): Promise<void> {
    const own = await this.recipient();
    const text = await this.#text(RECIPIENTS);
    const { names } = parseRecipients(text ?? '');
    if (names.size > 0 && !names.has(own)) throw new TeamError('exists');
    // What is remembered may be of a store that was here before.
    if (names.size === 0) await this.#remember(() => ({ secrets: {} }));
    await this.#write(ATTRIBUTES, gitAttributes((await this.#text(ATTRIBUTES)) ?? ''));
    await this.#changeRecipients(listed => listed.set(own, name));
    const today = this.services.today();
    await this.#writeMember(own, { name, requested: today, approved: { by: own, on: today } });
    await this.#trust([...names.keys(), own]);
  }

  /** Asks to be let in. @throws {@link TeamError} */
  async join(name: string): Promise<void> {
    if (!(await this.exists())) throw new TeamError('noStore');
    const own = await this.recipient();
    const { recipients, members } = await this.people();
    if (recipients.names.has(own)) throw new TeamError('alreadyMember');
    const before = members.get(own);
    if (before?.name === name && !before.approved) return;
    await this.#writeMember(own, { name, requested: this.services.today() });
  }

  /**
   * Lets somebody in, whose key a person has checked: all that can be read here is encrypted to them, too.
   *
   * @returns how many files were written
   * @throws {@link TeamError}
   */
  async approve(recipient: string, progress = NOT_CANCELLED): Promise<number> {
    const { recipients, members, untrusted } = await this.people();
    const own = await this.recipient();
    if (!recipients.names.has(own)) throw new TeamError('notMember');
    if (!isRecipient(recipient) || parseRecipients(recipient).names.size !== 1)
      throw new TeamError('badRecipient');
    const member = members.get(recipient);
    if (!member && !recipients.names.has(recipient)) throw new TeamError('unknown');
    const others = untrusted.filter(key => key !== recipient);
    if (others.length > 0) throw new TeamError('untrusted');
    if (recipients.names.has(recipient) && !untrusted.includes(recipient))
      throw new TeamError('alreadyMember');
    const name = member?.name ?? recipients.names.get(recipient) ?? recipient;
    await this.#changeRecipients(listed => listed.set(recipient, name));
    const today = this.services.today();
    await this.#writeMember(recipient, {
      name,
      requested: member?.requested ?? today,
      approved: { by: own, on: today },
    });
    await this.#trust([recipient]);
    return this.reencrypt(progress);
  }

  /**
   * Takes somebody out: what is written from now on they cannot read, and what they could read must be set up again.
   *
   * @returns how many files were written
   * @throws {@link TeamError}
   */
  async remove(recipient: string, progress = NOT_CANCELLED): Promise<number> {
    const { recipients, members, untrusted } = await this.people();
    const own = await this.recipient();
    const { names } = recipients;
    if (!names.has(own)) throw new TeamError('notMember');
    if (recipient === own) throw new TeamError(names.size === 1 ? 'lastMember' : 'yourself');
    if (!names.has(recipient)) {
      if (!members.has(recipient)) throw new TeamError('unknown');
      // A request: they could read nothing.
      await this.#files.remove(`${MEMBERS}/${recipient}.json`);
      return 0;
    }
    const wasTrusted = !untrusted.includes(recipient);
    if (wasTrusted) {
      const because = members.get(recipient)?.name ?? names.get(recipient) ?? recipient;
      for (const file of await this.#secretNames()) {
        const login = await this.#loginOf(file);
        if (login !== undefined)
          await this.#addRotation(file, { login, since: this.services.today(), because });
      }
    }
    await this.#changeRecipients(listed => listed.delete(recipient));
    // One that `passage` let in has none.
    if (members.has(recipient)) await this.#files.remove(`${MEMBERS}/${recipient}.json`);
    await this.people();
    return this.reencrypt(progress, true);
  }

  /** A person has seen these recipients. What is written from now on is encrypted to them, too. */
  async trust(recipients: readonly string[]): Promise<void> {
    await this.#trust(recipients);
  }

  /**
   * Re-encrypts files whose readers differ from the recipients. Safe to interrupt and run again.
   *
   * @param all whether to write those, too, that seem right
   * @returns how many files were written
   */
  async reencrypt(progress = NOT_CANCELLED, all = false): Promise<number> {
    const { recipients, untrusted } = await this.people();
    const own = await this.recipient();
    if (untrusted.length > 0 || !recipients.names.has(own)) return 0;
    const to = [...recipients.names.keys()];
    const names = await this.#secretNames();
    let [done, written] = [0, 0];
    await inLanes(names, async name => {
      if (progress.isCancelled) return;
      if (await this.#reencryptOne(name, to, all)) written++;
      progress.report(++done, names.length);
      await aTurn();
    });
    return written;
  }

  async #reencryptOne(name: string, to: readonly string[], all: boolean): Promise<boolean> {
    const bytes = await this.#files.read(name + ENDING);
    if (!bytes || bytes.length > MAXIMUM_STORE_FILE) return false;
    const text = await decrypt(bytes, this.services.identity).catch(() => undefined);
    // What cannot be read here is for somebody else to mend; sync names it.
    if (text === undefined) return false;
    const secret = parseSecretFile(text);
    if (!all && recipientCount(bytes) === to.length && (await isFor(to, secret))) return false;
    return this.#rewrite(name, await encryptSecret(secret, to), bytes);
  }

  /**
   * Receives what git brought, and sends what changed here.
   *
   * @param logins the accounts that belong to this store
   * @param scope `changed` looks only at files that are not what they were; `all` at every key here, too
   * @param chosen which side to keep where both changed
   */
  async sync(
    logins: readonly string[],
    scope: 'changed' | 'all',
    chosen: ReadonlyMap<string, 'here' | 'store'> = new Map(),
  ): Promise<SyncResult> {
    const people = await this.people();
    const own = await this.recipient();
    const to = [...people.recipients.names.keys()].filter(key => !people.untrusted.includes(key));
    const isMember = to.includes(own);
    const result = {
      received: [] as string[],
      sent: [] as string[],
      conflicts: [] as string[],
      skipped: [...people.skipped],
    };
    const stamps = await this.#files.list('');
    const byName = new Map(
      await Promise.all(logins.map(async login => [await storeName(login), loginKey(login)] as const)),
    );
    const inStore = [...stamps.keys()]
      .filter(file => file.endsWith(ENDING))
      .map(file => file.slice(0, -ENDING.length));
    for (const name of new Set([...byName.keys(), ...inStore])) {
      const stamp = stamps.get(name + ENDING);
      const remembered = this.services.memory.get().secrets[name];
      const isUnchanged = remembered && stamp !== undefined && stamp === remembered.stamp;
      // A key that VS Code has lost can be restored from here.
      if (scope === 'changed' && isUnchanged && !this.services.local.isLost(remembered.login)) continue;
      if (scope === 'changed' && stamp === undefined && !remembered) continue;
      // A login of no list here is for others.
      const login = byName.get(name);
      if (login === undefined) continue;
      const one = { name, login, stamp, to: isMember ? to : [], chosen: chosen.get(login) };
      await this.#syncOne(one, result).catch(async error => {
        if (!(error instanceof StoreChangedError)) throw error;
        // The next sync reads what git brought in the meantime.
        await this.#remember(memory => withoutStamp(memory, name));
      });
      await aTurn();
    }
    await this.#remember(memory => ({ ...memory, syncedAt: Date.now() }));
    return result;
  }

  /** What must be set up again. */
  async rotations(): Promise<readonly Rotation[]> {
    const found: Rotation[] = [];
    for (const file of [...(await this.#files.list(ROTATIONS)).keys()].slice(0, MOST_FILES)) {
      const rotation = parseRotation((await this.#text(`${ROTATIONS}/${file}`)) ?? '');
      if (rotation && `${await storeName(rotation.login)}.json` === file) found.push(rotation);
    }
    return found;
  }

  /** MFA of a login has been set up again. */
  async clearRotation(login: string): Promise<void> {
    const path = `${ROTATIONS}/${await storeName(login)}.json`;
    if ((await this.#files.read(path)) !== undefined) await this.#files.remove(path);
  }

  /** Those of the logins that the store has a file of. */
  async storedAmong(logins: readonly string[]): Promise<ReadonlySet<string>> {
    const stamps = await this.#files.list('');
    const stored = new Set<string>();
    for (const login of logins)
      if (stamps.has((await storeName(login)) + ENDING)) stored.add(loginKey(login));
    return stored;
  }

  /** Whether the store has a file of a login. */
  async has(login: string): Promise<boolean> {
    return (await this.#files.read((await storeName(login)) + ENDING)) !== undefined;
  }

  /** What the store has of a login, or why that cannot be read; `undefined` where it has nothing. */
  async get(login: string): Promise<SharedSecret | SkipReason | undefined> {
    const file = (await storeName(login)) + ENDING;
    if ((await this.#files.read(file)) === undefined) return undefined;
    const read = await this.#readSecret(file, login);
    return typeof read === 'string' ? read : read.secret;
  }

  /**
   * Merges a login's file. Git can't, because each encryption gives other bytes.
   *
   * @param sides the file as it is here, and as it came
   * @param chosen which of the two to keep where neither came from the other
   * @returns `undefined` where the file is put together, and both secrets where a person must choose
   */
  async mergeFile(
    login: string,
    sides: readonly [here: Uint8Array, there: Uint8Array],
    chosen?: 'here' | 'store',
  ): Promise<readonly [SharedSecret, SharedSecret] | SkipReason | undefined> {
    const { recipients, untrusted } = await this.people();
    const to = [...recipients.names.keys()].filter(key => !untrusted.includes(key));
    if (!to.includes(await this.recipient())) return 'notForUs';
    const [here, there] = await Promise.all(sides.map(side => this.#open(side, login)));
    if (typeof here === 'string' || !here) return here ?? 'unreadable';
    if (typeof there === 'string' || !there) return there ?? 'unreadable';
    const [hashHere, hashThere] = [await contentHash(here.secret), await contentHash(there.secret)];
    const isFrom = ({ replaces = [] }: SecretFile, hash: string): boolean => replaces.includes(hash);
    let kept = hashHere === hashThere || isFrom(here.secret, hashThere) ? here.secret : undefined;
    if (!kept && isFrom(there.secret, hashHere)) kept = there.secret;
    if (!kept && chosen) {
      const [one, other] = chosen === 'here' ? [here.secret, there.secret] : [there.secret, here.secret];
      // Only the key was chosen: answers that one side alone has stay, and so do lines of other tools.
      kept = { ...other, ...one, others: [...new Set([...one.others, ...other.others])] };
    }
    if (!kept) return [here.secret, there.secret];
    const own = await contentHash(kept);
    const before = [hashHere, hashThere, ...(here.secret.replaces ?? []), ...(there.secret.replaces ?? [])];
    const replaces = [...new Set(before)].filter(hash => hash !== own).slice(0, REMEMBERED_HASHES);
    await this.#files.write(
      (await storeName(login)) + ENDING,
      await encryptSecret({ ...kept, replaces }, to),
    );
    return undefined;
  }

  /** Takes the key of a login out of the store. */
  async delete(login: string): Promise<void> {
    const name = await storeName(login);
    if ((await this.#files.read(name + ENDING)) !== undefined) await this.#files.remove(name + ENDING);
  }

  async #syncOne(
    one: {
      readonly name: string;
      readonly login: string;
      readonly stamp: string | undefined;
      readonly to: readonly string[];
      readonly chosen: 'here' | 'store' | undefined;
    },
    result: { received: string[]; sent: string[]; conflicts: string[]; skipped: Skipped[] },
  ): Promise<void> {
    const { name, login, stamp, to, chosen } = one;
    const file = name + ENDING;
    const read = stamp === undefined ? undefined : await this.#readSecret(file, login);
    if (typeof read === 'string') {
      result.skipped.push({ file, reason: read });
      return;
    }
    let here: SharedSecret | undefined;
    try {
      here = await this.services.local.get(login);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      result.skipped.push({ file, reason: 'keptUnreadable' });
      return;
    }
    const base = this.services.memory.get().secrets[name];
    const replaces = await Promise.all((read?.secret.replaces ?? []).map(hash => this.#tagOf(hash)));
    const step = syncStep({
      here: here && (await this.#tag(here)),
      file: read && { file: read.hash, tag: await this.#tag(read.secret) },
      base,
      earlierHashes: base?.older ?? [],
      earlierTags: base?.was ?? [],
      replaces,
      isLost: this.services.local.isLost(login),
    });
    const decided = step === 'conflict' && chosen ? (chosen === 'here' ? 'send' : 'receive') : step;
    if (decided === 'conflict') result.conflicts.push(login);
    else if (decided === 'movedBack') result.skipped.push({ file, reason: 'movedBack' });
    else if (decided === 'agree' && read)
      await this.#agree(name, login, read.hash, await this.#tag(read.secret), stamp, replaces);
    else if (decided === 'receive' && read) {
      try {
        await this.services.local.set(login, read.secret);
      } catch (error) {
        result.skipped.push({ file, reason: error instanceof AnswersError ? 'badAnswers' : 'notStored' });
        return;
      }
      await this.#agree(name, login, read.hash, await this.#tag(read.secret), stamp, replaces);
      result.received.push(login);
    } else if (decided === 'send' && here && to.length > 0) {
      const replaced = read ? [await contentHash(read.secret), ...(read.secret.replaces ?? [])] : [];
      const sent = {
        uri: here.uri,
        ...(here.recovery !== undefined && { recovery: here.recovery }),
        replaces: replaced.slice(0, REMEMBERED_HASHES),
        others: read?.secret.others ?? [],
      };
      const bytes = await encryptSecret(sent, to);
      await this.#files.write(file, bytes, read?.bytes ?? null);
      await this.#agree(name, login, await hashOf(bytes), await this.#tag(here), undefined);
      result.sent.push(login);
    }
  }

  async #readSecret(
    file: string,
    login: string,
  ): Promise<{ secret: SecretFile; bytes: Uint8Array; hash: string } | SkipReason> {
    const bytes = await this.#files.read(file);
    return bytes ? this.#open(bytes, login) : 'unreadable';
  }

  async #open(
    bytes: Uint8Array,
    login: string,
  ): Promise<{ secret: SecretFile; bytes: Uint8Array; hash: string } | SkipReason> {
    if (bytes.length > MAXIMUM_STORE_FILE) return 'tooLarge';
    let text: string;
    try {
      text = await decrypt(bytes, this.services.identity);
    } catch (error) {
      return error instanceof AgeError ? error.problem : 'damaged';
    }
    const secret = parseSecretFile(text);
    try {
      // As it is stored here: other tools may write the same key otherwise.
      const uri = toUri(parseSecret(secret.uri, login).secret, login);
      return { secret: { ...secret, uri }, bytes, hash: await hashOf(bytes) };
    } catch (error) {
      return error instanceof SecretError && error.problem.kind === 'otherLogin' ? 'otherLogin' : 'notKey';
    }
  }

  /** Puts the same secret in its place, encrypted to others. Whether both sides agreed stays as it was. */
  async #rewrite(name: string, bytes: Uint8Array, before: Uint8Array): Promise<boolean> {
    try {
      await this.#files.write(name + ENDING, bytes, before);
    } catch (error) {
      if (error instanceof StoreChangedError) return false;
      throw error;
    }
    const known = this.services.memory.get().secrets[name];
    if (known && known.file === (await hashOf(before))) {
      await this.#agree(name, known.login, await hashOf(bytes), known.tag, undefined);
    }
    return true;
  }

  async #agree(
    name: string,
    login: string,
    file: string,
    tag: string,
    stamp: string | undefined,
    replaced: readonly string[] = [],
  ): Promise<void> {
    await this.#remember(memory => {
      const before = memory.secrets[name];
      const older =
        before && before.file !== file
          ? [...before.older, before.file].slice(-REMEMBERED_HASHES)
          : (before?.older ?? []);
      const was = [...replaced.toReversed(), ...(before?.was ?? []), ...(before ? [before.tag] : [])];
      const now: Remembered = {
        file,
        tag,
        login,
        older: older.filter(hash => hash !== file),
        was: [...new Set(was)].filter(each => each !== tag).slice(-REMEMBERED_HASHES),
        ...(stamp !== undefined && { stamp }),
      };
      return { ...memory, secrets: { ...memory.secrets, [name]: now } };
    });
  }

  /** Recipients that a person here has seen. One that is no longer in the list must be seen again when it comes back. */
  async #trustedAmong(
    names: ReadonlyMap<string, string>,
    members: ReadonlyMap<string, Member>,
  ): Promise<ReadonlySet<string>> {
    const own = await this.recipient();
    const { trusted, listed: before = [] } = this.services.memory.get();
    const wasRemoved = (key: string): boolean => key !== own && before.includes(key) && !members.has(key);
    const kept = (trusted ?? [...names.keys()]).filter(key => names.has(key) && !wasRemoved(key));
    const listed = kept.filter(key => members.has(key));
    const isChanged = kept.length !== trusted?.length || listed.join() !== before.join();
    if (names.size > 0 && isChanged) await this.#remember(memory => ({ ...memory, trusted: kept, listed }));
    return new Set([...kept, own]);
  }

  /** Changes the list as it is now: git may have brought another one since it was read. What is not used stays in it. */
  async #changeRecipients(change: (listed: Map<string, string>) => void): Promise<void> {
    const bytes = await this.#files.read(RECIPIENTS);
    const { names, unused } = parseRecipients(new TextDecoder().decode(bytes));
    const listed = new Map([...names, ...unused]);
    change(listed);
    await this.#files.write(RECIPIENTS, new TextEncoder().encode(formatRecipients(listed)), bytes ?? null);
  }

  async #trust(recipients: readonly string[]): Promise<void> {
    await this.#remember(memory => ({
      ...memory,
      trusted: [...new Set([...(memory.trusted ?? []), ...recipients])],
    }));
  }

  async #remember(change: (memory: StoreMemory) => StoreMemory): Promise<void> {
    await this.services.memory.set(change(this.services.memory.get()));
  }

  async #secretNames(): Promise<readonly string[]> {
    const names = [...(await this.#files.list('')).keys()].filter(file => file.endsWith(ENDING));
    return names.map(file => file.slice(0, -ENDING.length)).sort();
  }

  async #loginOf(name: string): Promise<string | undefined> {
    return this.services.memory.get().secrets[name]?.login ?? (await loginOfStoreName(name));
  }

  async #addRotation(name: string, rotation: Rotation): Promise<void> {
    const path = `${ROTATIONS}/${name}.json`;
    // The one before stays: since then it must be set up again.
    if ((await this.#files.read(path)) === undefined) await this.#write(path, formatJson(rotation));
  }

  async #writeMember(recipient: string, member: Member): Promise<void> {
    await this.#write(`${MEMBERS}/${recipient}.json`, formatJson(member));
  }

  async #text(path: string): Promise<string | undefined> {
    const bytes = await this.#files.read(path);
    return bytes && bytes.length <= MAXIMUM_STORE_FILE ? new TextDecoder().decode(bytes) : undefined;
  }

  async #write(path: string, text: string): Promise<void> {
    await this.#files.write(path, new TextEncoder().encode(text));
  }

  async #tag(secret: SharedSecret): Promise<string> {
    return this.#tagOf(await contentHash(secret));
  }

  /** Equal for equal hashes. Without this computer's identity, nobody can try secrets against it. */
  async #tagOf(hash: string): Promise<string> {
    const encoder = new TextEncoder();
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const identity = encoder.encode(this.services.identity);
    const key = await crypto.subtle.importKey('raw', identity, algorithm, false, ['sign']);
    return hex(await crypto.subtle.sign('HMAC', key, encoder.encode(hash)));
  }
}

/** Encrypts what a login's file is to hold, and says in it to whom: the file itself shows only to how many. */
async function encryptSecret(secret: SecretFile, to: readonly string[]): Promise<Uint8Array> {
  return encrypt(formatSecretFile({ ...secret, readers: await readersOf(to) }), to);
}

/** Whether a file says that it is for these recipients, or does not say. */
async function isFor(recipients: readonly string[], { readers = [] }: SecretFile): Promise<boolean> {
  return readers.length === 0 || readers.join() === (await readersOf(recipients)).join();
}

async function readersOf(recipients: readonly string[]): Promise<readonly string[]> {
  const hashes = await Promise.all(recipients.map(key => hashOf(new TextEncoder().encode(key))));
  return hashes.map(hash => hash.slice(0, 16)).sort();
}

async function contentHash({ uri, recovery }: SharedSecret): Promise<string> {
  return hashOf(new TextEncoder().encode(`${uri}\n${recovery ?? ''}`));
}

/** What is remembered, so that a login's file is read again. */
function withoutStamp(memory: StoreMemory, name: string): StoreMemory {
  const { [name]: known, ...secrets } = memory.secrets;
  if (!known) return memory;
  const { stamp: _, ...kept } = known;
  return { ...memory, secrets: { ...secrets, [name]: kept } };
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

/** The first 128 bits. */
function hex(buffer: ArrayBuffer): string {
  return toHex(new Uint8Array(buffer).slice(0, 16));
}

/** As many at a time as Node.js has threads for cryptography. After a failure, those under way are still ended. */
async function inLanes<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  let isStopped = false;
  const lanes = Array.from({ length: LANES }, async () => {
    for (const item of left) {
      if (isStopped) return;
      try {
        await task(item);
      } catch (error) {
        isStopped = true;
        throw error;
      }
    }
  });
  const failed = (await Promise.allSettled(lanes)).find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Lets the extension host do something else. */
function aTurn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}
