import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatRecipients, parseRecipients } from '../../../../src/core/team/recipients';
import { anyText } from '../../../shared/anyText';

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

  it('name the first hundred of many bad lines, and no more', () => {
    const { skipped, names } = parseRecipients('x\n'.repeat(128 * 1024));
    assert.deepEqual([skipped.length, names.size], [100, 0]);
  });
});
