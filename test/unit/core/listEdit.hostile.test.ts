import assert from 'node:assert/strict';
import { parseTree } from 'jsonc-parser';
import { editEntry, removeEntry } from '../../../src/core/listEdit';

const LOGIN = 'qa-au@acme.test';
const LIST = '{"version":1,"accounts":[';
const ENTRY = `{"login":"${LOGIN}"}`;
const SIZE = 100_000;

/** What an edit may take, in times of what parsing the same text does. */
const MAXIMUM_RATIO = 30;

/** As many of a part as fit. */
const many = (part: string): string => part.repeat(Math.floor(SIZE / part.length));

const remove = (text: string): string => removeEntry(text, LOGIN);
const clear = (text: string): string => editEntry(text, LOGIN, { owner: undefined });
const setTags = (text: string): string => editEntry(text, LOGIN, { tags: ['a'] });
const setOwner = (text: string): string => editEntry(text, LOGIN, { owner: 'o' });

const edits: readonly [what: string, text: string, edit: (text: string) => string][] = [
  [
    'spaces on the line of an account that is removed',
    `${LIST}${many(' ')}{"login":"a@b.cc"},${ENTRY}]}`,
    remove,
  ],
  [
    'spaces on the line of a field that is cleared',
    `${LIST}${many(' ')}{"login":"${LOGIN}","owner":"x"}]}`,
    clear,
  ],
  ['one login again and again', `${LIST}${many(`${ENTRY},`)}${ENTRY}]}`, remove],
  ['one login again and again, a line each', `${LIST}${many(`\n${ENTRY},`)}${ENTRY}]}`, remove],
  ['one field again and again', `${LIST}{"login":"${LOGIN}",${many('"owner":"",')}"owner":"x"}]}`, clear],
  [
    'one field again and again, before others',
    `${LIST}{"login":"${LOGIN}",${many('"owner":"",')}${many('"x":0,')}"y":0}]}`,
    setOwner,
  ],
  ['tags', `${LIST}{"login":"${LOGIN}","tags":[${many('"",')}"x"]}]}`, setTags],
];

/** The shortest of some runs, in milliseconds. */
function timeOf(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('A list that was made to keep its writer busy', function () {
  this.timeout(60_000);

  for (const [what, text, edit] of edits) {
    it(`is edited in about the time that it takes to parse it: ${what}`, () => {
      const ratio = timeOf(() => edit(text)) / timeOf(() => parseTree(text));
      assert.ok(ratio < MAXIMUM_RATIO, `${ratio} times as long`);
    });
  }
});
