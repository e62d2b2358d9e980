import * as assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { AccountLists } from '../../src/accounts/lists';
import { parseSecret } from '../../src/core/secret';
import { GuidePanel } from '../../src/guide/panel';
import type { FromGuide, GuideView, ToGuide } from '../../src/guide/protocol';
import type { GuideServices } from '../../src/guide/services';
import type { SecretStore } from '../../src/secrets/store';
import { createGuideParts, type GuideParts } from '../shared/guideParts';
import { LOGIN, OTHER_LOGIN } from '../shared/lists';
import { TestState, TestStorage } from '../shared/testStorage';
import { TestTicker } from '../shared/testTicker';
import { codeAt, listOf, personalList, teamList, writeList } from './support';

export const { extensionUri } =
  vscode.extensions.getExtension('xero-test-mfa.xero-test-mfa') ?? assert.fail('no extension');

/** The guide's real parts, over the lists on this disk and a secret storage of their own. */
export class HostGuide implements vscode.Disposable {
  readonly storage = new TestStorage();
  readonly ticker = new TestTicker();
  /** Errors from what the page asked for. */
  readonly faults: unknown[] = [];
  /** What a check of the clock finds. */
  clock: GuideServices['checkClock'] = async () => ({ text: 'The clock is right.', isRight: true });
  readonly #running = new Set<Promise<void>>();
  readonly #parts: GuideParts;

  private constructor(
    readonly lists: AccountLists,
    readonly state: TestState,
  ) {
    const onError = (error: unknown): void => void this.faults.push(error);
    this.#parts = createGuideParts({
      storage: this.storage,
      state,
      accounts: {
        ready: () => lists.ready(),
        find: login => lists.find(login),
        onDidChange: lists.onDidChange,
        edit: async () => assert.fail('No list is edited by a tab.'),
        openList: async () => assert.fail('No list is opened by a tab.'),
        copyLogin: async () => assert.fail('No login is copied by a tab.'),
      },
      team: { isShared: () => false, keyAccepted: async () => {} },
      checkClock: correct => this.clock(correct),
      openXero: async () => assert.fail('Xero is not opened by a tab.'),
      now: Date.now,
      record: () => {},
      onSecond: this.ticker.onSecond,
      run: (_name, task) => {
        const run = (async () => task())().then(() => {}, onError);
        this.#running.add(run);
        return run.finally(() => this.#running.delete(run));
      },
      onFinished: () => {},
      onError,
    });
  }

  get secrets(): SecretStore {
    return this.#parts.secrets;
  }

  get services(): GuideServices {
    return this.#parts.services;
  }

  /** Ends the wait for a code with the code that is current now. */
  copyNow(): void {
    this.#parts.copying.wait.copyNow();
  }

  /** @param state remembered by an earlier window */
  static async open(state = new TestState()): Promise<HostGuide> {
    const lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error =>
      assert.fail(String(error)),
    );
    await lists.ready();
    const parts = new HostGuide(lists, state);
    await parts.secrets.ready();
    return parts;
  }

  /** Opens it with a list of the two logins. */
  static async openWithAccounts(): Promise<HostGuide> {
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER_LOGIN, name: 'NZ' }));
    return HostGuide.open();
  }

  /** A tab with the guide of a login, whose page has just loaded. */
  async openTab(login = LOGIN): Promise<{ tab: TestPanel; guide: GuidePanel }> {
    const tab = new TestPanel();
    const guide = new GuidePanel(tab.panel, login, this.services, extensionUri);
    await this.tell(tab, { type: 'ready' });
    return { tab, guide };
  }

  /** Sends a message as a page does, and waits until everything it led to is done. */
  async tell(tab: TestPanel, message: unknown): Promise<void> {
    tab.send(message);
    await this.idle();
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

/** A tab without a page: the test sends what a page would. */
export class TestPanel {
  title = '';
  visible = true;
  isDisposed = false;
  readonly posted: ToGuide[] = [];
  readonly #message = new vscode.EventEmitter<unknown>();
  readonly #viewState = new vscode.EventEmitter<void>();
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidChangeViewState = this.#viewState.event;
  readonly onDidDispose = this.#disposed.event;
  readonly webview = {
    html: '',
    options: {} as vscode.WebviewOptions,
    onDidReceiveMessage: this.#message.event,
    postMessage: async (message: ToGuide): Promise<boolean> => this.posted.push(message) > 0,
    asWebviewUri: (uri: vscode.Uri): vscode.Uri => uri.with({ scheme: 'https', authority: 'webview.test' }),
  };

  /** The tab as the extension sees it. */
  get panel(): vscode.WebviewPanel {
    return this as unknown as vscode.WebviewPanel;
  }

  send(message: FromGuide | unknown): void {
    this.#message.fire(message);
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.#viewState.fire();
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#disposed.fire();
  }

  /** The last view that was sent. */
  get view(): GuideView {
    const message = this.posted.findLast(({ type }) => type === 'view');
    return message?.type === 'view' ? message.view : assert.fail('No view was sent.');
  }

  codes(): (string | undefined)[] {
    return this.posted.flatMap(message => (message.type === 'code' ? [message.code?.code] : []));
  }
}

/** The codes that a key gives around a time. */
export function codesAround(time: number, key: string): string[] {
  return [-60, -30, 0, 30, 60, 90].map(seconds => codeAt(time + seconds * 1000, key));
}
