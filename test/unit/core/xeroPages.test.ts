import assert from 'node:assert/strict';
import fc from 'fast-check';
import { URI } from 'vscode-uri';
import { organisationAddress, pageAddress } from '../../../src/core/xeroPages';
import { anyText, anyUnits } from '../../shared/anyText';
import { cases } from '../../shared/thorough';

const XERO = new URL('https://login.xero.com/');
const CODES = fc.stringMatching(/^![A-Za-z0-9!_-]{1,40}$/);

/** What a browser may get of an address: as it is, or as VS Code writes it after decoding it. */
function asOpened(address: string): string[] {
  const decoded = URI.parse(address).toString(true);
  return [address, decoded, encodeURI(decoded)];
}

describe('The addresses of Xero’s pages', () => {
  it('are those of Xero', () => {
    for (const setting of [
      undefined,
      XERO,
      new URL('https://xero.acme.test/x'),
      new URL('https://localhost.evil.test/'),
    ]) {
      assert.equal(pageAddress('myApps', setting), 'https://developer.xero.com/app/manage');
      assert.equal(pageAddress('apiExplorer', setting), 'https://api-explorer.xero.com/');
      assert.equal(
        organisationAddress('!x1Y2z', setting),
        'https://go.xero.com/organisationlogin/default.aspx?shortcode=%21x1Y2z&redirecturl=/Dashboard/',
      );
    }
  });

  it('are on this computer where the setting is', () => {
    for (const origin of [
      'http://127.0.0.1:4711',
      'http://localhost:8',
      'http://[::1]:8',
      'https://localhost',
    ]) {
      const setting = new URL(`${origin}/?login={login}`);
      assert.equal(pageAddress('myApps', setting), `${origin}/app/manage`);
      assert.equal(pageAddress('apiExplorer', setting), `${origin}/`);
      assert.equal(
        organisationAddress('!x1Y2z', setting),
        `${origin}/organisationlogin/default.aspx?shortcode=%21x1Y2z&redirecturl=/Dashboard/`,
      );
    }
  });

  it('say one organisation and one page, however they are decoded on the way', () => {
    fc.assert(
      fc.property(CODES, fc.constantFrom(XERO, new URL('http://127.0.0.1:1/')), (code, setting) => {
        for (const opened of asOpened(organisationAddress(code, setting) ?? '')) {
          const { origin, pathname, searchParams, hash, username } = new URL(opened);
          assert.ok(['https://go.xero.com', 'http://127.0.0.1:1'].includes(origin));
          assert.equal(pathname, '/organisationlogin/default.aspx');
          assert.deepEqual(
            [...searchParams],
            [
              ['shortcode', code],
              ['redirecturl', '/Dashboard/'],
            ],
          );
          assert.equal(hash + username, '');
        }
      }),
      { numRuns: cases(300, 20_000) },
    );
  });

  it('hold nothing of what is not a shortcode', () => {
    const hostile = [
      '',
      '!',
      'x1Y2z',
      '!a&redirecturl=//evil.test',
      '!a#b',
      '!a%26b',
      '!a/../b',
      '!a\n',
      '!a b',
      '!é',
      '@evil.test/',
      '!a@evil.test',
      `!${'a'.repeat(41)}`,
      'command:workbench.action.quit',
    ];
    for (const text of hostile) assert.equal(organisationAddress(text, XERO), undefined, text);
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyUnits,
          anyText.map(text => `!${text}`),
        ),
        text => {
          fc.pre(!/^![A-Za-z0-9!_-]+$/.test(text));
          assert.equal(organisationAddress(text, XERO), undefined);
        },
      ),
      { numRuns: cases(300, 20_000) },
    );
  });
});
