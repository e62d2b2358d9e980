import { loginKey } from '../core/account';
import type { Action } from '../core/activity';
import type { TotpSecret } from '../core/totp';
import { Sequencer } from '../platform/sequencer';
import { CURRENT, KEY_PREFIXES } from './itemKeys';
import type { ItemWriter } from './itemWriter';
import { candidatesIn, type KeyChange, keysStored, keyWrites, previousIn } from './keyChanges';

/** How long a window sees to it that the keys it stored are still there, in milliseconds. */
const WATCHED = 60_000;
/** More rounds than windows that overwrite each other's keys. */
const ROUNDS = 10;
/** In milliseconds. VS Code saves what a window wrote 100 ms after its last change, and then tells the other windows. */
const SETTLED = 130;
/** In milliseconds, at random, so that two windows don't overwrite each other again and again. */
const JITTER = 70;

/** The items that a change reads and writes. */
interface KeyItems {
  readKeys(login: string, mayBeLost: boolean): Promise<ReadonlyMap<string, string>>;
  write(task: (writer: ItemWriter) => Promise<void>): Promise<void>;
}

/** A key that this window stored. */
interface OwnKey {
  /** As it is stored. */
  readonly key: string;
  /** By the stopwatch, in milliseconds. */
  readonly since: number;
}

/** Waits until a window of a desktop VS Code has seen what others wrote up to now. */
export function othersSettled(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, SETTLED + JITTER * Math.random()));
}

/**
 * Changes keys so that none is lost to another window that writes at the same time. VS Code shows a window what others wrote
 * only a moment later, and has no lock. So each window looks afterwards whether the keys that it stored are still there, and
 * keeps them beside the others.
 */
export class OwnKeys {
  /** By login in lower case, the latest last. */
  readonly #own = new Map<string, readonly OwnKey[]>();
  /** No look falls into a change. */
  readonly #turns = new Sequencer();
  /** The logins that are checked in a moment, so that no change until then needs another check. */
  readonly #settling = new Set<string>();

  /**
   * @param expect notes that a login, in lower case, has a key from now on, before others are deleted
   * @param settle waits until this window has seen what others wrote up to now
   */
  constructor(
    private readonly items: KeyItems,
    private readonly expect: (login: string) => Promise<void>,
    private readonly settle: () => Promise<void>,
  ) {}

  /**
   * Carries out a change of the keys of a login.
   *
   * @returns what became of the current key, or `undefined` if it is the same
   */
  async change(login: string, change: KeyChange): Promise<Action | undefined> {
    const action = await this.#turns.run(() => this.#write(login, change));
    await this.#keepOwn(loginKey(login));
    return action;
  }

  /** The secret that Xero accepted before the current one of a login. */
  async previous(login: string): Promise<TotpSecret | undefined> {
    return previousIn(await this.items.readKeys(loginKey(login), false), login);
  }

  /** Secrets kept beside the current one of a login, the latest first, also if VS Code has lost that. */
  async candidates(login: string): Promise<readonly TotpSecret[]> {
    return candidatesIn(await this.items.readKeys(loginKey(login), true), login);
  }

  /** An item has changed. If this window stored a key of its login, looks whether that is still there. */
  async lookAt(item: string): Promise<void> {
    const prefix = KEY_PREFIXES.find(each => item.startsWith(each));
    const login = prefix && item.slice(prefix.length);
    if (login && this.#own.has(login) && !this.#settling.has(login)) await this.#keepOwn(login);
  }

  /** The keys of a login, in lower case, are being removed. */
  forget(login: string): void {
    this.#own.delete(login);
  }

  async #write(login: string, change: KeyChange): Promise<Action | undefined> {
    const name = loginKey(login);
    let action: Action | undefined;
    await this.items.write(async writer => {
      const writes = keyWrites(await this.items.readKeys(name, change === 'putBack'), change, login);
      for (const [prefix, value] of writes.store) await writer.store(prefix + name, value);
      if (writes.hasKey) await this.expect(name);
      for (const prefix of writes.delete) await writer.delete(prefix + name);
      ({ action } = writes);
      const { changed, keys } = writes;
      const earlier = this.#ownOf(name).filter(({ key }) => key !== changed && keys.includes(key));
      const latest = changed === undefined ? [] : [{ key: changed, since: performance.now() }];
      this.#own.set(name, [...earlier, ...latest]);
    });
    return action;
  }

  async #keepOwn(login: string): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      this.#settling.add(login);
      await this.settle();
      this.#settling.delete(login);
      if (await this.#turns.run(() => this.#keepMissing(login))) return;
    }
  }

  /** @returns whether no key of this window was missing */
  async #keepMissing(login: string): Promise<boolean> {
    const [missing] = await this.#missing(login);
    if (!missing) return true;
    await this.items.write(async writer => {
      const stored = await this.items.readKeys(login, false);
      const { store } = keyWrites(stored, { keep: missing.key }, login);
      if (!stored.has(CURRENT)) return;
      for (const [prefix, value] of store) await writer.store(prefix + login, value);
    });
    return false;
  }

  /** The keys of this window that another one has overwritten. */
  async #missing(login: string): Promise<readonly OwnKey[]> {
    const own = this.#ownOf(login);
    if (own.length === 0) return [];
    const stored = await this.items.readKeys(login, false);
    const keys = keysStored(stored);
    if (stored.has(CURRENT)) return own.filter(({ key }) => !keys.includes(key));
    // Another window removed the login.
    this.forget(login);
    return [];
  }

  #ownOf(login: string): readonly OwnKey[] {
    const own = (this.#own.get(login) ?? []).filter(({ since }) => performance.now() - since < WATCHED);
    if (own.length === 0) this.#own.delete(login);
    else this.#own.set(login, own);
    return own;
  }
}
