import assert from 'node:assert/strict';
import fc from 'fast-check';
import { positionsIn } from '../../../src/core/textPositions';

describe('positionsIn', () => {
  it('counts lines with any line endings', () => {
    const positionOf = positionsIn('a\nb\r\nc\rd');
    const lines = [0, 2, 5, 7].map(offset => positionOf(offset));
    assert.deepEqual(
      lines,
      [0, 1, 2, 3].map(line => ({ line, character: 0 })),
    );
    assert.deepEqual(positionOf(8), { line: 3, character: 1 });
    assert.deepEqual(positionsIn('')(0), { line: 0, character: 0 });
  });

  it('agrees with the lines before an offset in any text', () => {
    const text = fc
      .array(fc.constantFrom('\n', '\r\n', '\r', 'a', '😀'), { maxLength: 30 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(60), (whole, at) => {
        const offset = Math.min(at, whole.length);
        // In the middle of CR LF the line has not ended yet.
        const isInside = whole[offset - 1] === '\r' && whole[offset] === '\n';
        const lines = whole.slice(0, isInside ? offset - 1 : offset).split(/\r\n|\r|\n/);
        const character = (lines.at(-1)?.length ?? 0) + (isInside ? 1 : 0);
        assert.deepEqual(positionsIn(whole)(offset), { line: lines.length - 1, character });
      }),
    );
  });
});
