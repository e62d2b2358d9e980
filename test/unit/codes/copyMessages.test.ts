import * as assert from 'node:assert/strict';
import { createCopyMessages } from '../../../src/codes/copyMessages';
import type { SecretState } from '../../../src/secrets/keyStates';
import { LOGIN } from '../../shared/lists';

describe('A lost key', () => {
  const errorFor = (state: SecretState, isShared: boolean) =>
    createCopyMessages({
      offer: async () => assert.fail('Nothing was copied.'),
      nameOf: () => 'AU payroll',
      setUpRemedies: () => [{ label: 'Add Setup Key', run: () => {} }],
      secrets: { stateOf: () => state },
      isClockOutdated: () => false,
      isShared: () => isShared,
      lostAdvice: async login => `Advice for ${login}.`,
    }).noSecret(LOGIN);

  it('gets another error than one that was never there', async () => {
    const [lost, shared, none] = await Promise.all([
      errorFor('lost', false),
      errorFor('lost', true),
      errorFor('none', true),
    ]);
    assert.equal(
      lost.message,
      'VS Code no longer has the setup key for AU payroll. Advice for qa-au@acme.test.',
    );
    assert.match(none.message, /^AU payroll has no setup key on this computer\. Add the key/);
    const labels = [lost, shared, none].map(({ remedies }) => remedies.map(({ label }) => label));
    assert.deepEqual(labels, [
      ['Add Setup Key', 'Learn More'],
      ['Sync Team Store', 'Add Setup Key', 'Learn More'],
      ['Add Setup Key'],
    ]);
  });
});
