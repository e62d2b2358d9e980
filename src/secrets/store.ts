import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { Action, Activity, Route } from '../core/activity';
import type { RecoveryAnswers } from '../core/recovery';
import type { TotpSecret } from '../core/totp';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import { Sequencer } from '../platform/sequencer';
import { ChangeCount } from './changeCount';
import { CANARY, CANDIDATES, CURRENT, KEY_PREFIXES, PREVIOUS } from './itemKeys';
import type { KeyChange, LoginItems } from './keyChanges';

/**
 * `lost`: it was stored on this computer and VS Code no longer has it. `unknown`: VS Code does not say which keys it has.
 */
export type SecretState = 'ready' | 'none' | 'lost' | 'unknown';

/** What was written of a login, in lower case. */
export interface Written extends Omit<Activity, 'action'> {
  /** Undefined where the key that codes are made with is the same. */
  readonly action: Action | undefined;
}

const ANSWERS = 'recovery:';
/** This computer's identity in its teams' stores, `AGE-SECRET-KEY-1…`. */
const IDENTITY = 'team:identity';
const PREFIXES = [...KEY_PREFIXES, ANSWERS];
const LISTED = [...PREFIXES, IDENTITY, CANARY];
const STORED_HERE = 'secretsStoredHere';
/** In milliseconds: by then what another window remembers has reached this one. */
const PROPAGATION = 1000;
/** How long anything waits for VS Code to say which keys it has, in milliseconds. */
const PATIENCE = 3000;
/** The longest time after which VS Code is asked again, in milliseconds. */
const LONGEST_RETRY = 300_000;

const load = () => import('./whenUsed');

/**
 * The only user of VS Code's SecretStorage. Keys and recovery answers stay in it: what is kept here is which logins
 * have them. Writes are made one after another; a value that cannot be read is reported and kept.
 */
export class SecretStore extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly #written = this.register(new vscode.EventEmitter<Written>());
  readonly #writes = new Sequencer();
  readonly #recheck = this.register(new MutableDisposable());
  /** The logins whose key was written or deleted a moment ago. */
  readonly #touched = new Set<string>();
  #isWriting = false;
  readonly #changes: ChangeCount;
  /** Whether changes of other windows are announced here, as they are where all windows share one storage. */
  #isShared = false;
  /** The logins that have an item, by the prefix of its key. */
  #stored = new Map<string, Set<string>>();
  /** The logins whose key was gone when this window started, or when it was read; at first, all that were stored. */
  #lost: ReadonlySet<string>;
  #ready: Promise<void> | undefined;
  #isKnown = false;
  /** While it is not known, the logins whose key was asked for. */
  readonly #asked = new Set<string>();
  /** How often VS Code was asked which keys it has, and up to which time its answers count no more. */
  #asks = 0;
  #outdated = 0;
  /** Whether VS Code has owed an answer for too long. */
  #isOverdue = false;
  /** Whether VS Code had keys, answers or an identity when this window opened, if it says that. */
  #hadKeys: boolean | undefined;
  readonly #loadCanaries = lazy(async () => new (await load()).Canaries(this.storage, this.state, this));
  readonly #retry = this.register(new MutableDisposable());
  #retryAfter: number;

  /** Fires once for each change of what a login has, in this window or another one. */
  readonly onDidChange = this.#changed.event;

  /** Fires after the key or the answers of a login were written or deleted in this window. */
  readonly onDidWrite = this.#written.event;

  /**
   * @param openedAt when this window opened, in milliseconds since the Unix epoch
   * @param patience how long to wait for VS Code to say which keys it has, in milliseconds
   * @param isDesktop whether VS Code deletes what it cannot decrypt, and no window undoes what another stored
   */
  constructor(
    private readonly storage: vscode.SecretStorage,
    private readonly state: vscode.Memento,
    private readonly onError: (error: unknown) => void,
    openedAt = Date.now(),
    private readonly patience = PATIENCE,
    private readonly isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop,
  ) {
    super();
    this.#changes = new ChangeCount(state, openedAt);
    this.#lost = new Set(this.#storedHere);
    this.#retryAfter = patience;
    const reload = (): void => void this.refresh();
    this.register(
      storage.onDidChange(({ key }) => {
        if (!LISTED.some(prefix => key.startsWith(prefix))) return;
        // A write ends with a refresh of its own.
        if (!this.#isWriting) {
          this.#isShared = true;
          reload();
        }
        if (!key.startsWith(CURRENT)) return;
        this.#touched.add(key.slice(CURRENT.length));
        this.#recheck.value = runAfter(PROPAGATION, () => {
          // Nobody removed them, so VS Code has: it does so with what it cannot decrypt.
          const gone = [...this.#touched].filter(login => this.#isUnseen(login));
          this.#touched.clear();
          if (gone.length === 0 || !this.#isKnown) return;
          this.#markLost(gone);
          reload();
        });
      }),
    );
  }

  /** Settles when it is known which logins have a key or answers, or VS Code cannot say so soon. */
  async ready(): Promise<void> {
    this.#ready ??= this.refresh();
    return this.#ready;
  }

  /** Asks VS Code which logins have a key or answers, and waits for that as {@link ready} does. */
  async refresh(): Promise<void> {
    await this.#load(true);
  }

  /** @param isChanged whether what is stored is thought to be other than it was */
  async #load(isChanged: boolean): Promise<void> {
    this.#changes.begin();
    const asking = this.#ask(++this.#asks, isChanged);
    // Whoever waited for nothing need not do so again.
    if (this.#isOverdue) return;
    await new Promise<void>(resolve => {
      const timer = runAfter(this.patience, () => {
        this.#isOverdue = true;
        this.#isKnown = false;
        this.#changed.fire();
        resolve();
      });
      void asking.then(() => {
        timer.dispose();
        resolve();
      });
    });
  }

  async #ask(ask: number, isChanged: boolean): Promise<void> {
    const before = this.#isKnown;
    try {
      const keys = await this.storage.keys();
      // A key was written since, or a later answer came first.
      if (ask > this.#outdated) this.#take(keys);
    } catch (error) {
      this.onError(error);
      if (ask > this.#outdated) this.#isKnown = false;
      this.#retry.value ??= runAfter(this.#retryAfter, () => {
        this.#retry.value = undefined;
        this.#retryAfter = Math.min(2 * this.#retryAfter, LONGEST_RETRY);
        void this.refresh();
      });
    }
    this.#outdated = Math.max(this.#outdated, ask);
    const isLate = this.#isOverdue;
    this.#isOverdue = false;
    if (isChanged || isLate || this.#isKnown !== before) this.#changed.fire();
  }

  #take(keys: readonly string[]): void {
    this.#stored = new Map(LISTED.map(prefix => [prefix, loginsIn(keys, prefix)]));
    this.#hadKeys ??= LISTED.some(prefix => prefix !== CANARY && this.#loginsWith(prefix).size > 0);
    // Only what is missing when the window starts is lost: what goes later was removed, here or in another window.
    this.#lost = new Set(this.#storedHere.filter(login => this.#lost.has(login) && !this.logins.has(login)));
    this.#isKnown = true;
    this.#asked.clear();
    this.#retry.value = undefined;
    this.#retryAfter = this.patience;
  }

  /** Whether VS Code has said which logins have a key or answers. Else only those are known that were asked for. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** The logins, in lower case, that have a key on this computer. */
  get logins(): ReadonlySet<string> {
    return this.#loginsWith(CURRENT);
  }

  /** The logins, in lower case, whose key VS Code no longer has. */
  get lostLogins(): readonly string[] {
    return this.#storedHere.filter(login => this.#isLost(login));
  }

  /** The same logins, the one that got its first key last in front. While it is not known, those that may have one. */
  get newestLogins(): readonly string[] {
    return [...new Set([...this.#storedHere.toReversed(), ...this.logins])].filter(login =>
      ['ready', 'unknown'].includes(this.stateOf(login)),
    );
  }

  /** The logins whose key can be read, or may be while that is not known. */
  get readable(): ReadonlySet<string> {
    return new Set([...this.logins, ...this.newestLogins]);
  }

  /** The logins, in lower case, whose answers to Xero's security questions are on this computer. */
  get loginsWithAnswers(): ReadonlySet<string> {
    return this.#loginsWith(ANSWERS);
  }

  hasAnswers(login: string): boolean {
    return this.loginsWithAnswers.has(loginKey(login));
  }

  /** Whether the key that Xero accepted is kept beside the current one. */
  isReplacing(login: string): boolean {
    return this.#loginsWith(PREVIOUS).has(loginKey(login));
  }

  /** Whether keys are kept besides these, which Xero may accept. */
  hasCandidates(login: string): boolean {
    return this.#loginsWith(CANDIDATES).has(loginKey(login));
  }

  /** Whether the key was written or deleted about a second ago or less, by any window. */
  hasJustChanged(login: string): boolean {
    return this.#touched.has(loginKey(login));
  }

  stateOf(login: string): SecretState {
    const key = loginKey(login);
    if (this.logins.has(key)) return 'ready';
    if (!this.#isKnown && !this.#asked.has(key)) return 'unknown';
    return this.#isLost(key) ? 'lost' : 'none';
  }

  /**
   * The logins whose key another window has stored and this one does not see, as it happens in a browser: there each
   * window of VS Code reads the stored secrets once, and writes back all it knows.
   */
  get unseen(): readonly string[] {
    // Where windows share one storage, none is missing here because VS Code does not say what it has.
    if (this.isDesktop || (this.#isShared && !this.#isKnown)) return [];
    return this.#storedHere.filter(login => this.#isUnseen(login));
  }

  /** Whether a write here would undo what another window wrote: a key or answers stored, replaced or removed. */
  get isBehind(): boolean {
    return this.unseen.length > 0 || (this.#changes.isBehind && !this.#isShared && !this.isDesktop);
  }

  #isUnseen(login: string): boolean {
    return this.#storedHere.includes(login) && !this.logins.has(login) && !this.#lost.has(login);
  }

  #isLost(login: string): boolean {
    return this.#lost.has(login) && this.#storedHere.includes(login);
  }

  #markLost(logins: readonly string[]): void {
    this.#lost = new Set([...this.#lost, ...logins]);
  }

  /** Whether a login has a key. It is read only where VS Code does not say that. */
  async has(login: string): Promise<boolean> {
    if (this.stateOf(login) === 'unknown') await this.#read(CURRENT, loginKey(login));
    return this.logins.has(loginKey(login));
  }

  /**
   * The secret of a login, or `undefined` if this computer has none. One that VS Code could not decrypt, and
   * deleted for that, is `lost` from then on.
   *
   * @throws `UserError` if the stored value cannot be read; it is kept
   */
  async get(login: string): Promise<TotpSecret | undefined> {
    const key = loginKey(login);
    const stored = await this.#read(CURRENT, key);
    return stored === undefined ? undefined : (await load()).readSecret(stored, login);
  }

  /** Makes a secret the current one of a login. The one that Xero accepts is kept until {@link accept}. */
  async set(login: string, secret: TotpSecret, route: Route = 'command'): Promise<void> {
    await this.#changeKeys(login, ({ propose }) => propose(secret, login), route);
  }

  /** Xero accepted a code of the current key: those kept beside it go. */
  async accept(login: string): Promise<void> {
    await this.#changeKeys(login, ({ accept }) => accept, 'guide');
  }

  /** Puts the previous key of a login back, where there is one. The one in its place is kept. */
  async putBack(login: string): Promise<void> {
    await this.#changeKeys(login, ({ putBack }) => putBack, 'guide', true);
  }

  /** Secrets that were tried for a login and are kept because Xero may accept them, the latest first. */
  async candidates(login: string): Promise<readonly TotpSecret[]> {
    return (await load()).readCandidates(this.#itemsOf(loginKey(login)), login);
  }

  /**
   * The answers to Xero's security questions of a login, or `undefined` if this computer has none.
   *
   * @throws `UserError` if the stored value cannot be read; it is kept
   */
  async getAnswers(login: string): Promise<RecoveryAnswers | undefined> {
    const stored = await this.#read(ANSWERS, loginKey(login));
    return stored === undefined ? undefined : (await load()).readAnswers(stored, login);
  }

  /**
   * Stores all answers of a login; those before are replaced only by this.
   *
   * @throws `AnswersError` of `core/recovery.ts` if Xero would refuse one; nothing is stored then
   */
  async setAnswers(login: string, answers: RecoveryAnswers, route: Route = 'guide'): Promise<void> {
    await this.#write(async () => {
      const { serialiseAnswers } = await load();
      await this.#store(ANSWERS + loginKey(login), serialiseAnswers(answers));
    });
    this.#written.fire({ action: 'answersStored', login: loginKey(login), route });
  }

  /** Forgets all keys of a login on this computer, or that one was lost, and its answers. */
  async delete(login: string, route: Route = 'command'): Promise<void> {
    const key = loginKey(login);
    await this.#write(async () => {
      // First, so that no other window takes the key for lost.
      await this.#rememberStored(stored => stored.delete(key));
      for (const prefix of PREFIXES) {
        if (!this.#isKnown || this.#loginsWith(prefix).has(key)) await this.#delete(prefix + key);
      }
    });
    this.#written.fire({ action: 'removed', login: key, route });
  }

  /** This computer's identity in team stores, if it has one. */
  async getIdentity(): Promise<string | undefined> {
    return this.#read(IDENTITY, '');
  }

  /** Whether this computer has an identity; it is not read for that. */
  async hasIdentity(): Promise<boolean> {
    await this.#load(false);
    return this.#isKnown
      ? this.#loginsWith(IDENTITY).size > 0
      : (await this.#read(IDENTITY, '')) !== undefined;
  }

  /** Stores this computer's identity. There must be none: what it alone can read would be lost with it. */
  async setIdentity(identity: string): Promise<void> {
    await this.#write(async () => {
      if ((await this.#read(IDENTITY, '')) !== undefined) throw new Error('There is an identity.');
      await this.#store(IDENTITY, identity);
    });
  }

  #loginsWith(prefix: string): ReadonlySet<string> {
    return this.#stored.get(prefix) ?? new Set();
  }

  /** Takes note of an item that VS Code has, or has not. */
  #note(item: string, isThere: boolean): void {
    for (const prefix of LISTED) {
      if (!item.startsWith(prefix)) continue;
      const logins = new Set(this.#loginsWith(prefix));
      if (isThere) logins.add(item.slice(prefix.length));
      else logins.delete(item.slice(prefix.length));
      this.#stored.set(prefix, logins);
    }
  }

  /**
   * Stores what shows later whether VS Code keeps what it is given, and can decrypt it, before a key is read.
   *
   * @throws `UserError` if this window {@link isBehind}
   */
  async keepCanaries(): Promise<void> {
    const canaries = await this.#loadCanaries();
    if (!canaries.isMissing) return;
    await this.#write(() => canaries.keep((item, value) => this.#store(item, value)));
  }

  /** The numbers of the canaries that VS Code has. */
  get canaries(): ReadonlySet<string> {
    return this.#loginsWith(CANARY);
  }

  /** Whether VS Code had nothing of this extension when this window opened. */
  get wasEmpty(): boolean {
    return this.#hadKeys === false;
  }

  async #read(prefix: string, key: string): Promise<string | undefined> {
    const wasHere = this.#loginsWith(prefix).has(key);
    if (this.isDesktop && (wasHere || !this.#isKnown)) {
      await (await this.#loadCanaries()).requireSafe();
    }
    const value = await this.storage.get(prefix + key);
    const isThere = value !== undefined;
    if (this.#isKnown && isThere === wasHere) return value;
    const before = this.stateOf(key);
    this.#note(prefix + key, isThere);
    if (prefix === CURRENT) {
      if (!this.#isKnown) this.#asked.add(key);
      // Nobody removed it, so VS Code has.
      if (wasHere && !isThere && this.#storedHere.includes(key)) this.#markLost([key]);
    }
    if (this.stateOf(key) !== before) this.#changed.fire();
    return value;
  }

  /** The logins whose key was stored and not removed, by any window. */
  get #storedHere(): readonly string[] {
    return this.state.get<readonly string[]>(STORED_HERE, []);
  }

  async #rememberStored(change: (stored: Set<string>) => unknown): Promise<void> {
    const stored = new Set(this.#storedHere);
    change(stored);
    await this.state.update(STORED_HERE, [...stored]);
  }

  #itemsOf(key: string): LoginItems {
    return {
      isLost: () => this.#isLost(key),
      read: prefix => this.#read(prefix, key),
      store: (prefix, value) => this.#store(prefix + key, value),
      delete: prefix => this.#delete(prefix + key),
      remember: () => this.#rememberStored(stored => stored.add(key)),
    };
  }

  async #changeKeys(
    login: string,
    change: (changes: typeof import('./keyChanges')) => KeyChange,
    route: Route,
    isRescue = false,
  ): Promise<void> {
    const key = loginKey(login);
    let action: Action | undefined;
    await this.#write(async () => {
      const changes = await load();
      action = await changes.changeKeys(this.#itemsOf(key), change(changes), isRescue);
    });
    this.#written.fire({ action, login: key, route });
  }

  /** @throws `UserError` if VS Code does not have what it was given a moment ago */
  async #store(item: string, value: string): Promise<void> {
    // All that is stored must be decrypted in the same way, or the canaries would say nothing of it.
    if (this.isDesktop && !item.startsWith(CANARY)) await (await this.#loadCanaries()).requireSafe();
    await this.storage.store(item, value);
    if ((await this.storage.get(item)) !== value) throw (await load()).notKeptError();
    this.#noteWritten(item, true);
    await this.#changes.add();
  }

  async #delete(key: string): Promise<void> {
    await this.storage.delete(key);
    this.#noteWritten(key, false);
    await this.#changes.add();
  }

  #noteWritten(item: string, isThere: boolean): void {
    this.#note(item, isThere);
    // Whatever VS Code was asked before may come without it.
    this.#outdated = this.#asks;
  }

  async #write(task: () => Promise<void>): Promise<void> {
    await this.#writes.run(async () => {
      this.#isWriting = true;
      try {
        await this.#requireAllSeen();
        await task();
      } finally {
        this.#isWriting = false;
      }
    });
    await this.refresh();
  }

  /** @throws `UserError` if this window {@link isBehind} */
  async #requireAllSeen(): Promise<void> {
    await this.#load(false);
    if (!this.isBehind) return;
    const { unseenKeysError } = await load();
    throw unseenKeysError(this.unseen);
  }
}

function loginsIn(keys: readonly string[], prefix: string): Set<string> {
  return new Set(keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)));
}
