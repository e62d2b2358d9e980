import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from '../../../src/age/age';
import { type LoginDetails, NO_DETAILS, serialiseDetails } from '../../../src/core/loginDetails';
import { serialiseAnswers } from '../../../src/core/recovery';
import { formatMemory, parseMemory, type StoreMemory } from '../../../src/core/team/memory';
import { mergeMemories } from '../../../src/core/team/memoryMerge';
import type { Computer } from '../../shared/computer';
import { LOGIN as AU } from '../../shared/lists';
import { Scene } from './scene';
import { joined, LOGINS, type SmallTeam, useSmallTeam } from './smallTeam';

const ANSWERS = [{ question: 'First pet?', answer: 'Tiddles' }];
const OTHERS = [{ question: 'First pet?', answer: 'Rover1' }];
const FILE = `${AU}~answers.age`;

describe('A password in the team store', () => {
  let team: SmallTeam;
  let priya: Computer;
  let sam: Computer;
  useSmallTeam(made => {
    team = made;
    priya = made.priya;
  });
  beforeEach(async () => {
    sam = await joined('Sam', priya);
  });

  const path = (): string => join(team.folder, FILE);
  const remembered = (computer: Computer): StoreMemory =>
    parseMemory(computer.memories.get(team.id) ?? '') ?? assert.fail();
  const isUnsent = (computer: Computer): boolean =>
    remembered(computer).shared[`${AU}~answers`]?.isUnsent === true;

  /** What the first line of the file says, to who can decrypt it. */
  async function stored(reader: Computer = priya): Promise<string> {
    return (await decrypt(await readFile(path()), reader.identity)).split('\n')[0] ?? '';
  }

  /** Both have these. */
  async function agreed({ answers, password }: LoginDetails): Promise<void> {
    if (answers.length > 0) await priya.enterAnswers(AU, serialiseAnswers(answers));
    if (password !== undefined) await priya.enterPassword(AU, password);
    await priya.sync(LOGINS);
    await sam.sync(LOGINS, 'changed');
    assert.deepEqual(sam.detailsOf(AU), { answers, ...(password !== undefined && { password }) });
  }

  function lose(computer: Computer, kept: LoginDetails): void {
    const { answers: _, ...others } = computer.secrets.get(AU) ?? {};
    const text = serialiseDetails(kept);
    computer.secrets.set(AU, { ...others, ...(text !== NO_DETAILS && { answers: text }) });
  }

  it('arrives, is changed and goes without a question, and the answers stay', async () => {
    await agreed({ answers: ANSWERS, password: 'one' });
    await sam.enterPassword(AU, 'two');
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).sent, [AU]);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    assert.deepEqual(priya.detailsOf(AU), { answers: ANSWERS, password: 'two' });
    await priya.enterPassword(AU, undefined);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).sent, [AU]);
    assert.equal(await stored(), serialiseAnswers(ANSWERS));
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
    assert.deepEqual(sam.detailsOf(AU), { answers: ANSWERS });
    for (const computer of [priya, sam]) {
      const { received, sent, conflicts } = await computer.sync(LOGINS);
      assert.deepEqual([received, sent, conflicts], [[], [], []]);
    }
  });

  it('that was all there was is gone for colleagues, too, and another one is no question', async () => {
    await agreed({ answers: [], password: 'one' });
    await priya.enterPassword(AU, undefined);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).sent, [AU]);
    assert.equal(await stored(), NO_DETAILS);
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
    assert.deepEqual([sam.detailsOf(AU), (await sam.get(AU)).answers], [{ answers: [] }, undefined]);
    // Who comes later has nothing to receive.
    const kim = await joined('Kim', sam);
    assert.ok(!(await kim.sync(LOGINS)).received.includes(AU));
    await sam.enterPassword(AU, 'two');
    await sam.sync(LOGINS);
    for (const computer of [priya, kim]) {
      const { received, conflicts } = await computer.sync(LOGINS, 'changed');
      assert.deepEqual([received, conflicts, computer.detailsOf(AU).password], [[AU], [], 'two']);
    }
  });

  it('that the store never had leaves nothing there when it is removed', async () => {
    await priya.enterPassword(AU, 'one');
    await priya.enterPassword(AU, undefined);
    assert.equal(isUnsent(priya), false);
    assert.deepEqual((await priya.sync(LOGINS)).sent, []);
    assert.ok(!existsSync(path()));
  });

  it('takes no answers from a colleague who has some', async () => {
    await priya.enterPassword(AU, 'one');
    await priya.sync(LOGINS);
    await sam.enterAnswers(AU, serialiseAnswers(ANSWERS));
    assert.deepEqual((await sam.sync(LOGINS)).conflicts, [AU]);
    assert.deepEqual(sam.detailsOf(AU), { answers: ANSWERS });
    const chosen = new Map([[AU, 'store' as const]]);
    assert.deepEqual((await sam.sync(LOGINS, 'all', chosen)).received, [AU]);
    const both = { answers: ANSWERS, password: 'one' };
    assert.deepEqual([sam.detailsOf(AU), await stored()], [both, serialiseDetails(both)]);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    assert.deepEqual(priya.detailsOf(AU), both);
  });

  it('is set where the answers were lost, and brings them back instead of taking them from all', async () => {
    await agreed({ answers: ANSWERS });
    lose(priya, { answers: [] });
    await priya.enterPassword(AU, 'one');
    await priya.sync(LOGINS, 'changed');
    const both = { answers: ANSWERS, password: 'one' };
    assert.deepEqual([priya.detailsOf(AU), await stored()], [both, serialiseDetails(both)]);
    await sam.sync(LOGINS, 'changed');
    assert.deepEqual(sam.detailsOf(AU), both);
  });

  it('is removed where the answers were lost, and brings them back, but not after all was removed', async () => {
    await agreed({ answers: ANSWERS, password: 'one' });
    lose(priya, { answers: [], password: 'one' });
    await priya.enterPassword(AU, undefined);
    await priya.sync(LOGINS);
    assert.deepEqual(
      [priya.detailsOf(AU), await stored()],
      [{ answers: ANSWERS }, serialiseAnswers(ANSWERS)],
    );
    await priya.enterPassword(AU, 'two');
    await priya.sync(LOGINS);
    await priya.enterPassword(AU, undefined);
    priya.secrets.delete(AU);
    await priya.sync(LOGINS);
    assert.equal((await priya.get(AU)).answers, undefined);
  });

  it('that was lost comes back, also where other answers are set meanwhile', async () => {
    await agreed({ answers: ANSWERS, password: 'one' });
    lose(priya, { answers: ANSWERS });
    const { received, sent, unshared } = await priya.sync(LOGINS);
    assert.deepEqual([received, sent, unshared], [[AU], [], []]);
    assert.equal(priya.detailsOf(AU).password, 'one');
    lose(priya, { answers: ANSWERS });
    await priya.enterAnswers(AU, serialiseAnswers(OTHERS));
    await priya.sync(LOGINS);
    await sam.sync(LOGINS);
    for (const computer of [priya, sam])
      assert.deepEqual(computer.detailsOf(AU), { answers: OTHERS, password: 'one' });
    // One that a person removed does not.
    await priya.enterPassword(AU, undefined);
    await priya.enterAnswers(AU, serialiseAnswers(ANSWERS));
    await priya.sync(LOGINS);
    await sam.sync(LOGINS);
    for (const computer of [priya, sam]) assert.deepEqual(computer.detailsOf(AU), { answers: ANSWERS });
  });

  it('that a colleague changed together with first answers is no question where nothing was changed', async () => {
    await agreed({ answers: [], password: 'one' });
    await priya.enterAnswers(AU, serialiseAnswers(ANSWERS));
    await priya.enterPassword(AU, 'two');
    await priya.sync(LOGINS);
    const { received, conflicts } = await sam.sync(LOGINS, 'changed');
    assert.deepEqual([received, conflicts], [[AU], []]);
    assert.deepEqual(sam.detailsOf(AU), { answers: ANSWERS, password: 'two' });
  });

  it('that two set at once is a person’s choice, and the other one’s then', async () => {
    await agreed({ answers: ANSWERS, password: 'one' });
    await priya.enterPassword(AU, 'two');
    await priya.sync(LOGINS);
    await sam.enterPassword(AU, undefined);
    assert.deepEqual((await sam.sync(LOGINS)).conflicts, [AU]);
    assert.deepEqual((await sam.sync(LOGINS, 'all', new Map([[AU, 'here']]))).sent, [AU]);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    assert.deepEqual(priya.detailsOf(AU), { answers: ANSWERS });
  });

  it('that no member signed is never taken without a person, nor what it leaves out', async () => {
    await agreed({ answers: ANSWERS, password: 'one' });
    const to = await Promise.all([priya, sam].map(each => each.store.recipient()));
    for (const forged of [{ answers: [], password: 'forged' }, { answers: ANSWERS }, { answers: [] }]) {
      await rm(path());
      await team.priya.files.write(FILE, await encrypt(`${serialiseDetails(forged)}\n`, to));
      const { received, conflicts } = await sam.sync(LOGINS);
      assert.deepEqual([received, conflicts], [[], [AU]]);
      assert.deepEqual(sam.detailsOf(AU), { answers: ANSWERS, password: 'one' });
    }
  });

  it('is nothing that a machine, a leaver or a stranger reads with age', async () => {
    const scene = new Scene(team);
    const machine = await scene.request(team.folder, 'CI');
    await priya.approve(machine, LOGINS, [AU]);
    const stranger = await scene.request(team.folder, 'Eve');
    await agreed({ answers: ANSWERS, password: 'one' });
    assert.ok(
      (await decrypt(await readFile(join(team.folder, `${AU}.age`)), machine.identity)).includes('otpauth'),
    );
    for (const each of [machine, stranger]) await assert.rejects(stored(each));
    assert.match(await stored(sam), /"one"/);
    await priya.remove(sam, LOGINS);
    await assert.rejects(stored(sam));
    await priya.enterPassword(AU, 'two');
    await priya.sync(LOGINS);
    await priya.store.reencrypt(LOGINS);
    for (const each of [machine, stranger, sam]) await assert.rejects(stored(each));
    assert.match(await stored(), /"two"/);
  });

  it('that one window removed is still to be removed after another one wrote', async () => {
    await agreed({ answers: ANSWERS, password: 'one' });
    const before = remembered(priya);
    await priya.enterPassword(AU, undefined);
    for (const merged of [
      mergeMemories(before, remembered(priya)),
      mergeMemories(remembered(priya), before),
    ]) {
      priya.memories.set(team.id, formatMemory(merged));
      assert.equal(isUnsent(priya), true);
    }
    await priya.sync(LOGINS);
    assert.equal(await stored(), serialiseAnswers(ANSWERS));
  });
});
