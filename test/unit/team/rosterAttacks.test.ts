import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrypt, newIdentity, recipientOf } from '../../../src/age/age';
import { type Signer, signerOf } from '../../../src/age/signing';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { formatMember, statementBytesOf } from '../../../src/core/team/memberFile';
import { Computer } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY } from '../../shared/oracle';

const LOGINS = [AU, NZ];
const DAY = '2026-11-25';

/** Attacks of members and leavers on who is in the team, each of which worked once. */
describe('Who is in a team holds against', () => {
  let root: string;
  let folder: string;
  let priya: Computer;
  let id: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'xmfa-roster-'));
    folder = join(root, 'store');
    priya = await Computer.of('Priya', folder);
    await priya.setKey(AU, KEY);
    await priya.create(LOGINS);
    id = (await priya.store.id()) ?? '';
  });
  afterEach(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

  async function member(name: string, by = priya): Promise<Computer> {
    const computer = await Computer.of(name, folder);
    await computer.store.join(name);
    await by.approve(computer, LOGINS);
    await computer.confirm();
    await computer.sync(LOGINS);
    return computer;
  }

  /** The same computer with what it remembers, over another clone. */
  async function away(computer: Computer, place: string): Promise<Computer> {
    const other = await Computer.of(computer.name, place, computer.identity);
    other.restore(computer);
    return other;
  }

  async function entry(
    by: { recipient: string; signer: Signer },
    about: Partial<Entry> & Pick<Entry, 'recipient' | 'name' | 'count'>,
  ): Promise<Entry> {
    const said: Unsigned<Entry> = {
      signingKey: '',
      role: 'member',
      logins: [],
      state: 'approved',
      keeps: [],
      on: DAY,
      by: by.recipient,
      ...about,
    };
    return { ...said, signature: by.signer.sign(entryBytes(id, said)) };
  }

  /** Pushes entries, as anyone can who knows the signer's key. */
  async function push(
    by: { recipient: string; signer: Signer },
    entries: readonly Entry[],
    about: { recipient: string; name: string; signingKey: string },
    place = folder,
  ): Promise<void> {
    const request = { name: about.name, requested: DAY, signingKey: about.signingKey };
    const said = { by: by.recipient, roster: [...entries] };
    const signature = by.signer.sign(statementBytesOf(id, about.recipient, request, said));
    await writeFile(
      join(place, `members/${about.recipient}.json`),
      formatMember({ ...request, statement: { ...said, signature } }),
    );
  }

  const keysOf = async (identity: string) => ({
    recipient: await recipientOf(identity),
    signer: await signerOf(identity),
  });

  async function stranger(name: string) {
    const identity = await newIdentity();
    const { recipient, signer } = await keysOf(identity);
    return { identity, recipient, signer, name, signingKey: signer.signingKey };
  }

  const namesOf = async (computer: Computer): Promise<string[]> =>
    (await computer.store.people()).members.map(({ name }) => name).sort();

  it('somebody who cannot be removed, because there is no higher count', async () => {
    const lee = await member('Lee');
    const eve = await member('Eve', lee);
    await priya.sync(LOGINS);
    const [leeKeys, eveKeys] = [await keysOf(lee.identity), await keysOf(eve.identity)];
    const about = { recipient: leeKeys.recipient, name: 'Lee', signingKey: leeKeys.signer.signingKey };
    const steps = await Promise.all(
      Array.from({ length: 1000 }, (_, at) => entry(eveKeys, { ...about, count: (at + 1) * 1000 })),
    );
    for (let at = 0; at < 4; at++) {
      await push(eveKeys, steps.slice(at * 250, (at + 1) * 250), await stranger(`Guest ${at}`));
      await priya.store.people();
    }
    await priya.remove(lee, LOGINS).catch(() => {});
    assert.equal(await priya.store.membership(), 'member');
    assert.deepEqual(await namesOf(priya), ['Priya']);
  });

  it('a name in .age-recipients that makes who declines it forget the team', async () => {
    for (const name of ['x'.repeat(101), 'Jose\u0301', 'S\u200bam']) {
      const eve = await stranger(name);
      const lines = await readFile(join(folder, '.age-recipients'), 'utf8');
      await writeFile(join(folder, '.age-recipients'), `${lines}# ${name}\n${eve.recipient}\n`);
      await priya.remove(eve.recipient, LOGINS);
      assert.equal(await priya.store.membership(), 'member', JSON.stringify(name.slice(0, 6)));
    }
  });

  it('a machine for more logins than an entry may have, after which the team is forgotten', async () => {
    const machine = await Computer.of('CI', folder);
    const recipient = await machine.store.recipient();
    await writeFile(join(folder, `members/${recipient}.json`), '{ "name": "CI", "requested": "2026-11-25" }');
    const logins = Array.from({ length: 1001 }, (_, at) => `qa-${at}@acme.test`);
    await priya.approve(recipient, LOGINS, logins).catch(() => {});
    assert.equal(await priya.store.membership(), 'member');
  });
});

const pick = ({ recipient, name, signingKey }: { recipient: string; name: string; signingKey: string }) => ({
  recipient,
  name,
  signingKey,
});
