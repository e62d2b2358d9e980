// cspell:ignore lnbm
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasToken, withoutTokens } from '../../../src/core/tokensInText';
import { cases } from '../../shared/thorough';
import { tokenPlaces, tokens } from '../../shared/tokens';

describe('Tokens in a text', () => {
  it('are taken out, however they are written', async () => {
    await fc.assert(
      fc.property(tokens.any, tokenPlaces.any, (token, place) => {
        const text = place(token);
        const { text: clean, hadTokens } = withoutTokens(text);
        assert.ok(hadTokens, text);
        assert.ok(!clean.includes(token), clean);
      }),
      { numRuns: cases(500, 5_000) },
    );
    tokenPlaces.assertAllMade();
  });

  it('are taken out where they have no digit, and stand behind words', () => {
    for (const token of [`r${'A'.repeat(10)}P-${'A'.repeat(17)}-${'A'.repeat(14)}`, `rz-${'aB-'.repeat(14)}`])
      for (const before of ['', 'the-demo-company is '])
        assert.ok(!withoutTokens(`The refresh token of ${before}${token}.`).text.includes(token));
  });

  it('leave JSON as it is otherwise', () => {
    fc.assert(
      fc.property(tokens.any, fc.jsonValue(), fc.boolean(), (token, other, isNumber) => {
        const value = isNumber ? 1_234_567_890 : token;
        const { text } = withoutTokens(JSON.stringify({ before: 'x', access_token: value, after: [1, 'y'] }));
        assert.deepEqual(JSON.parse(text), { before: 'x', access_token: isNumber ? 0 : '', after: [1, 'y'] });
        const json = JSON.stringify(other);
        if (!/token|bearer|basic|eyJ/i.test(json))
          assert.deepEqual(withoutTokens(json), { text: json, hadTokens: false });
      }),
      { numRuns: cases(300, 5_000) },
    );
  });

  for (const text of [
    'login,name\nqa-au@acme.test,AU payroll',
    'otpauth://totp/Xero:qa@acme.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Xero',
    '{"access_token": "", "refresh_token": null, "expires_in": 1800}',
    'curl -H "Authorization: Bearer $ACCESS_TOKEN" https://api.xero.com/connections',
    'curl -H "Authorization: Bearer {{access_token}}" https://api.xero.com/connections',
    'access_token=<your token>&id_token=YOUR_ID_TOKEN',
    'An access token is needed. See keyJohnson.accounts@acme.test',
    'the bearer of good news',
    'How to get an access token: see https://xero.test/how-to-get-one-and-to-keep-it-for-60-days',
    'access_token "tenantId": "b7c10000-0000-4000-8000-000000000000"',
    'access token of b7c10000-0000-4000-8000-000000000000',
    'no access token yet,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    '[access token](https://developer.xero.com) => see [refresh token] there',
    '{"access_token": [], "refresh_token": [""], "tenantId": "b7c10000-0000-4000-8000-000000000000"}',
  ])
    it(`are not in ${text.slice(0, 60)}`, () => {
      assert.deepEqual(withoutTokens(text), { text, hadTokens: false });
    });

  it('are found with invisible characters in them', () => {
    assert.ok(
      hasToken('Demo eyJhbGciOiJSUzI1NiIs\u200BInR5cCI6.eyJuYmYiOjE2\u202EMDAwMDAwMDB9.c2lnbmF0dXJl'),
    );
  });

  it('take no longer than the length of the text', () => {
    for (const part of [
      'access_token ',
      'eyJ',
      'eyJ.',
      'bearer ',
      'access_token"\'',
      'Authorization: ',
      '\\',
      'id_token,"value"',
      'authorization,"value":',
      'refresh_token => [',
      '[id_token]',
      '&#34;',
      'id token a-',
      'id_token_',
    ])
      assert.match(withoutTokens(`${part.repeat(Math.ceil(3_000_000 / part.length))} end`).text, / end$/);
  });
});
