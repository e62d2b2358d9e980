import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signerOf } from '../../../src/age/signing';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { MAXIMUM_ENTRIES } from '../../../src/core/team/limits';
import { formatMember, parseMember } from '../../../src/core/team/memberFile';
import { formatMemory, parseMemory, type StoreMemory } from '../../../src/core/team/memory';
import type { Person } from '../../../src/team/people';
import type { TeamError } from '../../../src/team/teamError';
import { Computer, FolderFiles } from '../../shared/computer';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

/** A recipient of the form that they have; nobody has its identity. */
const recipientNumber = (number: number): string =>
  `age1${number.toString(8).padStart(58, '0').replaceAll('1', '8')}`;

const isFull = (error: TeamError): boolean => error.problem === 'full';

describe('A team with more people than a statement can be about', () => {
  let root: string;
  let folder: string;
  let priya: Computer;
  let id: string;
  useSmallTeam(team => {
    ({ root, folder, priya, id } = team);
  });

  const remembered = (): StoreMemory => parseMemory(priya.memories.get(id) ?? '') ?? assert.fail();

  /** Entries about other people, signed by a computer. */
  async function signedBy(
    computer: Computer,
    amount: number,
    change: Partial<Entry>,
  ): Promise<readonly Entry[]> {
    const signer = await signerOf(computer.identity);
    const by = await computer.store.recipient();
    return Array.from({ length: amount }, (_, index) => {
      const entry: Unsigned<Entry> = {
        recipient: recipientNumber(index),
        signingKey: '',
        name: `Person ${index}`,
        role: 'member',
        logins: [],
        state: 'removed',
        keeps: [],
        count: 1,
        on: '2026-11-25',
        by,
        ...change,
      };
      return { ...entry, signature: signer.sign(entryBytes(id, entry)) };
    });
  }

  /** Priya's computer knows more. */
  function teach(entries: readonly Entry[]): void {
    const memory = remembered();
    priya.memories.set(id, formatMemory({ ...memory, roster: [...memory.roster, ...entries] }));
  }

  async function files(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const name of (await readdir(folder, { recursive: true })).sort()) {
      const text = await readFile(join(folder, name), 'latin1').catch(() => undefined);
      if (text !== undefined) found.set(name, text);
    }
    return found;
  }

  async function unchanged(task: () => Promise<unknown>): Promise<void> {
    const [before, memory] = [await files(), remembered()];
    await assert.rejects(task, isFull);
    assert.deepEqual(await files(), before);
    assert.deepEqual(remembered(), memory);
  }

  const readMember = async (recipient: string) => {
    const text = await readFile(join(folder, `members/${recipient}.json`), 'utf8');
    return parseMember(text) ?? assert.fail('Nobody can read it.');
  };

  it('refuses somebody more, and writes and remembers nothing', async () => {
    const sam = await Computer.of('Sam', folder);
    await sam.store.join('Sam');
    teach(await signedBy(priya, MAXIMUM_ENTRIES - 1, {}));
    await priya.store.people();
    await unchanged(() => priya.approve(sam, LOGINS));
  });

  it('refuses a machine less its logins, whose statement would be too large', async () => {
    const ci = await Computer.of('CI', folder);
    await ci.store.join('CI');
    await priya.approve(ci, LOGINS, LOGINS);
    const logins = Array.from(
      { length: 1000 },
      (_, index) => String(index).padStart(4, '0') + 'x'.repeat(316),
    );
    teach(await signedBy(priya, 4, { role: 'machine', logins }));
    await priya.store.people();
    await unchanged(() => priya.approve(ci, LOGINS, []));
  });

  it('takes out a leaver who let in more than can be named, and goes on', async () => {
    const lee = await joined('Lee', priya);
    await priya.sync(LOGINS);
    teach(await signedBy(lee, MAXIMUM_ENTRIES + 200, { state: 'approved' }));
    await priya.remove(lee, LOGINS);
    const { statement } = await readMember(await lee.store.recipient());
    assert.ok(statement && statement.roster.length < 10, String(statement?.roster.length));
    const kim = await joined('Kim', priya);
    const { people } = await kim.sync(LOGINS);
    for (const { members } of [people ?? assert.fail(), await priya.store.people()])
      assert.deepEqual(members.map(({ name }) => name).sort(), ['Kim', 'Priya']);
    assert.equal((await kim.sync(LOGINS)).isBehind, false);
    await readMember(await kim.store.recipient());
  });

  it('keeps of a file what is known to be true, when its person asks again', async () => {
    const sam = await joined('Sam', priya);
    const recipient = await sam.store.recipient();
    await priya.remove(sam, LOGINS);
    await sam.sync(LOGINS);
    const file = await readMember(recipient);
    const forged = await signedBy(sam, MAXIMUM_ENTRIES, {});
    await writeFile(
      join(folder, `members/${recipient}.json`),
      formatMember({ ...file, roster: [...forged] }),
    );
    await sam.store.join('Sam');
    const { roster = [] } = await readMember(recipient);
    assert.equal(roster.length, MAXIMUM_ENTRIES);
    assert.ok(roster.some(entry => entry.recipient === recipient && entry.state === 'removed'));
  });

  it('is not adopted', async () => {
    const other = join(root, 'other');
    await mkdir(other);
    await writeFile(join(other, '.age-recipients'), `${await priya.store.recipient()}\n`);
    const people = (await signedBy(priya, MAXIMUM_ENTRIES, {})) as readonly Person[];
    const store = priya.storeIn(new FolderFiles(other), other);
    await assert.rejects(store.adopt('Priya', people, []), isFull);
    assert.deepEqual(await readdir(other), ['.age-recipients']);
  });
});
