import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from 'papaparse';
import { tableRows } from '../../../src/core/delimited';
import { cases, Kinds } from '../../shared/thorough';

describe('The rows of a table', () => {
  it('are those that Papa Parse reads; none if it finds a wrong quote', () => {
    const part = Kinds.of(',', ';', '\t', '|', '"', '""', 'a', 'b', ' ', '\n');
    const text = fc.array(part.any, { maxLength: 40 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(text, table => {
        const { data, errors } = parse<string[]>(table, {
          newline: '\n',
          skipEmptyLines: true,
          delimitersToGuess: [',', ';', '\t', '|'],
        });
        const cells = data.map(row => row.map(cell => cell.trim())).filter(row => row.some(Boolean));
        assert.deepEqual(
          tableRows(table)?.map(row => row.cells),
          errors.some(({ type }) => type === 'Quotes') ? undefined : cells,
        );
      }),
      { numRuns: cases(1_000, 5_000) },
    );
    part.assertAllMade();
  });
});
