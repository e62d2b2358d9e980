import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemsOf, problemsIn, sectionsOf } from '../../../scripts/release/changelog.mjs';

const text = readFileSync(join(__dirname, '../../../../CHANGELOG.md'), 'utf8');

/** What a changelog could be by mistake, each with the line that is named. */
const MISTAKES: readonly (readonly [change: RegExp, to: string, line: number])[] = [
  [/Unreleased\]/, '0.2.0] - 2026-12-24', 3],
  [/ - 2026-11-30/, ' - Unreleased', 8],
  [/\[0\.1\.0\]/, '0.1.0', 8],
  [/### Added/, '### New', 5],
  [/### Added\n/, '', 6],
  [/Copy a/, 'A copied', 7],
  [/- Copy/, '* Copy', 7],
  [/- Copy/, '- **Copy**', 7],
  [/code\./, 'code', 7],
  [/code\./, `code ${'again '.repeat(30)}.`, 7],
  [/code\./, 'code.\n  It is in the clipboard.', 8],
];

const GOOD = `# Changelog

## [Unreleased]

### Added

- Copy a code.
## [0.1.0] - 2026-11-30

### Fixed

- Sign in again.
`.replace('Sign in', 'Try');

describe('The changelog', () => {
  it('has its form, and says in each line what its reader can do', () => {
    assert.deepEqual(problemsIn(text), []);
    assert.ok(sectionsOf(text).flatMap(itemsOf).length > 30);
  });

  it('is refused with any mistake, by its line', () => {
    assert.deepEqual(problemsIn(GOOD), []);
    for (const [change, to, line] of MISTAKES) {
      const problems = problemsIn(GOOD.replace(change, to));
      assert.deepEqual(
        problems.map(each => each.replace(/:.*/, '')),
        [`${line}`],
        `${change}`,
      );
    }
  });
});
