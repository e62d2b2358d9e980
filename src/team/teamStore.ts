import { recipientOf } from '../age/age';
import { signerOf } from '../age/signing';
import { loginKey } from '../core/account';
import { emptyMemory } from '../core/team/memory';
import type { Rotation } from '../core/team/rotation';
import type { SharedKind } from '../core/team/sharedFile';
import { STORE_FILE, storeIdOf } from '../core/team/storeId';
import {
  type ApprovalOptions,
  approvePerson,
  candidateFor,
  confirmOwnApproval,
  type Keys,
  requestToJoin,
} from './approval';
import { type Adoptable, adopt, adoptable, found } from './founding';
import { type KeyFile, readKeyFile } from './keyFile';
import { Layout } from './layout';
import { approverOf, signedOwnAgain, writeRecipients } from './membership';
import { type MergeChoice, type Merged, type MergeSides, mergeKeyFile, mergeMemberFile } from './merge';
import { withDisputes } from './missing';
import { type People, type Person, readPeople } from './people';
import { putOff, type Question, questionsOf } from './putOff';
import { type Reencrypted, reencrypt } from './reencrypt';
import { dependents, type RemovalOptions, removedBy, removePerson, settleDispute } from './removal';
import { dueRotations, markDone, readRotations } from './rotations';
import { withUnsent } from './sharedMemory';
import type { SkipReason } from './skipped';
import { type Membership, membershipOf, type StoreStanding, type StoreSync } from './standing';
import { NOT_CANCELLED, type SyncProgress } from './storeFiles';
import { Remembered, type StoreSession, type TeamStoreServices } from './storeSession';
import { type SyncOptions, syncStore } from './sync';
import { TeamError } from './teamError';

const NOTHING = { received: [], arrived: [], sent: [], conflicts: [], unshared: [], isBehind: false };

/**
 * One team store, as one computer sees it. It goes by the files alone: git brings them, in any order and in any state.
 * Each task reads once who is in the team.
 */
export class TeamStore {
  readonly #layout: Layout;

  constructor(private readonly services: TeamStoreServices) {
    this.#layout = new Layout(services.files);
  }

  async exists(): Promise<boolean> {
    return this.#layout.exists();
  }

  /** This computer's public key. */
  async recipient(): Promise<string> {
    return recipientOf(this.services.identity);
  }

  /** The store's id, if it has one. */
  async id(): Promise<string | undefined> {
    return this.#layout.id();
  }

  /** How this computer stands to the store, and to whom it is known to belong. */
  async membership(): Promise<Membership> {
    if (!(await this.exists())) return 'none';
    const id = await this.#layout.id();
    if (await this.#isOtherStore(id)) return 'otherStore';
    if (id === undefined) return 'adoptable';
    return this.#task(async session => membershipOf(session), id);
  }

  /** Makes the store. @throws {@link TeamError} */
  async create(name: string): Promise<void> {
    if (await this.exists())
      throw new TeamError((await this.membership()) === 'adoptable' ? 'adopt' : 'exists');
    await this.services.memories.forgetFolder(this.services.folder);
    await this.#newTask(session => found(session, name));
  }

  /** What a store of another tool or of version 1 has. @throws {@link TeamError} */
  async adoptable(logins: readonly string[]): Promise<Adoptable> {
    await this.#requireAdoptable();
    return this.#newTask(session => adoptable(session, logins));
  }

  /** Makes a store of another tool or of version 1 this team's. @throws {@link TeamError} */
  async adopt(name: string, people: readonly Person[], keys: readonly KeyFile[]): Promise<void> {
    await this.#requireAdoptable();
    await this.#newTask(session => adopt(session, name, people, keys));
  }

  /** Asks to be let in. What is remembered and can't be read is forgotten for that. @throws {@link TeamError} */
  async join(name: string): Promise<void> {
    const id = await this.#layout.id();
    if (id !== undefined) await this.services.memories.replaceUnreadable(emptyMemory(id));
    await this.#writing(session => requestToJoin(session, name), false);
  }

  /** Who approved this computer's request, and is not believed before a person compared their words. */
  async approver(): Promise<Person | undefined> {
    return this.#task(async session =>
      membershipOf(session) === 'approved' ? approverOf(session) : undefined,
    );
  }

  /** A person compared the words of {@link approver}. @throws {@link TeamError} if it is somebody else by now */
  async confirm(compared: Keys): Promise<void> {
    await this.#task(async session => confirmOwnApproval(session, compared));
  }

  async people(): Promise<People> {
    return this.#task(async ({ people }) => people);
  }

  /** Somebody whom {@link approve} would let in. @throws {@link TeamError} */
  async candidate(recipient: string, readable?: readonly string[]): Promise<Person> {
    return this.#task(async session => candidateFor(session, recipient, readable));
  }

  /** Lets in a {@link candidate} whose words a person has compared. @throws {@link TeamError} if their keys changed since */
  async approve(compared: Keys, options: ApprovalOptions): Promise<Reencrypted> {
    return this.#writing(session => approvePerson(session, compared, options));
  }

  /** Those who go with somebody unless a person keeps them. */
  async dependents(recipient: string): Promise<readonly Person[]> {
    return this.#task(async session =>
      session.people.roster.approved(recipient) ? dependents(session, recipient) : [],
    );
  }

  /** Those about whom a person decides when it is settled that somebody leaves whose removals are in dispute. */
  async disputed(recipient: string): Promise<readonly Person[]> {
    return this.#task(async session => [...dependents(session, recipient), ...removedBy(session, recipient)]);
  }

  /** Takes somebody out, or declines a request. @throws {@link TeamError} */
  async remove(recipient: string, options: RemovalOptions): Promise<Reencrypted> {
    return this.#writing(session => removePerson(session, recipient, options));
  }

  /** A person says which of two who removed each other stays. @throws {@link TeamError} */
  async settle(staying: string, leaving: string, options: RemovalOptions): Promise<Reencrypted> {
    return this.#writing(session => settleDispute(session, staying, leaving, options));
  }

  /** Re-encrypts files whose readers differ from those who may read them. */
  async reencrypt(logins: readonly string[], progress: SyncProgress = NOT_CANCELLED): Promise<Reencrypted> {
    return this.#task(async session => {
      if (!session.mayWrite) return { files: 0, left: [] };
      await signedOwnAgain(session);
      await writeRecipients(session, session.people.roster);
      return reencrypt(session, logins, progress);
    });
  }

  /** Receives what git brought, and sends what changed here. Before this computer is a member, nothing comes or goes. */
  async sync(options: SyncOptions): Promise<StoreSync> {
    const id = await this.#layout.id();
    const isOther = await this.#isOtherStore(id);
    if (isOther || id === undefined) {
      const membership = isOther ? 'otherStore' : (await this.exists()) ? 'adoptable' : 'none';
      return { ...NOTHING, people: undefined, membership, due: [], skipped: [] };
    }
    return this.#task(async session => {
      const { people } = session;
      const membership = membershipOf(session);
      if (membership !== 'member') {
        const approver = membership === 'approved' ? approverOf(session) : undefined;
        return { ...NOTHING, people, membership, approver, due: [], skipped: people.skipped };
      }
      const rotations = await readRotations(session);
      const result = await syncStore(session, options);
      const skipped = [...result.skipped, ...rotations];
      return { ...result, people, membership, due: dueRotations(session), skipped };
    });
  }

  /** Those of the logins that a person is to be asked about: not what they put off, until either side changes. */
  async questions(logins: readonly string[]): Promise<ReadonlyMap<string, Question>> {
    return this.#task(session => questionsOf(session, logins));
  }

  /** A person decided nothing about {@link questions}. */
  async putOff(questions: ReadonlyMap<string, Question>): Promise<void> {
    await this.#task(session => putOff(session, questions));
  }

  /** What must be set up again. */
  async rotations(): Promise<readonly Rotation[]> {
    return this.#task(async session => dueRotations(session));
  }

  /** MFA of a login has been set up again. */
  async markDone(login: string): Promise<void> {
    await this.#task(async session => {
      if (session.mayWrite) await markDone(session, login);
    });
  }

  /** A person set a key or details here: they are sent when the store is synced, and until then are remembered. */
  async noteSet(login: string, kind: SharedKind, removesPassword = false): Promise<void> {
    await this.#task(async ({ memory, services }) => {
      const changed = await withUnsent(memory.value, loginKey(login), kind, services, removesPassword);
      memory.change(() => changed);
    });
  }

  /** What the store has of a login, or why that can't be read; `undefined` if it has nothing. */
  async get(login: string, kind: SharedKind = 'key'): Promise<KeyFile | SkipReason | undefined> {
    return this.#task(session => readKeyFile(session, kind, loginKey(login)));
  }

  /** Those of the logins that the store has a key of. */
  async storedAmong(logins: readonly string[]): Promise<ReadonlySet<string>> {
    const names = await this.#layout.sharedFiles();
    const stored = new Set<string>();
    for (const login of logins)
      if (names.has(await this.#layout.nameOf(login, 'key'))) stored.add(loginKey(login));
    return stored;
  }

  /** Takes the key and the details of a login out of the store. @throws {@link TeamError} while git merges */
  async delete(login: string): Promise<void> {
    if (await this.services.isMerging?.()) throw new TeamError('merging');
    for (const kind of ['key', 'answers'] as const) {
      const path = this.#layout.pathOf(await this.#layout.nameOf(login, kind));
      if ((await this.services.files.read(path)) !== undefined) await this.services.files.remove(path);
    }
  }

  /** Merges a login's file: see `mergeKeyFile`. */
  async mergeKey(kind: SharedKind, login: string, sides: MergeSides, chosen?: MergeChoice): Promise<Merged> {
    return this.#task(session => mergeKeyFile(session, kind, loginKey(login), sides, chosen));
  }

  /** Merges a file in `members/`. @returns whether it could be */
  async mergeMember(recipient: string, sides: MergeSides): Promise<boolean> {
    return this.#task(session => mergeMemberFile(session, recipient, sides));
  }

  /** How the store stands, without a sync. */
  async standing(): Promise<StoreStanding> {
    const membership = await this.membership();
    if (membership === 'none' || membership === 'adoptable' || membership === 'otherStore')
      return { membership, people: undefined, due: [], memory: undefined };
    return this.#task(async session => ({
      membership,
      people: session.people,
      approver: membership === 'approved' ? approverOf(session) : undefined,
      due: dueRotations(session),
      memory: session.memory.value,
    }));
  }

  async #requireAdoptable(): Promise<void> {
    const membership = await this.membership();
    if (membership === 'none') throw new TeamError('noStore');
    if (membership === 'otherStore') throw new TeamError('otherStore');
    if (membership !== 'adoptable') throw new TeamError('exists');
  }

  /** Whether the folder had another store when it was last seen here, or has one of a version that can't be read. */
  async #isOtherStore(id: string | undefined): Promise<boolean> {
    if (id === undefined && (await this.services.files.read(STORE_FILE)) !== undefined) return true;
    const known = await this.services.memories.idAt(this.services.folder);
    return known !== undefined && known !== id;
  }

  async #newTask<T>(task: (session: StoreSession) => Promise<T>): Promise<T> {
    return this.#task(task, storeIdOf(crypto.getRandomValues(new Uint8Array(16))));
  }

  /** @throws {@link TeamError} if nothing may be written */
  async #writing<T>(task: (session: StoreSession) => Promise<T>, isMember = true): Promise<T> {
    return this.#task(async session => {
      if (await this.services.isMerging?.()) throw new TeamError('merging');
      if (isMember && !session.people.roster.isFullMember(session.own)) throw new TeamError('notMember');
      return task(session);
    });
  }

  async #task<T>(task: (session: StoreSession) => Promise<T>, newId?: string): Promise<T> {
    const { services } = this;
    const id = newId ?? (await this.#layout.id());
    if (newId === undefined && (await this.#isOtherStore(id))) throw new TeamError('otherStore');
    if (id === undefined) throw new TeamError((await this.exists()) ? 'adopt' : 'noStore');
    const [own, signer] = await Promise.all([this.recipient(), signerOf(services.identity)]);
    const memory = await Remembered.of(services.memories, id);
    const people = withDisputes(await readPeople(this.#layout, id, memory.roster(own)), memory);
    if (people.isChanged) memory.takeRoster(people.roster);
    const isMerging = (await services.isMerging?.()) ?? false;
    const mayWrite = people.roster.isFullMember(own) && !isMerging;
    try {
      return await task({ services, layout: this.#layout, id, own, signer, people, memory, mayWrite });
    } finally {
      await memory.save();
    }
  }
}
