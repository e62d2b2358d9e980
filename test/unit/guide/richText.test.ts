import assert from 'node:assert/strict';
import fc from 'fast-check';
import { richText, xero } from '../../../src/guide/page/richText';
import { anyUnits } from '../../shared/anyText';

describe('richText', () => {
  const cases: readonly [
    what: string,
    made: ReturnType<typeof richText>,
    parts: ReturnType<typeof richText>,
  ][] = [
    ['a sentence without places', richText('Choose it.'), ['Choose it.']],
    ['nothing of an empty one', richText(''), []],
    [
      'values in their places',
      richText('{0} is for {1}.', 'AU', 'payroll'),
      ['AU', ' is for ', 'payroll', '.'],
    ],
    [
      'values in the order of another language',
      richText('For {1}: {0}', 'AU', 'payroll'),
      ['For ', 'payroll', ': ', 'AU'],
    ],
    ['one value in two places', richText('{0}, {0}', 'AU'), ['AU', ', ', 'AU']],
    ['a label as it is', richText('Choose {0}', xero('Set up')), ['Choose ', { label: 'Set up' }]],
    ['nothing in the place of a missing value', richText('Choose {0}{1}.', 'this'), ['Choose ', 'this', '.']],
    ['nothing in the place of an empty value', richText('{0}Choose', ''), ['Choose']],
    ['a value that looks like a place', richText('{0} and {1}', '{1}', '{0}'), ['{1}', ' and ', '{0}']],
    ['a value that brings the place of a label', richText('{0}', '{1}'), ['{1}']],
    ['braces that are no place', richText('{}, {a}, {-1}, { 0 }'), ['{}, {a}, {-1}, { 0 }']],
  ];
  for (const [what, made, parts] of cases) it(`makes ${what}`, () => assert.deepEqual(made, parts));

  it('inserts values as they are, whatever they contain', () => {
    const value = fc.oneof(anyUnits, fc.constantFrom('{0}', '{1}', '$&', '$1', '\\{0}'));
    fc.assert(
      fc.property(value, value, (first, second) => {
        const parts = richText('{0}|{1}', first, second);
        assert.equal(parts.join(''), `${first}|${second}`);
      }),
    );
  });
});
