import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type * as vscode from 'vscode';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { TimeServer } from '../../shared/timeServer';
import {
  answering,
  cancelled,
  expectCode,
  listOf,
  row,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

const PASSWORD = 'the password of AU';
const XERO = 'https://login.xero.com/?login={login}';

describe('Signing in', () => {
  startFresh();
  let opened: string[];
  beforeEach(async () => {
    opened = [];
    vsCode.onDidOpenExternal(uri => opened.push(uri.toString(true)));
    await set('xeroUrl', XERO);
    await writeList(
      teamList,
      listOf(
        { login: 'QA-au@acme.test', name: 'AU' },
        { login: OTHER, name: 'NZ' },
        { login: 'c@acme.test', name: 'C' },
      ),
    );
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await vsCode.secrets.store(`password:${LOGIN}`, PASSWORD);
  });

  const press = (login = LOGIN) => run('signIn', { login });
  const again = () => run('signIn');
  const clipboard = () => vsCode.clipboard.readText();
  const item = (): Partial<vscode.StatusBarItem> | undefined => vsCode.window.statusBar.get('xeroMfa.signIn');
  const shown = (): string | undefined => item()?.text?.replace('$(sign-in) ', '');
  const said = (): string | undefined => vsCode.window.messages.at(-1);

  it('opens Xero and copies the login, then the password, then the code, and says each time what is next', async () => {
    const asked = answering(['Copy Password']);
    await press();
    assert.equal(await clipboard(), 'QA-au@acme.test');
    assert.deepEqual(opened, ['https://login.xero.com/?login=QA-au@acme.test']);
    assert.equal(shown(), 'AU: login copied, next: password');
    assert.equal(said(), 'Next: password. Login for AU copied.');
    assert.equal(vsCode.contexts.get('xeroMfa.signingIn'), true);
    await again();
    assert.equal(await clipboard(), PASSWORD);
    assert.equal(shown(), 'AU: password copied, next: code');
    assert.equal(said(), 'Next: code. Password for AU copied, cleared in 30 s.');
    await expectCode(again, KEY);
    assert.match(said() ?? '', /^Code for AU copied/);
    assert.equal(shown(), 'AU: code copied');
    assert.equal(item()?.command, 'xeroMfa.signInBack');
    await run('stopSignIn');
    assert.equal(vsCode.contexts.get('xeroMfa.signingIn'), false);
    assert.deepEqual(
      asked.map(({ message }) => message),
      ['Copy the password for AU (QA-au@acme.test)?'],
    );
    assert.equal(opened.length, 1);
  });

  it('goes from the login to the code where there is no password', async () => {
    await press(OTHER);
    assert.equal(shown(), 'NZ: login copied, next: code');
    await expectCode(() => press(OTHER), OTHER_KEY);
    assert.equal(shown(), 'NZ: code copied');
  });

  it('asks for nothing more where the person picked the account or does so on its row', async () => {
    const asked = answering([]);
    const titles: string[] = [];
    vsCode.window.onDidCreateQuickPick(picker =>
      setImmediate(() => {
        titles.push(picker.title);
        picker.choose('AU');
      }),
    );
    await again();
    await again();
    assert.equal(await clipboard(), PASSWORD);
    await run('signIn', await row('AU · qa-au@acme.test').catch(() => row('AU · QA-au@acme.test')));
    assert.equal(shown(), 'AU: code copied');
    assert.deepEqual([titles, asked], [['Sign In'], []]);
  });

  it('goes back from a code that came one press too early, and makes its account the one used last', async () => {
    answering(['Copy Password']);
    await run('copyCode', { login: OTHER });
    for (let presses = 0; presses < 3; presses++) await press();
    await run('signInBack');
    assert.equal(await clipboard(), PASSWORD);
    assert.equal(shown(), 'AU: password copied, next: code');
    await press('c@acme.test');
    await press();
    await expectCode(() => run('copyLastUsed'), KEY);
  });

  it('copies no password that the person declines, and stays where it was', async () => {
    answering([]);
    await press();
    await assert.rejects(press(), cancelled);
    assert.equal(await clipboard(), 'QA-au@acme.test');
    assert.equal(shown(), 'AU: login copied, next: password');
  });

  it('says what is missing where there is no key, and goes on once there is one', async () => {
    await press('c@acme.test');
    await assert.rejects(press('c@acme.test'), /C has no setup key on this computer/);
    assert.equal(shown(), 'C: login copied, next: code');
    await setSecret('c@acme.test', KEY);
    await expectCode(() => press('c@acme.test'), KEY);
    await assert.rejects(press('nobody@acme.test'), /isn’t in any list/);
    assert.equal(shown(), 'C: code copied');
  });

  it('ends where another text is copied', async () => {
    answering(['Copy Password']);
    for (const presses of [1, 2]) {
      for (let count = 0; count < presses; count++) await press();
      await run('copyLogin', { login: OTHER });
      assert.equal(shown(), undefined);
      assert.equal(await clipboard(), OTHER);
    }
  });

  it('goes on where the correction of codes begins meanwhile', async () => {
    const server = new TimeServer();
    await server.start();
    try {
      server.skew = 120_000;
      await set('clockCheck.url', server.url.href);
      await press(OTHER);
      await run('checkClock', { correct: true });
      vsCode.window.leaveAndComeBack();
      assert.equal(shown(), 'NZ: login copied, next: code');
    } finally {
      await server.stop();
    }
  });

  it('has Back and Stop in the tooltip of its item, as links to these alone', async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: '[x](command:evil) $(bug) <b>' }));
    await press();
    const { tooltip, command, accessibilityInformation } = item() ?? assert.fail();
    assert.equal(command, 'xeroMfa.signIn');
    assert.ok(typeof tooltip === 'object');
    assert.deepEqual(tooltip.isTrusted, { enabledCommands: ['xeroMfa.signInBack', 'xeroMfa.stopSignIn'] });
    assert.deepEqual(
      Array.from(tooltip.value.matchAll(/(?<!\\)\]\((.*?)\)/g), ([, target]) => target),
      ['command:xeroMfa.signInBack', 'command:xeroMfa.stopSignIn'],
    );
    assert.match(
      accessibilityInformation?.label ?? '',
      /: login copied, next: password\. Copy the password for /,
    );
    await run('stopSignIn');
    assert.match(said() ?? '', /^Sign-in for .* stopped\.$/);
  });

  it('gives up the wait for a code on Back and on Stop', async () => {
    await set('minimumRemaining', 25);
    const time = Date.UTC(2026, 10, 20, 12, 0, 10);
    const stopped = mock.method(Date, 'now', () => time);
    try {
      await press(OTHER);
      for (const [command, left] of [
        ['signInBack', 'NZ: login copied, next: code'],
        ['stopSignIn', undefined],
      ] as const) {
        const isWaiting = new Promise<void>(resolve => vsCode.window.onDidProgress(resolve));
        const waiting = [again(), again()];
        await isWaiting;
        await run(command);
        await Promise.all(waiting);
        assert.equal(await clipboard(), OTHER);
        assert.equal(shown(), left);
      }
    } finally {
      stopped.mock.restore();
    }
  });

  it('keeps a code back that was asked for just before Stop', async () => {
    await press(OTHER);
    const copying = again();
    // The press was heard, and the key is about to be read.
    const get = vsCode.secrets.get.bind(vsCode.secrets);
    const isReading = new Promise<void>(resolve => {
      vsCode.secrets.get = async key => {
        if (key.startsWith('totp:')) resolve();
        return get(key);
      };
    });
    await isReading;
    await run('stopSignIn');
    await copying;
    assert.equal(await clipboard(), OTHER);
  });
});
