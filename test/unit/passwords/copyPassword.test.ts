import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { LOGIN } from '../../shared/lists';
import { answering, listOf, run, startFresh, teamList, vsCode, writeList } from '../extension';

const PASSWORD = 'the password of AU';

describe('A copied password is cleared', () => {
  startFresh();
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }));
    await vsCode.secrets.store(`password:${LOGIN}`, PASSWORD);
  });
  afterEach(() => mock.timers.reset());

  for (const [setting, seconds] of [
    [0, 60],
    [10, 10],
    [60, 60],
    [600, 60],
  ] as const) {
    it(`after ${seconds} s where codes are after ${setting} s`, async () => {
      vsCode.settings['xeroMfa.clearClipboardAfter'] = setting;
      answering(['Copy Password']);
      mock.timers.enable({ apis: ['setTimeout'] });
      await run('copyPassword', { login: LOGIN });
      mock.timers.tick(seconds * 1000 - 1);
      await new Promise(setImmediate);
      assert.equal(await vsCode.clipboard.readText(), PASSWORD);
      mock.timers.tick(1);
      await new Promise(setImmediate);
      assert.equal(await vsCode.clipboard.readText(), '');
    });
  }
});
