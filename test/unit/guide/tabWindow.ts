import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import { AccountLists } from '../../../src/accounts/lists';
import { GuidePanel } from '../../../src/guide/panel';
import type { GuideView, ToGuide } from '../../../src/guide/protocol';
import { Panel } from '../../shared/fakeVscode/panel';
import { GuideWindow } from '../../shared/guideWindow';
import { LIST, LOGIN, list, OTHER_LOGIN } from '../../shared/lists';
import { fake } from '../vscode';

export const extensionUri = vscode.Uri.file(resolve('.'));
export const teamList = fake.at(LIST);

/** Noon, when the windows of all periods begin. */
const START = Date.UTC(2026, 10, 20, 12);

/** A window with a list of the two logins, and a clock that stands still. */
export class TabWindow extends GuideWindow {
  constructor(readonly time = { now: START }) {
    super(
      new AccountLists(fake.context.globalStorageUri, error => assert.fail(String(error))),
      () => time.now,
    );
  }

  /** A tab with the guide of a login, whose page has just loaded. */
  async openTab(login = LOGIN): Promise<{ tab: TestPanel; guide: GuidePanel }> {
    const tab = new TestPanel();
    const guide = new GuidePanel(tab, login, this.services, extensionUri);
    await this.tell(tab, { type: 'ready' });
    return { tab, guide };
  }

  /** Sends a message as a page does, and waits until everything it led to is done. */
  async tell(tab: TestPanel, message: unknown): Promise<void> {
    tab.receive(message);
    await this.idle();
  }

  /** Passes some time, after which the clock ticks once. */
  async pass(milliseconds: number): Promise<void> {
    this.time.now += milliseconds;
    this.ticker.pass();
    await this.idle();
  }
}

/** A tab without a page: the test sends what a page would. */
export class TestPanel extends Panel {
  declare readonly posted: ToGuide[];

  constructor() {
    super('xeroMfa.guide', '', {}, 'https://webview.test');
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

/** Gives each test of a suite a window of its own, and expects that it ends without errors. */
export function useWindow(take: (window: TabWindow) => void): void {
  let window: TabWindow;
  beforeEach(async () => {
    fake.files.write(teamList, list({ login: LOGIN, name: 'AU' }, { login: OTHER_LOGIN, name: 'NZ' }));
    window = new TabWindow();
    // Otherwise time that passes looks as if the clock was set.
    mock.method(performance, 'now', () => window.time.now);
    take(window);
    await window.ready();
  });
  afterEach(() => {
    mock.restoreAll();
    window.end();
  });
}
