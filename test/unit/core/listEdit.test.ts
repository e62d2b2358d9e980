import assert from 'node:assert/strict';
import { locateAccount, parseList } from '../../../src/core/list';
import {
  type AccountChanges,
  addEntries,
  addEntry,
  EMPTY_LIST,
  editEntry,
  ListEditError,
  type ListEditProblem,
  removeEntry,
} from '../../../src/core/listEdit';
import { dedent } from '../../shared/dedent';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';

type Edit = (text: string) => string;
const add =
  (login: string, changes: AccountChanges = {}): Edit =>
  text =>
    addEntry(text, login, changes);
const addAll =
  (...logins: readonly string[]): Edit =>
  text =>
    addEntries(
      text,
      logins.map(login => ({ login, fields: {} })),
    );
const edit =
  (changes: AccountChanges, login = AU): Edit =>
  text =>
    editEntry(text, login, changes);
const remove =
  (login: string): Edit =>
  text =>
    removeEntry(text, login);

/** The layouts in which each edit of the table has to come out, made of the one it is written in. */
const LAYOUTS: Readonly<Record<string, (text: string) => string>> = {
  '2 spaces': text => text,
  '4 spaces': text => text.replaceAll(/^ +/gm, '$&$&'),
  tabs: text => text.replaceAll(/^( +)/gm, spaces => '\t'.repeat(spaces.length / 2)),
  CRLF: text => text.replaceAll('\n', '\r\n'),
  'CRLF and tabs': text =>
    text.replaceAll(/^( +)/gm, spaces => '\t'.repeat(spaces.length / 2)).replaceAll('\n', '\r\n'),
  'no line break at the end': text => text.trimEnd(),
};

const TEAM = dedent`
  // The team's logins.
  {
    "version": 1, // the only one
    "accounts": [
      // Australia
      {
        "login": "qa-au@acme.test", // who
        "x-team": { "id": [1, 2] },
        /* what it reaches */
        "organisations": [
          // the demo
          {
            "name": "Demo", // resets
            "region": "AU",
            "x": 1
          },
          {
            "name": "Trial"
          } // ends in May
          // no more
        ],
        "notes": "resets", // on Mondays
        "tags": ["a"] // one
      }, // end of Australia
      // {
      //   "login": "old@acme.test"
      // },
      {
        "login": "qa-nz@acme.test"
      } // New Zealand
      // last
    ]
  }
`;

/** A list of a single entry, whose fields are these lines. */
const single = (...lines: string[]): string =>
  `{\n  "version": 1,\n  "accounts": [\n    {\n${lines.map(line => `      ${line}\n`).join('')}    }\n  ]\n}\n`;

const table: [what: string, before: string, edit: Edit, after: string][] = [
  [
    'adds the first account',
    EMPTY_LIST,
    add(AU, { name: 'AU', organisations: [{ name: 'Demo', region: 'AU' }], tags: [], owner: '' }),
    single(
      '"login": "qa-au@acme.test",',
      '"name": "AU",',
      '"organisations": [',
      '  {',
      '    "name": "Demo",',
      '    "region": "AU"',
      '  }',
      ']',
    ),
  ],
  [
    'adds to a list with a comment in place of accounts',
    '{\n  "version": 1,\n  "accounts": [\n    // none yet\n  ]\n}\n',
    add(AU),
    '{\n  "version": 1,\n  "accounts": [\n    // none yet\n    {\n      "login": "qa-au@acme.test"\n    }\n  ]\n}\n',
  ],
  [
    'adds to a list without accounts',
    '{\n  "version": 1 // one\n}\n',
    add(AU),
    '{\n  "version": 1, // one\n  "accounts": [\n    {\n      "login": "qa-au@acme.test"\n    }\n  ]\n}\n',
  ],
  [
    'adds behind the last account, its comment and before the comments at the end',
    TEAM,
    add('b@acme.test'),
    TEAM.replace(
      '    } // New Zealand\n',
      '    }, // New Zealand\n    {\n      "login": "b@acme.test"\n    }\n',
    ),
  ],
  [
    'adds with a trailing comma where there is one',
    single('"login": "qa-au@acme.test"').replace('    }\n  ]', '    },\n  ],'),
    add(NZ),
    single('"login": "qa-au@acme.test"').replace(
      '    }\n  ]',
      '    },\n    {\n      "login": "qa-nz@acme.test"\n    },\n  ],',
    ),
  ],
  [
    'adds before a commented-out entry at the end',
    '{\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test" },\n    // { "login": "old@acme.test" },\n  ]\n}\n',
    add(NZ),
    '{\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test" },\n    {\n      "login": "qa-nz@acme.test"\n    },\n    // { "login": "old@acme.test" },\n  ]\n}\n',
  ],
  [
    'removes the first account, and leaves the comment over it',
    TEAM,
    remove(AU.toUpperCase()),
    TEAM.slice(0, TEAM.indexOf('    {\n')) +
      TEAM.slice(TEAM.indexOf(' // end of Australia\n') + ' // end of Australia\n'.length),
  ],
  [
    'removes the last account, and the comma before it',
    TEAM,
    remove(NZ),
    TEAM.replace('    {\n      "login": "qa-nz@acme.test"\n    } // New Zealand\n', '').replace(
      '    }, // end of Australia',
      '    } // end of Australia',
    ),
  ],
  ['removes the only account', single('"login": "qa-au@acme.test"'), remove(AU), EMPTY_LIST],
  [
    'adds a field',
    TEAM,
    edit({ name: 'N' }, NZ),
    TEAM.replace('acme.test"\n    } // New', 'acme.test",\n      "name": "N"\n    } // New'),
  ],
  [
    'adds a field behind the comment of the last one',
    TEAM,
    edit({ owner: 'p@acme.test' }),
    TEAM.replace('"tags": ["a"] // one', '"tags": ["a"], // one\n      "owner": "p@acme.test"'),
  ],
  [
    'replaces a field, and leaves its comment',
    TEAM,
    edit({ notes: 'x' }),
    TEAM.replace('"resets", //', '"x", //'),
  ],
  ['changes nothing where the value is the same', TEAM, edit({ notes: 'resets', tags: ['a'] }), TEAM],
  [
    'takes a field away with the comment behind it',
    TEAM,
    edit({ notes: '' }),
    TEAM.replace('      "notes": "resets", // on Mondays\n', ''),
  ],
  [
    'takes the last field away',
    TEAM,
    edit({ tags: [] }),
    TEAM.replace('      "tags": ["a"] // one\n', '').replace('"resets", // on', '"resets" // on'),
  ],
  ['takes away nothing where there is nothing', TEAM, edit({ owner: undefined, mfaSetUpOn: '' }), TEAM],
  [
    'edits an organisation, and keeps its unknown keys and comments',
    TEAM,
    edit({ organisations: [{ name: 'Demo', region: 'NZ', kind: 'demo' }, { name: 'Trial' }] }),
    TEAM.replace('"region": "AU",', '"region": "NZ",').replace(
      '"x": 1\n',
      '"x": 1,\n          "kind": "demo"\n',
    ),
  ],
  [
    'adds an organisation',
    TEAM,
    edit({
      organisations: [{ name: 'Demo', region: 'AU' }, { name: 'Trial' }, { name: 'New', tenantId: 't' }],
    }),
    TEAM.replace(
      '} // ends in May\n',
      '}, // ends in May\n        {\n          "name": "New",\n          "tenantId": "t"\n        }\n',
    ),
  ],
  [
    'removes an organisation',
    TEAM,
    edit({ organisations: [{ name: 'Demo', region: 'AU' }] }),
    TEAM.replace('        {\n          "name": "Trial"\n        } // ends in May\n', '').replace(
      '        },\n        // no',
      '        }\n        // no',
    ),
  ],
  [
    'removes all organisations',
    TEAM,
    edit({ organisations: [] }),
    TEAM.slice(0, TEAM.indexOf('      "organisations"')) + TEAM.slice(TEAM.indexOf('      "notes"')),
  ],
  [
    'edits the second of two organisations with one name',
    single(
      '"login": "qa-au@acme.test",',
      '"organisations": [',
      '  { "name": "Demo", "tenantId": "1" },',
      '  { "name": "Demo", "tenantId": "2" }',
      ']',
    ),
    edit({
      organisations: [
        { name: 'Demo', tenantId: '1' },
        { name: 'Demo', tenantId: '3' },
      ],
    }),
    single(
      '"login": "qa-au@acme.test",',
      '"organisations": [',
      '  { "name": "Demo", "tenantId": "1" },',
      '  { "name": "Demo", "tenantId": "3" }',
      ']',
    ),
  ],
  [
    'keeps organisations that cannot be read',
    single(
      '"login": "qa-au@acme.test",',
      '"organisations": [',
      '  { "name": 5, "region": "XX" },',
      '  "B",',
      '  { "name": "C", "region": "XX" }',
      ']',
    ),
    edit({ organisations: [{ name: 'D' }] }),
    single(
      '"login": "qa-au@acme.test",',
      '"organisations": [',
      '  { "name": 5, "region": "XX" },',
      '  "B",',
      '  {',
      '    "name": "D"',
      '  }',
      ']',
    ),
  ],
  [
    'keeps details of an organisation that cannot be read, unless they are written',
    single(
      '"login": "qa-au@acme.test",',
      '"organisations": [',
      '  { "name": "A", "region": "XX", "shortCode": "x", "resetOn": "soon", "tenantId": "1", "x-note": 7 }',
      ']',
    ),
    edit({ organisations: [{ name: 'A', shortCode: '!x1Y2z' }] }),
    single(
      '"login": "qa-au@acme.test",',
      '"organisations": [',
      '  { "name": "A", "region": "XX", "shortCode": "!x1Y2z", "resetOn": "soon", "x-note": 7 }',
      ']',
    ),
  ],
  [
    'edits the last of doubled keys, which counts, and takes both away',
    single('"login": "qa-au@acme.test",', '"name": "a",', '"name": "b",', '"notes": "a",', '"notes": "b"'),
    edit({ name: 'c', notes: '' }),
    single('"login": "qa-au@acme.test",', '"name": "a",', '"name": "c"'),
  ],
  [
    'adds and removes tags where they stand, and leaves the comments between them',
    single(
      '"login": "qa-au@acme.test",',
      '"tags": [',
      '  // where',
      '  "au", // Australia',
      '  "old", // no more',
      '  // what',
      '  "payroll" /* monthly */',
      '  // end',
      ']',
    ),
    edit({ tags: ['payroll', 'au', 'new'] }),
    single(
      '"login": "qa-au@acme.test",',
      '"tags": [',
      '  // where',
      '  "au", // Australia',
      '  // what',
      '  "payroll", /* monthly */',
      '  "new"',
      '  // end',
      ']',
    ),
  ],
  [
    'takes the last tag away with the field',
    TEAM,
    edit({ tags: [], owner: 'o' }),
    TEAM.replace('"tags": ["a"] // one', '"owner": "o"'),
  ],
  [
    'leaves tags that cannot be read',
    single('"login": "qa-au@acme.test",', '"tags": ["a", 5, "b"]'),
    edit({ tags: ['c'] }),
    single('"login": "qa-au@acme.test",', '"tags": [5, "c"]'),
  ],
  [
    'removes every entry of a login that is there twice',
    '{\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test" }, // one\n    { "login": "qa-nz@acme.test" }, // two\n    // and again\n    { "login": "QA-AU@acme.test" } // three\n  ]\n}\n',
    remove(AU),
    '{\n  "version": 1,\n  "accounts": [\n    { "login": "qa-nz@acme.test" } // two\n    // and again\n  ]\n}\n',
  ],
  [
    'finds an account by the login that counts',
    single('"login": "qa-nz@acme.test",', '"login": "qa-au@acme.test"'),
    edit({ name: 'x' }),
    single('"login": "qa-nz@acme.test",', '"login": "qa-au@acme.test",', '"name": "x"'),
  ],
];

describe('listEdit', () => {
  for (const [what, before, change, after] of table) {
    describe(what, () => {
      for (const [layout, lay] of Object.entries(LAYOUTS))
        it(layout, () => assert.equal(change(lay(before)), lay(after)));
    });
  }

  const oneLine: [what: string, before: string, edit: Edit, after: string][] = [
    [
      'adds',
      '{"version":1,"accounts":[]}',
      add(AU, { name: 'x' }),
      '{"version":1,"accounts":[{"login":"qa-au@acme.test","name":"x"}]}',
    ],
    [
      'adds',
      '{ "version": 1, "accounts": [] }',
      add(AU),
      '{ "version": 1, "accounts": [{ "login": "qa-au@acme.test" }] }',
    ],
    ['adds', '{"version":1}', add(AU), '{"version":1, "accounts": [{"login":"qa-au@acme.test"}]}'],
    [
      'edits',
      `{ "version": 1, "accounts": [{ "login": "${AU}" }] }`,
      edit({ name: 'x' }),
      `{ "version": 1, "accounts": [{ "login": "${AU}", "name": "x" }] }`,
    ],
    [
      'edits',
      `{"version":1,"accounts":[{"login":"${AU}","name":"x"}]}`,
      edit({ name: 'y' }),
      `{"version":1,"accounts":[{"login":"${AU}","name":"y"}]}`,
    ],
    [
      'edits',
      `{"version": 1, "accounts": [{"login": "${AU}", "name": "x"}]}`,
      edit({ name: '' }),
      `{"version": 1, "accounts": [{"login": "${AU}"}]}`,
    ],
    [
      'removes',
      `{"version": 1, "accounts": [{"login": "${AU}"}, {"login": "${NZ}"}]}`,
      remove(AU),
      `{"version": 1, "accounts": [{"login": "${NZ}"}]}`,
    ],
    [
      'removes',
      `{"version": 1, "accounts": [{"login": "${AU}"}, {"login": "${NZ}"}]}`,
      remove(NZ),
      `{"version": 1, "accounts": [{"login": "${AU}"}]}`,
    ],
    ['removes', `{"version":1,"accounts":[{"login":"${AU}"}]}`, remove(AU), '{"version":1,"accounts":[]}'],
  ];
  for (const [what, before, change, after] of oneLine)
    it(`${what} on one line: ${before}`, () => {
      assert.equal(change(before), after);
      assert.equal(change(`${before}\r\n`), `${after}\r\n`);
    });

  it('keeps the comments around a comma at the start of a line', () => {
    const fields = [
      '"login": "qa-au@acme.test"',
      '// notes',
      ', "notes": "x" // why',
      '// owner',
      ', "owner": "y"',
    ];
    const after = editEntry(single(...fields), AU, { notes: '' });
    assert.equal(
      after,
      single(...fields)
        .replace('"notes": "x"', '')
        .replace(', "owner"', ' "owner"'),
    );
  });

  it('creates a list in an empty file', () => {
    for (const text of ['', ' \r\n']) assert.equal(addEntry(text, AU, {}), addEntry(EMPTY_LIST, AU, {}));
  });

  it('keeps the line endings of old Macs, and does not write into their comments', () => {
    const text = TEAM.replaceAll('\n', '\r');
    const after = addEntry(editEntry(text, NZ, { name: 'x' }), 'b@acme.test', {});
    assert.deepEqual(
      parseList(after).accounts.map(({ name }) => name),
      [AU, 'x', 'b@acme.test'],
    );
    assert.ok(!after.includes('\n'));
  });

  describe('restores the text after an edit and its inverse:', () => {
    const texts = {
      'an empty list': EMPTY_LIST,
      'a list with comments': TEAM,
      'a list with trailing commas': single(`"login": "${AU}",`).replace('    }\n  ]', '    },\n  ],'),
      'a list of one line': `{ "version": 1, "accounts": [{ "login": "${AU}" }] }`,
      'a dense list': `{"version":1,"accounts":[{"login":"${AU}"}]}`,
      'an empty list of one line': '{ "version": 1, "accounts": [] }',
      'entries on a line each': `{\n  "version": 1,\n  "accounts": [\n    { "login": "${AU}" },\n    { "login": "${NZ}" }\n  ]\n}`,
    };
    for (const [what, base] of Object.entries(texts)) {
      for (const [layout, lay] of Object.entries(LAYOUTS)) {
        it(`${what}, ${layout}`, () => {
          const text = lay(base);
          const changes: AccountChanges = {
            name: 'x',
            organisations: [{ name: 'A', region: 'AU' }],
            tags: ['t'],
          };
          assert.equal(removeEntry(addEntry(text, 'b@acme.test', changes), 'b@acme.test'), text);
          if (!locateAccount(text, AU)) return;
          const fields: AccountChanges = { owner: 'o', backupEmail: 'b@acme.test', mfaSetUpOn: '2026-11-20' };
          const none = { owner: '', backupEmail: undefined, mfaSetUpOn: '' };
          assert.equal(editEntry(editEntry(text, AU, fields), AU, none), text);
        });
      }
    }
  });

  describe('rejects, with a reason:', () => {
    const good = single(`"login": "${AU}"`);
    const deep = '['.repeat(100_000);
    const rows: [what: string, text: string, edit: Edit, problem: ListEditProblem][] = [
      ['an account that is there', good, add(AU.toUpperCase()), 'exists'],
      ['an account twice', good, addAll(NZ, NZ.toUpperCase()), 'exists'],
      ['editing one that is not', good, edit({ name: 'x' }, NZ), 'missing'],
      ['removing one that is not', good, remove(NZ), 'missing'],
      ['editing in an empty file', '', edit({ name: 'x' }), 'unreadable'],
      ['a comment alone', '// later', add(NZ), 'unreadable'],
      ['a syntax error', good.replace('1,', '1'), add(NZ), 'unreadable'],
      ['a list that is cut', good.slice(0, -8), add(NZ), 'unreadable'],
      ['a single quote', good.replaceAll('"', "'"), remove(AU), 'unreadable'],
      ['an array', '[]', add(NZ), 'unreadable'],
      ['text behind the list', `${good}x`, remove(AU), 'unreadable'],
      ['brackets without end', deep, add(NZ), 'unreadable'],
      [
        'brackets of any depth',
        `{"version": 1, "accounts": [], "x": ${deep}${']'.repeat(100_000)}}`,
        add(NZ),
        'unreadable',
      ],
      ['no version', '{"accounts": []}', add(NZ), 'unknownVersion'],
      ['another version', good.replace('1', '2'), add(NZ), 'unknownVersion'],
      [
        'a version that comes again',
        good.replace('"version": 1', '"version": 1, "version": 2'),
        remove(AU),
        'unknownVersion',
      ],
      ['a version by prototype', '{"__proto__": {"version": 1}, "accounts": []}', add(NZ), 'unknownVersion'],
      ['accounts that are no array', '{"version": 1, "accounts": {}}', add(NZ), 'noAccounts'],
    ];
    for (const [what, text, change, problem] of rows) {
      it(`${what}: ${problem}`, () =>
        assert.throws(
          () => change(text),
          error => error instanceof ListEditError && error.problem === problem,
        ));
    }
  });

  it('keeps invalid entries beside an edit', () => {
    const text = `{\n  "version": 1,\n  "accounts": [\n    null,\n    { "login": 5 },\n    { "login": "${AU}" },\n    { "login": "${AU}", "name": 1 }\n  ]\n}`;
    const after = removeEntry(editEntry(addEntry(text, NZ, {}), AU, { name: 'x' }), NZ);
    assert.equal(after, text.replace(`"${AU}" }`, `"${AU}", "name": "x" }`));
  });
});

describe('locateAccount', () => {
  it('finds an entry', () => {
    const place = locateAccount(TEAM, ' QA-NZ@acme.test');
    assert.ok(place);
    assert.deepEqual(JSON.parse(TEAM.slice(place.offset, place.offset + place.length)), { login: NZ });
  });
  it('finds nothing in any other text', () => {
    for (const text of ['', '[]', '{', '{"accounts": 1}', '['.repeat(100_000), TEAM])
      assert.equal(locateAccount(text, 'x@acme.test'), undefined);
  });
});
