import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromOneLine, toOneLine } from '../../../src/core/oneLine';

describe('A text in a box of one line', () => {
  it('is unchanged if nobody edits it', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '\n', '\r\n', '\r', '⏎')).map(parts => parts.join(''));
    fc.assert(
      fc.property(text, before => {
        assert.doesNotMatch(toOneLine(before), /[\r\n]/);
        assert.equal(fromOneLine(toOneLine(before), before), before);
      }),
    );
  });

  it('keeps its line breaks when edited, unless they are deleted', () => {
    assert.equal(fromOneLine('resets⏎on Mondays ', 'resets\r\nMondays'), 'resets\non Mondays');
    assert.equal(fromOneLine('resets on Mondays', 'resets\nMondays'), 'resets on Mondays');
  });

  it('may contain the character that shows a line break', () => {
    assert.equal(fromOneLine(' press ⏎ twice', 'press ⏎'), 'press ⏎ twice');
  });
});
