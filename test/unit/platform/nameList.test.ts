import assert from 'node:assert/strict';
import { nameList } from '../../../src/platform/nameList';

describe('A list of names in a message', () => {
  const names = Array.from({ length: 12 }, (_, index) => `qa-${index}`);

  it('has all of a few names, and counts those beyond ten', () => {
    assert.equal(nameList(names.slice(0, 2)), 'qa-0 and qa-1');
    assert.equal(nameList(names.slice(0, 10)), `${names.slice(0, 9).join(', ')}, and qa-9`);
    assert.equal(nameList(names), `${names.slice(0, 10).join(', ')} and 2 more`);
  });

  it('has no more of a name than is safe to show', () => {
    assert.equal(nameList(['a\n$(trash)\u202E']), 'a $\u200B(trash)');
  });
});
