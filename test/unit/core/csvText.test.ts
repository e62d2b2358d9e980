import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toCsv } from '../../../src/core/csvText';
import { anyText } from '../../shared/anyText';
import { cases, Kinds } from '../../shared/thorough';

/** Reads CSV by the grammar of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  for (let rest = text; rest !== ''; ) {
    const row: string[] = [];
    for (;;) {
      const [cell = '', quoted, plain = '', end] =
        /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? assert.fail(JSON.stringify(rest));
      row.push(quoted?.replaceAll('""', '"') ?? plain);
      rest = rest.slice(cell.length);
      if (end !== ',') break;
    }
    rows.push(row);
  }
  return rows;
}

describe('CSV', () => {
  it('can be read as RFC 4180 says, and no cell begins a formula', () => {
    const cell = new Kinds({ anyText, printable: fc.string() });
    const rows = fc.array(fc.array(cell.any, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(rows, given => {
        const read = parse(toCsv(given));
        assert.equal(read.length, given.length);
        for (const [row, cells] of read.entries()) {
          for (const [column, cell] of cells.entries()) {
            const text = given[row]?.[column] ?? '';
            assert.doesNotMatch(cell, /^\s*[=+\-@]/);
            assert.ok(cell === text || cell === `'${text}`);
          }
        }
      }),
      { numRuns: cases(1_000, 5_000) },
    );
    cell.assertAllMade();
  });

  for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\n@x']) {
    it(`shows as text what a spreadsheet would calculate: ${JSON.stringify(cell)}`, () => {
      assert.deepEqual(parse(toCsv([[cell]])), [[`'${cell}`]]);
    });
  }

  it('quotes only what must be', () => {
    assert.equal(
      toCsv([
        ['a', 'b c'],
        ['d,e', 'f"g', 'h\ni'],
      ]),
      'a,b c\r\n"d,e","f""g","h\ni"\r\n',
    );
  });
});
