import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { AccountLists } from '../../src/accounts/lists';
import { parseSecret } from '../../src/core/secret';
import type { GuideServices } from '../../src/guide/services';
import type { SecretStore } from '../../src/secrets/store';
import { createGuideParts, type GuideParts } from './guideParts';
import { TestState, TestStorage } from './testStorage';
import { TestTicker } from './testTicker';

/** A window in which the guide's real parts work, over its lists and with a secret storage of their own. */
export class GuideWindow implements vscode.Disposable {
  readonly storage = new TestStorage();
  readonly ticker = new TestTicker();
  /** Errors from what the pages asked for. */
  readonly faults: unknown[] = [];
  /** What a check of the clock finds. */
  clock: GuideServices['checkClock'] = async () => ({ text: 'The clock is right.', isRight: true });
  /** Whether the team has a store. */
  #isShared = false;
  readonly #ofTeam = new Set<(event: unknown) => unknown>();
  readonly #running = new Set<Promise<void>>();
  readonly #parts: GuideParts;

  /** @param now gives the time that codes are made by, in milliseconds since the Unix epoch */
  constructor(
    readonly lists: AccountLists,
    now: () => number,
  ) {
    const onError = (error: unknown): void => void this.faults.push(error);
    this.#parts = createGuideParts({
      storage: this.storage,
      state: new TestState(),
      accounts: {
        ready: () => lists.ready(),
        find: login => lists.find(login),
        onDidChange: lists.onDidChange,
        edit: async () => assert.fail('No list is edited by a tab.'),
        openList: async () => assert.fail('No list is opened by a tab.'),
        copyLogin: async () => assert.fail('No login is copied by a tab.'),
      },
      team: {
        storeOf: () => (this.#isShared ? 'shared' : 'none'),
        loaded: async () => ({
          publicationOf: async () => undefined,
          publish: async () => assert.fail('Nothing is committed by a tab.'),
        }),
        due: new Map(),
        onDidChange: listener => {
          this.#ofTeam.add(listener);
          return { dispose: () => this.#ofTeam.delete(listener) };
        },
        keyAccepted: async () => {},
      },
      checkClock: correct => this.clock(correct),
      openXero: async () => assert.fail('Xero is not opened by a tab.'),
      now,
      record: () => {},
      onSecond: this.ticker.onSecond,
      run: (_name, task) => {
        const run = (async () => task())().then(() => {}, onError);
        this.#running.add(run);
        return run.finally(() => this.#running.delete(run));
      },
      onFinished: () => {},
      open: async () => assert.fail('No other guide is opened by a tab.'),
      onError,
    });
  }

  get secrets(): SecretStore {
    return this.#parts.secrets;
  }

  get services(): GuideServices {
    return this.#parts.services;
  }

  /** Settles when it is known which accounts and keys there are. */
  async ready(): Promise<void> {
    await this.lists.ready();
    await this.secrets.ready();
  }

  /** How many listen to the team. */
  get followers(): number {
    return this.#ofTeam.size;
  }

  /** The team's store has been read, which shares all keys. */
  readStore(): void {
    this.#isShared = true;
    for (const listener of this.#ofTeam) listener(undefined);
  }

  /** Settles when everything that the pages asked for is done. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async setSecret(login: string, key: string): Promise<void> {
    await this.secrets.set(login, parseSecret(key, login).secret);
    // Nothing is kept beside it, as if it was stored long ago.
    await this.secrets.accept(login);
  }

  /** Expects that there were no errors. */
  end(): void {
    this.dispose();
    assert.deepEqual(this.faults, []);
  }

  dispose(): void {
    this.secrets.dispose();
    this.lists.dispose();
    void this.#parts.copying.clipboard.clear();
  }
}
