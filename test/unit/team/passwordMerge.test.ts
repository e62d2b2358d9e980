import assert from 'node:assert/strict';
import { decrypt, encrypt } from '../../../src/age/age';
import type { SyncReport } from '../../../src/contributions/commandResults';
import { type LoginDetails, serialiseDetails } from '../../../src/core/loginDetails';
import { serialiseAnswers } from '../../../src/core/recovery';
import { parseSharedFile } from '../../../src/core/team/sharedFile';
import { Computer } from '../../shared/computer';
import { LOGIN as AU } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
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
import { computerOf, createStore, letIn, openStore } from './colleagues';
import { FakeGit } from './fakeGit';
import { MemoryFolder } from './memoryFolder';

const PASSPHRASE = 'lantern orbit velvet mustard';
const FILE = `${AU}~answers.age`;
const PATH = `.xero-mfa/store/${FILE}`;
const [KEEP_PASSWORD, USE_PASSWORD] = ['Keep This Computer’s Password', 'Use Sam’s Password'];
const [KEEP_ANSWERS, USE_ANSWERS] = ['Keep This Computer’s Answers', 'Use Sam’s Answers'];

const UNMERGED =
  'Git couldn’t merge it. Sync the team store and choose, or keep one version in Source Control.';

const answersOf = (answer: string): LoginDetails['answers'] => [{ question: 'First pet?', answer }];

/** What somebody sets: `undefined` for a password that is removed. */
type Change = Partial<{ password: string | undefined; answers: string }>;

describe('A password that git can’t merge', () => {
  startFresh();

  let git: FakeGit;
  let sam: Computer;
  let away: MemoryFolder;
  beforeEach(async () => {
    git = new FakeGit(vsCode);
    vsCode.git = git.api;
    vsCode.globalState.values.set('passwordsAgreed', true);
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }));
    await setSecret(AU, KEY);
    await createStore();
    const joined = (await letIn('Sam')).computer;
    await joined.confirm();
    // Sam has a clone of their own.
    away = new MemoryFolder(vsCode.files, elsewhere('sam-store'));
    sam = await Computer.of('Sam', away.uri.path, joined.identity, away);
    sam.restore(joined);
    await copy(openStore(), away);
    await sam.sync([AU]);
  });

  /** What git brings from one clone to the other. */
  async function copy(from: MemoryFolder, to: MemoryFolder): Promise<void> {
    for (const folder of ['', 'members', 'rotations'])
      for (const name of (await from.list(folder)).keys()) {
        const path = [folder, name].filter(Boolean).join('/');
        write(to.at(path), (await from.read(path)) ?? assert.fail());
      }
  }

  const here = (): LoginDetails => {
    const [password, answers] = ['password', 'recovery'].map(item =>
      vsCode.secrets.values.get(`${item}:${AU}`),
    );
    return {
      answers: answers === undefined ? [] : JSON.parse(answers).answers,
      ...(password !== undefined && { password }),
    };
  };
  const there = (): LoginDetails => sam.detailsOf(AU);
  const file = async (from = openStore()): Promise<Uint8Array> => (await from.read(FILE)) ?? assert.fail();
  const sync = async (): Promise<SyncReport> => (await run('team.sync', {})) as SyncReport;

  /** What the store has now, to who can decrypt it. */
  async function inStore({ identity } = sam) {
    return parseSharedFile(await decrypt(await file(), identity));
  }

  async function setHere(change: Change): Promise<void> {
    const { password, answers } = change;
    if (answers !== undefined) {
      const backup = elsewhere('backup.age');
      const line = `# recovery ${AU} ${serialiseAnswers(answersOf(answers))}\n`;
      write(backup, await passphraseFile(line, PASSPHRASE));
      const asked = answering([['AU payroll'], 'Replace']);
      await run('restoreBackup', { uri: backup, passphrase: PASSPHRASE, confirm: true });
      assert.deepEqual(asked, []);
    }
    if (password !== undefined) {
      const listening = vsCode.window.onDidShowInputBox(box => {
        box.type(password);
        box.accept();
      });
      await run('setPassword', { login: AU, confirm: true });
      listening.dispose();
    } else if ('password' in change) await run('removePassword', { login: AU, confirm: true });
    await sync();
  }

  async function setAway(change: Change): Promise<void> {
    if (change.answers !== undefined) await sam.enterAnswers(AU, serialiseAnswers(answersOf(change.answers)));
    if ('password' in change) await sam.enterPassword(AU, change.password);
    assert.deepEqual((await sam.sync([AU])).sent, [AU]);
  }

  /** Both change something at once, and git can't merge what the store has of it. */
  async function conflict(mine: Change, theirs: Change): Promise<void> {
    await setHere(mine);
    await setAway(theirs);
    git.unmerged.set(PATH, [await file(), await file(away)]);
    git.tell();
  }

  /** Both had these before. */
  async function agreed(before: Change): Promise<void> {
    await setHere(before);
    await copy(openStore(), away);
    assert.deepEqual((await sam.sync([AU])).received, [AU]);
    assert.deepEqual(there(), here());
  }

  /** A person syncs, git brings what came of it to Sam, and nobody is asked anything more. */
  async function settled(choices: readonly (string | undefined)[], expected: LoginDetails) {
    const asked = answering([...choices]);
    await run('team.sync');
    assert.deepEqual(
      asked.map(({ message }) => message),
      asked.slice(0, choices.length).map(({ message }) => message),
    );
    assert.equal(asked.length, choices.length);
    assert.equal(git.unmerged.size, 0);
    assert.deepEqual(here(), expected);
    await copy(openStore(), away);
    const { conflicts, skipped } = await sam.sync([AU], 'changed');
    assert.deepEqual([conflicts, skipped, there()], [[], [], expected]);
    const again = answering([]);
    await run('team.sync');
    assert.deepEqual(again, []);
    for (const { received, sent, conflicts: left } of [await sync(), await sam.sync([AU])])
      assert.deepEqual([received, sent, left], [[], [], []]);
    for (const { message, detail } of asked)
      assert.ok(!/mine-1|theirs-1|old-1|Tiddles|Rover1/.test(`${message} ${detail}`), message);
    return asked;
  }

  for (const [choice, password] of [
    [KEEP_PASSWORD, 'mine-1'],
    [USE_PASSWORD, 'theirs-1'],
  ] as const) {
    it(`is a person’s choice, and the other one’s then: ${choice}`, async () => {
      await conflict({ password: 'mine-1' }, { password: 'theirs-1' });
      const [asked = assert.fail()] = await settled([choice], { answers: [], password });
      assert.match(asked.message, /^AU payroll has two passwords that git couldn’t merge/);
      assert.deepEqual(asked.choices, [KEEP_PASSWORD, USE_PASSWORD]);
      assert.match(
        asked.detail ?? '',
        /Priya signed the version on this computer\.\s+Sam signed the other version\./,
      );
      const { seal } = await inStore();
      assert.equal(seal?.count, 2);
      assert.notEqual(seal?.by, await sam.store.recipient());
    });
  }

  for (const [choice, answer] of [
    [KEEP_ANSWERS, 'Tiddles'],
    [USE_ANSWERS, 'Rover1'],
  ] as const) {
    it(`is kept where only the answers beside it differ: ${choice}`, async () => {
      await conflict({ password: 'same-1', answers: 'Tiddles' }, { password: 'same-1', answers: 'Rover1' });
      const expected = { answers: answersOf(answer), password: 'same-1' };
      const [asked = assert.fail()] = await settled([choice], expected);
      assert.match(asked.message, /^AU payroll has different answers to security questions that git/);
      assert.deepEqual(asked.choices, [KEEP_ANSWERS, USE_ANSWERS]);
    });
  }

  it('goes together with answers that a colleague set, without a question', async () => {
    await conflict({ password: 'mine-1' }, { answers: 'Rover1' });
    await settled([], { answers: answersOf('Rover1'), password: 'mine-1' });
    assert.equal((await inStore()).seal?.count, 2);
  });

  for (const [choice, password] of [
    ['Keep the Password', 'old-1'],
    ['Leave Out the Password', undefined],
  ] as const) {
    it(`that one removed while the other changed answers is asked about, and both are kept: ${choice}`, async () => {
      await agreed({ password: 'old-1', answers: 'Tiddles' });
      await conflict({ password: undefined }, { answers: 'Rover1' });
      const expected = { answers: answersOf('Rover1'), ...(password !== undefined && { password }) };
      const [, asked = assert.fail()] = await settled([USE_ANSWERS, choice], expected);
      assert.match(
        asked.message,
        /^Git couldn’t merge the password for AU payroll: only one version has one/,
      );
      assert.match(
        asked.detail ?? '',
        /^Sam signed the version that has it\.\s+Priya signed the version without it/,
      );
    });
  }

  it('that one removed while the other changed it stays gone only if a person says so', async () => {
    await agreed({ password: 'old-1' });
    await conflict({ password: 'mine-1' }, { password: undefined });
    await settled(['Leave Out the Password'], { answers: [] });
  });

  for (const choices of [[undefined], [USE_ANSWERS, undefined]]) {
    it(`stays as it is in git and here where question ${choices.length} is left, and by a program`, async () => {
      await conflict({ password: 'mine-1', answers: 'Tiddles' }, { password: 'theirs-1', answers: 'Rover1' });
      const before = await file();
      const { sent, skipped } = await sync();
      assert.deepEqual([sent, skipped], [[], [{ file: FILE, reason: UNMERGED }]]);
      const asked = answering([...choices]);
      await run('team.sync');
      assert.equal(asked.length, choices.length);
      assert.equal(vsCode.window.messages.at(-1), `${FILE}: ${UNMERGED}`);
      assert.deepEqual([...git.unmerged.keys()], [PATH]);
      assert.deepEqual(await file(), before);
      assert.deepEqual(here(), { answers: answersOf('Tiddles'), password: 'mine-1' });
      const expected = { answers: answersOf('Rover1'), password: 'mine-1' };
      await settled([USE_ANSWERS, KEEP_PASSWORD], expected);
      const brought = 'Accounts updated here: 1. Accounts updated in the store: 0. Files re-encrypted: 0.';
      assert.ok(vsCode.window.messages.includes(brought));
    });
  }

  it('is named where only one side still has the file', async () => {
    await setHere({ password: 'mine-1' });
    for (const sides of [
      [await file(), new Uint8Array()],
      [new Uint8Array(), await file()],
    ] as const) {
      git.unmerged.set(PATH, sides);
      const asked = answering([]);
      await run('team.sync');
      assert.equal(vsCode.window.messages.at(-1), `${FILE}: ${UNMERGED}`);
      assert.deepEqual([asked, here()], [[], { answers: [], password: 'mine-1' }]);
    }
  });

  it('that no member signed is asked about, whatever it leaves out', async () => {
    await agreed({ password: 'old-1', answers: 'Tiddles' });
    const mine = await file();
    const { members } = await sam.store.people();
    for (const forged of [
      { answers: answersOf('Tiddles'), password: 'theirs-1' },
      { answers: answersOf('Tiddles') },
      { answers: [], password: 'theirs-1' },
    ]) {
      const theirs = await encrypt(
        `${serialiseDetails(forged)}\n`,
        members.map(({ recipient }) => recipient),
      );
      git.unmerged.set(PATH, [mine, theirs]);
      const asked = answering([]);
      await run('team.sync');
      assert.equal(asked.length, 1);
      assert.match(asked[0]?.detail ?? '', /No member signed the (?:other version|version without it)\./);
      assert.deepEqual([await file(), git.unmerged.size], [mine, 1]);
      // Two that no member signed might have something else in common.
      git.unmerged.set(PATH, [theirs, theirs]);
      write(openStore().at(FILE), theirs);
      await sync();
      assert.deepEqual([await file(), git.unmerged.size], [theirs, 1]);
      assert.deepEqual(here(), { answers: answersOf('Tiddles'), password: 'old-1' });
      write(openStore().at(FILE), mine);
    }
  });

  it('that was removed does not come back with two old branches', async () => {
    await conflict({ password: 'mine-1' }, { answers: 'Rover1' });
    const [old, other] = git.unmerged.get(PATH) ?? assert.fail();
    await settled([], { answers: answersOf('Rover1'), password: 'mine-1' });
    await setHere({ password: undefined });
    const last = await file();
    git.unmerged.set(PATH, [old, other]);
    write(openStore().at(FILE), old);
    await sync();
    assert.deepEqual([await file(), git.unmerged.size], [old, 1]);
    git.unmerged.clear();
    write(openStore().at(FILE), last);
    await settled([], { answers: answersOf('Rover1') });
  });

  it('that was set here while git merges is not lost', async () => {
    await conflict({ password: 'mine-1' }, { password: 'theirs-1' });
    await setHere({ password: 'third-1' });
    const asked = answering(['Use Sam’s Password', 'Keep This Computer’s Password']);
    await run('team.sync');
    assert.match(asked[0]?.detail ?? '', /^This computer has neither\./);
    assert.deepEqual(asked[0]?.choices, ['Use Priya’s Password', 'Use Sam’s Password']);
    assert.match(
      asked[1]?.message ?? '',
      /^The password for AU payroll is different here and in the team store/,
    );
    assert.deepEqual(here(), { answers: [], password: 'third-1' });
    await copy(openStore(), away);
    assert.deepEqual((await sam.sync([AU])).conflicts, []);
    assert.deepEqual(there(), here());
  });

  for (const earlier of [[], ['x']]) {
    it(`is no question where both set the same, one of them after ${earlier.length} others`, async () => {
      for (const password of earlier) await setAway({ password });
      await conflict({ password: 'same-1' }, { password: 'same-1' });
      await settled([], { answers: [], password: 'same-1' });
    });
  }

  for (const [choice, mine, password] of [
    [KEEP_PASSWORD, { password: 'mine-1' }, 'mine-1'],
    ['Leave Out the Password', { password: undefined }, undefined],
  ] as const) {
    it(`is not undone by a colleague who only changed answers, but more often: ${choice}`, async () => {
      await agreed({ password: 'old-1', answers: 'Tiddles' });
      await setAway({ answers: 'Fluffy' });
      await conflict(mine, { answers: 'Rover1' });
      const expected = { answers: answersOf('Rover1'), ...(password !== undefined && { password }) };
      await settled([USE_ANSWERS, choice], expected);
    });
  }

  it('that was written with another tool does not come back after it was removed', async () => {
    const { members } = await sam.store.people();
    const before = { answers: answersOf('Tiddles'), password: 'old-1' };
    const unsigned = await encrypt(
      `${serialiseDetails(before)}\n`,
      members.map(({ recipient }) => recipient),
    );
    for (const folder of [openStore(), away]) write(folder.at(FILE), unsigned);
    answering(['Use the Team’s Password']);
    await run('team.sync');
    await sam.sync([AU], 'all', new Map([[AU, 'store']]));
    assert.deepEqual([here(), there()], [before, before]);
    await conflict({ password: undefined }, { answers: 'Rover1' });
    await settled([USE_ANSWERS, 'Leave Out the Password'], { answers: answersOf('Rover1') });
  });

  it('is not taken from its owner by answers that were set later', async () => {
    await setAway({ answers: 'Fluffy' });
    await conflict({ password: 'mine-1' }, { answers: 'Rover1' });
    await settled(['Keep the Password'], { answers: answersOf('Rover1'), password: 'mine-1' });
  });

  it('is told apart also where the same person set both', async () => {
    const identity = vsCode.secrets.values.get('team:identity') ?? assert.fail();
    const laptop = await Computer.of('Priya', away.uri.path, identity, away);
    laptop.restore(sam);
    sam = laptop;
    await conflict({ password: 'mine-1' }, { password: 'theirs-1' });
    const [asked = assert.fail()] = await settled(['Use the Other Password'], {
      answers: [],
      password: 'theirs-1',
    });
    assert.deepEqual(asked.choices, [KEEP_PASSWORD, 'Use the Other Password']);
  });

  it('asks neither a machine nor a stranger', async () => {
    const { computer: machine } = await letIn('CI', [AU]);
    await copy(openStore(), away);
    await conflict({ password: 'mine-1' }, { password: 'theirs-1' });
    const sides = git.unmerged.get(PATH) ?? assert.fail();
    const stranger = await computerOf('Eve');
    for (const each of [machine, stranger])
      assert.equal(await each.store.mergeKey('answers', AU, sides), 'notForUs');
  });
});
