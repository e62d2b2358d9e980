import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from '../../../src/age/age';
import { MAXIMUM_ENTRIES } from '../../../src/core/team/limits';
import { emptyMemory, parseMemory, type SharedMemory, type StoreMemory } from '../../../src/core/team/memory';
import { mergeMemories } from '../../../src/core/team/memoryMerge';
import { parseSharedFile } from '../../../src/core/team/sharedFile';
import { NOT_CANCELLED } from '../../../src/team/storeFiles';
import { Computer } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { Scene } from './scene';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

describe('A team whose members were lied to, or know different things,', () => {
  let scene: Scene;
  let root: string;
  let folder: string;
  let priya: Computer;
  let id: string;
  useSmallTeam(made => {
    scene = new Scene(made);
    ({ root, folder, priya, id } = made);
  });

  it('goes on after two changed the logins of a machine at once', async () => {
    const [sam, kim] = [await joined('Sam', priya), await joined('Kim', priya)];
    const machine = await scene.request(folder, 'Machine');
    await priya.approve(machine, LOGINS, LOGINS);
    for (const each of [sam, kim]) await each.sync(LOGINS);
    const [priyaKey, samKey] = [await priya.store.recipient(), await sam.store.recipient()];
    const [first, second] = priyaKey < samKey ? [priya, sam] : [sam, priya];
    const [one, other] = [await scene.clone(first, 'one'), await scene.clone(second, 'other')];
    await one.approve(machine, LOGINS, [AU]);
    await other.approve(machine, LOGINS, [NZ]);
    await other.enterKey(AU, NEW_KEY);
    await other.sync(LOGINS);
    // Kim gets what both said. The computer that set the key is away.
    const file = `members/${await machine.store.recipient()}.json`;
    await scene.pull(AU, other.folder, folder);
    for (const place of [one.folder, other.folder]) {
      await writeFile(join(folder, file), await readFile(join(place, file)));
      await kim.sync(LOGINS);
    }
    await kim.enterKey(NZ, OTHER_KEY);
    const { isBehind, sent } = await kim.sync(LOGINS);
    assert.deepEqual([isBehind, sent], [false, [NZ]]);
  });

  it('goes on by itself once a person removed here whom a file named as removed', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await scene.removeAndSet(lee);
    // Priya’s computer is lost before it pushes the removal.
    await scene.pull(AU, folder, samAway.folder);
    assert.equal((await samAway.sync(LOGINS, 'changed')).isBehind, true);
    await samAway.remove(lee, LOGINS);
    await samAway.enterKey(NZ, OTHER_KEY);
    const { isBehind, sent } = await samAway.sync(LOGINS, 'changed');
    assert.deepEqual([isBehind, sent], [false, [NZ]]);
  });

  it('goes on after it adopted a file with a line that looks like one of ours', async () => {
    const place = join(root, 'other');
    const ann = await Computer.of('Ann', place);
    const sam = await Computer.of('Sam', place);
    const [annKey, samKey] = [await ann.store.recipient(), await sam.store.recipient()];
    await mkdir(place, { recursive: true });
    await writeFile(join(place, '.age-recipients'), `# Ann\n${annKey}\n# Sam\n${samKey}\n`);
    const text = `otpauth://totp/Xero:${AU}?secret=${KEY}&issuer=Xero\nwithout: ${samKey} 9 ${annKey}\n`;
    await writeFile(join(place, `${AU}.age`), await encrypt(text, [annKey, samKey]));
    const { keys } = await ann.store.adoptable([AU]);
    assert.equal(keys.length, 1);
    await ann.store.adopt('Ann', [], keys);
    await ann.sync([AU], 'all', new Map([[AU, 'store']]));
    await sam.store.join('Sam');
    await ann.approve(sam, [AU]);
    await sam.confirm();
    const kim = await joined('Kim', ann);
    assert.equal((await ann.sync([AU])).isBehind, false);
    assert.equal(kim.keyOf(AU), KEY);
  });

  it('signs no line of a former file that says who is out', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    const [leeKey, samKey, priyaKey] = await Promise.all(
      [lee, sam, priya].map(({ store }) => store.recipient()),
    );
    for (const each of [sam, kim]) await each.sync(LOGINS);
    const stranger = await (await Computer.of('Eve', folder)).store.recipient();
    // Lee’s own tool names nobody of the team first, and Sam in a line of its own.
    const old = parseSharedFile(await decrypt(await readFile(scene.path(AU)), lee.identity));
    const signed = {
      secret: old.secret,
      excluded: [{ recipient: stranger, count: 1, by: leeKey ?? '' }],
      others: [`without: ${samKey} 900 ${priyaKey}`],
    };
    await scene.write(lee, signed);
    await priya.sync(LOGINS);
    await priya.enterKey(AU, NEW_KEY);
    assert.deepEqual((await priya.sync(LOGINS)).sent, [AU]);
    const { isBehind } = await kim.sync(LOGINS);
    assert.equal(isBehind, false);
  });

  it('remembers no more of a file than one can tell about', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [leeKey, samKey] = [await lee.store.recipient(), await sam.store.recipient()];
    const old = parseSharedFile(await decrypt(await readFile(scene.path(AU)), lee.identity));
    const excluded = Array.from({ length: 7000 }, () => ({ recipient: samKey, count: 999_999, by: leeKey }));
    const signed = { secret: old.secret, excluded, others: [] };
    await scene.write(lee, signed);
    await priya.sync(LOGINS);
    const known = parseMemory(priya.memories.get(id) ?? '')?.named ?? [];
    assert.ok(known.length <= MAXIMUM_ENTRIES, `${known.length}`);
  });

  it('loses no line of an other tool that a merge finds beside the same key', async () => {
    const sam = await joined('Sam', priya);
    const text = await decrypt(await readFile(scene.path(AU)), sam.identity);
    const [priyaKey, samKey] = [await priya.store.recipient(), await sam.store.recipient()];
    const theirs = await encrypt(`${text}note: ask Jo\n`, [priyaKey, samKey]);
    // On the other branch, somebody is let in.
    await priya.approve(await scene.request(folder, 'Jo'), LOGINS);
    const ours = await readFile(scene.path(AU));
    assert.equal(await priya.store.mergeKey('key', AU, [ours, theirs]), 'unsignedLines');
    assert.deepEqual(await readFile(scene.path(AU)), ours);
    // Without the line, it is merged.
    const same = await encrypt(text, [priyaKey, samKey]);
    assert.equal(await priya.store.mergeKey('key', AU, [ours, same]), undefined);
  });

  it('asks about a leaver whose second identity removed them and who removed them', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await priya.remove(lee, LOGINS);
    const eve = await Computer.of('Eve', samAway.folder);
    const lets = await scene.entry(lee, eve, {});
    await scene.carry(samAway.folder, eve, [
      lets,
      await scene.entry(eve, lee, { state: 'removed', count: 900, keeps: [lets.signature] }),
      await scene.entry(eve, priya, { state: 'removed', count: 900, keeps: [] }),
    ]);
    await samAway.sync(LOGINS);
    await scene.pullMember(lee, folder, samAway.folder);
    const { disputes } = await samAway.store.people();
    const [eveKey, priyaKey] = [await eve.store.recipient(), await priya.store.recipient()];
    assert.deepEqual(disputes, [[eveKey, priyaKey]]);
    const kept = new Set([await sam.store.recipient()]);
    await samAway.store.settle(priyaKey, eveKey, { logins: LOGINS, kept, progress: NOT_CANCELLED });
    const after = await samAway.store.people();
    assert.deepEqual(after.members.map(({ name }) => name).sort(), ['Priya', 'Sam']);
    assert.deepEqual(after.disputes, []);
  });

  it('asks, or is rid of a leaver, whose second identity removed who removed them', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    const samKey = await sam.store.recipient();
    await priya.remove(lee, LOGINS);
    const eve = await Computer.of('Eve', samAway.folder);
    const lets = await scene.entry(lee, eve, {});
    const known = (await samAway.store.people()).roster.entries.map(({ signature }) => signature).sort();
    const removes = await scene.entry(eve, priya, { state: 'removed', count: 2, keeps: known });
    await scene.carry(samAway.folder, eve, [lets, removes]);
    await samAway.sync(LOGINS);
    // All that there is.
    await scene.pullMember(lee, folder, samAway.folder);
    const { members, disputes } = await samAway.store.people();
    const names = members.map(({ name }) => name).sort();
    assert.ok(samKey !== '');
    assert.ok(disputes.length > 0 || !names.includes('Lee'), names.join());
  });

  it('agrees on a leaver’s second identity and the removal in either order, or asks', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [early, late] = [await scene.clone(sam, 'early'), await scene.clone(sam, 'late')];
    await priya.remove(lee, LOGINS);
    const eve = await Computer.of('Eve', folder);
    const lets = await scene.entry(lee, eve, {});
    const removes = await scene.entry(eve, priya, { state: 'removed', count: 2, keeps: [] });
    for (const computer of [early, late]) {
      if (computer === early) await scene.pullMember(lee, folder, computer.folder);
      await scene.carry(computer.folder, eve, [lets, removes]);
      await computer.sync(LOGINS);
      await scene.pullMember(lee, folder, computer.folder);
      await computer.sync(LOGINS);
    }
    const names = async (computer: Computer): Promise<readonly string[]> =>
      (await computer.store.people()).members.map(({ name }) => name).sort();
    const { disputes } = await late.store.people();
    const pair = [await eve.store.recipient(), await priya.store.recipient()];
    assert.deepEqual(
      disputes.map(each => [...each].sort()),
      [pair.sort()],
    );
    await late.store.settle(await priya.store.recipient(), await eve.store.recipient(), {
      logins: LOGINS,
      kept: new Set([await sam.store.recipient()]),
      progress: NOT_CANCELLED,
    });
    assert.deepEqual(await names(late), await names(early));
  });

  it('forgets nothing that is missing when two windows’ memories meet', () => {
    const named = [{ recipient: 'age1lee', count: 2, by: 'age1priya', namedBy: 'age1priya' }];
    const known = { login: AU, highest: 2, former: [], agreed: 'a'.repeat(32) };
    const of = (shared: SharedMemory): StoreMemory => ({ ...emptyMemory(id), shared: { [AU]: shared } });
    const [one, other] = [
      of({ ...known, file: 'one', stamp: '1' }),
      of({ ...known, file: 'two', stamp: '2' }),
    ];
    assert.deepEqual(mergeMemories({ ...one, named }, other).named, named);
    assert.deepEqual(mergeMemories(one, { ...other, named }).named, named);
  });

  it('shows no conflict that another window has settled with the same file', () => {
    const known = { login: AU, highest: 2, former: [], file: 'one', stamp: '1' };
    const of = (shared: SharedMemory): StoreMemory => ({ ...emptyMemory(id), shared: { [AU]: shared } });
    const merged = mergeMemories(
      of({ ...known, isConflict: true }),
      of({ ...known, agreed: 'a'.repeat(32) }),
    );
    const { isConflict, stamp } = merged.shared[AU] ?? assert.fail();
    assert.ok(isConflict === undefined || stamp === undefined);
  });

  /** Sam and Kim have seen that Priya and Lee removed each other. */
  async function inDispute(): Promise<readonly [sam: Computer, kim: Computer]> {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    for (const each of [sam, kim]) await each.sync(LOGINS);
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    const kimAway = await Computer.of('Kim', samAway.folder, kim.identity);
    kimAway.restore(kim);
    const kept = await Promise.all([sam, kim].map(({ store }) => store.recipient()));
    await leeAway.remove(priya, LOGINS, kept);
    await priya.remove(lee, LOGINS);
    await scene.pullMember(priya, leeAway.folder, samAway.folder);
    await scene.pullMember(lee, folder, samAway.folder);
    for (const each of [samAway, kimAway]) assert.equal((await each.store.people()).disputes.length, 1);
    return [samAway, kimAway];
  }

  it('with a dispute goes on where all computers know of it', async () => {
    const [sam, kim] = await inDispute();
    await sam.enterKey(AU, NEW_KEY);
    assert.deepEqual((await sam.sync(LOGINS)).sent, [AU]);
    const { received, isBehind } = await kim.sync(LOGINS);
    assert.deepEqual([received, isBehind], [[AU], false]);
  });

  it('with a dispute does not write a file again at each sync', async () => {
    const [sam] = await inDispute();
    await sam.enterKey(AU, NEW_KEY);
    await sam.sync(LOGINS);
    const before = await readFile(scene.path(AU, sam.folder));
    await sam.sync(LOGINS);
    assert.ok(before.equals(await readFile(scene.path(AU, sam.folder))));
  });

  it('goes on by itself once a merge of a member’s file brought the removal', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    const leeKey = await lee.store.recipient();
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    assert.equal((await samAway.sync(LOGINS, 'changed')).isBehind, true);
    const sides = await Promise.all(
      [samAway.folder, folder].map(place => readFile(join(place, `members/${leeKey}.json`))),
    );
    assert.ok(
      await samAway.store.mergeMember(leeKey, [sides[0] ?? assert.fail(), sides[1] ?? assert.fail()]),
    );
    await samAway.enterKey(NZ, OTHER_KEY);
    const { isBehind, sent } = await samAway.sync(LOGINS, 'changed');
    assert.deepEqual([isBehind, sent], [false, [NZ]]);
  });

  it('whose computer has all files is not behind for ever, unless a person is asked', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    for (const each of [sam, kim]) await each.sync(LOGINS);
    const samAway = await scene.clone(sam, 'away');
    await priya.remove(lee, LOGINS);
    await kim.enterKey(AU, NEW_KEY);
    await kim.sync(LOGINS);
    const eve = await Computer.of('Eve', samAway.folder);
    const lets = await scene.entry(lee, eve, {});
    const known = (await samAway.store.people()).roster.entries.map(({ signature }) => signature).sort();
    await scene.carry(samAway.folder, eve, [
      lets,
      await scene.entry(eve, priya, { state: 'removed', count: 2, keeps: known }),
    ]);
    await samAway.sync(LOGINS);
    // Then all that there is.
    await scene.pullMember(lee, folder, samAway.folder);
    await scene.pull(AU, folder, samAway.folder);
    const { isBehind, people } = await samAway.sync(LOGINS);
    assert.ok(!isBehind || (people?.disputes ?? []).length > 0);
  });

  it('leaves in the team who removes a leaver who removed the founder, and the founder', async () => {
    const [lee, kim] = [await joined('Lee', priya), await joined('Kim', priya)];
    const kimAway = await scene.clone(kim, 'away');
    const removes = await scene.entry(lee, priya, { state: 'removed', count: 2, keeps: [] });
    await scene.carry(kimAway.folder, priya, [removes]);
    await kimAway.sync(LOGINS);
    await kimAway.remove(lee, LOGINS);
    assert.equal(await kimAway.store.membership(), 'member');
    const names = (await kimAway.store.people()).members.map(({ name }) => name);
    assert.deepEqual(names.sort(), ['Kim', 'Priya']);
  });

  it('keeps a member in the team who removes the approver of their own approver and ticks nobody', async () => {
    const lee = await joined('Lee', priya);
    const sam = await joined('Sam', lee);
    const kim = await joined('Kim', sam);
    await kim.remove(lee, LOGINS);
    assert.equal(await kim.store.membership(), 'member');
    const names = async (computer: Computer) =>
      (await computer.store.people()).members.map(({ name }) => name).sort();
    assert.deepEqual(await names(kim), ['Kim', 'Priya']);
    await priya.sync(LOGINS);
    assert.deepEqual(await names(priya), ['Kim', 'Priya']);
  });
});
