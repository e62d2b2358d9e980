import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { Route } from '../core/activity';
import type { RecoveryAnswers } from '../core/recovery';
import type { TotpSecret } from '../core/totp';
import { DisposableOwner } from '../platform/disposables';
import { type Lazy, lazy } from '../platform/lazy';
import { ChangeCount } from './changeCount';
import { GuardedItems } from './guardedItems';
import { ANSWERS, CANDIDATES, CURRENT, LOGIN_PREFIXES, PREFIXES, PREVIOUS } from './itemKeys';
import type { KeyChange } from './keyChanges';
import { KeyStates, type SecretState } from './keyStates';
import { KnownItems } from './knownItems';
import { OtherWindows } from './otherWindows';
import type { OwnKeys } from './ownKeys';
import { Passwords } from './passwords';
import type { SecretWrite } from './secretWrite';
import { TeamSecrets } from './teamSecrets';

/** How long anything waits for VS Code to say which keys it has, in milliseconds. */
const PATIENCE = 3000;

const load = () => import('./whenUsed');

/**
 * The only user of VS Code's SecretStorage. Secrets stay in there; kept here is only which logins have them. Writes are
 * made one after another. A value that can't be read is reported and kept.
 */
export class SecretStore extends DisposableOwner {
  readonly #written = this.register(new vscode.EventEmitter<SecretWrite>());
  readonly #known: KnownItems;
  readonly #keys: KeyStates;
  readonly #windows: OtherWindows;
  readonly #items: GuardedItems;
  readonly passwords: Passwords;
  readonly team: TeamSecrets;
  readonly #own: Lazy<OwnKeys>;
  #ready: Promise<void> | undefined;

  /** Fires once for each change of what a login has, in this window or another one. */
  readonly onDidChange: vscode.Event<void>;

  /** Fires after this window wrote or deleted the key, the answers or the password of a login. */
  readonly onDidWrite = this.#written.event;

  /**
   * @param openedAt when this window opened, in milliseconds since the Unix epoch
   * @param patience how long to wait for VS Code to say which keys it has, in milliseconds
   * @param isDesktop whether VS Code deletes what it can't decrypt, and no window undoes what another stored
   * @param settle waits until this window has seen what others wrote up to now, if they share one storage
   */
  constructor(
    storage: vscode.SecretStorage,
    state: vscode.Memento,
    onError: (error: unknown) => void,
    openedAt = Date.now(),
    patience = PATIENCE,
    isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop,
    settle?: () => Promise<void>,
  ) {
    super();
    const changes = new ChangeCount(state, openedAt);
    const known = this.register(new KnownItems(storage, changes, patience, onError));
    const keys = this.register(new KeyStates(known, state));
    const windows = new OtherWindows(changes, known, keys, isDesktop);
    this.#known = known;
    this.#keys = keys;
    this.#windows = windows;
    this.#items = new GuardedItems(storage, state, { known, keys, windows, changes, isDesktop });
    this.passwords = new Passwords(this.#items, known, this.#written);
    const wait = settle ?? (isDesktop ? async () => (await load()).othersSettled() : async () => {});
    this.#own = lazy(async () => new (await load()).OwnKeys(this.#items, login => keys.expect(login), wait));
    this.team = new TeamSecrets(this.#items, known, wait);
    this.onDidChange = known.onDidChange;
    this.register(
      storage.onDidChange(({ key }) => {
        this.#follow(key);
        // It may have overwritten a key of this window. In a browser, windows share nothing.
        if (isDesktop) void this.#own.started()?.then(own => own.lookAt(key).catch(onError));
      }),
    );
  }

  /** Settles when it is known which logins have a key or answers, or VS Code takes too long to say; never rejects. */
  async ready(): Promise<void> {
    this.#ready ??= this.refresh();
    return this.#ready;
  }

  /** Asks VS Code again which logins have a key or answers. Settles as {@link ready} does. */
  async refresh(): Promise<void> {
    await this.#known.refresh();
  }

  /** Whether VS Code has said which logins have a key or answers. Otherwise only those are known that were asked for. */
  get isKnown(): boolean {
    return this.#known.isKnown;
  }

  /** The logins, in lower case, that have a key on this computer. */
  get logins(): ReadonlySet<string> {
    return this.#keys.ready;
  }

  /** The logins, in lower case, whose key VS Code has lost. */
  get lostLogins(): readonly string[] {
    return this.#keys.lost;
  }

  /** The logins that have a key, or may have one as long as that is unknown; the latest to get its first key leads. */
  get newestLogins(): readonly string[] {
    return this.#keys.newest;
  }

  /** The same logins as {@link newestLogins}, those that surely have a key first. */
  get readable(): ReadonlySet<string> {
    return new Set([...this.logins, ...this.newestLogins]);
  }

  /** The logins, in lower case, whose answers to Xero's security questions are on this computer. */
  get loginsWithAnswers(): ReadonlySet<string> {
    return this.#known.namesWith(ANSWERS);
  }

  hasAnswers(login: string): boolean {
    return this.loginsWithAnswers.has(loginKey(login));
  }

  /** Whether the key that Xero accepted is kept beside the current one. */
  isReplacing(login: string): boolean {
    return this.#known.namesWith(PREVIOUS).has(loginKey(login));
  }

  /** Whether keys that were tried in between are kept: Xero may have accepted one of them. */
  hasCandidates(login: string): boolean {
    return this.#known.namesWith(CANDIDATES).has(loginKey(login));
  }

  /** Whether the key was written or deleted about a second ago or less, by any window. */
  hasJustChanged(login: string): boolean {
    return this.#keys.hasJustChanged(loginKey(login));
  }

  stateOf(login: string): SecretState {
    return this.#keys.stateOf(loginKey(login));
  }

  /** The logins, in lower case, whose key another window has stored and this one doesn't see. */
  get unseen(): readonly string[] {
    return this.#windows.unseen;
  }

  /** Whether a write here would undo another window's: keys or answers it stored, replaced or removed. */
  get isBehind(): boolean {
    return this.#windows.isBehind;
  }

  /** The numbers of the canaries that VS Code has. */
  get canaries(): ReadonlySet<string> {
    return this.#known.canaries;
  }

  /** Whether VS Code had nothing but canaries of this extension when this window opened. */
  get wasEmpty(): boolean {
    return this.#known.wasEmpty;
  }

  /** Stores what later shows, before a key is read, whether VS Code can decrypt it. */
  async keepCanaries(): Promise<void> {
    await this.#items.keepCanaries();
  }

  /** Whether a login has a key. It is read only if VS Code doesn't list its items. */
  async has(login: string): Promise<boolean> {
    const key = loginKey(login);
    if (this.stateOf(key) === 'unknown') await this.#items.read(CURRENT, key);
    return this.logins.has(key);
  }

  /**
   * The secret of a login, or `undefined` if this computer has none. If VS Code couldn't decrypt it, and deleted it for
   * that reason, the login is `lost` from then on.
   *
   * @throws `UserError` if the stored value can't be read; it is kept
   */
  async get(login: string): Promise<TotpSecret | undefined> {
    const stored = await this.#items.read(CURRENT, loginKey(login));
    return stored === undefined ? undefined : (await load()).readSecret(stored, login);
  }

  /** Makes a secret the current one of a login. The one that Xero accepts is kept until {@link accept}. */
  async set(login: string, secret: TotpSecret, route: Route = 'command'): Promise<void> {
    await this.#changeKeys(login, { propose: secret }, route);
  }

  /**
   * Xero accepted a code: deletes the other keys.
   *
   * @param secret of the code, otherwise the one that is current at the call. If another one has replaced it since, it
   * becomes the current one again, and nothing is deleted.
   */
  async accept(login: string, secret?: TotpSecret): Promise<void> {
    // The person means the key of now, whatever another window makes current before this is written.
    const accepted = secret ?? (await this.get(login).catch(() => undefined));
    await this.#changeKeys(login, { accept: accepted }, 'guide');
  }

  /** Keeps a secret beside those of a login, in case Xero accepts it. */
  async keep(login: string, secret: TotpSecret, route: Route): Promise<void> {
    await this.#changeKeys(login, { keep: secret }, route);
  }

  /** Makes the previous key of a login the current one again, if there is one. The one it replaces is kept. */
  async putBack(login: string): Promise<void> {
    await this.#changeKeys(login, 'putBack', 'guide');
  }

  /** The secret that Xero accepted before the current one of a login, while Xero may still accept it. */
  async previous(login: string): Promise<TotpSecret | undefined> {
    if (this.isKnown && !this.isReplacing(login)) return undefined;
    return (await this.#own()).previous(login);
  }

  /** Secrets that were tried for a login and are kept because Xero may have accepted them, the latest first. */
  async candidates(login: string): Promise<readonly TotpSecret[]> {
    return (await this.#own()).candidates(login);
  }

  /**
   * The answers to Xero's security questions of a login, or `undefined` if this computer has none.
   *
   * @throws `UserError` if the stored value can't be read; it is kept
   */
  async getAnswers(login: string): Promise<RecoveryAnswers | undefined> {
    const stored = await this.#items.read(ANSWERS, loginKey(login));
    return stored === undefined ? undefined : (await load()).readAnswers(stored, login);
  }

  /**
   * Stores all answers of a login in place of those before.
   *
   * @throws `AnswersError` of `core/recovery.ts` if Xero would refuse one; nothing is stored then
   */
  async setAnswers(login: string, answers: RecoveryAnswers, route: Route = 'guide'): Promise<void> {
    const key = loginKey(login);
    await this.#items.write(async writer => {
      const { serialiseAnswers } = await load();
      await writer.store(ANSWERS + key, serialiseAnswers(answers));
    });
    this.#written.fire({ action: 'answersStored', login: key, route });
  }

  /** Deletes all keys, answers and the password of a login from this computer, and forgets that a key was lost. */
  async delete(login: string, route: Route = 'command'): Promise<void> {
    const key = loginKey(login);
    (await this.#own()).forget(key);
    await this.#items.write(async writer => {
      // First, so that no other window takes the key for lost.
      await this.#keys.forget(key);
      for (const prefix of LOGIN_PREFIXES) {
        if (!this.isKnown || this.#known.namesWith(prefix).has(key)) await writer.delete(prefix + key);
      }
    });
    this.#written.fire({ action: 'removed', login: key, route });
  }

  async #changeKeys(login: string, change: KeyChange, route: Route): Promise<void> {
    const action = await (await this.#own()).change(login, change);
    this.#written.fire({ action, login: loginKey(login), route });
  }

  /** VS Code announced a change of an item, by whichever window. */
  #follow(item: string): void {
    if (!PREFIXES.some(prefix => item.startsWith(prefix))) return;
    // A write ends with a refresh of its own.
    if (!this.#items.isWriting) {
      this.#windows.noteAnnounced();
      void this.refresh();
    }
    if (item.startsWith(CURRENT)) this.#keys.noteChanged(item.slice(CURRENT.length));
  }
}
