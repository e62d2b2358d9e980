import { LOGIN } from '../../shared/lists';

/** Text of `bytes` bytes or a little less: `open`, as many of the parts as fit, and `close`. */
function filled(bytes: number, open: string, part: (index: number) => string, close: string): string {
  const parts: string[] = [];
  let left = bytes - Buffer.byteLength(open) - Buffer.byteLength(close);
  for (let index = 0; ; index++) {
    const next = part(index);
    left -= Buffer.byteLength(next);
    if (left < 0) return open + parts.join('') + close;
    parts.push(next);
  }
}

const LIST = '{"version":1,"accounts":[';
const ACCOUNT = `${LIST}{"login":"${LOGIN}",`;
const GOOD = `{"login":"${LOGIN}"}]}`;
/** Makes the rest of a text something that only a parser of JSON with comments reads. */
const COMMENT = '// a list\n';

type Write = (bytes: number) => string;

const repeated =
  (open: string, part: string | ((index: number) => string), close: string): Write =>
  bytes =>
    filled(bytes, open, typeof part === 'string' ? () => part : part, close);

/** Both halves of a text are filled. */
const halves =
  (first: (bytes: number) => string, second: (bytes: number) => string): Write =>
  bytes =>
    first(Math.floor(bytes / 2)) + second(Math.floor(bytes / 2));

const plain: Readonly<Record<string, Write>> = {
  'bad tags': repeated(`${ACCOUNT}"tags":[`, '0,', `"good"]}]}`),
  'bad tags of arrays': repeated(`${ACCOUNT}"tags":[`, '[],', `"good"]}]}`),
  'bad organisations': repeated(`${ACCOUNT}"organisations":[`, '0,', `{"name":"good"}]}]}`),
  'organisations without name': repeated(`${ACCOUNT}"organisations":[`, '{},', `{"name":"good"}]}]}`),
  'organisations of a bad name': repeated(
    `${ACCOUNT}"organisations":[`,
    '{"name":0},',
    `{"name":"good"}]}]}`,
  ),
  'organisations of a bad region': repeated(
    `${ACCOUNT}"organisations":[`,
    '{"name":"","region":0},',
    `{"name":"good"}]}]}`,
  ),
  'organisations of all that is bad': repeated(
    `${ACCOUNT}"organisations":[`,
    '{"name":0,"region":0,"kind":0,"tenantId":0},',
    `{"name":"good"}]}]}`,
  ),
  'good organisations': repeated(`${ACCOUNT}"organisations":[`, '{"name":"x"},', `{"name":"good"}]}]}`),
  'notes like a key': repeated(`${ACCOUNT}"notes":"`, 'ab2d ', `"}]}`),
  'notes like one long key': repeated(`${ACCOUNT}"notes":"`, 'AB2D', `"}]}`),
  'notes of addresses': repeated(`${ACCOUNT}"notes":"`, 'https://', `"}]}`),
  'fields of secrets': repeated(`${ACCOUNT}`, '"password":"x",', `"name":"x"}]}`),
  'good tags': repeated(`${ACCOUNT}"tags":[`, '"",', `"good"]}]}`),
  'entries of numbers': repeated(LIST, '0,', GOOD),
  'entries of arrays': repeated(LIST, '[],', GOOD),
  'entries of one in an array': repeated(LIST, '[0],', GOOD),
  'entries without login': repeated(LIST, '{},', GOOD),
  'entries of other keys': repeated(LIST, index => `{"${index.toString(36)}":0},`, GOOD),
  'entries with a bad login': repeated(LIST, '{"login":0},', GOOD),
  'entries with a malformed login': repeated(LIST, '{"login":""},', GOOD),
  'entries of long malformed logins': repeated(
    LIST,
    `{"login":"${'a.'.repeat(60)}@${'a.'.repeat(60)}"},`,
    GOOD,
  ),
  'one login again and again': repeated(LIST, '{"login":"a@b.cc"},', GOOD),
  'good logins': repeated(LIST, index => `{"login":"${index.toString(36)}@b.cc"},`, GOOD),
  'bad fields': repeated(
    LIST,
    index =>
      `{"login":"${index.toString(36)}@b.cc","name":0,"organisations":0,"owner":0,"backupEmail":0,"tags":0,"notes":0,"mfaSetUpOn":0},`,
    GOOD,
  ),
  'bad backup emails': repeated(
    LIST,
    index => `{"login":"${index.toString(36)}@b.cc","backupEmail":""},`,
    GOOD,
  ),
  'keys of the root, and one login again and again': halves(
    repeated('{"version":1,', index => `"${index.toString(36)}":0,`, ''),
    repeated('"accounts":[', '{"login":"a@b.cc"},', GOOD),
  ),
  'one login again and again, and keys of the root': halves(
    repeated(LIST, '{"login":"a@b.cc"},', '0],'),
    repeated('', index => `"${index.toString(36)}":0,`, '"version":1}'),
  ),
  'bad tags, and keys of the entry': halves(
    repeated(`${ACCOUNT}"tags":[`, '0,', '0],'),
    repeated('', index => `"${index.toString(36)}":0,`, '"x":0}]}'),
  ),
  'keys of an entry, and bad tags': halves(
    repeated(`${ACCOUNT}`, index => `"${index.toString(36)}":0,`, ''),
    repeated('"tags":[', '0,', '"good"]}]}'),
  ),
  'keys of the root that are numbers': repeated(
    '{"version":1,',
    index => `"${index * 7919}":0,`,
    `"accounts":[0,${GOOD}`,
  ),
  'one key of the root again and again': repeated('{', '"version":0,', `"version":1,"accounts":[0,${GOOD}`),
  'accounts again and again': repeated('{"version":1,', '"accounts":[{}],', `"accounts":[0,${GOOD}`),
  'login again and again in one entry': repeated(`${LIST}0,{`, '"login":0,', `"login":"${LOGIN}"}]}`),
  'tags again and again': repeated(`${ACCOUNT}`, '"tags":[0],', `"tags":[0]}]}`),
  'tags again and again in many entries': repeated(
    LIST,
    index => `{"login":"${index}@b.cc",${'"tags":[0],'.repeat(50)}"tags":[]},`,
    GOOD,
  ),
  prototypes: repeated(LIST, '{"__proto__":{}},', GOOD),
  'a version of many values': repeated('{"version":[', '0,', `0],"accounts":[0,${GOOD}`),
  'a version of one text': repeated('{"version":"', 'x', `","accounts":[0,${GOOD}`),
  'a login of one text': repeated(`${LIST}{"login":"`, 'x', `@b.cc"},${GOOD}`),
  'a backup email of one text': repeated(`${LIST}{"login":"a@b.cc","backupEmail":"`, 'x', `@b.cc"},${GOOD}`),
  'a name of spaces': repeated(`${LIST}{},{"login":"a@b.cc","name":"`, ' ', `x"},${GOOD}`),
  'a name of escapes': repeated(`${LIST}{},{"login":"a@b.cc","name":"`, '\\n', `"},${GOOD}`),
  'a login of escapes': repeated(`${LIST}{},{"login":"`, '\\u0041', `"},${GOOD}`),
  'a number of millions of digits': repeated(`${LIST}{"login":`, '1', `},${GOOD}`),
  'text of other scripts': repeated(`${LIST}{},{"login":"a@b.cc","notes":"`, '日', `"},${GOOD}`),
  'nesting in an unknown key': repeated(`${LIST}{"x":[`, '[[0],', '0]},{}]}'),
  'arrays of one in an unknown key': repeated(`${LIST}{"x":[`, '[0],', `0]},${GOOD}`),
  'objects of one in an unknown key': repeated(`${LIST}{"x":[`, '{"":0},', `0]},${GOOD}`),
  'empty objects in an unknown key': repeated(`${LIST}{"x":[`, '{},', `0]},${GOOD}`),
  'line breaks': repeated(`${LIST}{},`, '\n', GOOD),
  'carriage returns': repeated(`${LIST}{},`, '\r', GOOD),
  spaces: repeated(`${LIST}{},`, ' ', GOOD),
  'brackets of any depth': bytes =>
    `${LIST}${GOOD.slice(0, -2)},${'['.repeat(bytes / 2 - 50)}${']'.repeat(bytes / 2 - 50)}]}`,
  'brackets of some depth': repeated(`${LIST}{},`, `${'['.repeat(500)}${']'.repeat(500)},`, GOOD),
};

const withComments: Readonly<Record<string, Write>> = {
  comments: repeated(`${LIST}{},`, '/**/', GOOD),
  'comments of a line': repeated(`${LIST}{},`, '//\n', GOOD),
  'one comment': repeated(`${LIST}{},/*`, ' ', `*/${GOOD}`),
  'a comment that does not end': repeated(`${LIST}{},/*`, '\n', ''),
  'comments that do not end': repeated(`${LIST}{},`, '/*', ''),
  slashes: repeated(`${LIST}{},`, '/', ''),
  commas: repeated(`${LIST}{},`, ',', ''),
  'commas apart': repeated(`${LIST}{},`, ', ', GOOD),
  colons: repeated(`${LIST}{},`, ':', GOOD),
  'one letter words': repeated(`${LIST}{},`, 'x ', GOOD),
  'one long word': repeated(`${LIST}{},`, 'x', GOOD),
  minuses: repeated(`${LIST}{},`, '-', GOOD),
  'missing commas': repeated(`${LIST}{},`, '0 ', GOOD),
  'missing commas between entries': repeated(`${LIST}{},`, '{}', GOOD),
  'missing commas between accounts': repeated(`${LIST}{},`, index => `{"login":"${index}@b.cc"}`, GOOD),
  'missing values': repeated(`${LIST}{},{`, '"a":,', `},${GOOD}`),
  'missing colons': repeated(`${LIST}{},{`, '"a",', `},${GOOD}`),
  'missing keys': repeated(`${LIST}{},{`, '0,', `},${GOOD}`),
  'open brackets in objects': repeated(`${LIST}{},{`, '{', ''),
  'open brackets': repeated(`${LIST}{},`, '[', ''),
  'closed brackets': repeated(`${LIST}{}`, ']', ''),
  'quotes that do not end': repeated(`${LIST}{},`, '"\n', GOOD),
  'empty texts': repeated(`${LIST}{},`, '""', GOOD),
  'bad escapes': repeated(`${LIST}{},{"login":"`, '\\x', `"},${GOOD}`),
  'bad escapes in texts': repeated(`${LIST}{},`, '"\\x",', `${GOOD}`),
  'bad characters': repeated(`${LIST}{},{"login":"`, '\u0001', `"},${GOOD}`),
  'bad numbers': repeated(`${LIST}{},`, '1.,', GOOD),
  'no list at all': repeated('', 'Some words, and more: "of them" [here]. ', ''),
  zeros: repeated('', '\0', ''),
  'closing braces': repeated('', '}', ''),
};

/**
 * Lists that somebody made to keep a reader busy, by what is in them.
 *
 * @param bytes how long each is, at most; they are not much shorter
 */
export function hostileLists(bytes: number): readonly (readonly [what: string, write: () => string])[] {
  return [
    ...Object.entries(plain).map(([what, write]) => [what, () => write(bytes)] as const),
    ...Object.entries(plain).map(
      ([what, write]) =>
        [`${what}, behind a comment`, () => COMMENT + write(bytes - COMMENT.length)] as const,
    ),
    ...Object.entries(withComments).map(([what, write]) => [what, () => write(bytes)] as const),
  ];
}
