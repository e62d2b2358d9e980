import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newIdentity, recipientOf } from '../../../src/age/age';
import { type Signer, signerOf } from '../../../src/age/signing';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { MAXIMUM_FORGED } from '../../../src/core/team/limits';
import { formatMember } from '../../../src/core/team/memberFile';
import { Roster } from '../../../src/core/team/roster';
import { Layout } from '../../../src/team/layout';
import { PatientVerifier } from '../../../src/team/patientVerifier';
import { type People, readPeople } from '../../../src/team/people';
import { type Computer, FolderFiles } from '../../shared/computer';
import { useSmallTeam } from './smallTeam';

const DAY = '2026-11-25';

describe('Forged entries of a team store', () => {
  let folder: string;
  let priya: Computer;
  let id: string;
  let eve: Signer;
  let own: string;
  useSmallTeam(team => {
    ({ folder, priya, id } = team);
  });
  beforeEach(async () => {
    eve = await signerOf(await newIdentity());
    own = await priya.store.recipient();
  });

  /** Approvals of new people that Priya is said to have signed. */
  async function approvals(amount: number, signer: Signer): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (let index = 0; index < amount; index++) {
      const entry: Unsigned<Entry> = {
        recipient: await recipientOf(await newIdentity()),
        signingKey: '',
        name: `Person ${index}`,
        role: 'member',
        logins: [],
        state: 'approved',
        keeps: [],
        count: 1,
        on: DAY,
        by: own,
      };
      entries.push({ ...entry, signature: signer.sign(entryBytes(id, entry)) });
    }
    return entries;
  }

  async function writeMember(roster: readonly Entry[]): Promise<void> {
    const recipient = roster[0]?.recipient ?? '';
    const file = { name: 'Person', requested: DAY, roster: [...roster] };
    await writeFile(join(folder, `members/${recipient}.json`), formatMember(file));
  }

  async function look(): Promise<{ people: People; verified: number }> {
    const mine = new Roster((await priya.store.people()).roster.entries, own);
    const verifier = new PatientVerifier();
    const people = await readPeople(new Layout(new FolderFiles(folder)), id, mine, verifier);
    return { people, verified: verifier.count };
  }

  it('cost a few signatures a file, and what a colleague wrote is still believed', async () => {
    const mine = new Roster((await priya.store.people()).roster.entries, own);
    for (let file = 0; file < 3; file++) await writeMember(await approvals(60, eve));
    const genuine = await approvals(4, await signerOf(priya.identity));
    await writeMember(genuine);
    const verifier = new PatientVerifier();
    const layout = new Layout(new FolderFiles(folder));
    const { roster } = await readPeople(layout, id, mine, verifier);
    assert.deepEqual(roster.members, [own, ...genuine.map(({ recipient }) => recipient)].sort());
    assert.equal(verifier.count, 3 * MAXIMUM_FORGED + genuine.length);
  });

  it('are verified only once', async () => {
    await writeMember(await approvals(15, eve));
    await priya.store.people();
    const { verified, people } = await look();
    assert.deepEqual([verified, people.members.length], [0, 1]);
  });

  it('with counts that can’t be, or by people who are not in the team, cost nothing', async () => {
    const entries = await approvals(10, eve);
    await writeMember(entries.map(entry => ({ ...entry, count: 5000 })));
    await writeMember(entries.slice(1).map(entry => ({ ...entry, by: entries[0]?.recipient ?? '' })));
    const { verified } = await look();
    assert.equal(verified, 0);
  });

  it('leave time for something else', async () => {
    for (let file = 0; file < 4; file++) await writeMember(await approvals(20, eve));
    let [turns, isDone] = [0, false];
    const count = (): void => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    const mine = new Roster((await priya.store.people()).roster.entries, own);
    for (const file of [1, 2]) await writeMember(await approvals(20 + file, eve));
    const files = new FolderFiles(folder);
    const texts = new Map<string, Uint8Array>();
    for (const name of (await files.list('members')).keys())
      texts.set(`members/${name}`, await readFile(join(folder, 'members', name)));
    const names = [...texts.keys()].map(path => [path.slice('members/'.length), ''] as const);
    const inMemory = Object.assign(new FolderFiles(folder), {
      read: async (path: string) => texts.get(path),
      list: async () => new Map(names),
    });
    setImmediate(count);
    const verifier = new PatientVerifier();
    await readPeople(new Layout(inMemory), id, mine, verifier);
    isDone = true;
    assert.equal(verifier.count, 2 * MAXIMUM_FORGED);
    // Nothing else waits: all is in memory.
    assert.ok(turns >= verifier.count / 8 - 1, `${turns} turns`);
  });
});
