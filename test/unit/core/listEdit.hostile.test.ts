import assert from 'node:assert/strict';
import { CallCount, sumOf } from './callCount';
import { hostileEdits } from './hostileEdits';

// Slices and regular expressions make no calls. How long they take is among the figures of `npm run bench`; where each
// would go through all the rest, these texts would take minutes.
const CALLS_PER_CHARACTER = 100;

describe('A list that was made to be slow to edit', () => {
  for (const { what, text, edit } of hostileEdits(250_000)) {
    it(`is edited with a number of calls that grows with its length: ${what}`, () => {
      const calls = new CallCount(__filename);
      const edited = edit(text);
      const perCharacter = sumOf(calls.take()) / text.length;
      calls.dispose();
      assert.notEqual(edited, text);
      assert.ok(perCharacter > 0 && perCharacter < CALLS_PER_CHARACTER, `${perCharacter} for each character`);
    });
  }
});
