import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isEmail, loginKey } from '../../../src/core/account';
import { parseList } from '../../../src/core/list';
import type { ListProblem } from '../../../src/core/listProblem';
import { KINDS, REGIONS } from '../../../src/core/organisation';
import { anyText, anyUnits } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { cases, Kinds } from '../../shared/thorough';

/** A list with these entries, each as it stands in the text. */
const list = (...entries: string[]): string => `{ "version": 1, "accounts": [${entries.join(', ')}] }`;
const logins = (text: string): string[] => parseList(text).accounts.map(({ login }) => login);
const marked = (text: string, { offset, length }: ListProblem): string => text.slice(offset, offset + length);

/** The kinds of a text's problems, each with the text it is shown at. */
const found = (text: string): [kind: string, at: string][] =>
  parseList(text).problems.map(problem => [problem.kind, marked(text, problem)]);

describe('isEmail', () => {
  for (const email of [
    'a@b.cc',
    LOGIN,
    'first.last+tag@sub.acme.co.nz',
    'ü@bücher.example',
    "o'neil@acme.test",
  ])
    it(`accepts ${email}`, () => assert.ok(isEmail(email)));
  const rejected = [
    '',
    'a',
    'a@b',
    '@b.cc',
    'a@',
    'a@b.',
    'a@.',
    'a b@c.dd',
    'a@b@c.dd',
    'a@b.cc\n',
    '<a@b.cc>',
  ];
  const invisible = ['a\u200B@b.cc', 'a\u202E@b.cc', 'a\u0000@b.cc', 'a\uD800@b.cc', 'a\u00A0@b.cc'];
  for (const text of [...rejected, ...invisible, `${'a'.repeat(250)}@b.cc`])
    it(`rejects ${JSON.stringify(text).slice(0, 40)}`, () => assert.ok(!isEmail(text)));
});

describe('parseList', () => {
  it('reads an account with all fields', () => {
    const account = {
      login: LOGIN,
      name: 'AU payroll',
      organisations: [
        {
          name: 'Demo Company (AU)',
          region: 'AU',
          kind: 'demo',
          tenantId: 'b7c1',
          shortCode: '!x1Y2z',
          resetOn: '2028-02-29',
        },
        { name: 'Trial', kind: 'trial', shortCode: '!Tm!!7', expiresOn: '2026-12-31' },
      ],
      owner: 'priya@acme.test',
      backupEmail: 'qa-backup@acme.test',
      tags: ['payroll'],
      notes: 'resets every Monday',
      mfaSetUpOn: '2026-11-20',
    };
    assert.deepEqual(parseList(list(JSON.stringify(account))), { accounts: [account], problems: [] });
  });

  it('needs only a login, and skips empty fields', () => {
    const expected = { login: LOGIN, name: LOGIN, organisations: [], tags: [] };
    const empty = { login: ` ${LOGIN} `, name: ' ', owner: '', notes: '', organisations: [], tags: [] };
    for (const entry of [{ login: LOGIN }, empty])
      assert.deepEqual(parseList(list(JSON.stringify(entry))), { accounts: [expected], problems: [] });
  });

  it('shows the login if the name has no visible characters', () => {
    for (const name of ['', ' \t', '\u202E\u200B', '\u0000\u001B', '\uFEFF', '\u3164\uFE0F', '\u00AD \u2066'])
      assert.equal(parseList(list(JSON.stringify({ login: LOGIN, name }))).accounts[0]?.name, LOGIN);
    for (const name of ['AU\u200B', '\u202E.', '😀', '\u200D👩\u200D💻'])
      assert.equal(parseList(list(JSON.stringify({ login: LOGIN, name }))).accounts[0]?.name, name);
  });

  it('accepts every region and kind, case-sensitively', () => {
    for (const [key, values] of Object.entries({ region: REGIONS, kind: KINDS })) {
      for (const value of values) {
        const entry = (text: string): string =>
          list(`{"login":"${LOGIN}","organisations":[{"name":"A","${key}":"${text}"}]}`);
        assert.deepEqual(found(entry(value)), []);
        assert.equal(
          found(entry(value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase())).length,
          1,
        );
      }
    }
  });

  const readable: [what: string, text: string][] = [
    [
      'comments',
      `// team\n{ /* v */ "version": 1, "accounts": [ // all\n { "login": /* who */ "${LOGIN}" } ] } // end`,
    ],
    ['trailing commas', `{ "version": 1, "accounts": [ { "login": "${LOGIN}", }, ], }`],
    ['CRLF', list(`{ "login": "${LOGIN}" }`).replaceAll(' ', '\r\n')],
    [
      'unknown keys',
      `{ "$schema": "x", "version": 1, "accounts": [{ "login": "${LOGIN}", "x": {"y": 1} }], "z": [] }`,
    ],
    ['a version behind the accounts', `{ "accounts": [{ "login": "${LOGIN}" }], "version": 1 }`],
  ];
  for (const [what, text] of readable) {
    it(`reads a list with ${what}`, () => {
      assert.deepEqual(found(text), []);
      assert.deepEqual(logins(text), [LOGIN]);
    });
  }

  describe('reports each problem where it is', () => {
    const entry = (fields: string): string => list(`{"login": "${LOGIN}", ${fields}}`);
    const org = (fields: string): string => entry(`"organisations": [{"name": "A"}, {${fields}}]`);
    const rows: [what: string, text: string, kind: ListProblem['kind'], at: string][] = [
      ['an empty file', '', 'syntax', ''],
      ['only a comment', '// none', 'syntax', ''],
      ['an array', ' [1] ', 'notObject', '[1]'],
      ['null', 'null', 'notObject', 'null'],
      ['no version', '{"accounts": []}', 'unknownVersion', '{"accounts": []}'],
      ['another version', '{"version": 2, "accounts": []}', 'unknownVersion', '2'],
      ['a version in quotes', '{"version": "1", "accounts": []}', 'unknownVersion', '"1"'],
      ['no accounts', '{"version": 1}', 'noAccounts', '{"version": 1}'],
      ['accounts by login', '{"version": 1, "accounts": {"a": 1}}', 'noAccounts', '{"a": 1}'],
      ['accounts of null', '{"version": 1, "accounts": null}', 'noAccounts', 'null'],
      ['an entry of text', list(`"${LOGIN}"`), 'entryNotObject', `"${LOGIN}"`],
      ['an entry of null', list('null'), 'entryNotObject', 'null'],
      ['an entry of an array', list('["a"]'), 'entryNotObject', '["a"]'],
      ['no login', list('{"name": "x"}'), 'missingLogin', '{"name": "x"}'],
      ['a login of a number', list('{"login": 5}'), 'wrongType', '5'],
      ['a login of null', list('{"login": null}'), 'wrongType', 'null'],
      ['a malformed login', list('{"login": "qa-au"}'), 'malformedLogin', '"qa-au"'],
      ['an empty login', list('{"login": ""}'), 'malformedLogin', '""'],
      [
        'a login with an invisible character',
        list('{"login": "a\u200B@b.cc"}'),
        'malformedLogin',
        '"a\u200B@b.cc"',
      ],
      [
        'a login twice',
        list(`{"login":"${LOGIN}"}`, `{"login":" QA-au@ACME.test"}`),
        'duplicateLogin',
        '" QA-au@ACME.test"',
      ],
      ['a malformed backup email', entry('"backupEmail": "x"'), 'malformedBackupEmail', '"x"'],
      ['an empty backup email', entry('"backupEmail": ""'), 'malformedBackupEmail', '""'],
      [
        'the login as backup email',
        entry('"backupEmail": "QA-AU@acme.test "'),
        'backupEmailIsLogin',
        '"QA-AU@acme.test "',
      ],
      ['a name of a number', entry('"name": 7'), 'wrongType', '7'],
      ['an owner of null', entry('"owner": null'), 'wrongType', 'null'],
      ['notes of an array', entry('"notes": ["a", "b"]'), 'wrongType', '["a", "b"]'],
      ['tags of text', entry('"tags": "payroll"'), 'wrongType', '"payroll"'],
      ['a tag of a number', entry('"tags": ["a", 5]'), 'wrongType', '5'],
      ['organisations of an object', entry('"organisations": {"name": "A"}'), 'wrongType', '{"name": "A"}'],
      ['an organisation of text', entry('"organisations": ["A"]'), 'wrongType', '"A"'],
      ['an organisation without name', org('"region": "AU"'), 'wrongType', '{"region": "AU"}'],
      ['an unknown region', org('"name": "B", "region": "au"'), 'wrongType', '"au"'],
      ['an unknown kind', org('"name": "B", "kind": "real"'), 'wrongType', '"real"'],
      ['a tenant ID of a number', org('"name": "B", "tenantId": 1'), 'wrongType', '1'],
      ['a day written otherwise', entry('"mfaSetUpOn": "20.11.2026"'), 'wrongType', '"20.11.2026"'],
      ['a thirteenth month', entry('"mfaSetUpOn": "2026-13-01"'), 'wrongType', '"2026-13-01"'],
      ['a day that no month has', entry('"mfaSetUpOn": "2026-11-31"'), 'wrongType', '"2026-11-31"'],
      [
        'a leap day in another year',
        org('"name": "B", "resetOn": "2027-02-29"'),
        'wrongType',
        '"2027-02-29"',
      ],
      ['a day with a time', org('"name": "B", "expiresOn": "2026-12-01T00"'), 'wrongType', '"2026-12-01T00"'],
      ['a day of a number', org('"name": "B", "resetOn": 20261201'), 'wrongType', '20261201'],
      ['a shortcode without its !', org('"name": "B", "shortCode": "x1Y2z"'), 'wrongType', '"x1Y2z"'],
      ['a shortcode with more', org('"name": "B", "shortCode": "!a&b=c"'), 'wrongType', '"!a&b=c"'],
      ['a shortcode of null', org('"name": "B", "shortCode": null'), 'wrongType', 'null'],
      [
        'a login given twice, the last being malformed',
        list('{"login": "a@b.cc", "login": "b"}'),
        'malformedLogin',
        '"b"',
      ],
      ['a field given twice, the last being wrong', entry('"name": "x", "name": 7'), 'wrongType', '7'],
    ];
    for (const [what, text, kind, at] of rows) {
      it(`${what}: ${kind}`, () => {
        assert.deepEqual(found(text), [[kind, at]]);
        const shifted = `\r\n// 😀 é\r\n${text.replaceAll(', "', ',\r\n\t"')}`;
        if (kind !== 'syntax' && !text.includes('" QA')) {
          const [problem] = parseList(shifted).problems;
          assert.ok(problem);
          assert.deepEqual(JSON.parse(marked(shifted, problem)), JSON.parse(at));
        }
      });
    }

    it('and whether the account is skipped, or a field of it', () => {
      for (const [what, text, kind] of rows) {
        const { accounts, problems } = parseList(text);
        const [problem] = problems;
        const isLost = accounts.length < (kind === 'duplicateLogin' ? 2 : 1);
        assert.equal(problem?.severity, isLost ? 'error' : 'warning', what);
      }
    });

    it('and what was expected, in which field', () => {
      const text = list(
        `{"login":"${LOGIN}","organisations":[{"name":"A"},{"region":"XX"}],"tags":[1],"name":[],"mfaSetUpOn":"soon"}`,
      );
      const said = parseList(text).problems.map(problem =>
        problem.kind === 'wrongType' ? [problem.field, problem.expected, problem.login] : [],
      );
      const regions = `(${REGIONS.map(region => `"${region}"`).join(' | ')})`;
      assert.deepEqual(
        new Map(said.map(([field, expected, login]) => [field, [expected, login]])),
        new Map([
          ['organisations[1].name', ['string', LOGIN]],
          ['organisations[1].region', [regions, LOGIN]],
          ['tags[0]', ['string', LOGIN]],
          ['name', ['string', LOGIN]],
          ['mfaSetUpOn', ['YYYY-MM-DD', LOGIN]],
        ]),
      );
    });

    it('and where the first of two equal logins is', () => {
      const text = list(
        '{"login": "A@b.cc"}',
        '{"name": "no login"}',
        '{"login": "a@B.cc"}',
        '{"login": "a@b.cc"}',
      );
      const first = text.indexOf('"A@b.cc"');
      const duplicates = parseList(text).problems.filter(problem => problem.kind === 'duplicateLogin');
      assert.deepEqual(
        duplicates.map(problem => [marked(text, problem), problem.firstOffset, problem.login]),
        [
          ['"a@B.cc"', first, 'a@b.cc'],
          ['"a@b.cc"', first, 'a@b.cc'],
        ],
      );
    });
  });

  describe('keeps the good beside the bad', () => {
    const good = `{"login": "${LOGIN}"}`;
    const other = '{"login": "qa-nz@acme.test"}';
    const both = [LOGIN, 'qa-nz@acme.test'];
    const rows: [what: string, text: string, logins: string[], problems: number][] = [
      [
        'bad entries between good ones',
        list('1', good, '{}', 'null', '{"login": "x"}', other, '[]'),
        both,
        5,
      ],
      ['a comma too few', `{"version": 1, "accounts": [${good} ${other}]}`, both, 1],
      ['a comma too many', `{"version": 1, "accounts": [${good},, ${other}]}`, both, 1],
      ['no closing brackets', `{"version": 1, "accounts": [${good}, ${other}`, both, 1],
      ['no closing bracket of the array', `{"version": 1, "accounts": [${good}, ${other} }`, both, 1],
      [
        'an entry that is being written',
        `{"version": 1, "accounts": [${good}, {"login": "qa-nz@acme.test", "na`,
        both,
        1,
      ],
      ['a comment that does not end', `{"version": 1, "accounts": [${good}, ${other}] } /* end`, both, 1],
      ['text behind the list', `${list(good, other)} }`, both, 1],
      ['another version', `{"version": 99, "accounts": [${good}]}`, [LOGIN], 1],
    ];
    for (const [what, text, expected, problems] of rows) {
      it(what, () => {
        assert.deepEqual(logins(text), expected);
        assert.equal(parseList(text).problems.length, problems);
      });
    }

    it('the place of a problem after a missing comma', () => {
      const text = `{"version": 1, "accounts": [${good} {"login": 5} ${other}]}`;
      assert.ok(found(text).some(([kind, at]) => kind === 'wrongType' && at === '5'));
    });

    it('an account with invalid fields, and its valid ones', () => {
      const text = list(`{"login":"${LOGIN}","name":5,"owner":"p","organisations":7,"tags":[],"notes":{}}`);
      assert.deepEqual(parseList(text).accounts, [
        { login: LOGIN, name: LOGIN, owner: 'p', organisations: [], tags: [] },
      ]);
    });

    it('organisations and tags beside an invalid one', () => {
      const text = list(
        `{"login":"${LOGIN}","organisations":[{"name":"A","region":"XX"},5,{"name":"B","x":1},{}],"tags":[1,"a",null,"b"]}`,
      );
      const [account] = parseList(text).accounts;
      assert.deepEqual(
        account?.organisations.map(({ name }) => name),
        ['A', 'B'],
      );
      assert.deepEqual(account?.tags, ['a', 'b']);
    });
  });

  it('keeps an organisation beside any of its details that is invalid', () => {
    const valid = {
      region: 'AU',
      kind: 'demo',
      tenantId: 'b7c1',
      shortCode: '!x1Y2z',
      resetOn: '2026-12-28',
      expiresOn: '2026-12-29',
    };
    const bad = [null, 5, {}, [], true, '\u0000', '2026-02-30'];
    for (const field of Object.keys(valid)) {
      for (const value of bad.filter(each => field !== 'tenantId' || typeof each !== 'string')) {
        const organisation = { name: 'A', ...valid, [field]: value };
        const { accounts, problems } = parseList(
          list(JSON.stringify({ login: LOGIN, organisations: [organisation] })),
        );
        const { [field]: _, ...others } = { name: 'A', ...valid } as Record<string, string>;
        assert.deepEqual(accounts[0]?.organisations, [others]);
        assert.deepEqual(
          problems.map(problem => [problem.severity, problem.kind === 'wrongType' && problem.field]),
          [['warning', `organisations[0].${field}`]],
        );
      }
    }
  });

  describe('is not taken in by', () => {
    it('prototypes', () => {
      const rows: [string, ListProblem['kind'][]][] = [
        [
          `{"__proto__": {"version": 1, "accounts": [{"login": "${LOGIN}"}]}}`,
          ['unknownVersion', 'noAccounts'],
        ],
        [list(`{"__proto__": {"login": "${LOGIN}"}}`), ['missingLogin']],
        [
          list('{"__proto__": null}', '{"constructor": {"prototype": {"login": "a@b.cc"}}}'),
          ['missingLogin', 'missingLogin'],
        ],
      ];
      for (const [text, kinds] of rows) {
        assert.deepEqual(
          parseList(text).problems.map(({ kind }) => kind),
          kinds,
          text,
        );
        assert.deepEqual(logins(text), []);
      }
      const text = list(
        `{"login":"${LOGIN}","__proto__":{"name":"n","owner":"o"},"organisations":[{"name":"A","__proto__":{"tenantId":"t"}}]}`,
      );
      const [account] = parseList(text).accounts;
      assert.equal(account?.name, LOGIN);
      assert.equal(account?.owner, undefined);
      assert.equal(account?.organisations[0]?.tenantId, undefined);
      assert.equal(Object.hasOwn(Object.prototype, 'login'), false);
    });

    it('bad values by the hundred thousand', () => {
      const tags = `[${'0,'.repeat(300_000)}"good"]`;
      const { accounts, problems } = parseList(list(`{ "login": "${LOGIN}", "tags": ${tags} }`));
      assert.deepEqual(accounts[0]?.tags, ['good']);
      assert.equal(problems.length, 1000);
    });

    it('nesting of any depth', () => {
      for (const depth of [1000, 3000, 5000, 7000, 100_000]) {
        for (const [open, close] of [
          ['[', ']'],
          ['{"a":', '}'],
        ] as const) {
          const deep = open.repeat(depth);
          for (const value of [deep, `${deep}1${close.repeat(depth)}`]) {
            const texts = [
              value,
              `{"version": ${value}}`,
              list(`{"login": ${value}}`),
              list(`{"x": ${value}}`),
            ];
            for (const text of texts) assert.ok(parseList(text).problems.length > 0, `${depth}`);
          }
        }
      }
    });

    it('values of megabytes', () => {
      const long = 'x'.repeat(1_000_000);
      const texts = [
        long,
        `{"version": "${long}", "accounts": []}`,
        list(`{"login": "${long}@${long}.cc"}`),
        list(`{"login": "${LOGIN}", "backupEmail": "${long}"}`),
      ];
      for (const text of texts) {
        const said = JSON.stringify(parseList(text).problems);
        assert.ok(said.length > 2 && said.length < 1000, said.slice(0, 200));
      }
    });

    it('a file of nothing but errors, of which it reports the first', () => {
      const { problems } = parseList(`{"version": 1, "accounts": [${','.repeat(100_000)}`);
      assert.equal(problems.length, 1);
    });
  });

  describe('never throws, and reports every problem within the text,', () => {
    it('if the text ends in a comment', () => {
      for (const text of ['/*', '{/*', '{"version": 1, "accounts": [{/*', '{"version": 2 /*']) check(text);
    });

    const check = (text: string): void => {
      const { accounts, problems } = parseList(text);
      for (const { offset, length } of problems)
        assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset}+${length}`);
      const keys = accounts.map(({ login }) => loginKey(login));
      assert.equal(new Set(keys).size, keys.length);
    };

    it('for any text', () => {
      const piece = Kinds.of(
        ...[
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          '"',
          '"login"',
          '"accounts"',
          '"version"',
          '1',
          '//',
          '/*',
          '*/',
          '\n',
          '\\',
          '"a@b.cc"',
          'null',
          '-',
          '\uFEFF',
        ],
      );
      const text = new Kinds({
        anyUnits,
        pieces: fc.array(piece.any, { maxLength: 60 }).map(pieces => pieces.join('')),
      });
      fc.assert(fc.property(text.any, check), { numRuns: cases(300, 1000) });
      for (const made of [text, piece]) made.assertAllMade();
    });

    it('for any JSON', () => {
      const anything = fc.jsonValue({ maxDepth: 3 });
      const entry = fc.record(
        Object.fromEntries(
          [
            'login',
            'name',
            'organisations',
            'owner',
            'backupEmail',
            'tags',
            'notes',
            'mfaSetUpOn',
            '__proto__',
          ].map(field => [field, fc.oneof(anything, fc.constantFrom('a@b.cc', 'A@b.cc', 'c@d.ee'))]),
        ),
        { requiredKeys: [] },
      );
      const value = fc.oneof(
        anything,
        fc.record({
          version: fc.oneof(fc.constant(1), anything),
          accounts: fc.oneof(fc.array(entry), anything),
        }),
      );
      fc.assert(
        fc.property(value, json => check(JSON.stringify(json, null, 1))),
        { numRuns: cases(200, 500) },
      );
    });

    it('for any damaged list', () => {
      const good = `// team\r\n${JSON.stringify({ version: 1, accounts: [{ login: LOGIN, organisations: [{ name: 'A', region: 'AU' }], tags: ['a'], backupEmail: 'b@c.dd', mfaSetUpOn: '2026-01-01' }, { login: 'x@y.zz' }] }, null, 2)}`;
      const at = fc.nat(good.length);
      fc.assert(
        fc.property(at, at, anyText, (from, to, inserted) => {
          check(good.slice(0, Math.min(from, to)) + inserted + good.slice(Math.max(from, to)));
          check(good.slice(0, from) + inserted + good.slice(from));
          check(good.slice(0, from));
        }),
        { numRuns: 200 },
      );
    });
  });
});
