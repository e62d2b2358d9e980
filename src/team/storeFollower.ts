import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { LoginState, Publication, StoreOfLogin } from '../core/team/loginState';
import { setContext } from '../platform/context';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import { Sequencer } from '../platform/sequencer';
import { isOfDetails, type SecretWrite } from '../secrets/secretWrite';
import type { TeamCommandServices } from './commandServices';
import { createStatusPages, type ShownStatus } from './createStatusPages';
import { IdentityCopies } from './identityCopies';
import { joinableLogins } from './joinable';
import { isListMissing, isStore, storeBeside, workspaceStores } from './missingList';
import type { SharedLogins } from './receiveChanges';
import type { TeamList, TeamServices } from './services';
import { SharedLists } from './sharedLists';
import type { TeamRow } from './teamRows';
import type { Teams } from './teams';

const NONE: SharedLogins = {
  due: new Map(),
  shared: new Set(),
  outOfSync: new Set(),
  awaited: new Set(),
  notJoined: new Set(),
};

/** How long a store has to be quiet before it is read, in milliseconds: git writes file after file. */
const QUIET = 500;

const load = () => import('./whenUsed');

/** Keeps the team's stores and this computer in step. Everything on age is loaded only where there is a store. */
export class StoreFollower extends DisposableOwner {
  readonly #quiet = this.register(new MutableDisposable());
  readonly #updates = new Sequencer();
  readonly #writes = this.register(new MutableDisposable());
  #watched = '';
  readonly #load = lazy(async () => {
    const { secrets, accounts, record, boundary } = this.context;
    const { Teams, offerToSave } = await load();
    this.#loaded = new Teams({
      secrets,
      record,
      teamLists: () => accounts.teamLists(),
      onSent: () => void boundary.run('team', async () => offerToSave(await this.services())),
    });
    return this.#loaded;
  });
  readonly #unpushed = lazy(async () => {
    const { UnpushedFiles } = await load();
    const changed = (): void => {
      this.rowsChanged();
      this.#changed.fire();
    };
    return this.register(new UnpushedFiles(changed, this.context.boundary.log));
  });
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  #loaded: Teams | undefined;
  /** The folders of the stores beside lists. */
  #stores: ReadonlySet<string> = new Set();
  #hasIdentity = false;
  #logins: SharedLogins = NONE;
  /** The logins whose keys are in stores, while nobody here has an identity. */
  #joinable: ReadonlySet<string> = new Set();
  /** What was said already in this session. */
  readonly #said = new Set<string>();

  /** The pages that show how stores stand. */
  readonly pages: ShownStatus;

  /** Which lists are committed. */
  readonly sharedLists: SharedLists;

  /** @param rowsChanged redraws the rows */
  constructor(
    private readonly context: TeamServices,
    private readonly rowsChanged: () => void,
  ) {
    super();
    const { accounts, boundary } = context;
    this.pages = this.register(createStatusPages(() => this.services(), context, this.#changed.event));
    this.sharedLists = this.register(new SharedLists(accounts, boundary.log));
    const look = (): Promise<void> => this.#look().catch(boundary.log);
    this.register(accounts.onDidChange(look));
    void look();
  }

  /** See `TeamKeys.due`. */
  get due(): ReadonlyMap<string, string> {
    return this.#logins.due;
  }

  /** See `TeamKeys.stateOf`. */
  stateOf(login: string): LoginState | undefined {
    const { due, outOfSync, awaited } = this.#logins;
    if (due.has(login)) return 'due';
    if (outOfSync.has(login)) return 'outOfSync';
    if (awaited.has(login)) return 'awaited';
    return this.#joinable.has(login) ? 'joinable' : undefined;
  }

  /** Whether the key of a login goes to the team by a store that this computer can read. */
  isShared(login: string): boolean {
    return this.#logins.shared.has(loginKey(login));
  }

  /** What removes the key of a login from the stores, if they share it now. */
  removal(login: string): (() => Promise<void>) | undefined {
    if (!this.isShared(login)) return undefined;
    const key = loginKey(login);
    const lists = this.#listsOf(login);
    return async () => {
      const { removeFromStores } = await load();
      await removeFromStores(await this.#load(), key, lists);
      await this.#update();
    };
  }

  #listsOf(login: string): readonly TeamList[] {
    const key = loginKey(login);
    return this.context.accounts.teamLists().filter(({ logins }) => logins.map(loginKey).includes(key));
  }

  /** See `TeamKeys.storeOf`. */
  storeOf(login: string): StoreOfLogin {
    if (this.isShared(login)) return 'shared';
    const lists = this.#listsOf(login);
    if (lists.length === 0) return 'none';
    if (!lists.some(({ uri }) => this.#stores.has(storeBeside(uri).toString()))) return 'possible';
    return this.#hasIdentity && !this.#logins.notJoined.has(loginKey(login)) ? 'waiting' : 'notJoined';
  }

  /** See `TeamKeys.publicationOf`. */
  async publicationOf(login: string): Promise<Publication | undefined> {
    const { publicationOf } = await load();
    return publicationOf(this.#listsOf(login)).catch(error => {
      this.context.boundary.log(error);
      return undefined;
    });
  }

  /** See `TeamKeys.publish`. */
  async publish(login: string): Promise<void> {
    const { offer } = this.context.boundary;
    await (await load()).publishLists(this.#listsOf(login), offer);
  }

  /** Xero accepted a new key of a login. */
  async keyAccepted(login: string): Promise<void> {
    if (!this.#logins.due.has(login)) return;
    const teams = await this.#load();
    try {
      await teams.each(team =>
        teams.run(team, async store => {
          if ((await store.membership()) === 'member') await store.markDone(login);
        }),
      );
    } finally {
      await this.#update();
    }
  }

  /** What the commands need of it. */
  async services(): Promise<TeamCommandServices> {
    const { boundary, secrets, accounts, health, hmac, now, globalState } = this.context;
    return {
      teams: await this.#load(),
      secrets,
      copies: new IdentityCopies(globalState),
      offer: boundary.offer,
      hmac,
      now,
      nameOf: accounts.nameOf,
      find: accounts.find,
      health,
      unpushed: async list => (await this.#unpushed()).of(list),
      onChanged: () => this.#look(true),
    };
  }

  /** The rows of the view under one of them; at the top, none where there is no store that this computer can read. */
  async rowsUnder(row: TeamRow | undefined): Promise<TeamRow[]> {
    if (row) return [...row.rows];
    const isKnown = this.#watched !== '' && (await this.context.secrets.team.hasIdentity());
    return isKnown ? (await load()).rowsOfStores(await this.services()) : [];
  }

  /** Finds and watches the stores. Receives changes if the stores are other ones, or `isChanged`. */
  async #look(isChanged = false): Promise<void> {
    const folders: vscode.Uri[] = [];
    for (const { uri } of this.context.accounts.teamLists()) {
      const folder = storeBeside(uri);
      this.#watchFor(folder);
      if (await isStore(folder)) folders.push(folder);
    }
    for (const folder of workspaceStores()) this.#watchFor(folder);
    const watched = folders.join('\n');
    const isOther = watched !== this.#watched;
    this.#watched = watched;
    this.#stores = new Set(folders.map(String));
    setContext('storeFound', watched !== '');
    setContext('listMissing', watched === '' && (await isListMissing()));
    // Not before it is known: the welcome text would flash up in front of the rows.
    setContext('noTeam', watched === '' || !(await this.context.secrets.team.hasIdentity()));
    if (isOther || isChanged) await this.#update();
  }

  readonly #watchedFor = new Set<string>();

  /** Looks at a store a moment after something in it changed; also at one that is yet to come. */
  #watchFor(folder: vscode.Uri): void {
    if (this.#watchedFor.has(folder.toString())) return;
    this.#watchedFor.add(folder.toString());
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'));
    const changed = (): void => {
      this.#quiet.value = runAfter(QUIET, () => this.#look(true).catch(this.context.boundary.log));
    };
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
      this.register(event(changed));
    this.register(watcher);
  }

  /** Receives changes of the stores and shows their state. Updates run in turn, so that the last read counts. */
  async #update(): Promise<void> {
    await this.#updates.run(() => this.#updateNow());
  }

  async #updateNow(): Promise<void> {
    const { boundary, accounts, secrets } = this.context;
    this.#hasIdentity = await secrets.team.hasIdentity();
    if (this.#watched !== '' && this.#hasIdentity) {
      const teams = await this.#load();
      const { receiveChanges } = await load();
      const say = { offer: boundary.offer, said: this.#said, nameOf: accounts.nameOf };
      this.#logins = await receiveChanges(teams, say);
      this.#joinable = new Set();
      await (await this.#unpushed()).follow(accounts.teamLists());
    } else {
      this.#logins = NONE;
      this.#joinable = await joinableLogins(accounts.teamLists());
      await (await this.#unpushed.started())?.follow([]);
    }
    accounts.refresh();
    this.rowsChanged();
    this.#changed.fire();
  }

  /** A key or details were written here: the stores that the login belongs to get them, now or when they are there again. */
  noteWritten({ login, route, action }: SecretWrite): void {
    // What was received is not sent back. What is removed was removed from the stores as well if the person was told so.
    if (route === 'team' || action === 'removed') return;
    void this.context.boundary.run('team', async () => {
      if (!(await this.context.secrets.team.hasIdentity())) return;
      const teams = await this.#load();
      try {
        await teams.noteSet(login, isOfDetails({ action }) ? 'answers' : 'key', action === 'passwordRemoved');
      } finally {
        this.#writes.value = runAfter(
          0,
          () => void this.context.boundary.run('team', () => this.#look(true)),
        );
      }
    });
  }
}
