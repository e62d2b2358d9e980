import assert from 'node:assert/strict';
import type { SyncReport } from '../../../src/contributions/commandResults';
import { serialiseAnswers } from '../../../src/core/recovery';
import type { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import {
  answering,
  elsewhere,
  listOf,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';
import { createStore, letIn, openStore } from './colleagues';

const PASSPHRASE = 'lantern orbit velvet mustard';
const PASSWORD = 'Canary "3172" é';
const backup = elsewhere('backup.age');
const answersOf = (answer: string): string => serialiseAnswers([{ question: 'First pet?', answer }]);

describe('A password, received and shared by the extension', () => {
  startFresh();

  let sam: { computer: Computer; recipient: string };
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await createStore();
    sam = await letIn('Sam');
    await sam.computer.confirm();
    await sam.computer.sync([AU, NZ]);
  });

  const stored = (item: string): string | undefined => vsCode.secrets.values.get(item);
  const sync = async (): Promise<SyncReport> => (await run('team.sync', {})) as SyncReport;

  async function restore(...lines: readonly string[]): Promise<void> {
    write(backup, await passphraseFile(`${lines.join('\n')}\n`, PASSPHRASE));
    await run('restoreBackup', { uri: backup, passphrase: PASSPHRASE, confirm: true });
  }

  /** What the activity log says of a login. */
  async function activity(): Promise<string> {
    await run('showActivity');
    return vsCode.window.shown?.getText() ?? '';
  }

  /** Sam sets these, and git brings them. */
  async function fromSam({
    password,
    answers,
  }: {
    password?: string | undefined;
    answers?: string;
  }): Promise<void> {
    await sam.computer.sync([AU, NZ]);
    if (answers !== undefined) await sam.computer.enterAnswers(AU, answers);
    await sam.computer.enterPassword(AU, password);
    assert.deepEqual((await sam.computer.sync([AU, NZ])).sent, [AU]);
  }

  it('says once what it means that the first one came, and asks nothing then', async () => {
    const said = (): number =>
      vsCode.window.messages.filter(text => text.startsWith('This computer received passwords.')).length;
    await fromSam({ password: PASSWORD });
    await eventually(() => assert.equal(said(), 1));
    await fromSam({ password: 'other' });
    await eventually(() => assert.equal(stored(`password:${AU}`), 'other'));
    await restore(`# password ${NZ} ${JSON.stringify(PASSWORD)}`);
    await eventually(() => assert.equal(stored(`password:${NZ}`), PASSWORD));
    assert.equal(said(), 1);
  });

  it('goes to the team, too, if it is set while a key of its login comes in', async () => {
    const { secrets } = vsCode;
    const store = secrets.store.bind(secrets);
    let isComing = false;
    let goOn = (): void => {};
    secrets.store = async (item, value) => {
      if (!isComing && value.includes(NEW_KEY)) {
        isComing = true;
        await new Promise<void>(resolve => {
          goOn = resolve;
        });
      }
      await store(item, value);
    };
    await sam.computer.enterKey(AU, NEW_KEY);
    await sam.computer.sync([AU, NZ]);
    await eventually(() => assert.ok(isComing));
    answering(['Keep Passwords']);
    const listening = vsCode.window.onDidShowInputBox(box => {
      box.type(PASSWORD);
      box.accept();
      setImmediate(goOn);
    });
    await run('setPassword', { login: AU, confirm: true });
    listening.dispose();
    await eventually(async () => {
      await sam.computer.sync([AU, NZ]);
      assert.equal(sam.computer.detailsOf(AU).password, PASSWORD);
    });
  });

  it('is not called a setup key in the line about what came', async () => {
    const said = async (text: string): Promise<void> => {
      await eventually(() => assert.equal(vsCode.window.messages.filter(each => each === text).length, 1));
      vsCode.window.messages.length = 0;
    };
    await fromSam({ password: PASSWORD });
    await said('Password or answers for AU payroll updated by the team');
    await sam.computer.enterKey(AU, NEW_KEY);
    await sam.computer.sync([AU, NZ]);
    await said('Setup key for AU payroll received from the team');
    await sam.computer.enterKey(NZ, KEY);
    await sam.computer.enterPassword(AU, 'other');
    await sam.computer.sync([AU, NZ]);
    await said('Setup keys received from the team: 1. Passwords or answers updated: 1.');
    for (const login of [AU, NZ]) await sam.computer.enterPassword(login, 'third');
    await sam.computer.sync([AU, NZ]);
    await said('Passwords or answers for 2 accounts updated by the team');
  });

  it('stores only what changed, and removes nothing else', async () => {
    await fromSam({ password: PASSWORD, answers: answersOf('Tiddles') });
    await eventually(() => assert.equal(stored(`password:${AU}`), PASSWORD));
    assert.equal(stored(`recovery:${AU}`), answersOf('Tiddles'));
    await sync();
    // Two lines of one second are the same text.
    const received = async (): Promise<number> =>
      (await activity()).split('\n').filter(line => line.includes('received from the team')).length;
    const before = await received();
    await fromSam({ password: 'other' });
    await eventually(() => assert.equal(stored(`password:${AU}`), 'other'));
    await sync();
    assert.equal(await received(), before + 1);
    await fromSam({ password: undefined });
    await eventually(() => assert.equal(stored(`password:${AU}`), undefined));
    assert.equal(stored(`recovery:${AU}`), answersOf('Tiddles'));
    assert.ok(!(await activity()).includes(PASSWORD));
  });

  it('sends one that was set here', async () => {
    await restore(`# password ${AU} ${JSON.stringify(PASSWORD)}`);
    await eventually(async () => {
      await sam.computer.sync([AU, NZ], 'changed');
      assert.equal(sam.computer.detailsOf(AU).password, PASSWORD);
    });
  });

  const DIFFERENT = /^AU payroll has a different password and different answers/;
  for (const [what, mine, theirs, question, choices] of [
    [
      'the password',
      {},
      {},
      /^The password for AU payroll is different/,
      ['Keep This Computer’s Password', 'Use the Team’s Password'],
    ],
    [
      'answers',
      { password: 'same' },
      { password: 'same', answers: 'Rover1' },
      /^AU payroll has different answers/,
      ['Keep This Computer’s Answers', 'Use the Team’s Answers'],
    ],
    ['both', {}, { answers: 'Rover1' }, DIFFERENT, ['Keep This Computer’s', 'Use the Team’s']],
  ] as const) {
    it(`asks which one is right where both changed: ${what}, and shows none`, async () => {
      const here = { password: 'mine-1', answers: 'Tiddles', ...mine };
      const there = { password: 'theirs-1', answers: 'Tiddles', ...theirs };
      // Two computers set it before either knew of the other.
      vsCode.secrets.values.set(`password:${AU}`, here.password);
      vsCode.secrets.values.set(`recovery:${AU}`, answersOf(here.answers));
      await vsCode.secrets.store(`password:${AU}`, here.password);
      await vsCode.secrets.store(`recovery:${AU}`, answersOf(here.answers));
      await fromSam({ password: there.password, answers: answersOf(there.answers) });
      await eventually(async () => assert.deepEqual((await sync()).conflicts, [AU]));
      const asked = answering([choices[1]]);
      await run('team.sync');
      const [first = assert.fail()] = asked;
      assert.match(first.message, question);
      assert.deepEqual(first.choices, [...choices]);
      assert.ok(!/mine-1|theirs-1|same/.test(`${first.message} ${first.detail}`));
      assert.match(first.detail ?? '', /Sam signed the one in the store\./);
      assert.equal(stored(`password:${AU}`), there.password);
      assert.equal(stored(`recovery:${AU}`), answersOf(there.answers));
      assert.deepEqual((await sync()).conflicts, []);
    });
  }

  it('is asked about apart from the key, where both changed', async () => {
    for (const [item, value] of [
      [`totp:${AU}`, `otpauth://totp/Xero:${AU}?secret=${OTHER_KEY}&issuer=Xero`],
      [`password:${AU}`, 'mine-1'],
    ] as const)
      await vsCode.secrets.store(item, value);
    await sam.computer.enterKey(AU, NEW_KEY);
    await fromSam({ password: 'theirs-1' });
    await eventually(async () => assert.deepEqual((await sync()).conflicts, [AU]));
    const asked = answering(['Keep This Computer’s Key', 'Use the Team’s Password']);
    await run('team.sync');
    assert.deepEqual(
      asked.map(({ message }) => /setup key|password/.exec(message)?.[0]),
      ['setup key', 'password'],
    );
    assert.match(stored(`totp:${AU}`) ?? '', new RegExp(OTHER_KEY));
    assert.equal(stored(`password:${AU}`), 'theirs-1');
  });

  it('that the store never had is named in the question that shares it', async () => {
    await vsCode.secrets.store(`password:${AU}`, PASSWORD);
    const asked = answering([undefined]);
    await run('team.sync');
    assert.match(asked[0]?.message ?? '', /passwords for AU payroll with the team/);
    await sync();
    assert.ok(!vsCode.files.has(openStore().at(`${AU}~answers.age`)));
  });

  it('that cannot be read keeps no key from coming, and is named as what it is', async () => {
    await vsCode.secrets.store(`password:${AU}`, 'a\nb');
    await sam.computer.enterKey(AU, NEW_KEY);
    await sam.computer.sync([AU, NZ]);
    await eventually(() => assert.match(stored(`totp:${AU}`) ?? '', new RegExp(NEW_KEY)));
    const [skipped = assert.fail()] = (await sync()).skipped;
    assert.match(skipped.reason, /^Unreadable password/);
  });

  it('is named where somebody who knew it leaves, and only then', async () => {
    const { messages } = vsCode.window;
    const kim = await letIn('Kim');
    const asked = answering(['Remove Member']);
    await run('team.remove', { recipient: kim.recipient });
    assert.ok(!/passwords/.test(`${asked[0]?.detail}${messages.join()}`));
    await fromSam({ password: PASSWORD });
    await eventually(() => assert.equal(stored(`password:${AU}`), PASSWORD));
    const ci = await letIn('CI', [AU]);
    messages.length = 0;
    const machine = answering(['Remove Member']);
    await run('team.remove', { recipient: ci.recipient });
    assert.ok(!/password/.test(`${machine[0]?.detail}${messages.join()}`));
    const leaving = answering(['Remove Member']);
    await run('team.remove', { recipient: sam.recipient });
    assert.match(leaving[0]?.detail ?? '', /They know the passwords, too\. Change those in Xero\.$/);
    assert.ok(
      messages.some(text => text.includes('Change these passwords in Xero, too: AU payroll.')),
      messages.join('\n'),
    );
    await run('team.status');
    await eventually(() => {
      const lines = (vsCode.window.shown?.getText() ?? '').split('\n');
      const due = lines.filter(line => line.includes('because'));
      assert.equal(
        due.filter(line => line.includes('change its password in Xero, too')).length,
        1,
        due.join('\n'),
      );
    });
  });

  it('is said to go with a key or an account that is removed, and does', async () => {
    await restore(`# password ${AU} ${JSON.stringify(PASSWORD)}`);
    const file = openStore().at(`${AU}~answers.age`);
    await eventually(() => assert.ok(vsCode.files.has(file)));
    const asked = answering([undefined, undefined]);
    await run('removeSecret', { login: AU }).catch(() => {});
    await run('removeAccount', { login: AU }).catch(() => {});
    assert.match(asked[0]?.detail ?? '', /Its password is removed, too\.$/);
    assert.match(asked[1]?.detail ?? '', /Its password is saved here, too, and removed with the rest\./);
    assert.equal(stored(`password:${AU}`), PASSWORD);
    await run('removeSecret', { login: AU, confirm: true });
    assert.match(vsCode.window.messages.join(), /Its password was removed, too\./);
    assert.equal(stored(`password:${AU}`), undefined);
    assert.ok(!vsCode.files.has(file));
  });

  it('is all that a login may have, and is removed as a key is', async () => {
    await restore('# password gone@acme.test "p"');
    await run('removeSecret', { login: 'gone@acme.test', confirm: true });
    assert.equal(stored('password:gone@acme.test'), undefined);
    const said = 'A command removed the password for gone@acme.test from this computer.';
    assert.ok(vsCode.window.messages.includes(said), vsCode.window.messages.join('\n'));
  });
});
