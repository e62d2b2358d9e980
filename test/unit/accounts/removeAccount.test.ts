import assert from 'node:assert/strict';
import { LOGIN as AU } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import { answering, listOf, run, setSecret, startFresh, teamList, vsCode, writeList } from '../extension';

describe('removeAccount', () => {
  startFresh();
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }));
    await setSecret(AU, KEY);
  });

  const hasKey = (): boolean => vsCode.secrets.values.has(`totp:${AU}`);

  it('keeps the key where the person removes only the account, whatever the arguments say', async () => {
    const asked = answering(['Remove']);
    await run('removeAccount', { login: AU, removeSecret: true });
    assert.deepEqual(asked[0]?.choices, ['Remove Account and Setup Key', 'Remove']);
    assert.ok(hasKey());
  });

  for (const removeSecret of [false, true]) {
    it(`says what is gone where “confirm” keeps it from asking: ${removeSecret ? 'all' : 'the account'}`, async () => {
      const asked = answering([]);
      await run('removeAccount', { login: AU, removeSecret, confirm: true });
      assert.deepEqual([asked, hasKey()], [[], !removeSecret]);
      const [message = '', ...others] = vsCode.window.messages;
      assert.match(
        message,
        removeSecret
          ? /^A command removed AU payroll from .+, and its setup key and answers from this computer\.$/
          : /^A command removed AU payroll from [^,]+\.$/,
      );
      assert.deepEqual(others, []);
    });
  }
});
