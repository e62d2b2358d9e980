import assert from 'node:assert/strict';
import { type ComparedSecrets, compareBackup, differenceOf } from '../../../src/backup/compareBackup';
import { parseSecret } from '../../../src/core/secret';
import { LOGIN as login } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';

const { secret } = parseSecret(KEY);
const { secret: other } = parseSecret(OTHER_KEY);
const answers = [{ question: 'First pet?', answer: 'Rover1' }];

describe('A backup, if VS Code does not say which keys it has', () => {
  /** What is stored without anything being known of it. */
  const secrets: ComparedSecrets = {
    ready: async () => {},
    isKnown: false,
    readable: new Set(),
    get: async () => secret,
    candidates: async () => [],
    stateOf: () => 'unknown',
    hasAnswers: () => false,
    getAnswers: async () => answers,
    passwords: { has: () => false, get: async () => 'Correct 9' },
  };

  it('does not treat existing keys, answers or passwords as new', async () => {
    const [same] = await compareBackup([{ login, secret, answers, password: 'Correct 9' }], secrets);
    assert.equal(same && differenceOf(same), 'same');
    const [different] = await compareBackup(
      [
        {
          login,
          secret: other,
          answers: [{ question: 'First pet?', answer: 'Luna22' }],
          password: 'Correct 8',
        },
      ],
      secrets,
    );
    const parts = [different?.key, different?.recovery, different?.passwordIs];
    assert.deepEqual(parts, ['different', 'different', 'different']);
  });

  it('tells a program only that there is a password', async () => {
    for (const password of ['Correct 9', 'Correct 8']) {
      const [compared] = await compareBackup([{ login, password }], secrets, 'presence');
      assert.equal(compared?.passwordIs, 'same');
      const unreadable = { ...secrets.passwords, get: () => Promise.reject(new Error('locked')) };
      const [other] = await compareBackup(
        [{ login, password }],
        { ...secrets, passwords: unreadable },
        'presence',
      );
      assert.equal(other?.passwordIs, 'same');
    }
  });
});
