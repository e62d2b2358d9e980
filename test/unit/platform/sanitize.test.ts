import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sanitizeLabel, sanitizeMarkdown } from '../../../src/platform/sanitize';
import { cases, Kinds } from '../../shared/thorough';

describe('sanitizeLabel', () => {
  const rows: [what: string, text: string, shown: string][] = [
    ['plain text', 'AU payroll – Zoë’s 中文 😀', 'AU payroll – Zoë’s 中文 😀'],
    ['nothing', '', ''],
    ['an icon', '$(trash) $$((x', '$\u200B(trash) $$\u200B((x'],
    ['an icon behind an invisible character', '$\u200B\u2060(trash)', '$\u200B(trash)'],
    ['a link', '[x](command:y)', '[x]\u200B(command:y)'],
    ['a link behind an invisible character', '[x]\u00AD(command:y)', '[x]\u200B(command:y)'],
    ['lines', 'a\r\nb\n\n\tc\u2028d\u0085e', 'a b c de'],
    ['control characters', 'a\u0000b\u001B[31mc\u007Fd\u009Be', 'ab[31mcde'],
    ['direction overrides', 'a\u202Eb\u2066c\u200Fd\u061Ce', 'abcde'],
    ['zero-width characters', 'a\u200Bb\u200Cc\u200Dd\uFEFFe', 'abcd e'],
    ['half of a pair', 'a\uD83Db\uDE00c', 'abc'],
    ['private and unassigned characters', 'a\uE000b\u{10FFFF}c', 'abc'],
    ['tag characters', 'a\u{E0041}b', 'ab'],
  ];
  for (const [what, text, shown] of rows) it(`shows ${what}`, () => assert.equal(sanitizeLabel(text), shown));

  it('shows 200 characters, then says that there are more', () => {
    const long = 'x'.repeat(200);
    assert.equal(sanitizeLabel(long), long);
    assert.equal(sanitizeLabel(`${long}y`), `${long}…`);
    assert.equal(sanitizeLabel('x'.repeat(5_000_000)), `${long}…`);
  });

  it('says that there are more where white space was taken together too', () => {
    assert.equal(sanitizeLabel(`a     b${'x'.repeat(300)}`).at(-1), '…');
    assert.equal(sanitizeLabel(`a     ${'x'.repeat(198)}`), `a ${'x'.repeat(198)}`);
  });

  it('shows what stands behind many invisible characters', () => {
    assert.equal(sanitizeLabel(`${'\u200B'.repeat(300)}name`), 'name');
  });

  it('never cuts a character in two', () => {
    for (const before of [197, 198, 199, 200]) {
      const shown = sanitizeLabel(`${'x'.repeat(before)}😀😀😀`);
      assert.doesNotMatch(shown, /\p{Cs}/u);
      assert.match(shown, /…$/);
    }
  });

  it('is one line of bounded length without syntax, whatever the text', () => {
    const special = Kinds.of(
      '$',
      '(',
      '[',
      ']',
      '$(x)',
      '](',
      '\u200B',
      '\u202E',
      ' ',
      '\n',
      '😀',
      '\uD83D',
      'x'.repeat(90),
    );
    const piece = new Kinds({
      special: special.any,
      unit: fc.nat(0xffff).map(unit => String.fromCharCode(unit)),
    });
    fc.assert(
      fc.property(
        fc.array(piece.any, { maxLength: 60 }).map(parts => parts.join('')),
        text => {
          const shown = sanitizeLabel(text);
          assert.doesNotMatch(shown, /\$\(|\]\(|[\r\n\t\u2028]/);
          assert.doesNotMatch(shown.replaceAll('\u200B', ''), /\p{C}/u);
          assert.ok(shown.length <= 201);
        },
      ),
      { numRuns: cases(200, 1000) },
    );
    for (const made of [special, piece]) made.assertAllMade();
  });
});

describe('sanitizeMarkdown', () => {
  it('escapes every character of the syntax', () => {
    const syntax = '\\`*_{}[]()#+-.!|<>~&$:@/';
    assert.equal(
      sanitizeMarkdown(syntax).replaceAll('\u200B', ''),
      [...syntax].map(mark => `\\${mark}`).join(''),
    );
  });

  for (const [text, shown] of [
    ['[x](command:y)', '\\[x\\]\u200B\\(command\\:y\\)'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['&lt;&#36;', '\\&lt;\\&\\#36;'],
    ['$(trash)', '\\$\u200B\\(trash\\)'],
    ['a\n\n# b\n---\n1. c', 'a \\# b \\-\\-\\- 1\\. c'],
    ['https://x.test www.x.test a@x.test', 'https\\:\\/\\/x\\.test www\\.x\\.test a\\@x\\.test'],
    ['\\[x]', '\\\\\\[x\\]'],
  ] as const)
    it(`of ${JSON.stringify(text)}`, () => assert.equal(sanitizeMarkdown(text), shown));
});
