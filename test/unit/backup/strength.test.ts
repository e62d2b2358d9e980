import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { newPassphrase } from '../../../src/age/fingerprint';
import { type Guessable, StrengthEstimator } from '../../../src/backup/strength';
import { cases } from '../../shared/thorough';

const root = join(__dirname, '../../../..');
const { guessable }: { guessable(): Guessable } = createRequire(join(root, 'package.json'))(
  './scripts/guessable.cjs',
);

describe('The strength of a passphrase', () => {
  const estimator = new StrengthEstimator(guessable(), ['xero', 'qa-backup@harbour.test', 'harbour']);

  for (const [passphrase, reason] of [
    ['', /^Too short/],
    ['abc', /^Too short\. Use at least 12 characters\.$/],
    ['password1234', /^Too weak\. .*in less than an hour\. It is a common password\.$/],
    ['xcvbnm,./xcv', /^Too weak\. .*Letters next to each other/],
    ['jennifer smith', /^Too weak\. .*within a year\. /],
    ['aaaaaaaaaaaaaaa', /^Too weak\. .*Repeats and sequences/],
    ['hunter2hunter2hunter2', /^Too weak\. .*Repeats and sequences/],
    ['qa-backup@harbour.test', /^Too weak\. .*Names and logins/],
    ['xeroharbour12', /^Too weak\. /],
  ] as const) {
    it(`is not enough: ${passphrase || 'nothing'}`, () => {
      const { isEnough, text } = estimator.strengthOf(passphrase);
      assert.match(text, reason);
      assert.ok(!isEnough);
    });
  }

  for (const passphrase of [
    'correct horse battery staple',
    'une phrase de passe pour tests',
    'Tr0ub4dor&3xyz',
  ]) {
    it(`is enough: ${passphrase}`, () => assert.ok(estimator.strengthOf(passphrase).isEnough));
  }

  it('is always strong for a generated one', () => {
    const count = cases(20, 50);
    for (let run = 0; run < count; run++) {
      const passphrase = newPassphrase();
      assert.match(passphrase, /^(?:[a-z]{3,8} ){7}[a-z]{3,8}$/);
      assert.deepEqual(estimator.strengthOf(passphrase), { isEnough: true, text: 'Strong.' });
    }
  });

  it('is estimated for text of any length', () => {
    assert.ok(estimator.strengthOf('aA4@x9!q'.repeat(10_000)).text !== '');
  });
});
