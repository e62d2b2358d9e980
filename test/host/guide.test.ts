import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LOGIN } from '../shared/lists';
import {
  eventually,
  KEY,
  listOf,
  refuses,
  run,
  setSecret,
  settled,
  startFresh,
  teamList,
  writeList,
} from './support';

const PLUS = 'qa+nz@acme.test';

/** The tabs of the guide in all groups. */
function guides(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && /\bxeroMfa\.guide$/.test(input.viewType),
    );
}

const front = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
const labels = () => guides().map(({ label }) => label);

/** Expects these guides to be open, and no other. */
async function shows(...expected: string[]): Promise<void> {
  await eventually(() => assert.deepEqual(labels().sort(), expected.sort()));
}

async function startWithAccounts(): Promise<void> {
  await vscode.window.tabGroups.close(guides());
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: PLUS, name: 'NZ' }));
}

async function end(): Promise<void> {
  await vscode.window.tabGroups.close(guides());
  await vscode.commands.executeCommand('notifications.clearAll');
}

describe('openGuide', () => {
  startFresh();
  beforeEach(startWithAccounts);
  after(end);

  it('opens a tab for the account, in front', async () => {
    await run('openGuide', { login: LOGIN });
    await shows('Xero MFA: AU');
    assert.equal(front(), 'Xero MFA: AU');
  });

  it('opens one tab per login, however it is written', async () => {
    await run('openGuide', { login: LOGIN });
    await run('openGuide', { login: PLUS });
    await shows('Xero MFA: AU', 'Xero MFA: NZ');
    await run('openGuide', { login: LOGIN.toUpperCase(), step: 3 });
    await shows('Xero MFA: AU', 'Xero MFA: NZ');
    await eventually(() => assert.equal(front(), 'Xero MFA: AU'));
  });

  it('opens one tab when it is called twice at once', async () => {
    await Promise.all([run('openGuide', { login: LOGIN }), run('openGuide', { login: LOGIN, step: 5 })]);
    await shows('Xero MFA: AU');
  });

  it('opens the tab again after it was closed', async () => {
    await run('openGuide', { login: LOGIN });
    await end();
    await shows();
    await run('openGuide', { login: LOGIN });
    await shows('Xero MFA: AU');
  });

  for (const step of [1, 8, 14]) {
    it(`opens at step ${step}`, async () => {
      await setSecret(LOGIN, KEY);
      await run('openGuide', { login: LOGIN, step });
      await shows('Xero MFA: AU');
    });
  }

  it('refuses anything but a step', async () => {
    for (const step of [0, 15, -1, 1.5, Number.NaN, '5', 'x', null, [5], {}])
      await refuses('openGuide', { login: LOGIN, step }, /“step” must be /);
    assert.deepEqual(labels(), []);
  });

  it('refuses a login that is in no list, is not a text, or is missing', async () => {
    await refuses('openGuide', { login: 'who@acme.test' }, /^who@acme\.test isn’t in any list\. Add it/);
    for (const login of [5, null, [LOGIN], {}])
      await refuses('openGuide', { login }, /“login” must be .*string/);
    await refuses('openGuide', {}, /“login” is required/);
    assert.deepEqual(labels(), []);
  });

  it('names the tab in plain text, whatever the account is called', async () => {
    const name = '$(sync~spin) [x](command:y)\u202E\n<b>';
    await writeList(teamList, listOf({ login: LOGIN, name }));
    await run('openGuide', { login: LOGIN });
    await shows('Xero MFA: $\u200B(sync~spin) [x]\u200B(command:y) <b>');
  });

  it('renames the tab when the account is renamed', async () => {
    await run('openGuide', { login: LOGIN });
    await run('editAccount', { login: LOGIN, name: 'AU payroll' });
    await shows('Xero MFA: AU payroll');
  });
});

describe('A link to the guide', () => {
  startFresh();
  beforeEach(startWithAccounts);
  after(end);

  /** Follows a link as a click on it does, once the operating system has handed it to VS Code. */
  async function follow(rest: string): Promise<void> {
    const link = `${vscode.env.uriScheme}://xero-test-mfa.xero-test-mfa${rest}`;
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(link, true));
  }

  it('opens the guide of the login it names', async () => {
    await follow(`/guide?login=${LOGIN}`);
    await shows('Xero MFA: AU');
  });

  for (const login of [PLUS, encodeURIComponent(PLUS), PLUS.toUpperCase()]) {
    it(`can name a login with a plus sign: ${login}`, async () => {
      await follow(`/guide?login=${login}`);
      await shows('Xero MFA: NZ');
    });
  }

  it('ignores every other argument', async () => {
    const others = `step=99&secret=${KEY}&command=workbench.action.quit&confirm=true&login=who@acme.test`;
    await follow(`/guide?login=${LOGIN}&${others}#step=5`);
    await shows('Xero MFA: AU');
    await settled();
    await refuses('copyCode', { login: LOGIN }, /AU has no setup key/);
  });

  it('opens nothing if it names no account, or anything but the guide', async () => {
    const rejected = [
      '',
      '/',
      '/guide',
      '/guide?',
      '/guide?login=',
      '/guide?user=qa-au@acme.test',
      '/guide?login=who@acme.test',
      `/guide?login[]=${LOGIN}`,
      `/Guide?login=${LOGIN}`,
      `/guide/?login=${LOGIN}`,
      `/guide/../guide?login=${LOGIN}`,
      `//guide?login=${LOGIN}`,
      `/setSecret?login=${LOGIN}&secret=${KEY}&confirm=true`,
      `/copyCode?login=${LOGIN}`,
    ];
    for (const link of rejected) await follow(link);
    await settled();
    // Links are followed one after another: this one is the last.
    await follow(`/guide?login=${PLUS}`);
    await shows('Xero MFA: NZ');
    await settled();
    assert.deepEqual(labels(), ['Xero MFA: NZ']);
  });
});
