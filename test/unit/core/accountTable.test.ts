import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Account } from '../../../src/core/account';
import { type AccountTable, type AccountTableRow, parseAccountTable } from '../../../src/core/accountTable';
import { anyTextOf } from '../../shared/anyText';
import { cases, Kinds } from '../../shared/thorough';

const LISTED: Account = {
  login: 'QA-AU@acme.test',
  name: 'AU payroll',
  organisations: [{ name: 'Demo Company (AU)', region: 'AU' }],
  owner: 'priya@acme.test',
  tags: ['payroll'],
};

function read(text: string, listed: readonly Account[] = []): AccountTable {
  const table = parseAccountTable(text, listed);
  return typeof table === 'string' ? assert.fail(table) : table;
}

const rows = (text: string, listed?: readonly Account[]): readonly AccountTableRow[] =>
  read(text, listed).rows;

const verdicts = (text: string, listed?: readonly Account[]): string[] =>
  rows(text, listed).map(({ verdict }) =>
    verdict.kind === 'wrong' ? `wrong: ${verdict.problem}` : verdict.kind,
  );

describe('A spreadsheet of accounts', () => {
  describe('has details of organisations', () => {
    const [AU, NZ] = ['Demo Company (AU)', 'Demo Company (NZ)'];
    const read = (header: string, ...lines: string[]) => {
      const [row] = rows([`Login,Organisations,${header}`, ...lines].join('\n'));
      return { organisations: row?.fields.organisations, omitted: row?.omitted.map(({ why }) => why) };
    };
    for (const [what, header, cells, organisations, omitted] of [
      [
        'one organisation',
        'Short code,Resets on',
        `${AU},!x1Y2z,2026-12-28`,
        [{ name: AU, shortCode: '!x1Y2z', resetOn: '2026-12-28' }],
        [],
      ],
      [
        'several organisations',
        'Xero short code,Expiry date',
        `${AU};${NZ},!x1Y2z;!a,-;2027-01-31`,
        [
          { name: AU, shortCode: '!x1Y2z' },
          { name: NZ, shortCode: '!a', expiresOn: '2027-01-31' },
        ],
        [],
      ],
      [
        'a day for all',
        'Next reset',
        `${AU};${NZ},2026/12/28`,
        [
          { name: AU, resetOn: '2026-12-28' },
          { name: NZ, resetOn: '2026-12-28' },
        ],
        [],
      ],
      [
        'a day of a database',
        'resetOn',
        `${AU},2026-12-28 00:00:00`,
        [{ name: AU, resetOn: '2026-12-28' }],
        [],
      ],
      ['a day with full stops', 'Expiry', `${AU},1.2.2027`, [{ name: AU, expiresOn: '2027-02-01' }], []],
      ['a day that may be two', 'Trial ends', `${AU},01/02/2027`, [{ name: AU }], ['notDay']],
      ['a day that does not exist', 'Trial ends', `${AU},2027-02-29`, [{ name: AU }], ['notDay']],
      ['a code without its !', 'Short code', `${AU},x1Y2z`, [{ name: AU }], ['notShortCode']],
      ['a code for several', 'Short code', `${AU};${NZ},!a`, [{ name: AU }, { name: NZ }], ['otherCount']],
      ['a code for none', 'Short code', ',!a', undefined, ['noOrganisation']],
      ['nothing', 'Short code,Reset', `${AU},-,n/a`, [{ name: AU }], []],
    ] as const) {
      it(what, () => {
        assert.deepEqual(read(header, `qa@acme.test,${cells}`), { organisations, omitted });
      });
    }

    it('on several rows', () => {
      const { organisations } = read(
        'Short code,Reset on',
        `qa@acme.test,${AU},!a,`,
        `qa@acme.test,${AU},!b,2026-12-28`,
        `qa@acme.test,${AU},!a,2026-12-29`,
      );
      assert.deepEqual(organisations, [
        { name: AU, shortCode: '!a', resetOn: '2026-12-29' },
        { name: AU, shortCode: '!b', resetOn: '2026-12-28' },
      ]);
    });

    it('that a list has, or not', () => {
      const text = `Login,Organisations,Short code\nqa-au@acme.test,${AU},!a`;
      const listed = (shortCode: object): Account => ({
        ...LISTED,
        organisations: [{ name: AU, region: 'AU', ...shortCode }],
      });
      assert.deepEqual(verdicts(text, [listed({ shortCode: '!a' })]), ['same']);
      assert.deepEqual(verdicts(text, [listed({ shortCode: '!b' })]), ['different']);
      assert.deepEqual(verdicts(text, [listed({})]), ['different']);
    });
  });

  const fields = {
    name: 'AU payroll',
    organisations: [
      { name: 'Demo Company (AU)', region: 'AU' },
      { name: 'Demo Company (NZ)', region: 'NZ' },
    ],
    owner: 'priya@acme.test',
    backupEmail: 'backup@acme.test',
    tags: ['payroll', 'nightly'],
  };

  for (const [what, text] of [
    [
      'CSV with a header',
      'Login,Name,Organisations,Region,Owner,Backup email,Tags\nqa-au@acme.test,AU payroll,Demo Company (AU); Demo Company (NZ),AU; NZ,priya@acme.test,backup@acme.test,"payroll, nightly"',
    ],
    [
      'CSV without a header',
      'qa-au@acme.test,AU payroll,Demo Company (AU); Demo Company (NZ),au;nz,priya@acme.test,backup@acme.test,payroll; nightly',
    ],
    [
      'cells copied from a spreadsheet',
      'Backup e-mail\tTags\tEmail\tColour\tName\tOrganisations\tRegion\tOwner\nbackup@acme.test\tpayroll; nightly\tqa-au@acme.test\tred\tAU payroll\t"Demo Company (AU)\nDemo Company (NZ)"\tAU; NZ\tpriya@acme.test\n',
    ],
    [
      'a French Excel',
      'Identifiant;Nom;Organisations;Pays;Responsable;Email de secours;Étiquettes\r\nqa-au@acme.test;AU payroll;"Demo Company (AU); Demo Company (NZ)";"AU; NZ";priya@acme.test;backup@acme.test;"payroll; nightly"\r\n\r\n',
    ],
  ] as const) {
    it(`is read from ${what}`, () => {
      const [row, ...others] = rows(text);
      assert.deepEqual(others, []);
      assert.deepEqual(row?.fields, fields);
      assert.equal(row?.login, 'qa-au@acme.test');
      assert.deepEqual(row?.verdict, { kind: 'new' });
    });
  }

  for (const [what, text] of [
    ['the login beside an email', 'Email,Login,Name\npriya@acme.test,qa-au@acme.test,AU'],
    ['an email beside a user’s name', 'User,Email,Organisation\nQA Australia,qa-au@acme.test,Demo'],
    ['a semicolon, also where one row follows', 'login;name\nqa-au@acme.test;AU\n'],
    ['the login of Xero beside another', 'Login,Xero login\npriya,qa-au@acme.test'],
    [
      'what follows the line in which Excel names the separator',
      'sep=;\r\nlogin;name\r\nqa-au@acme.test;A,B,C',
    ],
  ] as const) {
    it(`is read by ${what}`, () => {
      const [row] = rows(text);
      assert.deepEqual([row?.login, row?.verdict.kind], ['qa-au@acme.test', 'new']);
    });
  }

  it('keeps rows apart with any line endings', () => {
    const text = 'login,name\r\na@x.test,A\r\nb@x.test,"B\n"\nc@x.test,C\rd@x.test,D\r\n';
    assert.deepEqual(
      rows(text).map(({ line, login, fields }) => [line, login, fields.name]),
      [
        [2, 'a@x.test', 'A'],
        [3, 'b@x.test', 'B'],
        [5, 'c@x.test', 'C'],
        [6, 'd@x.test', 'D'],
      ],
    );
    assert.equal(rows(`sep=,\n${text}`)[0]?.line, 3);
  });

  it('applies a single region to all organisations of a row', () => {
    assert.deepEqual(rows('login,organisations,region\na@x.test,One;Two,GB')[0]?.fields.organisations, [
      { name: 'One', region: 'GB' },
      { name: 'Two', region: 'GB' },
    ]);
  });

  it('marks what is new, the same, different and wrong', () => {
    assert.deepEqual(
      verdicts(
        [
          'login,name,region,organisations,backup email',
          'new@x.test,New,,,',
          'qa-au@acme.test,AU payroll,AU,Demo Company (AU),',
          'qa-au@ACME.test,Other,,,',
          ',Nobody,,,',
          'not an address,,,,',
          'b@x.test,,XX,Org,',
          'c@x.test,,,,c@x.test',
          'new@x.test,Again,,,',
        ].join('\n'),
        [LISTED],
      ),
      ['new', 'same', 'wrong: noLogin', 'wrong: notEmail', 'new', 'new'],
    );
    assert.deepEqual(verdicts('login,name\nqa-au@acme.test,Other', [LISTED]), ['different']);
  });

  it('counts lines correctly after cells with several', () => {
    assert.deepEqual(
      rows('login,notes\n\na@x.test,"one\ntwo\r\nthree"\nb@x.test,x').map(({ line }) => line),
      [3, 6],
    );
  });

  for (const [what, text, problem] of [
    ['nothing', '', 'noTable'],
    ['prose', 'Dear team, see below', 'noTable'],
    ['a table of something else', 'colour,size\nred,1', 'noTable'],
    ['one address alone', 'qa@x.test', 'noTable'],
    ['prose that begins with a quotation', '"Hello" said the fox, and went away', 'noTable'],
    ['a long text', 'lorem ipsum dolor\n'.repeat(30_000), 'noTable'],
    ['a spreadsheet that is too long', `login,name\n${' '.repeat(500_000)}`, 'unreadable'],
    [
      'quotes where none may be',
      `login,name\n"${'"a'.repeat(100_000)}${' '.repeat(290_000)},x`,
      'unreadable',
    ],
    ['a quote that does not end, under a separator', 'sep=;\nlogin;name\n"a@x.test;b', 'unreadable'],
    ['a quote that does not end', 'login,name\n"a@x.test,b', 'unreadable'],
    ['too many rows', `login,name\n${'a@x.test,b\n'.repeat(5001)}`, 'unreadable'],
  ] as const) {
    it(`is rejected if it is ${what}`, () => assert.equal(parseAccountTable(text, []), problem));
  }

  it('is checked for email addresses in linear time', () =>
    assert.equal(parseAccountTable(`a@${'.'.repeat(490_000)}@,x`, []), 'noTable'));

  it('never throws, and every new row is valid in a list', () => {
    const cell = new Kinds({
      printable: fc.string({ maxLength: 20 }),
      special: fc.constantFrom('a@x.test', 'b@x.test', '"', '""', '"a"', 'AU', 'login', 'name', ''),
    });
    const separator = Kinds.of(',', ';', '\t', '|');
    const end = Kinds.of('\n', '\r\n', '\r');
    const table = fc
      .tuple(separator.any, fc.array(fc.array(cell.any, { maxLength: 9 }), { maxLength: 8 }), end.any)
      .map(([by, lines, lineEnd]) =>
        [`login${by}name${by}region`, ...lines.map(cells => cells.join(by))].join(lineEnd),
      );
    const given = new Kinds({ table, anyText: anyTextOf({ maxLength: 300 }) });
    fc.assert(
      fc.property(given.any, text => {
        const result = parseAccountTable(text, [LISTED]);
        if (typeof result === 'string') return;
        for (const { login, verdict } of result.rows)
          if (verdict.kind === 'new') assert.match(login, /^\S+@\S+$/);
      }),
      { numRuns: cases(1_000, 5_000) },
    );
    for (const made of [given, cell, separator, end]) made.assertAllMade();
  });
});
