import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DetailsSide, mergeDetails, partsToChoose, partText } from '../../../src/core/detailsMerge';
import { cases } from '../../shared/thorough';

const PARTS = ['answers', 'password'] as const;

const side: fc.Arbitrary<DetailsSide> = fc.record({
  details: fc.record(
    {
      answers: fc
        .constantFrom([], ['Tiddles'], ['Rover1'])
        .map(all => all.map(answer => ({ question: 'First pet?', answer }))),
      password: fc.constantFrom('one', 'two'),
    },
    { requiredKeys: ['answers'] },
  ),
  count: fc.constantFrom(undefined, 1, 2, 3),
});

describe('Two versions of a login’s details', () => {
  it('lose nothing and take nothing unsigned without a question, whichever is named first', () => {
    const property = fc.property(side, side, (one, other) => {
      const parts = partsToChoose(one, other);
      assert.deepEqual(partsToChoose(other, one), parts);
      const merged = mergeDetails(one, other, {});
      assert.deepEqual(mergeDetails(other, one, {}), merged);
      assert.equal(merged === undefined, parts.length > 0);
      const chosen = Object.fromEntries(parts.map(part => [part, other]));
      const decided = mergeDetails(one, other, chosen) ?? assert.fail();
      for (const part of PARTS) {
        const [mine, theirs, result] = [one.details, other.details, decided].map(each =>
          partText(each, part),
        );
        if (parts.includes(part) || mine === theirs) {
          assert.equal(result, theirs);
          continue;
        }
        const [kept, left] = result === mine ? [one, other] : [other, one];
        assert.ok(result !== undefined && kept.count !== undefined);
        assert.equal(partText(left.details, part), undefined);
        if (part === 'password') assert.equal(left.count, 1);
      }
    });
    fc.assert(property, { numRuns: cases(500, 5000) });
  });
});
