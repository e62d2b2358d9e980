import assert from 'node:assert/strict';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { type codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import {
  expectCode,
  listOf,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

const copy = (login = LOGIN) => run('copyCode', { login });

async function startWithAccounts(): Promise<void> {
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
}

describe('A secret', () => {
  startFresh();
  beforeEach(startWithAccounts);

  const uri = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero`;
  const spellings: readonly [what: string, text: string][] = [
    ['as Xero shows it', KEY],
    ['in lower case', KEY.toLowerCase()],
    ['in groups of four', KEY.replace(/.{4}/g, '$& ')],
    [
      'with hyphens and mixed case',
      KEY.toLowerCase()
        .replace(/.{4}(?=.)/g, '$&-')
        .replace(/b/g, 'B'),
    ],
    ['with dashes as programs make them', KEY.replace(/.{4}(?=.)/g, '$&–')],
    ['over several lines', ` ${KEY.slice(0, 11)}\r\n${KEY.slice(11)}\n`],
    ['with tabs and non-breaking spaces', `\t${KEY.slice(0, 8)}\u00A0${KEY.slice(8)}\u202F`],
    ['with invisible characters', `\u200B${KEY.slice(0, 16)}\u200B\u2060${KEY.slice(16)}\uFEFF`],
    ['as an otpauth URI', uri],
    ['as an otpauth URI between spaces', `  ${uri}\n`],
    ['as an otpauth URI in capitals', uri.replace('otpauth://totp', 'OTPAUTH://TOTP')],
    ['as an otpauth URI with everything escaped', uri.replace('Xero:', 'Xero%3A%20').replace('@', '%40')],
    [
      'as an otpauth URI with a secret in groups',
      uri.replace(KEY, KEY.toLowerCase().replace(/.{4}/g, '$&%20')),
    ],
    ['as an otpauth URI for the login in other letters', uri.replace(LOGIN, 'QA-AU@Acme.Test')],
    ['as an otpauth URI with a label that is no address', uri.replace(LOGIN, 'My%20test%20user')],
  ];
  it('is taken however it is written', async () => {
    for (const [what, text] of spellings) {
      await setSecret(LOGIN, OTHER_KEY);
      await setSecret(LOGIN, text).catch(error => assert.fail(`${what}: ${error}`));
      await expectCode(copy, KEY);
    }
  });

  it('is taken with padding', async () => {
    const key = `${KEY.slice(0, 25)}Q`;
    await setSecret(LOGIN, `${key}======`);
    await expectCode(copy, key);
  });

  const parameters: readonly [query: string, options: Parameters<typeof codeAt>[2]][] = [
    ['digits=8', { digits: 8 }],
    ['digits=7&period=60', { digits: 7, period: 60 }],
    ['period=15', { period: 15 }],
    ['algorithm=SHA256', { algorithm: 'sha256' }],
    ['algorithm=SHA512&digits=8&period=90', { algorithm: 'sha512', digits: 8, period: 90 }],
  ];
  it('keeps what its URI says of it', async () => {
    for (const [query, options] of parameters) {
      await setSecret(LOGIN, `${uri}&${query}`);
      await expectCode(copy, KEY, options);
    }
  });

  const rejected: readonly [what: string, secret: unknown, message: RegExp][] = [
    ['nothing', '', /contains no setup key\. Copy the key/],
    ['white space', ' \u00A0\n', /contains no setup key/],
    ['the digit 0', KEY.replace('P', '0'), /Character 8 of the key, “0”, .* may be the letter O/],
    ['the digit 1', KEY.replace('P', '1'), /Character 8 of the key, “1”, .* may be the letter I or L/],
    ['the digit 8', `8${KEY}`, /Character 1 of the key, “8”, .* may be the letter B/],
    ['another character', KEY.replace('P', '!'), /Character 8 of the key, “!”, .* letters A–Z .* digits 2–7/],
    ['a key that is too short', 'JBSWY3DPEHPK3', /too short to be safe: 64 of at least 80 bits/],
    [
      'a key with characters missing',
      KEY.slice(2),
      /can’t have this many characters \(30\)\. .* Copy the whole key/,
    ],
    ['a text of megabytes', 'A'.repeat(1_000_000), /too long for a setup key/],
    ['a counter-based URI', uri.replace('totp', 'hotp').concat('&counter=1'), /counter-based codes \(HOTP\)/],
    ['a Steam URI', uri.replace('totp', 'steam'), /for Steam/],
    ['a URI whose issuer is Steam', uri.replace('issuer=Xero', 'issuer=Steam'), /for Steam/],
    [
      'an export of Google Authenticator',
      'otpauth-migration://offline?data=AAAA',
      /Google Authenticator export/,
    ],
    ['a URI for another login', uri.replace(LOGIN, OTHER), /for another login: qa-nz@acme\.test\. Choose/],
    ['a URI without a secret', uri.replace(`secret=${KEY}&`, ''), /“secret” is missing/],
    ['a URI of five digits', `${uri}&digits=5`, /“digits” is missing .* or its value/],
    ['a URI of MD5', `${uri}&algorithm=MD5`, /“algorithm”/],
    ['a URI of a second', `${uri}&period=1`, /“period”/],
    ['a URI of something else', 'https://login.xero.com/', /isn’t a valid otpauth:\/\/totp link/],
    ['no text', 5, /“secret” must be .*string/],
  ];
  it('is rejected where it is none, and the one before is kept', async () => {
    await setSecret(LOGIN, OTHER_KEY);
    for (const [what, secret, message] of rejected) {
      await refuses('setSecret', { login: LOGIN, secret, confirm: true }, message).catch(error => {
        throw new Error(what, { cause: error });
      });
      await expectCode(copy, OTHER_KEY);
    }
  });

  it('says no more of a rejected key than the one character', async () => {
    await assert.rejects(
      run('setSecret', { login: LOGIN, secret: KEY.replace('P', '0'), confirm: true }),
      (error: Error) => !error.message.includes(KEY.slice(0, 4)) && !error.message.includes(KEY.slice(-4)),
    );
  });

  it('is rejected for a login that is in no list', async () => {
    await refuses('setSecret', { login: 'who@acme.test', secret: KEY, confirm: true }, /isn’t in any list/);
  });

  it('that a command puts in the place of another is said, and the other is kept', async () => {
    const { messages } = vsCode.window;
    await setSecret(LOGIN, KEY);
    await setSecret(LOGIN, KEY);
    assert.deepEqual(messages, []);
    await setSecret(LOGIN, OTHER_KEY);
    assert.deepEqual(messages, [
      'A command replaced the setup key for AU. The old key is kept until Xero accepts a code from the new one.',
    ]);
    assert.ok(vsCode.secrets.values.get(`former:${LOGIN}`)?.includes(KEY));
  });
});
