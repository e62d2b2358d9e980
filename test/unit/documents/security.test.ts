import assert from 'node:assert/strict';
import { projectFiles, textOf } from './projectFiles';

/** A part of a test's title, as a document cites it. */
interface Citation {
  readonly file: string;
  readonly title: string;
}

const security = textOf('SECURITY.md');
const documents = [security, textOf('docs/security-design.md')];

/** Citations are written as `file`: “title”, “another title”. */
function citationsIn(text: string): Citation[] {
  const cited = text.replace(/\s+/g, ' ').matchAll(/`(test\/[\w/.]+\.ts)`: ((?:“[^”]+”(?:, )?)+)/g);
  return Array.from(cited).flatMap(([, file = '', titles = '']) =>
    Array.from(titles.matchAll(/“([^”]+)”/g), ([, title = '']) => ({ file, title })),
  );
}

const TITLE = /\b(?:it|describe|test)(?:\.\w+)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** What no test proves, as its title has gone. */
function unproved(citations: readonly Citation[], read: (file: string) => string): Citation[] {
  return citations.filter(({ file, title }) => {
    if (!projectFiles.includes(file)) return true;
    return !Array.from(read(file).matchAll(TITLE), ([, , text = '']) => text).some(text =>
      text.includes(title),
    );
  });
}

/** The cells of the rows that say what protects from whom. */
const rows = (text: string): string[][] =>
  Array.from(text.matchAll(/^\| (?!From whom|---)(.*) \|$/gm), ([, row = '']) => row.split(' | '));

describe('What is said about security', () => {
  for (const text of documents) {
    it(`is proved by tests that are there, and is noticed where one is not: ${/^# .*/.exec(text)?.[0]}`, () => {
      const citations = citationsIn(text);
      assert.ok(citations.length >= 20, String(citations.length));
      assert.deepEqual(unproved(citations, textOf), []);
      for (const citation of citations) {
        const without = (file: string): string =>
          textOf(file).replaceAll(citation.title, 'does something else');
        assert.deepEqual(unproved([citation], without), [citation]);
        assert.equal(unproved([{ ...citation, file: `${citation.file}x` }], textOf).length, 1);
      }
    });

    it(`cites no test without its title: ${/^# .*/.exec(text)?.[0]}`, () => {
      const named = new Set(text.match(/test\/[\w/.]+\.test\.ts/g));
      assert.deepEqual(new Set(citationsIn(text).map(({ file }) => file)), named);
    });
  }

  it('has a row for each danger: a sentence, and a test', () => {
    assert.ok(rows(security).length >= 20);
    for (const [whom = '', how = '', test = '', ...others] of rows(security)) {
      assert.deepEqual(others, [], whom);
      assert.match(how, /^[A-Z][^.]*\.$/, whom);
      assert.ok(how.split(' ').length <= 25, how);
      assert.equal(citationsIn(test).length, 1, whom);
    }
  });

  it('finds what is cited in tables and in paragraphs', () => {
    const text =
      '| `test/a.test.ts`: “one” |\n\nSo it is (`test/b.test.ts`: “two\nwords”, “three”; `test/c.test.ts`).';
    assert.deepEqual(citationsIn(text), [
      { file: 'test/a.test.ts', title: 'one' },
      { file: 'test/b.test.ts', title: 'two words' },
      { file: 'test/b.test.ts', title: 'three' },
    ]);
  });

  it('has the sentence that a person agrees to before the first password is saved', () => {
    const [, asked = ''] =
      /'(With a password saved, [^']+)'/.exec(textOf('src/passwords/agreement.ts')) ?? [];
    assert.ok(asked.length > 100);
    assert.ok(security.replace(/\s+/g, ' ').includes(asked), asked);
  });
});
