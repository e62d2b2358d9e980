import assert from 'node:assert/strict';
import { LOGIN } from '../../shared/lists';
import { Scene } from './scene';
import { joined, LOGINS, type SmallTeam, useSmallTeam } from './smallTeam';

describe('Whom a leaver removed', () => {
  let team: SmallTeam;
  useSmallTeam(made => {
    team = made;
  });

  it('stays out once the leaver is removed, too', async () => {
    const { priya, folder } = team;
    const scene = new Scene(team);
    const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
    await lee.sync(LOGINS);
    await lee.remove(sam, LOGINS);
    await priya.sync(LOGINS);
    assert.ok(!(await scene.reads(folder, LOGIN, sam)));
    await priya.remove(lee, LOGINS);
    for (const computer of [priya, await scene.clone(priya, 'again')]) {
      const { members } = await computer.store.people();
      assert.deepEqual(
        members.map(({ name }) => name),
        ['Priya'],
      );
    }
    assert.ok(!(await scene.reads(folder, LOGIN, sam)));
    assert.ok(!(await scene.reads(folder, LOGIN, lee)));
  });

  for (const whose of ['Lee', 'Sam']) {
    it(`stays out where both removed each other, and ${whose} is declined`, async () => {
      const { priya, folder } = team;
      const scene = new Scene(team);
      const [lee, sam] = [await joined('Lee', priya), await joined('Sam', priya)];
      await lee.sync(LOGINS);
      const away = await scene.clone(sam, 'away');
      await away.remove(lee, LOGINS);
      await lee.remove(sam, LOGINS);
      await scene.pullMember(lee, away.folder, folder);
      assert.equal((await priya.store.people()).disputes.length, 1);
      await priya.remove(whose === 'Lee' ? lee : sam, LOGINS);
      const { members } = await priya.store.people();
      assert.deepEqual(
        members.map(({ name }) => name),
        ['Priya'],
      );
      for (const each of [lee, sam]) assert.ok(!(await scene.reads(folder, LOGIN, each)));
    });
  }
});
