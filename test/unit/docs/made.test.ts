import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EFFECTS } from '../../../scripts/docs/effects';
import { MADE, madeIn, withMade } from '../../../scripts/docs/tables';
import { commandNames } from '../../shared/commandNames';

const root = join(__dirname, '../../../..');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map(name => `docs/${name}`)]
  .filter(name => name.endsWith('.md'))
  .map(name => [name, readFileSync(join(root, name), 'utf8')] as const);

describe('What is made in documents', () => {
  for (const [name, text] of pages) {
    it(`is current in ${name}: otherwise run “npm run docs”`, () => {
      assert.equal(text, withMade(text));
    });
  }

  it('has a place, each once', () => {
    assert.deepEqual(pages.flatMap(([, text]) => madeIn(text)).sort(), Object.keys(MADE).sort());
  });

  it('says of every command what it does', () => {
    assert.deepEqual(
      commandNames.filter(name => !EFFECTS[name]),
      [],
    );
  });

  const [, list = ''] = pages.find(([name]) => name === 'docs/list.md') ?? [];
  const [, readme = ''] = pages.find(([name]) => name === 'README.md') ?? [];
  for (const [what, current, outdated] of [
    ['a region that is gone', list, list.replace('HK, MY', 'HK, XX, MY')],
    ['a setting that is missing', readme, readme.replace(/^\| `statusBar`.*\n/m, '')],
    ['another default', readme, readme.replace('`activityDays` | `180`', '`activityDays` | `90`')],
  ] as const) {
    it(`is not current with ${what}`, () => {
      assert.notEqual(outdated, current);
      assert.equal(withMade(outdated), current);
    });
  }

  it('is made by something', () => {
    assert.throws(() => withMade('<!-- made: nothing --><!-- end -->'), /Nothing makes “nothing”/);
  });
});
