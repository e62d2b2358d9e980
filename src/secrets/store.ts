import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { Action, Activity, Route } from '../core/activity';
import { UserError } from '../core/errors';
import { acceptKey, type LoginKeys, proposeKey, putKeyBack } from '../core/keyReplacement';
import type { RecoveryAnswers } from '../core/recovery';
import type { TotpSecret } from '../core/totp';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { sanitizeLabel } from '../platform/sanitize';
import { Sequencer } from '../platform/sequencer';
import { ChangeCount } from './changeCount';
import { CANDIDATES, CURRENT, type Items, itemsOf, KEY_PREFIXES, keysIn, PREVIOUS } from './keyItems';

/** `lost`: it was stored on this computer and VS Code no longer has it. */
export type SecretState = 'ready' | 'none' | 'lost';

/** What was written of a login, in lower case. */
export interface Written extends Omit<Activity, 'action'> {
  /** Undefined where the key that codes are made with is the same. */
  readonly action: Action | undefined;
}

const ANSWERS = 'recovery:';
/** This computer's identity in its teams' stores, `AGE-SECRET-KEY-1…`. */
const IDENTITY = 'team:identity';
const PREFIXES = [...KEY_PREFIXES, ANSWERS];
const STORED_HERE = 'secretsStoredHere';
/** In milliseconds: by then what another window remembers has reached this one. */
const PROPAGATION = 1000;

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
  #stored: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  /** The logins whose key was gone when this window started, or when it was read. */
  #lost: ReadonlySet<string> | undefined;
  #ready: Promise<void> | undefined;

  /** Fires once for each change of what a login has, in this window or another one. */
  readonly onDidChange = this.#changed.event;

  /** Fires after the key or the answers of a login were written or deleted in this window. */
  readonly onDidWrite = this.#written.event;

  /** @param openedAt when this window opened, in milliseconds since the Unix epoch */
  constructor(
    private readonly storage: vscode.SecretStorage,
    private readonly state: vscode.Memento,
    onError: (error: unknown) => void,
    openedAt = Date.now(),
  ) {
    super();
    this.#changes = new ChangeCount(state, openedAt);
    const reload = (): void => void this.refresh().catch(onError);
    this.register(
      storage.onDidChange(({ key }) => {
        if (!PREFIXES.some(prefix => key.startsWith(prefix))) return;
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
          if (gone.length === 0) return;
          this.#markLost(gone);
          reload();
        });
      }),
    );
  }

  /** Settles when it is known which logins have a key or answers. */
  async ready(): Promise<void> {
    this.#ready ??= this.refresh().catch(error => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Asks VS Code which logins have a key or answers. */
  async refresh(): Promise<void> {
    await this.#load();
    this.#changed.fire();
  }

  async #load(): Promise<void> {
    this.#changes.begin();
    const keys = await this.storage.keys();
    this.#stored = new Map(PREFIXES.map(prefix => [prefix, loginsIn(keys, prefix)]));
    // Only what is missing when the window starts is lost: what goes later was removed, here or in another window.
    const stored = this.#storedHere;
    const missed = this.#lost ?? new Set(stored);
    this.#lost = new Set(stored.filter(login => missed.has(login) && !this.logins.has(login)));
  }

  /** The logins, in lower case, that have a key on this computer. */
  get logins(): ReadonlySet<string> {
    return this.#loginsWith(CURRENT);
  }

  /** The logins, in lower case, whose key VS Code no longer has. */
  get lostLogins(): readonly string[] {
    return this.#storedHere.filter(login => this.#isLost(login));
  }

  /** The logins with a key, the one that got its first key last in front. */
  get newestLogins(): readonly string[] {
    const { logins } = this;
    return [...new Set([...this.#storedHere.toReversed(), ...logins])].filter(login => logins.has(login));
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
    return this.#isLost(key) ? 'lost' : 'none';
  }

  /**
   * The logins whose key another window has stored and this one does not see, as it happens in a browser: there each
   * window of VS Code reads the stored secrets once, and writes back all it knows.
   */
  get unseen(): readonly string[] {
    return this.#storedHere.filter(login => this.#isUnseen(login));
  }

  /** Whether a write here would undo what another window wrote: a key or answers stored, replaced or removed. */
  get isBehind(): boolean {
    return this.unseen.length > 0 || (this.#changes.isBehind && !this.#isShared);
  }

  #isUnseen(login: string): boolean {
    return this.#storedHere.includes(login) && !this.logins.has(login) && !this.#lost?.has(login);
  }

  #isLost(login: string): boolean {
    return this.#lost?.has(login) === true && this.#storedHere.includes(login);
  }

  #markLost(logins: readonly string[]): void {
    this.#lost = new Set([...(this.#lost ?? []), ...logins]);
  }

  /**
   * The secret of a login, or `undefined` if this computer has none. One that VS Code could not decrypt, and
   * deleted for that, is `lost` from then on.
   *
   * @throws {@link UserError} if the stored value cannot be read; it is kept
   */
  async get(login: string): Promise<TotpSecret | undefined> {
    const key = loginKey(login);
    const wasHere = this.logins.has(key);
    const stored = await this.storage.get(CURRENT + key);
    if (stored !== undefined) return (await import('./storedSecret')).readSecret(stored, login);
    if (wasHere && this.#storedHere.includes(key)) {
      this.#markLost([key]);
      await this.refresh();
    }
    return undefined;
  }

  /** Makes a secret the current one of a login. The one that Xero accepts is kept until {@link accept}. */
  async set(login: string, secret: TotpSecret, route: Route = 'command'): Promise<void> {
    const { toUri } = await import('../core/secret');
    await this.#changeKeys(login, keys => proposeKey(keys, toUri(secret, login)), route);
  }

  /** Xero accepted a code of the current key: those kept beside it go. */
  async accept(login: string): Promise<void> {
    await this.#changeKeys(login, acceptKey, 'guide');
  }

  /** Puts the previous key of a login back, where there is one. The one in its place is kept. */
  async putBack(login: string): Promise<void> {
    await this.#changeKeys(login, putKeyBack, 'guide', true);
  }

  /** Secrets that were tried for a login and are kept because Xero may accept them, the latest first. */
  async candidates(login: string): Promise<readonly TotpSecret[]> {
    const { secretIn } = await import('./storedSecret');
    const { current, previous, candidates } = keysIn(await this.#readItems(loginKey(login), true));
    return [...candidates, previous]
      .reverse()
      .filter(key => key !== current)
      .flatMap(key => (key === undefined ? [] : (secretIn(key, login) ?? [])));
  }

  /**
   * The answers to Xero's security questions of a login, or `undefined` if this computer has none.
   *
   * @throws {@link UserError} if the stored value cannot be read; it is kept
   */
  async getAnswers(login: string): Promise<RecoveryAnswers | undefined> {
    const stored = await this.storage.get(ANSWERS + loginKey(login));
    if (stored === undefined) return undefined;
    const { parseAnswers } = await import('../core/recovery');
    try {
      return parseAnswers(stored);
    } catch {
      throw new UserError(
        vscode.l10n.t(
          'The stored answers to the security questions of {0} can’t be read. They have been kept. Store the answers again to replace them.',
          sanitizeLabel(login),
        ),
      );
    }
  }

  /**
   * Stores all answers of a login; those before are replaced only by this.
   *
   * @throws `AnswersError` of `core/recovery.ts` if Xero would refuse one; nothing is stored then
   */
  async setAnswers(login: string, answers: RecoveryAnswers, route: Route = 'guide'): Promise<void> {
    await this.#write(async () => {
      const { serialiseAnswers } = await import('../core/recovery');
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
        if (this.#loginsWith(prefix).has(key)) await this.#delete(prefix + key);
      }
    });
    this.#written.fire({ action: 'removed', login: key, route });
  }

  /** This computer's identity in team stores, if it has one. */
  async getIdentity(): Promise<string | undefined> {
    return this.storage.get(IDENTITY);
  }

  /** Whether this computer has an identity; it is not read for that. */
  async hasIdentity(): Promise<boolean> {
    return (await this.storage.keys()).includes(IDENTITY);
  }

  /** Stores this computer's identity. There must be none: what it alone can read would be lost with it. */
  async setIdentity(identity: string): Promise<void> {
    await this.#write(async () => {
      if ((await this.storage.get(IDENTITY)) !== undefined) throw new Error('There is an identity.');
      await this.#store(IDENTITY, identity);
    });
  }

  #loginsWith(prefix: string): ReadonlySet<string> {
    return this.#stored.get(prefix) ?? new Set();
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

  /**
   * @param isRescue whether the keys kept beside the current one are wanted where that is lost. VS Code may lose each
   * that it is asked for then, so that is for the person to decide.
   */
  async #readItems(key: string, isRescue: boolean): Promise<Items> {
    const items = new Map<string, string>();
    const wasHere = this.logins.has(key);
    for (const prefix of KEY_PREFIXES.toReversed()) {
      const value = await this.storage.get(prefix + key);
      if (value !== undefined) items.set(prefix, value);
      else if (prefix === CURRENT) {
        if (wasHere && this.#storedHere.includes(key)) this.#markLost([key]);
        if (this.#isLost(key) && !isRescue) break;
      }
    }
    return items;
  }

  /** Nothing is deleted before all is written. What was not read stays. */
  async #changeKeys(
    login: string,
    change: (keys: LoginKeys) => LoginKeys,
    route: Route,
    isRescue = false,
  ): Promise<void> {
    const key = loginKey(login);
    let action: Action | undefined;
    await this.#write(async () => {
      const before = await this.#readItems(key, isRescue);
      const after = itemsOf(change(keysIn(before)));
      for (const [prefix, value] of after) {
        if (value !== before.get(prefix)) await this.#store(prefix + key, value);
      }
      const was = before.get(CURRENT);
      if (was !== after.get(CURRENT)) {
        action = isRescue ? 'putBack' : was === undefined ? 'set' : 'replaced';
      }
      if (after.has(CURRENT)) await this.#rememberStored(stored => stored.add(key));
      for (const prefix of before.keys()) {
        if (!after.has(prefix)) await this.#delete(prefix + key);
      }
    });
    this.#written.fire({ action, login: key, route });
  }

  /** @throws {@link UserError} if VS Code does not have what it was given a moment ago */
  async #store(key: string, value: string): Promise<void> {
    await this.storage.store(key, value);
    if ((await this.storage.get(key)) !== value) {
      throw new UserError(
        vscode.l10n.t(
          'VS Code did not keep the setup key. Check that its secret storage works on this computer, then try again.',
        ),
      );
    }
    await this.#changes.add();
  }

  async #delete(key: string): Promise<void> {
    await this.storage.delete(key);
    await this.#changes.add();
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

  /** @throws {@link UserError} if this window {@link isBehind} */
  async #requireAllSeen(): Promise<void> {
    await this.#load();
    if (!this.isBehind) return;
    const { unseenKeysError } = await import('./unseenKeysError');
    throw unseenKeysError(this.unseen);
  }
}

function loginsIn(keys: readonly string[], prefix: string): ReadonlySet<string> {
  return new Set(keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)));
}
