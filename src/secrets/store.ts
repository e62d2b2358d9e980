import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { UserError } from '../core/errors';
import type { RecoveryAnswers } from '../core/recovery';
import { parseSecret, toUri } from '../core/secret';
import type { TotpSecret } from '../core/totp';

/** `lost`: it was stored on this computer and VS Code no longer has it. */
export type SecretState = 'ready' | 'none' | 'lost';

const PREFIX = 'totp:';
const ANSWERS_PREFIX = 'recovery:';
/** The secret before the stored one, while Xero may not have taken that yet. */
const PREVIOUS_PREFIX = 'former:';
const PREFIXES = [PREFIX, ANSWERS_PREFIX, PREVIOUS_PREFIX];
const STORED_HERE = 'secretsStoredHere';

/**
 * The only user of VS Code's SecretStorage. Secrets and recovery answers stay in it: what is kept here is which logins
 * have them.
 * Writes are made one after another; a value that cannot be read is reported and kept.
 */
export class SecretStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #logins: ReadonlySet<string> = new Set();
  #loginsWithAnswers: ReadonlySet<string> = new Set();
  #loginsWithPrevious: ReadonlySet<string> = new Set();
  #lost: ReadonlySet<string> | undefined;
  #ready: Promise<void> | undefined;
  #lastWrite: Promise<unknown> = Promise.resolve();

  /** Fires when a login gains, changes or loses its secret or its answers, in this window or another one. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly storage: vscode.SecretStorage,
    private readonly state: vscode.Memento,
    onError: (error: unknown) => void,
  ) {
    this.#subscription = storage.onDidChange(({ key }) => {
      if (PREFIXES.some(prefix => key.startsWith(prefix))) this.refresh().catch(onError);
    });
  }

  /** Settles when it is known which logins have a secret or answers. */
  async ready(): Promise<void> {
    this.#ready ??= this.refresh().catch(error => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Asks VS Code which logins have a secret or answers. */
  async refresh(): Promise<void> {
    const keys = await this.storage.keys();
    this.#logins = loginsIn(keys, PREFIX);
    this.#loginsWithAnswers = loginsIn(keys, ANSWERS_PREFIX);
    this.#loginsWithPrevious = loginsIn(keys, PREVIOUS_PREFIX);
    // Only what is missing when the window starts is lost: what goes later was removed, here or in another window.
    const expected = this.#lost ?? this.state.get<readonly string[]>(STORED_HERE, []);
    this.#lost = new Set([...expected].filter(login => !this.#logins.has(login)));
    this.#changed.fire();
  }

  /** The logins, in lower case, that have a secret on this computer. */
  get logins(): ReadonlySet<string> {
    return this.#logins;
  }

  /** The logins, in lower case, whose answers to Xero's security questions are on this computer. */
  get loginsWithAnswers(): ReadonlySet<string> {
    return this.#loginsWithAnswers;
  }

  hasAnswers(login: string): boolean {
    return this.#loginsWithAnswers.has(loginKey(login));
  }

  /** Whether the secret that a new one took the place of is still there. */
  hasPrevious(login: string): boolean {
    return this.#loginsWithPrevious.has(loginKey(login));
  }

  stateOf(login: string): SecretState {
    const key = loginKey(login);
    if (this.#logins.has(key)) return 'ready';
    return this.#lost?.has(key) ? 'lost' : 'none';
  }

  /**
   * The secret of a login, or `undefined` where this computer has none.
   *
   * @throws {@link UserError} where the stored value cannot be read; it is kept
   */
  async get(login: string): Promise<TotpSecret | undefined> {
    const stored = await this.storage.get(PREFIX + loginKey(login));
    if (stored === undefined) return undefined;
    try {
      return parseSecret(stored, login).secret;
    } catch {
      throw new UserError(
        vscode.l10n.t(
          'The stored secret of {0} cannot be read. It was kept; set the secret again to replace it.',
          login,
        ),
      );
    }
  }

  /**
   * Stores a secret; the one before is replaced only by this.
   *
   * @param keepsPrevious whether the one before can be put back, until {@link forgetPrevious}
   */
  async set(login: string, secret: TotpSecret, keepsPrevious = false): Promise<void> {
    const key = loginKey(login);
    const uri = toUri(secret, login);
    await this.#write(async () => {
      const before = keepsPrevious ? await this.storage.get(PREFIX + key) : undefined;
      if (before !== undefined && before !== uri) await this.storage.store(PREVIOUS_PREFIX + key, before);
      await this.storage.store(PREFIX + key, uri);
      await this.#rememberStored(stored => stored.add(key));
    });
  }

  /** Puts the previous secret of a login back, where there is one, in the place of the one that is stored. */
  async restorePrevious(login: string): Promise<void> {
    const key = loginKey(login);
    await this.#write(async () => {
      const previous = await this.storage.get(PREVIOUS_PREFIX + key);
      if (previous === undefined) return;
      await this.storage.store(PREFIX + key, previous);
      await this.storage.delete(PREVIOUS_PREFIX + key);
    });
  }

  async forgetPrevious(login: string): Promise<void> {
    await this.#write(async () => this.storage.delete(PREVIOUS_PREFIX + loginKey(login)));
  }

  /**
   * The answers to Xero's security questions of a login, or `undefined` where this computer has none.
   *
   * @throws {@link UserError} where the stored value cannot be read; it is kept
   */
  async getAnswers(login: string): Promise<RecoveryAnswers | undefined> {
    const stored = await this.storage.get(ANSWERS_PREFIX + loginKey(login));
    if (stored === undefined) return undefined;
    const { parseAnswers } = await import('../core/recovery');
    try {
      return parseAnswers(stored);
    } catch {
      throw new UserError(
        vscode.l10n.t(
          'The stored answers to the security questions of {0} cannot be read. They were kept; store them again to replace them.',
          login,
        ),
      );
    }
  }

  /**
   * Stores all answers of a login; those before are replaced only by this.
   *
   * @throws `AnswersError` of `core/recovery.ts` where Xero would refuse one; nothing is stored then
   */
  async setAnswers(login: string, answers: RecoveryAnswers): Promise<void> {
    await this.#write(async () => {
      const { serialiseAnswers } = await import('../core/recovery');
      await this.storage.store(ANSWERS_PREFIX + loginKey(login), serialiseAnswers(answers));
    });
  }

  /** Forgets the secret of a login on this computer, or that it was lost, the one before it, and its answers. */
  async delete(login: string): Promise<void> {
    const key = loginKey(login);
    await this.#write(async () => {
      for (const prefix of PREFIXES) await this.storage.delete(prefix + key);
      await this.#rememberStored(stored => stored.delete(key));
      this.#lost = new Set([...(this.#lost ?? [])].filter(other => other !== key));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #rememberStored(change: (stored: Set<string>) => unknown): Promise<void> {
    const stored = new Set(this.state.get<readonly string[]>(STORED_HERE, []));
    change(stored);
    await this.state.update(STORED_HERE, [...stored]);
  }

  async #write(task: () => Promise<void>): Promise<void> {
    const write = this.#lastWrite.then(task);
    this.#lastWrite = write.catch(() => {});
    await write;
    await this.refresh();
  }
}

function loginsIn(keys: readonly string[], prefix: string): ReadonlySet<string> {
  return new Set(keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)));
}
