import assert from 'node:assert/strict';
import { findPhrases } from '../../scripts/wording/findPhrases.mjs';

/** The lines with a phrase. */
const linesIn = (name: string, content: string): number[] =>
  findPhrases(name, content).map(({ line }) => line);

describe('The wording of comments and documents', () => {
  it('is checked in comments of every kind', () => {
    const content = [
      '// Whoever calls this.',
      '',
      'call(); // It is made anew.',
      'call();',
      '/** One that need not be there. */',
      '',
      '/*',
      ' * How it may be',
      ' * other than it was.',
      ' */',
    ].join('\n');
    assert.deepEqual(linesIn('file.ts', content), [1, 3, 5, 7]);
    assert.deepEqual(linesIn('file.css', '/* Whoever styles this. */'), [1]);
    assert.deepEqual(linesIn('file.py', '# Whoever tests this.'), [1]);
  });

  it('is checked in documents, also where a phrase wraps', () => {
    assert.deepEqual(linesIn('file.md', 'A title\n\nThis need\nnot be.'), [3]);
  });

  it('is not checked in code and texts', () => {
    assert.deepEqual(
      linesIn('file.ts', "l10n.t('Whoever has the key');\nconst anew = 'https://anew.test';"),
      [],
    );
    assert.deepEqual(linesIn('file.md', '```\nwhoever\n```\n\nThe `anew` command.'), []);
  });

  it('allows phrases that only look alike', () => {
    for (const text of ['They are taken in turn.', 'If there is none, it fails.', 'It needs a note.'])
      assert.deepEqual(linesIn('file.md', text), [], text);
  });
});
