import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../../src/core/decodeText';
import { parseKeyExport } from '../../../src/core/keyExport';

const FOLDER = join(__dirname, '../../../../test/unit/vectors/imports');
const [K1, K2] = ['MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U', 'NZXXIYLSMVQWY23FPFXG65DBOJSWC3BB'];
const [AU, NZ, NEW] = [
  `Xero | qa-au@acme.test | ${K1}`,
  `Xero | qa-nz@acme.test | ${K2}`,
  `Xero | new@acme.test | ${K2}`,
];

/** Files that people brought to other apps, as their bug reports show them, and the keys that are in each. */
const CASES: Readonly<Record<string, readonly string[] | 'sheet'>> = {
  '010-two-colons.qr.txt': [AU],
  '016-amp-escaped-secret-last.qr.txt': [AU],
  '018-hash-in-label.txt': [`Xero Demo #2 | qa-au@acme.test | ${K1}`],
  '020-winauth.txt': [` | qa-au@acme.test | ${K1}`],
  '022-empty-parameters.qr.txt': [AU],
  '030-pass-prefix.txt': [AU],
  '033-bulleted-links.txt': [AU, NZ],
  '035-comma-separated-links.txt': [AU, NZ],
  '037-named-links.txt': [AU, NZ],
  '052-google-plus-became-space.txt': [AU, NZ],
  '054-google-type-unspecified.qr.txt': [AU],
  '071-aegis-name-repeats-issuer.json': [AU, NZ],
  '084-bitwarden-key-in-custom-field.json': [AU],
  '087-proton-pass-old-username.json': [AU],
  '088-proton-pass-extra-totp.json': [AU, NZ],
  '090-proton-pass-trashed.json': [`Xero | qa-au@acme.test | ${K2} | bin`],
  '091-proton-pass.csv': [AU, NEW],
  '092-1password.csv': [AU, NEW],
  '093-keepassxc.csv': [`Xero AU | qa-au@acme.test | ${K1}`, `Xero new | new@acme.test | ${K2}`],
  '094-lastpass.csv': [AU, NEW],
  '098-1pux-export.data': [AU],
  '108-authenticator-extension.json': [AU],
  '124-zero-width-in-email.csv': 'sheet',
  '125-email-address-header.csv': 'sheet',
  '129-region-uk.csv': 'sheet',
  '130-title-row.csv': 'sheet',
  '131-with-setup-key.csv': 'sheet',
  '135-one-per-line.txt': 'sheet',
  '137-mailto.csv': 'sheet',
  '140-same-login-two-rows.csv': 'sheet',
};

describe('A file that people bring', () => {
  it('is in the list of cases', () =>
    assert.deepEqual(readdirSync(FOLDER).sort(), Object.keys(CASES).sort()));

  for (const [name, expected] of Object.entries(CASES)) {
    const what = expected === 'sheet' ? 'may be a sheet of accounts' : 'gives its keys and nothing else';
    it(`${what}: ${name}`, () => {
      const { keys, problems } = parseKeyExport(decodeText(readFileSync(join(FOLDER, name))));
      const found = keys.map(({ issuer, account, secret, problem, place }) =>
        [issuer, account, secret?.base32 ?? problem?.kind, ...(place ? [place] : [])].join(' | '),
      );
      assert.deepEqual(found, expected === 'sheet' ? [] : expected);
      assert.deepEqual(problems, expected === 'sheet' ? [{ kind: 'notRecognised' }] : []);
      assert.doesNotMatch(JSON.stringify({ keys, problems }), /hunter|pin|rex|pet/i);
    });
  }
});
