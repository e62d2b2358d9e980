import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { markOf } from '../../../src/core/team/entry';
import { Computer } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { Scene } from './scene';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

describe('Somebody whose removal a computer has not seen', () => {
  let scene: Scene;
  let folder: string;
  let priya: Computer;
  useSmallTeam(made => {
    scene = new Scene(made);
    ({ folder, priya } = made);
  });

  it('is not let back in by somebody whom only they let in, with a higher count', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await scene.removeAndSet(lee);
    const eve = await Computer.of('Eve', samAway.folder);
    const lets = await scene.entry(lee, eve, {});
    const back = await scene.entry(eve, lee, { count: 900 });
    await scene.carry(samAway.folder, eve, [lets, back]);
    await scene.passOn(samAway);
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('does not read on by a second identity that removed them and keeps itself', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await scene.removeAndSet(lee);
    const eve = await Computer.of('Eve', samAway.folder);
    const lets = await scene.entry(lee, eve, {});
    const removes = await scene.entry(eve, lee, { state: 'removed', count: 900, keeps: [markOf(lets)] });
    await scene.carry(samAway.folder, eve, [lets, removes]);
    await scene.passOn(samAway);
    assert.equal(await scene.reads(samAway.folder, AU, eve, NEW_KEY), false);
    await samAway.enterKey(NZ, OTHER_KEY);
    await samAway.sync(LOGINS);
    assert.equal(await scene.reads(samAway.folder, NZ, eve, OTHER_KEY), false);
  });

  it('is not vouched for by another leaver, each against who removed both', async () => {
    const [lee, zed] = [await joined('Lee', priya), await joined('Zed', priya)];
    const [sam, kim] = [await joined('Sam', priya), await joined('Kim', priya)];
    for (const each of [lee, zed, sam]) await each.sync(LOGINS);
    const samAway = await scene.clone(sam, 'away');
    const known = (await samAway.store.people()).roster.entries.map(markOf).sort();
    await priya.remove(lee, LOGINS);
    await priya.remove(zed, LOGINS);
    await kim.enterKey(AU, NEW_KEY);
    await kim.sync(LOGINS);
    const removals = await Promise.all(
      [lee, zed].map(each => scene.entry(each, priya, { state: 'removed', count: 2, keeps: known })),
    );
    await scene.carry(samAway.folder, await Computer.of('Eve', samAway.folder), removals);
    await scene.passOn(samAway);
    for (const each of [lee, zed]) assert.equal(await scene.reads(samAway.folder, AU, each, NEW_KEY), false);
  });

  it('does not get a received key by removing its signer afterwards', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    const { isBehind, received } = await samAway.sync(LOGINS, 'changed');
    assert.deepEqual([isBehind, received], [true, [AU]]);
    await leeAway.remove(priya, LOGINS, [await sam.store.recipient()]);
    await scene.pullMember(priya, leeAway.folder, samAway.folder);
    await samAway.sync(LOGINS, 'changed');
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('does not get a received key by a re-encryption after removing its signer', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    await samAway.sync(LOGINS);
    await leeAway.remove(priya, LOGINS, [await sam.store.recipient()]);
    await scene.pullMember(priya, leeAway.folder, samAway.folder);
    await samAway.store.reencrypt(LOGINS);
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('is not forgotten as one who may be out once the file that said so is gone', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    assert.equal((await samAway.sync(LOGINS)).isBehind, true);
    await rm(scene.path(AU, samAway.folder));
    await samAway.enterKey(NZ, OTHER_KEY);
    const { isBehind, sent } = await samAway.sync(LOGINS, 'changed');
    assert.deepEqual([isBehind, sent], [true, []]);
    assert.equal(await scene.reads(samAway.folder, NZ, lee, OTHER_KEY), false);
  });

  it('does not get the key that the store no longer has by the older file', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    const older = await readFile(scene.path(AU));
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    assert.equal((await samAway.sync(LOGINS)).isBehind, true);
    await writeFile(scene.path(AU, samAway.folder), older);
    assert.deepEqual((await samAway.sync(LOGINS)).conflicts, [AU]);
    await samAway.sync(LOGINS, 'all', new Map([[AU, 'here']]));
    assert.equal(samAway.keyOf(AU), NEW_KEY);
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('gets no key that takes the place of one whose file names the removal', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    await lee.enterKey(AU, OTHER_KEY);
    await lee.sync(LOGINS);
    for (const each of [priya, sam]) await each.sync(LOGINS);
    const samAway = await scene.clone(sam, 'away');
    // What Lee signed is signed again, and names the removal.
    await priya.remove(lee, LOGINS);
    await scene.pull(AU, folder, samAway.folder);
    await samAway.enterKey(AU, NEW_KEY);
    const { isBehind, sent } = await samAway.sync(LOGINS);
    assert.deepEqual([isBehind, sent], [true, []]);
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('gets no key that a person chose to keep here, where the file in the store names the removal', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await scene.removeAndSet(lee);
    await samAway.enterKey(AU, OTHER_KEY);
    await scene.pull(AU, folder, samAway.folder);
    const { isBehind, sent } = await samAway.sync(LOGINS, 'all', new Map([[AU, 'here']]));
    assert.deepEqual([isBehind, sent], [true, []]);
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('in doubt gets nothing by a third identity that the second one let in', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    await sam.sync(LOGINS);
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    const [samKey, kimKey] = [await sam.store.recipient(), await kim.store.recipient()];
    await leeAway.remove(priya, LOGINS, [samKey, kimKey]);
    await priya.remove(lee, LOGINS);
    const [eve, mallory] = [
      await Computer.of('Eve', leeAway.folder),
      await Computer.of('Mallory', leeAway.folder),
    ];
    await scene.carry(leeAway.folder, eve, [await scene.entry(lee, eve, {})]);
    await scene.carry(leeAway.folder, mallory, [await scene.entry(eve, mallory, {})]);
    for (const each of [priya, eve, mallory]) await scene.pullMember(each, leeAway.folder, samAway.folder);
    await scene.pullMember(lee, folder, samAway.folder);
    assert.equal((await samAway.store.people()).disputes.length, 1);
    await samAway.enterKey(AU, NEW_KEY);
    await samAway.sync(LOGINS);
    const read = await Promise.all(
      [eve, mallory].map(each => scene.reads(samAway.folder, AU, each, NEW_KEY)),
    );
    assert.deepEqual(read, [false, false]);
  });

  it('gets no received key by a merge of two branches, after they removed its signer', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    await samAway.sync(LOGINS);
    const theirs = await readFile(scene.path(AU));
    // Lee removed the signer before git merges.
    const older = await readFile(scene.path(AU, leeAway.folder));
    await leeAway.remove(priya, LOGINS, [await sam.store.recipient()]);
    await scene.pullMember(priya, leeAway.folder, samAway.folder);
    const merged = await samAway.store.mergeKey('key', AU, [theirs, older]);
    if (Array.isArray(merged)) {
      const tag = merged.find(({ value }) => value.includes(NEW_KEY))?.tag;
      await samAway.store.mergeKey('key', AU, [theirs, older], tag);
    }
    assert.equal(samAway.keyOf(AU), NEW_KEY);
    const text = await samAway.store.get(AU);
    const isNew = typeof text === 'object' && text.value.includes(NEW_KEY);
    assert.equal(isNew && (await scene.reads(samAway.folder, AU, lee, NEW_KEY)), false);
  });

  it('gets no key from another folder of the same store that has the older file', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [samAway, older] = [await scene.clone(sam, 'away'), await scene.clone(sam, 'older')];
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, samAway.folder);
    assert.equal((await samAway.sync(LOGINS)).isBehind, true);
    // A worktree of another branch.
    const worktree = samAway.storeIn(older.files, older.folder);
    await worktree.sync({ logins: LOGINS, scope: 'all' });
    await samAway.enterKey(NZ, OTHER_KEY);
    const { isBehind, sent } = await worktree.sync({ logins: LOGINS, scope: 'all' });
    assert.deepEqual([isBehind, sent], [true, []]);
  });

  it('gets no received key as somebody is let in, after they removed its signer', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    for (const each of [sam, kim]) await each.sync(LOGINS);
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    await kim.remove(lee, LOGINS);
    await kim.enterKey(AU, NEW_KEY);
    await kim.sync(LOGINS);
    await scene.pull(AU, folder, samAway.folder);
    await samAway.sync(LOGINS);
    const keep = await Promise.all([priya, sam].map(({ store }) => store.recipient()));
    await leeAway.remove(kim, LOGINS, keep);
    await scene.pullMember(kim, leeAway.folder, samAway.folder);
    await samAway.approve(await scene.request(samAway.folder, 'Jo'), LOGINS);
    assert.equal(await scene.reads(samAway.folder, AU, lee, NEW_KEY), false);
  });

  it('who founded the team gets no key that was set since they were removed', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    for (const each of [lee, sam]) await each.sync(LOGINS);
    const [samAway, priyaAway] = [await scene.clone(sam, 'away'), await scene.clone(priya, 'priya')];
    const kept = await Promise.all([sam, kim].map(({ store }) => store.recipient()));
    await lee.remove(priya, LOGINS, kept);
    await kim.sync(LOGINS);
    await kim.enterKey(AU, NEW_KEY);
    await kim.sync(LOGINS);
    assert.equal(await scene.reads(folder, AU, priya, NEW_KEY), false);
    await priyaAway.remove(lee, LOGINS);
    await scene.pullMember(lee, priyaAway.folder, samAway.folder);
    // Sam’s computer is to seem to know more than Kim’s.
    const eve = await Computer.of('Eve', samAway.folder);
    await scene.carry(samAway.folder, eve, [await scene.entry(priya, eve, { count: 500 })]);
    await scene.passOn(samAway);
    assert.equal(await scene.reads(samAway.folder, AU, priya, NEW_KEY), false);
  });

  it('gets no answers either, let back in by a second identity', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const samAway = await scene.clone(sam, 'away');
    await priya.remove(lee, LOGINS);
    const answers = '{"version":1,"answers":[{"question":"Q","answer":"Answer1"}]}';
    await priya.enterAnswers(AU, answers);
    await priya.sync(LOGINS);
    const eve = await Computer.of('Eve', samAway.folder);
    const back = await scene.entry(eve, lee, { count: 900 });
    await scene.carry(samAway.folder, eve, [await scene.entry(lee, eve, {}), back]);
    await samAway.sync(LOGINS);
    await scene.pull(`${AU}~answers`, folder, samAway.folder);
    await samAway.sync(LOGINS);
    await samAway.store.reencrypt(LOGINS);
    assert.equal(await scene.reads(samAway.folder, `${AU}~answers`, lee), false);
  });

  it('gets no key on a machine that they widen by a second identity', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const machine = await scene.request(folder, 'Machine');
    await priya.approve(machine, LOGINS, LOGINS);
    await sam.sync(LOGINS);
    const samAway = await scene.clone(sam, 'away');
    await priya.remove(lee, LOGINS);
    await priya.approve(machine, LOGINS, [NZ]);
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    // Lee leaves the team on Sam’s computer, with the machine as it is.
    const eve = await Computer.of('Eve', samAway.folder);
    const lets = await scene.entry(lee, eve, {});
    const { recipient } = await machine.keys();
    const like = (await samAway.store.people()).roster.of(recipient);
    assert.ok(like);
    const widened = await scene.entry(lee, machine, { ...like, by: await lee.store.recipient(), count: 900 });
    const removes = await scene.entry(eve, lee, {
      state: 'removed',
      count: 900,
      keeps: [lets.signature, widened.signature].sort(),
    });
    await scene.carry(samAway.folder, eve, [lets, widened, removes]);
    await scene.passOn(samAway);
    assert.equal(await scene.reads(samAway.folder, AU, machine, NEW_KEY), false);
  });
});
