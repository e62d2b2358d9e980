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
  };

  it('does not treat existing keys or answers as new', async () => {
    const [same] = await compareBackup([{ login, secret, answers }], secrets);
    assert.equal(same && differenceOf(same), 'same');
    const [different] = await compareBackup(
      [{ login, secret: other, answers: [{ question: 'First pet?', answer: 'Luna22' }] }],
      secrets,
    );
    assert.deepEqual([different?.key, different?.recovery], ['different', 'different']);
  });
});
