import * as vscode from 'vscode';
import { newIdentity, recipientOf } from '../age/age';
import { fingerprintOf } from '../age/fingerprint';
import { signerOf } from '../age/signing';
import { loginKey } from '../core/account';
import type { RecordActivity } from '../core/activity';
import { utcDay } from '../core/day';
import { UserError } from '../core/errors';
import type { SharedKind } from '../core/team/sharedFile';
import { storeName } from '../core/team/storeNames';
import { sanitizeLabel } from '../platform/sanitize';
import { Sequencer } from '../platform/sequencer';
import { uriKey } from '../platform/uriKey';
import type { SecretStore } from '../secrets/store';
import { isMerging } from './git';
import { loginPartOf } from './layout';
import { StoredSecrets } from './localSecrets';
import { noListError } from './noListError';
import { withTeamErrors } from './problemText';
import type { TeamList } from './services';
import { withUnsent } from './sharedMemory';
import type { StoreSync } from './standing';
import { StoredMemories } from './storedMemories';
import { StoreFolder } from './storeFolder';
import type { SyncOptions } from './sync';
import { TeamStore } from './teamStore';

/** What the stores need of the rest. */
export interface TeamsServices {
  readonly secrets: SecretStore;
  readonly record: RecordActivity;
  /** The lists whose writers the person trusts, but the personal one. */
  teamLists(): readonly TeamList[];
  /** A sync has sent keys or details to a store. */
  onSent(): void;
}

/** A store beside a list. */
export interface Team {
  readonly list: TeamList;
  readonly folder: StoreFolder;
  readonly store: TeamStore;
}

/** Which lists a command can work on. */
export type ListFilter = 'withStore' | 'new';

/** The stores of all lists, as this computer's identity sees them. Each is worked on by one task at a time. */
export class Teams {
  readonly #local: StoredSecrets;
  readonly memories: StoredMemories;
  /** One for all stores: two folders may have the same store. */
  readonly #turns = new Sequencer();
  #confirming = 0;

  constructor(private readonly services: TeamsServices) {
    this.#local = new StoredSecrets(services.secrets);
    this.memories = new StoredMemories(services.secrets);
  }

  /**
   * The list to work on: the given one, otherwise the only one that fits, otherwise the one that the person picks. Without a
   * title to ask with, the first one.
   *
   * @param fits `new`: without a store, if there is such a list
   * @throws {@link UserError} if there is none
   */
  async chooseList(
    named: string | undefined,
    title: string | undefined,
    fits: ListFilter,
  ): Promise<TeamList | undefined> {
    const lists = named === undefined ? this.services.teamLists() : [this.#named(named)];
    if (lists.length === 0) throw await noListError(fits === 'withStore');
    const fitting: TeamList[] = [];
    for (const list of lists) if ((await this.hasStore(list)) === (fits === 'withStore')) fitting.push(list);
    const [only, ...others] = fitting.length === 0 && fits === 'new' ? lists : fitting;
    if (!only) throw await noListError(true);
    if (others.length === 0 || title === undefined) return only;
    const items = [only, ...others].map(list => ({ label: sanitizeLabel(list.label), list }));
    return (await vscode.window.showQuickPick(items, { title }))?.list;
  }

  #named(name: string): TeamList {
    const wanted = uriKey(vscode.Uri.parse(name));
    const list = this.services.teamLists().find(({ uri }) => uriKey(uri) === wanted);
    if (list) return list;
    throw new UserError(vscode.l10n.t('{0} isn’t one of the lists.', sanitizeLabel(name)));
  }

  /** Whether there is a store beside a list. */
  async hasStore(list: TeamList): Promise<boolean> {
    const files = folderOf(list);
    return (
      (await files.read('store.json')) !== undefined || (await files.read('.age-recipients')) !== undefined
    );
  }

  /** The stores there are, where this computer has an identity. */
  async all(): Promise<readonly Team[]> {
    const identity = await this.services.secrets.team.getIdentity();
    if (identity === undefined) return [];
    const teams: Team[] = [];
    for (const list of this.services.teamLists()) {
      if (await this.hasStore(list)) teams.push(this.#team(list, identity));
    }
    return teams;
  }

  /** The store beside a list. @throws {@link UserError} if this computer has no identity */
  async of(list: TeamList): Promise<Team> {
    const identity = await this.services.secrets.team.getIdentity();
    if (identity === undefined) {
      throw new UserError(
        vscode.l10n.t('This computer isn’t in a team yet. Choose “Create Team Store” or “Join Team”.'),
      );
    }
    return this.#team(list, identity);
  }

  /** Whether a person is confirming an approval, and needs no message that asks for it. */
  get isConfirming(): boolean {
    return this.#confirming > 0;
  }

  async whileConfirming<T>(task: () => Promise<T>): Promise<T> {
    this.#confirming += 1;
    try {
      return await task();
    } finally {
      this.#confirming -= 1;
    }
  }

  /** Makes this computer's identity, where it has none. */
  async ensureIdentity(): Promise<void> {
    if ((await this.services.secrets.team.getIdentity()) === undefined) {
      await this.services.secrets.team.setIdentity(await newIdentity());
    }
  }

  /** This computer's public key, and the words to compare it by. */
  async identified(): Promise<{ recipient: string; fingerprint: string }> {
    const identity = (await this.services.secrets.team.getIdentity()) ?? '';
    const [recipient, { signingKey }] = await Promise.all([recipientOf(identity), signerOf(identity)]);
    return { recipient, fingerprint: await fingerprintOf(recipient, signingKey) };
  }

  /** Runs a task on a store when the tasks before it are done. */
  async run<T>({ store }: Team, task: (store: TeamStore) => Promise<T>): Promise<T> {
    return this.#turns.run(() => withTeamErrors(() => task(store)));
  }

  /** Runs a task while none is run on a store: the identity stays what it is. */
  async alone<T>(task: () => Promise<T>): Promise<T> {
    return this.#turns.run(() => withTeamErrors(task));
  }

  /** Receives and sends changes. */
  async sync(
    team: Team,
    scope: 'changed' | 'all',
    options: Pick<SyncOptions, 'chosen' | 'shared'> = {},
  ): Promise<StoreSync> {
    await this.services.secrets.ready();
    const { logins } = team.list;
    const result = await this.run(team, store => store.sync({ logins, scope, ...options }));
    for (const login of result.sent) this.services.record({ action: 'sent', login, route: 'team' });
    if (result.sent.length > 0) this.services.onSent();
    return result;
  }

  /** A key or details were set here: the stores that have the login hear of it, now or when they are there again. */
  async noteSet(login: string, kind: SharedKind, removesPassword = false): Promise<void> {
    const open = new Set<string>();
    const notes = this.each(async team => {
      const id = await this.run(team, async store => {
        if ((await store.membership()) !== 'member') return undefined;
        if (team.list.logins.map(loginKey).includes(login)) await store.noteSet(login, kind, removesPassword);
        return store.id();
      });
      if (id !== undefined) open.add(id);
    });
    // One that can't hear of it must not keep it from the others.
    await Promise.allSettled([notes]);
    for (const { id, listed, shared } of await this.memories.readable()) {
      const isKnown = listed.includes(login) || Object.values(shared).some(each => each.login === login);
      if (!open.has(id) && isKnown)
        await this.#turns.run(() => this.#noteUnsent(id, login, kind, removesPassword));
    }
    await notes;
  }

  /** Does something with each store, also after it failed with another one. @throws the first {@link UserError} */
  async each(task: (team: Team) => Promise<void>): Promise<void> {
    const errors: UserError[] = [];
    for (const team of await this.all()) {
      await task(team).catch(error => {
        if (!(error instanceof UserError)) throw error;
        errors.push(error);
      });
    }
    if (errors[0]) throw errors[0];
  }

  /** The login of a file's name without its ending, among those of its list. */
  async loginOf({ list }: Team, name: string): Promise<string | undefined> {
    for (const login of list.logins)
      if ((await storeName(login)) === loginPartOf(name)) return loginKey(login);
    return undefined;
  }

  /** Takes note that what a store has is encrypted to somebody more. */
  recordGiven(logins: readonly string[], { name, fingerprint }: { name: string; fingerprint: string }): void {
    for (const login of logins) {
      this.services.record({ action: 'sent', login, route: 'team', detail: name, fingerprint });
    }
  }

  /** Takes note that the codes of a login were shown. */
  recordShown(login: string): void {
    this.services.record({ action: 'shown', login: loginKey(login), route: 'team' });
  }

  /** Makes a key the current one here. The one it replaces is kept. */
  async setKey(login: string, uri: string): Promise<void> {
    await this.#local.setKey(login, uri);
  }

  /** The key and the details of a login on this computer, or one of both. */
  async localOf(login: string, kind?: SharedKind): ReturnType<StoredSecrets['get']> {
    return this.#local.get(login, kind);
  }

  /** Whether this computer has the key of a login, and can read it. */
  isHere(login: string): boolean {
    return this.services.secrets.stateOf(login) === 'ready';
  }

  /** Those of the logins whose password is on this computer. */
  withPassword(logins: readonly string[]): readonly string[] {
    return logins.filter(login => this.services.secrets.passwords.has(login));
  }

  async ready(): Promise<void> {
    await this.services.secrets.ready();
  }

  async #noteUnsent(id: string, login: string, kind: SharedKind, removesPassword: boolean): Promise<void> {
    const identity = await this.services.secrets.team.getIdentity();
    const memory = await this.memories.get(id);
    if (identity === undefined || !memory || memory.roster.length === 0) return;
    const services = { local: this.#local, identity };
    await this.memories.set(await withUnsent(memory, login, kind, services, removesPassword));
  }

  #team(list: TeamList, identity: string): Team {
    const folder = folderOf(list);
    const store = new TeamStore({
      files: folder,
      local: this.#local,
      identity,
      memories: this.memories,
      folder: uriKey(folder.uri),
      today: () => utcDay(Date.now()),
      isMerging: () => isMerging(folder.uri),
    });
    return { list, folder, store };
  }
}

function folderOf({ uri }: TeamList): StoreFolder {
  return new StoreFolder(vscode.Uri.joinPath(uri, '..', 'store'));
}
