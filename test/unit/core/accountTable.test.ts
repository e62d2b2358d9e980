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
      { numRuns: cases(1_000, 20_000) },
    );
    for (const made of [given, cell, separator, end]) made.assertAllMade();
  });
});
