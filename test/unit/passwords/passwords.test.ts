import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import type { TestInputBox } from '../../shared/testInputBox';
import {
  answering,
  cancelled,
  listOf,
  refuses,
  row,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

const PASSWORD = ' pass phrase of the AU login ';
const LOOK = 'Show Password for a Second';
const FIRST = 'Keep passwords on this computer?';

/** From now on, the person types a text into each box that asks for a password and presses Enter. */
function typing(password: string): TestInputBox[] {
  const boxes: TestInputBox[] = [];
  vsCode.window.onDidShowInputBox(box => {
    boxes.push(box);
    box.type(password);
    box.accept();
  });
  return boxes;
}

/** Sets a password as a person who agreed to keep passwords. */
async function setPassword(login: string, password = PASSWORD): Promise<void> {
  vsCode.globalState.values.set('passwordsAgreed', true);
  const listening = vsCode.window.onDidShowInputBox(box => {
    box.type(password);
    box.accept();
  });
  await run('setPassword', { login, confirm: true });
  listening.dispose();
}

const saved = (login: string): string | undefined => vsCode.secrets.values.get(`password:${login}`);

/** From now on, the person chooses a row of each picker. @returns the titles of the pickers */
function picking(label: string): string[] {
  const titles: string[] = [];
  vsCode.window.onDidCreateQuickPick(picker =>
    setImmediate(() => {
      titles.push(picker.title);
      picker.choose(label);
    }),
  );
  return titles;
}

/** All that the extension has said, remembered or shown, but not the secrets and the clipboard. */
function traces(): string {
  const { window, globalState, workspaceState, contexts, files } = vsCode;
  return JSON.stringify([
    window.messages,
    [...window.buttons],
    window.logged,
    [...globalState.values],
    [...workspaceState.values],
    [...contexts],
    [...window.statusBar.values()],
    files.all(),
  ]);
}

describe('A password is set', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' })));

  it('once the person agreed, who is asked on each computer once, whatever a program confirms', async () => {
    const boxes = typing(PASSWORD);
    const declined = answering([]);
    await assert.rejects(run('setPassword', { login: LOGIN, confirm: true }), cancelled);
    assert.deepEqual(
      declined.map(({ message }) => message),
      [FIRST],
    );
    assert.match(
      declined[0]?.detail ?? '',
      /both factors of that login are in one place: anyone who uses your unlocked computer can sign in/,
    );
    assert.equal(boxes.length, 0);
    const asked = answering(['Keep Passwords']);
    await run('setPassword', { login: LOGIN, confirm: true });
    await run('setPassword', { login: OTHER });
    assert.equal(asked.length, 1);
    assert.deepEqual([saved(LOGIN), saved(OTHER)], [PASSWORD, PASSWORD]);
    assert.ok(boxes.every(({ ignoreFocusOut, password }) => ignoreFocusOut && password));
    assert.equal(vsCode.window.messages.at(-1), 'Password saved for NZ.');
  });

  it('in place of another one only if that is confirmed', async () => {
    await setPassword(LOGIN, 'the first one');
    typing('the second one');
    const asked = answering([undefined, 'Replace']);
    await assert.rejects(run('setPassword', { login: LOGIN }), cancelled);
    assert.equal(saved(LOGIN), 'the first one');
    await run('setPassword', { login: LOGIN });
    assert.equal(saved(LOGIN), 'the second one');
    assert.deepEqual(
      asked.map(({ message }) => message),
      Array.from({ length: 2 }, () => 'AU already has a password on this computer. Replace it?'),
    );
  });

  it('from a row, and for a login that no list has but that has a key', async () => {
    typing(PASSWORD);
    answering(['Keep Passwords']);
    await run('setPassword', await row('AU · no key · qa-au@acme.test'));
    assert.equal(saved(LOGIN), PASSWORD);
    await refuses('setPassword', { login: 'gone@acme.test' }, /isn’t in any list/);
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: 'gone@acme.test' }));
    await setSecret('gone@acme.test', KEY);
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }));
    await run('setPassword', { login: 'gone@acme.test' });
    assert.equal(saved('gone@acme.test'), PASSWORD);
  });

  it('only if it can be one, and says why', async () => {
    vsCode.globalState.values.set('passwordsAgreed', true);
    const shown = new Promise<TestInputBox>(resolve => vsCode.window.onDidShowInputBox(resolve));
    const setting = run('setPassword', { login: LOGIN });
    const box = await shown;
    const said = (): unknown => {
      const { validationMessage: message } = box;
      return message && typeof message === 'object' ? [message.severity, message.message] : message;
    };
    const problems: readonly [text: string, said: unknown][] = [
      ['x'.repeat(501), [3, 'A password can have at most 500 characters.']],
      ['a\tb', [3, 'This has a tab, a line break or another control character. Type the password.']],
      [' a', [1, 'This password starts or ends with a space. The space is saved, too.']],
      ['a b', undefined],
      ['', undefined],
    ];
    for (const [text, expected] of problems) {
      box.type(text);
      assert.deepEqual(said(), expected);
    }
    for (const [text, expected] of [['', [3, 'Enter the password.']] as const, ...problems.slice(0, 2)]) {
      box.type(text);
      box.accept();
      assert.deepEqual(said(), expected);
    }
    assert.equal(saved(LOGIN), undefined);
    box.hide();
    await assert.rejects(setting, cancelled);
    assert.equal(saved(LOGIN), undefined);
  });

  it('masked, except for a second after the look button', async () => {
    vsCode.globalState.values.set('passwordsAgreed', true);
    const shown = new Promise<TestInputBox>(resolve => vsCode.window.onDidShowInputBox(resolve));
    const setting = run('setPassword', { login: LOGIN });
    const box = await shown;
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      box.type(PASSWORD);
      assert.equal(box.password, true);
      box.pressButton(LOOK);
      assert.equal(box.password, false);
      mock.timers.tick(999);
      assert.equal(box.password, false);
      mock.timers.tick(1);
      assert.equal(box.password, true);
      box.pressButton(LOOK);
      box.pressButton(LOOK);
      assert.equal(box.password, true);
    } finally {
      mock.timers.reset();
    }
    box.accept();
    await setting;
    assert.equal(saved(LOGIN), PASSWORD);
  });
});

describe('A password that is saved', () => {
  startFresh();
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
    await setPassword(LOGIN);
  });

  const contextOf = async (label: string): Promise<unknown> =>
    (await vsCode.window.rows('xeroMfa.accounts')).find(each => each.label === label)?.contextValue;

  it('shows its commands, on its row and in the palette, and no other does', async () => {
    assert.equal(await contextOf('AU · no key · qa-au@acme.test'), 'account.none.password');
    assert.equal(await contextOf('NZ · no key · qa-nz@acme.test'), 'account.none');
    assert.equal(vsCode.contexts.get('xeroMfa.passwordsSaved'), true);
    await run('removePassword', { login: LOGIN, confirm: true });
    assert.equal(await contextOf('AU · no key · qa-au@acme.test'), 'account.none');
    assert.equal(vsCode.contexts.get('xeroMfa.passwordsSaved'), false);
  });

  it('is removed if that is confirmed, or a command says that it did', async () => {
    const asked = answering([undefined, 'Remove Password']);
    await assert.rejects(run('removePassword', { login: LOGIN }), cancelled);
    assert.equal(saved(LOGIN), PASSWORD);
    picking('AU');
    await run('removePassword');
    assert.equal(saved(LOGIN), undefined);
    assert.equal(asked[0]?.message, 'Remove the password for AU from this computer?');
    await refuses('removePassword', { login: LOGIN, confirm: true }, /AU has no password on this computer/);
    await setPassword(LOGIN);
    await run('removePassword', { login: LOGIN, confirm: true });
    assert.equal(vsCode.window.messages.at(-1), 'A command removed the password for AU from this computer.');
  });

  it('goes with the setup key, which says so', async () => {
    await setSecret(LOGIN, KEY);
    const asked = answering(['Remove Setup Key']);
    await run('removeSecret', { login: LOGIN });
    assert.match(asked[0]?.detail ?? '', /Its password is removed, too\.$/);
    assert.equal(saved(LOGIN), undefined);
    await setSecret(LOGIN, KEY);
    await setPassword(LOGIN);
    await run('removeSecret', { login: LOGIN, confirm: true });
    assert.match(vsCode.window.messages.at(-1) ?? '', / Its password was removed, too\.$/);
  });

  it('goes with its account only if the person chooses so', async () => {
    const asked = answering(['Remove', 'Remove Both']);
    await run('removeAccount', { login: LOGIN });
    assert.equal(saved(LOGIN), PASSWORD);
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }));
    await run('removeAccount', { login: LOGIN });
    assert.equal(saved(LOGIN), undefined);
    assert.match(asked[0]?.detail ?? '', /Its password is saved on this computer\./);
  });

  it('is copied for a program or a row once the person allows it, who is asked once a window', async () => {
    const declined = answering([]);
    for (const argument of [{ login: LOGIN }, await row('AU · no key · qa-au@acme.test')])
      await run('copyPassword', argument).catch(error => assert.equal(error.name, cancelled.name));
    assert.deepEqual(
      declined.map(({ message }) => message),
      Array.from({ length: 2 }, () => `Copy the password for AU (${LOGIN})?`),
    );
    assert.equal(await vsCode.clipboard.readText(), '');
    const asked = answering(['Copy Password']);
    assert.equal(await run('copyPassword', { login: LOGIN }), undefined);
    assert.equal(await vsCode.clipboard.readText(), PASSWORD);
    assert.equal(vsCode.window.messages.at(-1), 'Password for AU copied. It is cleared in 30 s.');
    await run('copyPassword', { login: LOGIN });
    await run('copyPassword', await row('AU · no key · qa-au@acme.test'));
    assert.equal(asked.length, 1);
  });

  it('is copied without a question for a person who picks the login', async () => {
    const asked = answering([]);
    const picked = picking('AU');
    await run('copyPassword');
    assert.deepEqual(picked, ['Copy Password']);
    assert.equal(await vsCode.clipboard.readText(), PASSWORD);
    await run('copyPassword', { login: LOGIN });
    assert.equal(asked.length, 0);
  });

  it('is nowhere but in the secret storage and on the clipboard', async () => {
    answering(['Copy Password']);
    await run('copyPassword', { login: LOGIN });
    await run('signIn', { login: LOGIN });
    await run('signIn', { login: LOGIN });
    await run('signInBack');
    await run('stopSignIn');
    await run('removePassword', { login: LOGIN, confirm: true });
    assert.doesNotMatch(traces(), new RegExp(PASSWORD.trim()));
    assert.match(traces(), /Password for AU copied/);
  });
});
