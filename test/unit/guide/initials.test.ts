import assert from 'node:assert/strict';
import fc from 'fast-check';
import { initialsOf } from '../../../src/guide/page/initials';

describe('The initials of a login', () => {
  for (const [login, initials] of [
    ['qa-au@acme.test', 'QA'],
    ['priya.shah.2@acme.test', 'PS'],
    ['testing@acme.test', 'T'],
    ['é.étude@acme.test', 'ÉÉ'],
    ['ßeta@acme.test', 'S'],
    ['7up@acme.test', '7'],
    ['@acme.test', '?'],
    ['', '?'],
    ['<b>&"@evil.test', 'B'],
  ] as const) {
    it(`are ${initials} for ${login || 'nothing'}`, () => assert.equal(initialsOf(login), initials));
  }

  it('are one or two letters or digits, whatever the login is', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());
    fc.assert(fc.property(text, login => assert.match(initialsOf(login), /^(?:[\p{L}\p{N}]{1,2}|\?)$/u)));
  });
});
