import assert from 'node:assert/strict';
import { decrypt } from '../../../src/age/age';
import { verify } from '../../../src/age/signing';
import { type LoginDetails, serialiseDetails } from '../../../src/core/loginDetails';
import { serialiseAnswers } from '../../../src/core/recovery';
import { formatMember } from '../../../src/core/team/memberFile';
import { formatMemory, parseMemory } from '../../../src/core/team/memory';
import { formatSavedStores, parseSavedStores } from '../../../src/core/team/savedStores';
import { Computer } from '../../shared/computer';
import { KEY } from '../../shared/oracle';
import { cases } from '../../shared/thorough';
import { Clone, Origin } from './repository';

const NAMES = ['Priya', 'Sam', 'Kim', 'Alex', 'Jo'];
const LOGINS = Array.from({ length: 12 }, (_, index) => `qa-${index}@acme.test`);
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

interface Desk {
  readonly computer: Computer;
  readonly clone: Clone;
}

/** Numbers that look random and are the same each time. */
function* numbers(): Generator<number, never> {
  let seed = 42;
  for (;;) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    yield seed;
  }
}

describe('An honest team of five, with three computers each and twelve logins', () => {
  it('is asked nothing in a year, except when somebody joins or leaves, or two really set a key or a password at once', async () => {
    const origin = new Origin();
    const asked = { joining: 0, leaving: 0, conflicts: 0, other: 0 };
    const desks: Desk[] = [];
    const random = numbers();
    // Their low bits repeat.
    const next = (below: number): number => Math.floor((random.next().value / 2 ** 32) * below);

    async function desk(name: string, first?: Computer): Promise<Desk> {
      const clone = new Clone(origin);
      const computer = await Computer.of(name, `${name}${desks.length}`, first?.identity, clone);
      if (first) {
        // What a saved identity carries, and no more.
        const text = formatSavedStores([...first.memories.values()].flatMap(each => parseMemory(each) ?? []));
        for (const memory of parseSavedStores(text, await first.store.recipient(), verify))
          computer.memories.set(memory.id, formatMemory(memory));
      }
      desks.push({ computer, clone });
      return { computer, clone };
    }

    /** What all have in the end. */
    const details = new Map<string, LoginDetails>(LOGINS.map(login => [login, { answers: [] }]));
    const machine = await Computer.of('CI', 'CI', undefined, new Clone(origin));
    const sealed = new WeakSet<Uint8Array>();

    /** The machine reads setup keys alone. */
    async function assertNoneForMachine({ clone: { files } }: Desk): Promise<void> {
      for (const [path, bytes] of files) {
        if (!path.endsWith('.age') || sealed.has(bytes)) continue;
        sealed.add(bytes);
        const text = await decrypt(bytes, machine.identity).catch(() => '');
        assert.ok(!path.includes('~') || text === '', path);
        assert.ok(!/"password"|"answers"|pass-/.test(text), path);
      }
    }

    /** Pulls, merges, syncs and pushes, and counts what a person is asked. */
    async function exchange({ computer, clone }: Desk): Promise<void> {
      for (const { path, sides } of clone.pull()) {
        const member = /^members\/(.*)\.json$/.exec(path)?.[1];
        if (member !== undefined) await computer.store.mergeMember(member, sides);
        else if (path.endsWith('.age')) {
          const kind = path.includes('~') ? 'answers' : 'key';
          const login = path.replace(/(?:~answers)?\.age$/, '');
          const merged = await computer.store.mergeKey(kind, login, sides);
          if (typeof merged !== 'object') continue;
          asked.conflicts++;
          if (kind === 'key') await computer.setKey(login, merged[1].value);
          await computer.store.mergeKey(kind, login, sides, merged[1].tag);
        }
      }
      const { conflicts, unshared, people, isBehind, approver, skipped } = await computer.sync(LOGINS);
      asked.conflicts += conflicts.length;
      asked.other += unshared.length + (people?.disputes.length ?? 0) + (people?.unconfirmed.length ?? 0);
      asked.other += skipped.length + Number(isBehind) + Number(approver !== undefined);
      if (conflicts.length > 0)
        await computer.sync(LOGINS, 'all', new Map(conflicts.map(each => [each, 'store'])));
      await computer.store.reencrypt(LOGINS);
      await assertNoneForMachine({ computer, clone });
      clone.push();
    }

    /** A person changes something of a login, or VS Code loses one of two details. */
    async function change({ computer }: Desk): Promise<void> {
      const login = LOGINS[next(LOGINS.length)] ?? '';
      const before = details.get(login) ?? assert.fail();
      const random32 = Array.from({ length: 32 }, () => BASE32[next(32)]).join('');
      const { password: held, ...others } = before;
      const what = next(6);
      if (what <= 1) await computer.enterKey(login, random32);
      else if (what === 2) {
        const answers = [{ question: 'First pet?', answer: random32 }];
        await computer.enterAnswers(login, serialiseAnswers(answers));
        details.set(login, { ...before, answers });
      } else if (what === 3 && held !== undefined) {
        await computer.enterPassword(login, undefined);
        details.set(login, others);
      } else if (what === 4 && held !== undefined && before.answers.length > 0) {
        const lost = next(2) === 0 ? others : { answers: [], password: held };
        const secret = await computer.get(login);
        computer.secrets.set(login, { ...secret, answers: serialiseDetails(lost) });
      } else {
        const password = `pass-${random32}`;
        await computer.enterPassword(login, password);
        details.set(login, { ...before, password });
      }
      changes[what] = (changes[what] ?? 0) + 1;
    }
    const changes: number[] = [];

    async function join(name: string, by: Desk): Promise<Desk> {
      const joining = await desk(name);
      joining.clone.pull();
      await joining.computer.store.join(name);
      joining.clone.push();
      await exchange(by);
      await by.computer.approve(joining.computer, LOGINS);
      asked.joining++;
      by.clone.push();
      joining.clone.pull();
      await joining.computer.confirm();
      asked.joining++;
      await exchange(joining);
      return joining;
    }

    const priya = await desk('Priya');
    for (const login of LOGINS.slice(0, 6)) await priya.computer.setKey(login, KEY);
    await priya.computer.create(LOGINS);
    priya.clone.push();
    const firsts = [priya];
    // Each is let in by whom the one before let in.
    for (const name of NAMES.slice(1)) firsts.push(await join(name, firsts.at(-1) ?? priya));
    for (const { computer } of firsts)
      for (let count = 0; count < 2; count++) await exchange(await desk(computer.name, computer));
    assert.equal(desks.length, 15);
    assert.deepEqual(asked, { joining: 8, leaving: 0, conflicts: 0, other: 0 });
    await exchange(priya);
    const request = formatMember({ name: 'CI', requested: '2026-11-25' });
    priya.clone.put(`members/${await machine.store.recipient()}.json`, Buffer.from(request));
    await priya.computer.approve(machine, LOGINS, LOGINS.slice(0, 6));
    await exchange(priya);

    const weeks = cases(5, 52);
    for (let week = 0; week < weeks; week++) {
      // Somebody sets keys, answers and passwords, on a computer that may not have pulled for weeks.
      const busy = desks[next(desks.length)] ?? assert.fail();
      await exchange(busy);
      await change(busy);
      await change(busy);
      await exchange(busy);
      for (let count = 0; count < 3; count++) await exchange(desks[next(desks.length)] ?? assert.fail());
      if (week === weeks >> 1) {
        // Sam leaves, who let Kim in, who let Alex in.
        const sam = firsts[1] ?? assert.fail();
        await exchange(priya);
        const recipient = await sam.computer.store.recipient();
        const dependents = await priya.computer.store.dependents(recipient);
        assert.deepEqual(dependents.map(({ name }) => name).sort(), ['Alex', 'Jo', 'Kim']);
        asked.leaving += 2;
        await priya.computer.remove(
          recipient,
          LOGINS,
          dependents.map(each => each.recipient),
        );
        await exchange(priya);
        for (const left of desks.filter(({ computer }) => computer.name === 'Sam'))
          desks.splice(desks.indexOf(left), 1);
      }
    }
    assert.deepEqual(asked, { joining: 8, leaving: 2, conflicts: 0, other: 0 });

    // Two really set a key at once.
    const [one = assert.fail(), other = assert.fail()] = [desks[0], desks.at(-1)];
    for (const each of [one, other]) await exchange(each);
    await one.computer.enterKey(LOGINS[0] ?? '', 'A'.repeat(32));
    await other.computer.enterKey(LOGINS[0] ?? '', 'B'.repeat(32));
    for (const each of [one, other, one]) await exchange(each);
    assert.deepEqual(asked, { joining: 8, leaving: 2, conflicts: 1, other: 0 });
    for (const each of desks) await exchange(each);
    for (const { computer } of desks)
      assert.deepEqual(new Map(LOGINS.map(login => [login, computer.detailsOf(login)])), details);
    await one.computer.enterPassword(LOGINS[0] ?? '', 'one');
    await other.computer.enterPassword(LOGINS[0] ?? '', 'other');
    for (const each of [one, other, one]) await exchange(each);
    assert.deepEqual(asked, { joining: 8, leaving: 2, conflicts: 2, other: 0 });
    for (const each of desks) await exchange(each);
    const passwords = desks.map(({ computer }) => computer.detailsOf(LOGINS[0] ?? '').password);
    assert.deepEqual(new Set(passwords), new Set(['one']));
    const held = desks.map(({ computer }) => LOGINS.map(login => computer.keyOf(login)));
    for (const each of held) assert.deepEqual(each, held[0]);
    console.log(
      `      ${weeks} weeks, changes by kind ${changes}: ${asked.joining} questions to join, ${asked.leaving} to remove, ${asked.conflicts} about two keys, ${asked.other} others`,
    );
  });
});
