import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from '../../../src/age/age';
import { formatSharedFile, parseSharedFile } from '../../../src/core/team/sharedFile';
import { NOT_CANCELLED } from '../../../src/team/storeFiles';
import type { Computer } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { Scene } from './scene';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

/** Somebody who left can still push, and shows a computer everything but their removal. */
describe('A removal that a computer has not seen', () => {
  let folder: string;
  let priya: Computer;
  let scene: Scene;
  useSmallTeam(team => {
    ({ folder, priya } = team);
    scene = new Scene(team);
  });

  it('gives the leaver no key that was set since, however many entries that computer knows', async () => {
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    await scene.removeAndSet(lee);
    // Lee lets in others, so that Sam knows of more entries than Priya does, and passes on Priya's key.
    for (const name of ['Eve', 'Mallory'])
      await leeAway.approve(await scene.request(leeAway.folder, name), LOGINS);
    await scene.pullMembers(leeAway.folder, samAway.folder);
    await scene.pull(AU, folder, samAway.folder);
    assert.deepEqual((await samAway.sync(LOGINS)).received, [AU]);
    await samAway.approve(await scene.request(samAway.folder, 'Jo'), LOGINS);
    await samAway.store.reencrypt(LOGINS);
    assert.equal(await scene.reads(samAway.folder, AU, lee), false);
    await samAway.enterKey(NZ, OTHER_KEY);
    const { isBehind, sent } = await samAway.sync(LOGINS);
    assert.deepEqual([isBehind, sent], [true, []]);
    // With the removal, all goes on.
    await scene.pullMembers(folder, samAway.folder);
    const after = await samAway.sync(LOGINS);
    assert.deepEqual([after.isBehind, after.sent], [false, [NZ]]);
    assert.equal(await scene.reads(samAway.folder, NZ, lee), false);
  });

  it('gives the leaver no key that was set since, also if the leaver removed who removed them', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    await sam.sync(LOGINS);
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    const [priyaKey, kimKey] = [await priya.store.recipient(), await kim.store.recipient()];
    await priya.remove(lee, LOGINS);
    await kim.enterKey(AU, NEW_KEY);
    await kim.sync(LOGINS);
    const eve = await scene.request(leeAway.folder, 'Eve');
    await leeAway.approve(eve, LOGINS);
    await eve.confirm();
    await eve.remove(priyaKey, LOGINS, [kimKey, await sam.store.recipient(), await lee.store.recipient()]);
    await scene.pullMembers(leeAway.folder, samAway.folder);
    await scene.pull(AU, folder, samAway.folder);
    await samAway.sync(LOGINS);
    const { members } = await samAway.store.people();
    assert.ok(members.some(({ name }) => name === 'Eve') && !members.some(({ name }) => name === 'Priya'));
    await samAway.store.reencrypt(LOGINS);
    for (const each of [lee, eve]) assert.equal(await scene.reads(samAway.folder, AU, each), false);
  });

  it('goes on where the removal that it misses is known to be a leaver’s word', async () => {
    const [lee, kim] = [await joined('Lee', priya), await joined('Kim', priya)];
    const sam = await joined('Sam', priya);
    const [samAway] = [await scene.clone(sam, 'away')];
    await lee.remove(kim, LOGINS);
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    assert.equal(await scene.reads(folder, AU, kim), false);
    // Kim’s removal goes with Lee. Priya’s computer is lost before it signs its key again.
    await sam.sync(LOGINS);
    const kimKey = await kim.store.recipient();
    await rm(join(folder, `members/${kimKey}.json`));
    await sam.remove(lee, LOGINS, [kimKey]);
    for (const name of await readdir(join(folder, 'members')))
      await cp(join(folder, 'members', name), join(samAway.folder, 'members', name));
    await scene.pull(AU, folder, samAway.folder);
    const { isBehind } = await samAway.sync(LOGINS);
    assert.equal(isBehind, false);
    await samAway.store.reencrypt(LOGINS);
    assert.equal(await scene.reads(samAway.folder, AU, kim), true);
  });

  it('gives the leaver no key that the same person set on another computer', async () => {
    const lee = await joined('Lee', priya);
    const away = await scene.clone(priya, 'away');
    await scene.removeAndSet(lee);
    await scene.pull(AU, folder, away.folder);
    const { isBehind, received } = await away.sync(LOGINS);
    assert.deepEqual([isBehind, received], [true, [AU]]);
    await away.store.reencrypt(LOGINS);
    await away.sync(LOGINS);
    assert.equal(await scene.reads(away.folder, AU, lee), false);
  });

  it('gives a machine no key that was set since it lost the login', async () => {
    const sam = await joined('Sam', priya);
    const machine = await scene.request(folder, 'Machine');
    await priya.enterKey(NZ, OTHER_KEY);
    await priya.sync(LOGINS);
    await priya.approve(machine, LOGINS, LOGINS);
    await sam.sync(LOGINS);
    const samAway = await scene.clone(sam, 'away');
    await priya.approve(machine, LOGINS, [NZ]);
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    await scene.pull(AU, folder, samAway.folder);
    // Sam lets in others meanwhile.
    for (const name of ['Jo', 'Ann', 'Ben'])
      await samAway.approve(await scene.request(samAway.folder, name), LOGINS);
    await samAway.sync(LOGINS);
    await samAway.store.reencrypt(LOGINS);
    assert.equal(await scene.reads(samAway.folder, AU, machine), false);
  });

  it('gives nothing to somebody whom only one in doubt let in', async () => {
    const [lee, sam, kim] = [
      await joined('Lee', priya),
      await joined('Sam', priya),
      await joined('Kim', priya),
    ];
    await priya.enterKey(NZ, OTHER_KEY);
    await priya.sync(LOGINS);
    await sam.sync(LOGINS);
    const [samAway, leeAway] = [await scene.clone(sam, 'away'), await scene.clone(lee, 'lee')];
    const people = [priya, sam, kim, lee];
    const [priyaKey, samKey, kimKey, leeKey] = await Promise.all(
      people.map(({ store }) => store.recipient()),
    );
    const eve = await scene.request(leeAway.folder, 'Eve');
    await leeAway.approve(eve, LOGINS);
    await leeAway.remove(priyaKey ?? '', LOGINS, [samKey ?? '', kimKey ?? '']);
    await priya.remove(lee, LOGINS);
    // Sam sees both at once.
    const eveKey = await eve.store.recipient();
    for (const [from, about] of [
      [leeAway.folder, priyaKey],
      [leeAway.folder, eveKey],
      [folder, leeKey],
    ])
      await cp(join(from ?? '', `members/${about}.json`), join(samAway.folder, `members/${about}.json`));
    const before = await samAway.store.people();
    assert.deepEqual(before.disputes.flat().sort(), [priyaKey, leeKey].sort());
    await samAway.enterKey(AU, NEW_KEY);
    await samAway.sync(LOGINS);
    await samAway.store.reencrypt(LOGINS);
    const readers = async (login: string): Promise<string[]> => {
      const all = await Promise.all(
        [...people, eve].map(async each =>
          (await scene.reads(samAway.folder, login, each)) ? [each.name] : [],
        ),
      );
      return all.flat();
    };
    assert.deepEqual(
      [await readers(AU), await readers(NZ)],
      [
        ['Sam', 'Kim'],
        ['Priya', 'Sam', 'Kim', 'Lee'],
      ],
    );
    await samAway.store.settle(priyaKey ?? '', leeKey ?? '', {
      logins: LOGINS,
      kept: new Set([samKey ?? '', kimKey ?? '']),
      progress: NOT_CANCELLED,
    });
    assert.deepEqual(await readers(AU), ['Priya', 'Sam', 'Kim']);
  });

  it('is named in a line that the signature covers', async () => {
    const lee = await joined('Lee', priya);
    const [recipient, by] = [await lee.store.recipient(), await priya.store.recipient()];
    await scene.removeAndSet(lee);
    const text = await decrypt(await readFile(scene.path(AU, folder)), priya.identity);
    const file = parseSharedFile(text);
    assert.deepEqual(file.excluded, [{ recipient, count: 2, by }]);
    assert.match(text, new RegExp(`^without: ${recipient} 2 ${by}$`, 'm'));
    for (const excluded of [[], [{ recipient, count: 1, by }]]) {
      const tampered = formatSharedFile({ ...file, excluded });
      await writeFile(scene.path(AU, folder), await encrypt(tampered, [await priya.store.recipient()]));
      const opened = await priya.store.get(AU);
      assert.ok(typeof opened === 'object');
      assert.equal(opened.count, undefined);
    }
  });
});
