import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AccountLists } from '../../src/accounts/lists';
import type { CodeClipboard } from '../../src/codes/clipboard';
import { createCopying } from '../../src/codes/createCopying';
import { parseSecret } from '../../src/core/secret';
import { ProgressStore } from '../../src/guide/progressStore';
import { guidePrompts } from '../../src/guide/prompts';
import type { GuideServices } from '../../src/guide/services';
import { hmac } from '../../src/platform/runtime';
import { SecretStore } from '../../src/secrets/store';
import { createKeyStore } from '../../src/setupKeys/createSetupKeys';
import { TestState, TestStorage } from './testStorage';
import { TestTicker } from './testTicker';

/** The real parts that the guide works with, over the lists of a disk and with secrets of their own. */
export class GuideParts implements vscode.Disposable {
  readonly storage = new TestStorage();
  readonly ticker = new TestTicker();
  /** What did not end well of what the page asked for. */
  readonly faults: unknown[] = [];
  readonly secrets: SecretStore;
  readonly services: GuideServices;
  /** What the check of the clock finds. */
  clock: GuideServices['checkClock'] = async () => ({
    text: 'The clock is right.',
    isRight: true,
  });
  /** What the clock shows that codes are made by, in milliseconds since the Unix epoch. */
  now = Date.now;
  readonly #running = new Set<Promise<void>>();
  readonly #clipboard: CodeClipboard;

  private constructor(
    readonly lists: AccountLists,
    readonly state: TestState,
  ) {
    const onError = (error: unknown): void => void this.faults.push(error);
    this.secrets = new SecretStore(this.storage, this.state, onError);
    const copying = createCopying({
      secrets: this.secrets,
      hmac,
      now: () => this.now(),
      record: () => {},
      state: this.state,
      nameOf: login => lists.find(login)?.name ?? login,
      offer: async () => {},
      setUpRemedies: () => [],
      isShared: () => false,
      lostAdvice: async () => 'Advice.',
      onError,
    });
    this.#clipboard = copying.clipboard;
    this.services = {
      team: { isShared: () => false, keyAccepted: async () => {} },
      accounts: {
        ready: () => lists.ready(),
        find: login => lists.find(login),
        onDidChange: lists.onDidChange,
        edit: async () => assert.fail('No list is edited by a tab.'),
        openList: async () => assert.fail('No list is opened by a tab.'),
        copyLogin: async () => assert.fail('No login is copied by a tab.'),
      },
      secrets: this.secrets,
      lostAdvice: async () => 'Advice.',
      setupKeys: { ...createKeyStore(this.secrets), remove: login => this.secrets.delete(login) },
      clipboard: vscode.env.clipboard,
      prompts: guidePrompts,
      openXero: async () => assert.fail('Xero is not opened by a tab.'),
      onFinished: () => {},
      language: 'en',
      copier: copying.copier,
      checkClock: correct => this.clock(correct),
      progress: new ProgressStore(this.state),
      hmac,
      now: () => this.now(),
      record: () => {},
      onSecond: this.ticker.onSecond,
      run: (_name, task) => {
        const run = (async () => task())().then(() => {}, onError);
        this.#running.add(run);
        return run.finally(() => this.#running.delete(run));
      },
    };
  }

  /** @param state what an earlier window remembered */
  static async open(lists: AccountLists, state = new TestState()): Promise<GuideParts> {
    await lists.ready();
    const parts = new GuideParts(lists, state);
    await parts.secrets.ready();
    return parts;
  }

  /** Settles when all is done that the pages asked for, and what that led to. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async setSecret(login: string, key: string): Promise<void> {
    await this.secrets.set(login, parseSecret(key, login).secret);
    // As one that was there long before: nothing is kept beside it.
    await this.secrets.accept(login);
  }

  /** Expects that all of it ended well. */
  end(): void {
    this.dispose();
    assert.deepEqual(this.faults, []);
  }

  dispose(): void {
    this.secrets.dispose();
    this.lists.dispose();
    void this.#clipboard.clear();
  }
}
