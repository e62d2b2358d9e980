import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newIdentity, recipientOf } from '../../../src/age/age';
import { type Signer, signerOf } from '../../../src/age/signing';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { formatMember, statementBytesOf } from '../../../src/core/team/memberFile';
import { Computer } from '../../shared/computer';
import { LOGIN as AU } from '../../shared/lists';
import { NEW_KEY } from '../../shared/oracle';
import { nonceReady, signWithNonceOf } from './reusedNonce';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

const DAY = '2026-11-25';

interface Keys {
  readonly recipient: string;
  readonly signer: Signer;
}

/** Attacks of members and leavers on who is in the team. All of them worked once. */
describe('Who is in a team holds against', () => {
  let root: string;
  let folder: string;
  let priya: Computer;
  let id: string;
  useSmallTeam(team => {
    ({ root, folder, priya, id } = team);
  });

  const member = (name: string, by = priya): Promise<Computer> => joined(name, by);

  /** The same computer with what it remembers, over another clone. */
  async function away(computer: Computer, place: string): Promise<Computer> {
    const other = await Computer.of(computer.name, place, computer.identity);
    other.restore(computer);
    return other;
  }

  async function entry(
    by: Keys,
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
    by: Keys,
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

  /** Approves somebody again and again, with counts up to the highest there is, in four files. */
  async function driveCounts(
    by: Keys,
    name: string,
    { recipient, signer: { signingKey } }: Keys,
    afterEachFile = async (): Promise<unknown> => undefined,
  ): Promise<void> {
    const steps = await Promise.all(
      Array.from({ length: 1000 }, (_, at) =>
        entry(by, { recipient, name, signingKey, count: (at + 1) * 1000 }),
      ),
    );
    for (let at = 0; at < 4; at++) {
      await push(by, steps.slice(at * 250, (at + 1) * 250), await stranger(`Guest ${at}`));
      await afterEachFile();
    }
  }

  it('somebody who cannot be removed, because there is no higher count', async () => {
    const lee = await member('Lee');
    const eve = await member('Eve', lee);
    await priya.sync(LOGINS);
    const [leeKeys, eveKeys] = [await keysOf(lee.identity), await keysOf(eve.identity)];
    await driveCounts(eveKeys, 'Lee', leeKeys, () => priya.store.people());
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

  it('a leaver who gives a new approval the mark of one that their removal keeps', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    const kim = await member('Kim', lee);
    await sam.sync(LOGINS);
    await priya.sync(LOGINS);
    await priya.remove(lee, LOGINS, [await kim.store.recipient()]);
    const eve = await stranger('Eve');
    const leeKeys = await keysOf(lee.identity);
    // The first half of an Ed25519 signature is what the signer chooses it to be.
    const kept = (await priya.store.people()).roster.entries.find(
      each => each.by === leeKeys.recipient && each.name === 'Kim',
    );
    assert.ok(kept);
    const { signature: _, ...keptSaid } = kept;
    const nonceReusing: Signer = {
      signingKey: leeKeys.signer.signingKey,
      sign: message => signWithNonceOf(lee.identity, entryBytes(id, keptSaid), message),
    };
    await nonceReady(lee.identity);
    assert.equal(nonceReusing.sign(entryBytes(id, keptSaid)), kept.signature);
    await push(leeKeys, [await entry(leeKeys, { ...pick(eve), count: 1 })], eve);
    assert.deepEqual(await namesOf(await away(sam, folder)), ['Kim', 'Priya', 'Sam'], 'signed as usual');
    const forged = await entry({ ...leeKeys, signer: nonceReusing }, { ...pick(eve), count: 1 });
    await push(leeKeys, [forged], eve);
    // Sam hears of the removal and of this in one pull.
    assert.deepEqual(await namesOf(sam), ['Kim', 'Priya', 'Sam']);
  });

  it('a leaver’s second identity that another member seems to have approved', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    await priya.sync(LOGINS);
    const [puppet, eve] = [await stranger('Sam'), await stranger('Eve')];
    const samRecipient = await sam.store.recipient();
    const leeKeys = await keysOf(lee.identity);
    // Lee says that Sam signs with a key of Lee's, and signs as Sam with it.
    const swapped = await entry(leeKeys, {
      recipient: samRecipient,
      name: 'Sam',
      signingKey: puppet.signingKey,
      count: 2,
    });
    const asSam = { recipient: samRecipient, signer: puppet.signer };
    const second = await entry(asSam, { ...pick(eve), count: 1 });
    await push(leeKeys, [swapped, second], eve);
    await priya.sync(LOGINS);
    await priya.sync(LOGINS);
    const dependents = (await priya.store.dependents(leeKeys.recipient)).map(({ name }) => name);
    await priya.remove(lee, LOGINS);
    assert.deepEqual([dependents, await namesOf(priya)], [[], ['Priya', 'Sam']]);
  });

  it('a leaver whose second identity approves them again, so that both stay in a circle', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    const branch = join(root, 'branch');
    await cp(folder, branch, { recursive: true });
    const [leeAway, samAway] = [await away(lee, branch), await away(sam, branch)];
    // On a branch that Priya doesn't have.
    const eve = await Computer.of('Eve', branch);
    await eve.store.join('Eve');
    await leeAway.approve(eve, LOGINS);
    assert.deepEqual(await namesOf(samAway), ['Eve', 'Lee', 'Priya', 'Sam']);
    await priya.remove(lee, LOGINS);
    // Sam merges: the removal, and what Eve says of Lee.
    const leeRecipient = await lee.store.recipient();
    await cp(join(folder, `members/${leeRecipient}.json`), join(branch, `members/${leeRecipient}.json`));
    assert.deepEqual(await namesOf(await away(samAway, branch)), ['Priya', 'Sam'], 'without the circle');
    const again = await Computer.of('Sam', branch, sam.identity);
    again.memories = new Map(samAway.memories);
    const eveKeys = { ...(await keysOf(eve.identity)), name: 'Eve' };
    const circle = await entry(eveKeys, {
      recipient: leeRecipient,
      name: 'Lee',
      signingKey: (await signerOf(lee.identity)).signingKey,
      count: 900,
    });
    await push(eveKeys, [circle], { ...eveKeys, signingKey: eveKeys.signer.signingKey }, branch);
    assert.deepEqual(await namesOf(again), ['Priya', 'Sam']);
  });

  it('a machine that was a member once and still approves people', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    await priya.remove(lee, LOGINS);
    await lee.store.join('CI');
    await priya.approve(lee, LOGINS, [AU]);
    const eve = await stranger('Eve');
    const leeKeys = await keysOf(lee.identity);
    await push(leeKeys, [await entry(leeKeys, { ...pick(eve), count: 1 })], eve);
    const { members } = await sam.store.people();
    assert.deepEqual(members.map(({ name, role }) => `${name} ${role}`).sort(), [
      'CI machine',
      'Priya member',
      'Sam member',
    ]);
  });

  it('counts that are driven to the end at once, so that nobody can be removed', async () => {
    const lee = await member('Lee');
    const eve = await member('Eve', lee);
    await priya.sync(LOGINS);
    const [leeKeys, eveKeys] = [await keysOf(lee.identity), await keysOf(eve.identity)];
    await driveCounts(eveKeys, 'Lee', leeKeys);
    const { roster } = await priya.store.people();
    assert.ok(roster.highestCount(leeKeys.recipient) <= 1001, 'one pull, a jump of at most 1,000');
  });

  it('a member who approves a recipient that is none, so that nobody can write a key', async () => {
    const lee = await member('Lee');
    const leeKeys = await keysOf(lee.identity);
    const none = `age1${'q'.repeat(58)}`;
    const about = { recipient: none, name: 'Kim', signingKey: '' };
    await push(leeKeys, [await entry(leeKeys, { ...about, count: 1 })], await stranger('Guest'));
    await priya.enterKey(AU, NEW_KEY);
    assert.deepEqual((await priya.sync(LOGINS)).sent, [AU]);
  });

  it('a member who fills the roster, so that their removal is too large for anybody to read', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    await priya.sync(LOGINS);
    const leeKeys = await keysOf(lee.identity);
    const people = await Promise.all(Array.from({ length: 500 }, (_, at) => stranger(`Nobody ${at}`)));
    const entries = await Promise.all(
      people.map(each => entry(leeKeys, { ...pick(each), state: 'removed', count: 1 })),
    );
    for (let at = 0; at < 4; at++)
      await push(leeKeys, entries.slice(at * 125, (at + 1) * 125), await stranger(`Guest ${at}`));
    await sam.sync(LOGINS);
    await priya.remove(lee, LOGINS);
    const { people: seen, skipped } = await sam.sync(LOGINS);
    assert.deepEqual(seen?.members.map(({ name }) => name).sort(), ['Priya', 'Sam'], JSON.stringify(skipped));
  });
});

const pick = ({ recipient, name, signingKey }: { recipient: string; name: string; signingKey: string }) => ({
  recipient,
  name,
  signingKey,
});
