import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ScureBase32Plugin } from 'otplib';
import type { LogOutputChannel } from 'vscode';
import { formatCode } from '../../../src/core/codeWindow';
import { logFault, redact } from '../../../src/platform/log';

const KEY = 'JBSWY3DPEHPK3PXP';

describe('redact', () => {
  const secret = [
    KEY,
    KEY.toLowerCase(),
    'JBSW Y3DP EHPK 3PXP',
    'jbsw-y3dp-ehpk-3pxp',
    'JBSW\u00A0Y3DP\u00A0EHPK\u00A03PXP',
    `_${KEY}_`,
    `1${KEY}9`,
    `${KEY}====`,
    `otpauth://totp/Xero:a@b.cc?secret=${KEY}&issuer=Xero`,
    `OTPAUTH://TOTP/x?secret=JBSW%20Y3DP`,
    'otpauth-migration://offline?data=CjEKCkhlbGxv',
    '012345',
    '012 345',
    '1234567',
    '1234 567',
    '12345678',
    '1234 5678',
    'code_012345',
  ];
  for (const text of secret) {
    it(`takes out ${text}`, () => {
      for (const around of [text, `“${text}”`, `at (${text}), twice: ${text}.`, `{"code":"${text}"}`])
        assert.doesNotMatch(redact(around), /JBSW|Y3DP|EHPK|3PXP|CjEK|345|1234|567/i);
    });
  }

  const kept = [
    'Error: Something went wrong',
    'TypeError: Cannot read properties of undefined',
    'at Foo.bar (/home/priya/.vscode/extensions/dist/extension.js:12:34567)',
    'qa-au@acme.test',
    'copyCode: 30 s, 2026-11-20',
    '',
  ];
  for (const text of kept) it(`leaves “${text}”`, () => assert.equal(redact(text), text));

  it('takes out any key and any code, as they are shown', () => {
    const code = fc.stringMatching(/^\d{6,8}$/);
    const key = fc
      .uint8Array({ minLength: 10, maxLength: 64 })
      .map(bytes => new ScureBase32Plugin().encode(bytes).replaceAll('=', ''));
    fc.assert(
      fc.property(key, code, (base32, digits) => {
        const inFours = base32.match(/.{1,4}/g) ?? [];
        for (const form of [base32, base32.toLowerCase(), inFours.join(' '), inFours.join('-')])
          assert.equal(redact(`key: ${form}, end`), 'key: …, end');
        for (const form of [digits, formatCode(digits)]) assert.equal(redact(`code ${form}.`), 'code ….');
      }),
    );
  });
});

describe('logFault', () => {
  const logged = (error: unknown): string => {
    const lines: string[] = [];
    logFault({ error: (line: string) => lines.push(line) } as unknown as LogOutputChannel, 'copyCode', error);
    return lines.join('\n');
  };

  it('writes where, what and the stack, without key or code', () => {
    const text = logged(new RangeError(`of ${KEY} comes 123 456`));
    assert.match(text, /^copyCode: RangeError: of … comes …\n {4}at /);
  });

  it('writes what was thrown where that is no error, whatever it is', () => {
    assert.equal(logged(`no ${KEY}`), 'copyCode: no …');
    assert.equal(logged(undefined), 'copyCode: undefined');
    assert.match(logged(Object.assign(new Error('x'), { stack: undefined })), /^copyCode: x$/);
  });
});
