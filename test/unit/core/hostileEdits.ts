import { editEntry, removeEntry } from '../../../src/core/listEdit';
import { LOGIN } from '../../shared/lists';

const LIST = '{"version":1,"accounts":[';
const ENTRY = `{"login":"${LOGIN}"}`;

export interface HostileEdit {
  readonly what: string;
  readonly text: string;
  readonly edit: (text: string) => string;
}

/** Lists that were made to keep their writer busy, each with the edit that shall be, and about `size` characters. */
export function hostileEdits(size: number): readonly HostileEdit[] {
  const many = (part: string): string => part.repeat(Math.floor(size / part.length));
  const half = (part: string): string => part.repeat(Math.floor(size / 2 / part.length));

  const remove = (text: string): string => removeEntry(text, LOGIN);
  const clear = (text: string): string => editEntry(text, LOGIN, { owner: undefined });
  const setTags = (text: string): string => editEntry(text, LOGIN, { tags: ['a'] });
  const setOwner = (text: string): string => editEntry(text, LOGIN, { owner: 'o' });
  return [
    {
      what: 'spaces on the line of an account that is removed',
      text: `${LIST}${many(' ')}{"login":"a@b.cc"},${ENTRY}]}`,
      edit: remove,
    },
    {
      what: 'spaces on the line of a field that is cleared',
      text: `${LIST}${many(' ')}{"login":"${LOGIN}","owner":"x"}]}`,
      edit: clear,
    },
    { what: 'one login again and again', text: `${LIST}${many(`${ENTRY},`)}${ENTRY}]}`, edit: remove },
    {
      what: 'one login again and again, a line each',
      text: `${LIST}${many(`\n${ENTRY},`)}${ENTRY}]}`,
      edit: remove,
    },
    {
      what: 'one field again and again',
      text: `${LIST}{"login":"${LOGIN}",${many('"owner":"",')}"owner":"x"}]}`,
      edit: clear,
    },
    {
      what: 'one field again and again, before others',
      text: `${LIST}{"login":"${LOGIN}",${half('"owner":"",')}${half('"x":0,')}"y":0}]}`,
      edit: setOwner,
    },
    {
      what: 'one login again and again, with comments on lines of their own',
      text: `${LIST}${many(`${ENTRY},\n// x\n`)}${ENTRY}]}`,
      edit: remove,
    },
    {
      what: 'one login again and again, with comments on one line',
      text: `${LIST}${many(`${ENTRY}/**/,/**/`)}${ENTRY}]}`,
      edit: remove,
    },
    {
      what: 'one login again and again, with commas that lead a line',
      text: `${LIST}${many(`${ENTRY}\n/**/,`)}${ENTRY}]}`,
      edit: remove,
    },
    {
      what: 'tags with comments',
      text: `${LIST}{"login":"${LOGIN}","tags":[${many('"",\n//\n')}"x"]}]}`,
      edit: setTags,
    },
    { what: 'tags', text: `${LIST}{"login":"${LOGIN}","tags":[${many('"",')}"x"]}]}`, edit: setTags },
  ];
}
