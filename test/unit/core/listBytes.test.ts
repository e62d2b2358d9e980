import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeList, encodeList, MAXIMUM_LIST_BYTES } from '../../../src/core/listBytes';
import { anyText } from '../../shared/anyText';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const bytes = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? utf8(part) : part)));

describe('decodeList', () => {
  it('removes the byte order mark, and encodeList restores it', () => {
    const plain = bytes('{ "ü": "😀" }\r\n');
    const marked = bytes(0xef, 0xbb, 0xbf, '{ "ü": "😀" }\r\n');
    assert.deepEqual(decodeList(plain), { text: '{ "ü": "😀" }\r\n', hasByteOrderMark: false });
    assert.deepEqual(decodeList(marked), { text: '{ "ü": "😀" }\r\n', hasByteOrderMark: true });
  });

  it('and encodeList restore the bytes of any UTF-8', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '\uFEFF', '\uFEFF\uFEFF'), anyText, (mark, body) => {
        const original = bytes(mark + body);
        const decoded = decodeList(original);
        assert.ok('text' in decoded);
        assert.deepEqual(encodeList(decoded), original);
      }),
    );
  });

  const rows: [what: string, content: Uint8Array, offset: number][] = [
    ['a byte of Latin-1', bytes('{ "n": "caf', 0xe9, '" }'), 11],
    ['the first byte', bytes(0xff, 'a'), 0],
    ['behind characters of two, three and four bytes', bytes('é€😀', 0x80), 4],
    ['behind a replacement character that was written', bytes('a\uFFFDb\uFFFD', 0xc0), 4],
    ['right before a written replacement character', bytes('ab', 0xff, '\uFFFD'), 2],
    ['a cut character at the end', bytes('ab', 0xf0, 0x9f, 0x98), 2],
    ['a cut character in the middle', bytes('ab', 0xe2, 0x82, 'c'), 2],
    ['an overlong slash', bytes('a', 0xc0, 0xaf), 1],
    ['half of a surrogate pair', bytes('a', 0xed, 0xa0, 0x80), 1],
    ['behind a byte order mark, which editors do not show', bytes(0xef, 0xbb, 0xbf, 'é', 0xff), 1],
    ['UTF-16', bytes(0xff, 0xfe, '{', 0), 0],
  ];
  for (const [what, content, offset] of rows)
    it(`reports where it is not UTF-8: ${what}`, () =>
      assert.deepEqual(decodeList(content), { kind: 'invalidUtf8', severity: 'error', offset, length: 1 }));

  it('reports it where an editor shows the first replacement character', () => {
    const invalid = fc.constantFrom([0xff], [0x80], [0xc3], [0xed, 0xa0, 0x80], [0xf5], [0xe2, 0x82]);
    fc.assert(
      fc.property(
        fc.boolean(),
        anyText,
        invalid,
        fc.uint8Array({ maxLength: 9 }),
        (mark, before, wrong, after) => {
          // A space, so that what follows does not complete the cut character.
          const problem = decodeList(bytes(mark ? '\uFEFF' : '', before, ...wrong, ' ', ...after));
          // The mark itself is not shown, even where there is none of ours and the text begins with one.
          const shown = mark ? before : before.replace(/^\uFEFF/, '');
          assert.deepEqual(problem, {
            kind: 'invalidUtf8',
            severity: 'error',
            offset: shown.length,
            length: 1,
          });
        },
      ),
    );
  });

  it('finds it after many replacement characters', () => {
    const content = new Uint8Array(600_001).fill(0xff);
    content.set(new TextEncoder().encode('\uFFFD'.repeat(200_000)));
    assert.deepEqual(decodeList(content), {
      kind: 'invalidUtf8',
      severity: 'error',
      offset: 200_000,
      length: 1,
    });
  });

  it('reads only fewer bytes than the limit', () => {
    const content = new Uint8Array(MAXIMUM_LIST_BYTES).fill(0x20);
    assert.equal(MAXIMUM_LIST_BYTES, 5_000_000);
    assert.deepEqual(decodeList(content), { kind: 'tooLarge', severity: 'error', offset: 0, length: 0 });
    const decoded = decodeList(content.subarray(1));
    assert.ok('text' in decoded && decoded.text.length === 4_999_999);
  });
});
