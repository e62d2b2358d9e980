import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = join(__dirname, '../../../src');

/** Files that read the clock of the computer, and what for. Codes and countdowns are made by the `now` passed in. */
const READERS: Readonly<Record<string, string>> = {
  'access/grants.ts': 'since when somebody may have codes',
  'accounts/autoHide.ts': 'how long nobody looked',
  'activity/createActivity.ts': 'when something happened',
  'activity/openActivity.ts': 'how old lines are',
  'activity/showActivity.ts': 'what tells one look at the log from another',
  'clock/clockCheck.ts': 'the clock that is checked',
  'clock/createClock.ts': 'the clock that codes are made by',
  'guide/actions/code.ts': 'when Xero unlocks a login',
  'guide/actions/steps.ts': 'today',
  'guide/page/lockedText.ts': 'when Xero unlocks a login',
  'secrets/canaries.ts': 'whether another window has just found out',
  'secrets/changeCount.ts': 'when a window changed secrets',
  'secrets/store.ts': 'when this window opened',
  'team/sync.ts': 'when a store was synced',
  'team/teams.ts': 'today',
};

const READING = /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)/;

describe('The clock of the computer', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map(name => name.replaceAll('\\', '/'))
    .filter(name => name.endsWith('.ts'));

  it('is read only by files that need it for something else than codes', () => {
    const readers = files.filter(name => READING.test(readFileSync(join(src, name), 'utf8')));
    assert.deepEqual(readers.sort(), Object.keys(READERS).sort());
  });

  it('is read by no file that makes a code', () => {
    const makers = files.filter(name => /\.codeAt\(/.test(readFileSync(join(src, name), 'utf8')));
    assert.ok(makers.length > 4, makers.join(', '));
    assert.deepEqual(
      makers.filter(name => name in READERS),
      [],
    );
  });
});
