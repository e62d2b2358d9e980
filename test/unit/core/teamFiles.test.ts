import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatJson,
  formatRecipients,
  formatSecretFile,
  parseMember,
  parseRecipients,
  parseRotation,
  parseSecretFile,
} from '../../../src/core/teamFiles';
import { anyText } from '../../shared/anyText';

const ONE = `age1${'q'.repeat(58)}`;
const OTHER = `age1${'z'.repeat(58)}`;

describe('The recipients of a team store', () => {
  it('are written sorted by key, each under its name, and read back', () => {
    const text = formatRecipients(
      new Map([
        [OTHER, 'Sam'],
        [ONE, 'Priya\nage1evil'],
      ]),
    );
    assert.equal(text, `# Priya age1evil\n${ONE}\n# Sam\n${OTHER}\n`);
    const { names, skipped, isConflicted } = parseRecipients(text);
    assert.deepEqual(
      [...names],
      [
        [ONE, 'Priya age1evil'],
        [OTHER, 'Sam'],
      ],
    );
    assert.deepEqual([skipped, isConflicted], [[], false]);
  });

  it('are those of both sides of a git conflict', () => {
    const { names, isConflicted } = parseRecipients(
      `<<<<<<< HEAD\n# Priya\n${ONE}\n||||||| base\n=======\r\n# Sam\r\n${OTHER}\r\n>>>>>>> theirs\n`,
    );
    assert.deepEqual(
      [...names],
      [
        [ONE, 'Priya'],
        [OTHER, 'Sam'],
      ],
    );
    assert.ok(isConflicted);
  });

  for (const [line, problem] of [
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA', 'ssh'],
    ['age1pq1qqqq', 'postQuantum'],
    ['age1yubikey1qqqq', 'plugin'],
    ['AGE-SECRET-KEY-1QQQ', 'identity'],
    ['age1short', 'malformed'],
    [ONE.toUpperCase(), 'malformed'],
  ] as const) {
    it(`are not ${line.slice(0, 24)}: ${problem}`, () => {
      const { names, skipped } = parseRecipients(`${ONE}\n${line}\n`);
      assert.deepEqual([...names.keys()], [ONE]);
      assert.deepEqual(skipped, [{ line: 2, problem }]);
    });
  }

  it('can be read from any text', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const key of parseRecipients(text).names.keys()) assert.match(key, /^age1/);
      }),
    );
  });
});

describe('A member and a rotation', () => {
  it('are read back', () => {
    const member = { name: 'Priya', requested: '2026-11-25', approved: { by: ONE, on: '2026-11-26' } };
    assert.deepEqual(parseMember(formatJson(member)), member);
    const rotation = { login: 'qa-au@acme.test', since: '2026-11-25', because: 'Sam' };
    assert.deepEqual(parseRotation(formatJson(rotation)), rotation);
  });

  it('are rejected after any change of their format', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"name":"","requested":"2026-11-25"}',
      '{"name":"x","requested":"soon"}',
    ]) {
      assert.equal(parseMember(text), undefined, text);
      assert.equal(parseRotation(text), undefined, text);
    }
  });
});

describe('The text of a login’s file', () => {
  it('keeps unknown lines', () => {
    const text = 'otpauth://totp/Xero:a@b.test?secret=x\nnote: from passage\nrecovery: {"version":1}\n';
    const file = parseSecretFile(text);
    assert.equal(file.recovery, '{"version":1}');
    assert.equal(
      formatSecretFile(file),
      'otpauth://totp/Xero:a@b.test?secret=x\nrecovery: {"version":1}\nnote: from passage\n',
    );
    assert.deepEqual(parseSecretFile(formatSecretFile(file)), file);
  });
});
