// cspell:ignore Donaudampfschifffahrtsgesellschaftskapitaen
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseList } from '../../../src/core/list';
import { listedSecrets } from '../../../src/core/listedSecret';
import { parseSecret } from '../../../src/core/secret';
import { TotpSecret } from '../../../src/core/totp';
import { anyTextOf } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';

const kinds = (entry: object): string[] =>
  listedSecrets({ login: LOGIN, ...entry }).map(({ path, kind }) => `${path.join('.')} ${kind}`);

describe('A secret in a list', () => {
  it('is found where people put it', () => {
    const link = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}`;
    for (const [entry, found] of [
      [{ password: 'x' }, 'password holdsPassword'],
      [{ pwd: 'x' }, 'pwd holdsPassword'],
      [{ secret: 'x' }, 'secret holdsKey'],
      [{ totp: KEY }, 'totp holdsKey'],
      [{ notes: `key: ${KEY}.` }, 'notes holdsKey'],
      [{ notes: `key=${KEY.toLowerCase()}` }, 'notes holdsKey'],
      [{ notes: `${KEY.replace(/.{4}(?!$)/g, '$& ')}, 30 s` }, 'notes holdsKey'],
      [{ name: link }, 'name holdsKey'],
      [{ owner: `Priya ${link.toUpperCase()}` }, 'owner holdsKey'],
      [{ tags: ['a', link] }, 'tags.1 holdsKey'],
      [{ organisations: [null, { name: link }] }, 'organisations.1.name holdsKey'],
    ] as const)
      assert.deepEqual(kinds(entry), [found]);
  });

  it('is not seen in what only looks a little like one', () => {
    for (const entry of [
      { password: '', secret: ' ', totp: null, otp: 123456, setupKey: ['x'] },
      { notes: 'The password is in 1Password. Secret questions: ask Priya. otpauth links never go here.' },
      { notes: 'd41d8cd98f00b204e9800998ecf8427e 6f1ed002ab5595859014ebf0951522d9' },
      { notes: 'deadbeef77777777cafebabe22222222 b7c1a2f4-1111-4222-8333-abcdefabcdef' },
      {
        notes:
          'https://docs.acme.test/d/abcdefghijklmnopqrstuvwxyz234567/edit?id=abcdefghijklmnopqrstuvwxyz234567',
      },
      { notes: 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOP THIS TEST USES DATA FROM LAST YEAR ONLY ONCE' },
      {
        notes:
          'very-long-names-with-many-dashes-in-them-and-2-or-3-digits xero_payroll_test_account_2_of_3_in_may',
      },
      { name: 'Donaudampfschifffahrtsgesellschaftskapitaen22', tags: [KEY, 'q3'], owner: LOGIN },
      { organisations: [{ name: KEY, tenantId: KEY, shortCode: '!x1Y2z' }], notes: 7 },
    ])
      assert.deepEqual(kinds(entry), [], JSON.stringify(entry));
  });

  it('is nearly always found as a new key in a note, and never a hexadecimal number', () => {
    let missed = 0;
    const count = cases(300, 2_000);
    const bytes = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(bytes, key => {
        const { base32 } = new TotpSecret(key);
        assert.ok(parseSecret(base32));
        if (kinds({ notes: `Set up by Sam, ${base32}` }).length === 0) missed++;
        assert.deepEqual(kinds({ notes: Buffer.from(key).toString('hex') }), []);
      }),
      { numRuns: count },
    );
    assert.ok(missed < count / 10, `${missed} of ${count} keys were not found.`);
  });

  it('never hides the entry, and is quoted nowhere, whatever is in it', () => {
    const value = new Kinds({
      text: anyTextOf({ maxLength: 60 }),
      canary: fc.constant('Canary-hunter2'),
      json: fc.jsonValue({ maxDepth: 2 }),
      key: fc.constant(KEY),
    });
    const field = Kinds.of('password', 'secret', 'notes', 'name', 'tags', 'organisations', '__proto__');
    fc.assert(
      fc.property(fc.dictionary(field.any, value.any), fields => {
        const text = JSON.stringify({ version: 1, accounts: [{ ...fields, login: LOGIN }] });
        for (const given of [text, text.replace('{', '{ // ours\n')]) {
          const { accounts, problems } = parseList(given);
          assert.deepEqual(
            accounts.map(({ login }) => login),
            [LOGIN],
          );
          const secrets = problems.filter(({ kind }) => kind === 'holdsKey' || kind === 'holdsPassword');
          assert.doesNotMatch(JSON.stringify(secrets), new RegExp(`hunter2|${KEY}`));
          for (const { offset, length } of secrets) assert.ok(length > 0 && offset + length <= given.length);
        }
      }),
      { numRuns: cases(300, 3_000) },
    );
    value.assertAllMade();
  });
});
