/* cspell:disable: headers as people write them */
import * as assert from 'node:assert/strict';
import { type AccountTable, type AccountTableRow, parseAccountTable } from '../../../src/core/accountTable';

const K1 = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';
const LINK = `otpauth://totp/Xero:new@acme.test?secret=${K1}&issuer=Xero`;

function read(text: string): AccountTable {
  const table = parseAccountTable(text, []);
  return typeof table === 'string' ? assert.fail(table) : table;
}

/** A row as its login and its fields, with organisations as `name region`, and the cells that are left out. */
const brief = ({ login, fields: { organisations, ...fields }, omitted }: AccountTableRow): unknown[] => [
  login,
  {
    ...fields,
    ...(organisations && {
      organisations: organisations.map(({ name, region }) => (region ? `${name} ${region}` : name)),
    }),
  },
  ...omitted.map(({ line, column, why }) => `${line} ${column} ${why}`),
];

describe('A spreadsheet as teams keep it', () => {
  const cases: readonly [what: string, text: string, ...rows: unknown[][]][] = [
    ['an email address', 'Name,Email address\nAU,a@x.test', ['a@x.test', { name: 'AU' }]],
    [
      'a user name of Xero',
      'Xero username;Nom;Société\na@x.test;AU;Démo',
      ['a@x.test', { name: 'AU', organisations: ['Démo'] }],
    ],
    [
      'signs and words around names',
      'Login (email)*\tName of account\tOrganisation(s)\na@x.test\tAU\tOne',
      ['a@x.test', { name: 'AU', organisations: ['One'] }],
    ],
    [
      'joined and underscored names',
      'user_email,displayName,org_name,BackupEmail\na@x.test,AU,One,b@x.test',
      ['a@x.test', { name: 'AU', backupEmail: 'b@x.test', organisations: ['One'] }],
    ],
    ['a login that is no email, beside one that is', 'Login,Email\npriya,a@x.test', ['a@x.test', {}]],
    ['an account that is the login', 'Account,Owner\na@x.test,Priya', ['a@x.test', { owner: 'Priya' }]],
    [
      'an account that is the name',
      'Account,Username,Region,Organisation\nAU payroll,a@x.test,uk,One',
      ['a@x.test', { name: 'AU payroll', organisations: ['One GB'] }],
    ],
    [
      'names in German',
      'Benutzername;Bezeichnung;Firma;Land;Besitzer;Notiz\na@x.test;Lohn;Eins;Großbritannien;Priya;x',
      ['a@x.test', { name: 'Lohn', owner: 'Priya', notes: 'x', organisations: ['Eins GB'] }],
    ],
    [
      'names in Spanish',
      'Correo electrónico,Nombre,Empresa,País\na@x.test,AU,Uno,Nueva Zelanda',
      ['a@x.test', { name: 'AU', organisations: ['Uno NZ'] }],
    ],
    [
      'an electronic address in French',
      'Adresse électronique;Libellé;Entreprise\na@x.test;Paie;Une',
      ['a@x.test', { name: 'Paie', organisations: ['Une'] }],
    ],
    [
      'cells that span the rows of several organisations',
      'Organisation,Region,Login,Name\nOne,AU,a@x.test,A\nTwo,NZ,,\nThree,,,\nFour,UK,b@x.test,B',
      ['a@x.test', { name: 'A', organisations: ['One AU', 'Two NZ', 'Three'] }],
      ['b@x.test', { name: 'B', organisations: ['Four GB'] }],
    ],
    [
      'organisations of a row that has no usable login',
      'Login,Name,Organisation\na@x.test,A,One\n,Other,Two\n,,Three\nb@x.test,,\nx,,Four\n,,Five',
      ['a@x.test', { name: 'A', organisations: ['One'] }],
      ['', {}],
      ['', {}],
      ['b@x.test', {}],
      ['', {}],
      ['', {}],
    ],
    ['a title above', 'Xero test logins,,\n,,\nLogin,Name\na@x.test,AU', ['a@x.test', { name: 'AU' }]],
    [
      'a title with a date and an owner',
      'Test logins\t\nUpdated 2026-11-30\t\nowner: p@x.test\t\nLogin\tName\na@x.test\tAU',
      ['a@x.test', { name: 'AU' }],
    ],
    [
      'the header again, after a page',
      'Login,Name\na@x.test,A\nLogin,Name\nb@x.test,B',
      ['a@x.test', { name: 'A' }],
      ['b@x.test', { name: 'B' }],
    ],
    [
      'one login a line',
      'a@x.test\nb@x.test\n\nc@x.test\n',
      ['a@x.test', {}],
      ['b@x.test', {}],
      ['c@x.test', {}],
    ],
    [
      'logins as a mail program writes them',
      'Priya <a@x.test>; "Sam QA" <b@x.test>; c@x.test',
      ['a@x.test', {}],
      ['b@x.test', {}],
      ['c@x.test', {}],
    ],
    ['one column with a header', 'Logins\na@x.test\nb@x.test', ['a@x.test', {}], ['b@x.test', {}]],
    [
      'a table of Markdown',
      '| Login | Name |\n| --- | :---: |\n| a@x.test | AU |',
      ['a@x.test', { name: 'AU' }],
    ],
    [
      'invisible characters',
      'Login,Name\na@x.test\u200B,A\u200BU\n\u200Bb@x.test,\uFEFFNZ',
      ['a@x.test', { name: 'AU' }],
      ['b@x.test', { name: 'NZ' }],
    ],
    [
      'spaces that do not break',
      'Login,Name\na@x.test\u00A0,AU\u00A0payroll',
      ['a@x.test', { name: 'AU payroll' }],
    ],
    [
      'links to addresses',
      'Login,Backup email\nmailto:a@x.test,mailto:b@x.test?subject=x',
      ['a@x.test', { backupEmail: 'b@x.test' }],
    ],
    [
      'names before addresses',
      'Login,Owner\nQA AU <a@x.test>,Priya <p@x.test>\nb@x.test (NZ),<p@x.test>',
      ['a@x.test', { owner: 'Priya <p@x.test>' }],
      ['b@x.test', { owner: 'p@x.test' }],
    ],
    ['a link of Markdown', 'Login\n[a@x.test](mailto:a@x.test)', ['a@x.test', {}]],
    [
      'quotes of formulas',
      `Login,Name,Organisation\n"=""a@x.test""",="0123",'One`,
      ['a@x.test', { name: '0123', organisations: ['One'] }],
    ],
    [
      'a formula of a link',
      'Login\tName\n=HYPERLINK("mailto:a@x.test","a@x.test")\tAU',
      ['a@x.test', { name: 'AU' }],
    ],
    [
      'a dot after the login, and quotes around it',
      'Login\tName\n‘a@x.test’.\tAU',
      ['a@x.test', { name: 'AU' }],
    ],
    ['wide letters', 'Login,Name\na＠x.test,AU', ['a@x.test', { name: 'AU' }]],
    [
      'a name that begins with an apostrophe',
      "Login,Name\na@x.test,'s-Hertogenbosch",
      ['a@x.test', { name: "'s-Hertogenbosch" }],
    ],
    [
      'one row an organisation',
      'Login,Organisation,Region\na@x.test,One,UK\nb@x.test,Two,NZ\nA@x.test,Three,Australia',
      ['a@x.test', { organisations: ['One GB', 'Three AU'] }],
      ['b@x.test', { organisations: ['Two NZ'] }],
    ],
    [
      'one row an organisation, and the other details repeated',
      'Login,Name,Organisation,Tags\na@x.test,AU,One,x\na@x.test,AU,Two,y\na@x.test,,Two,y',
      ['a@x.test', { name: 'AU', organisations: ['One', 'Two'], tags: ['x', 'y'] }],
    ],
    [
      'another name in a later row',
      'Login,Name\na@x.test,AU\na@x.test,NZ',
      ['a@x.test', { name: 'AU' }, '3 name differs'],
    ],
    [
      'one column an organisation',
      'Login,Organisation 1,Organisation 2,Region 1,Region 2\na@x.test,One,Two,UK,New Zealand',
      ['a@x.test', { organisations: ['One GB', 'Two NZ'] }],
    ],
    [
      'countries',
      'Login,Organisation,Country\na@x.test,A;B;C;D;E;F;G;H;I,"UK;Australia;New Zealand;USA;États-Unis;🇿🇦;AU – Australia;Xero Global;U.K."',
      [
        'a@x.test',
        { organisations: ['A GB', 'B AU', 'C NZ', 'D US', 'E US', 'F ZA', 'G AU', 'H GLOBAL', 'I GB'] },
      ],
    ],
    [
      'cells that are not understood',
      'Login,Name,Organisation,Region,Backup email\na@x.test,AU,One,Atlantis,soon\nb@x.test,NZ,,NZ,b@x.test',
      ['a@x.test', { name: 'AU', organisations: ['One'] }, '2 region notRegion', '2 backupEmail notEmail'],
      ['b@x.test', { name: 'NZ' }, '3 region noOrganisation', '3 backupEmail isLogin'],
    ],
    [
      'cells that say there is nothing',
      `Login,Organisation,Region,Backup email,Setup key\na@x.test,One,n/a,-,none\nb@x.test,One,AU,?,${K1}`,
      ['a@x.test', { organisations: ['One'] }],
      ['b@x.test', { organisations: ['One AU'] }],
    ],
    [
      'lines with bullets',
      '- a@x.test\n• b@x.test\n3. c@x.test',
      ['a@x.test', {}],
      ['b@x.test', {}],
      ['c@x.test', {}],
    ],
    [
      'numbers before the rows, and empty columns after them',
      '#,Login,Name,,\n1,a@x.test,AU,,\n2,b@x.test,NZ,,',
      ['a@x.test', { name: 'AU' }],
      ['b@x.test', { name: 'NZ' }],
    ],
    [
      'headings between the rows',
      'Login,Name\nAustralia,\na@x.test,AU\n,\nTotal,1',
      ['', {}],
      ['a@x.test', { name: 'AU' }],
      ['', {}],
    ],
    [
      'a header of two lines a cell, and pictures in it',
      '"📧 Login\n(email)","🏢 Organisation\n(s)",🌏 Region\na@x.test,One,en-GB',
      ['a@x.test', { organisations: ['One GB'] }],
    ],
    [
      'a French sheet',
      'Adresse e-mail;Nom du compte;Entreprise;Pays;Responsable;Adresse e-mail de secours;Étiquettes;Remarques;Mot de passe\na@x.test;AU;Démo;Australie;Priya;b@x.test;paie;x;hunter2',
      [
        'a@x.test',
        {
          name: 'AU',
          owner: 'Priya',
          backupEmail: 'b@x.test',
          tags: ['paie'],
          notes: 'x',
          organisations: ['Démo AU'],
        },
      ],
    ],
    [
      'a column that says whether MFA is on',
      'Login,Organisation,2FA,MFA set up on\na@x.test,One,Yes,2026-01-02',
      ['a@x.test', { organisations: ['One'] }],
    ],
    [
      'long words in a column that is not known',
      'Login,Organisation,Department\na@x.test,One,internationalisation\nb@x.test,One,telecommunications',
      ['a@x.test', { organisations: ['One'] }],
      ['b@x.test', { organisations: ['One'] }],
    ],
    [
      'an organisation that has its region in its name',
      'Login,Organisation\na@x.test,Demo Company (AU)',
      ['a@x.test', { organisations: ['Demo Company (AU)'] }],
    ],
    [
      'columns for the person, too',
      'First name,Last name,Email,Role,Owner email,Owner name\nPriya,N,a@x.test,Adviser,p@x.test,Priya',
      ['a@x.test', { owner: 'p@x.test' }],
    ],
    [
      'a cell that is too long to be seen',
      `Login,Notes\na@x.test,${'long '.repeat(200)}`,
      ['a@x.test', {}, '2 notes tooLong'],
    ],
  ];
  for (const [what, text, ...expected] of cases) {
    it(`is read with ${what}`, () => assert.deepEqual(read(text).rows.map(brief), expected));
  }

  for (const [header, cell] of [
    ['Setup key', K1],
    ['setup link', LINK],
    ['MFA secret', K1.toLowerCase().replace(/(.{4})(?=.)/g, '$1 ')],
    ['Clé de configuration', `'${K1}`],
    ['QR', LINK],
    ['Something', K1],
    ['Key', `\`${K1}\``],
    ['Setup key', `Setup key: ${K1}.`],
    ['Setup key', `${K1} (old phone)`],
    ['Secret', `"${K1.slice(0, 16)}\n${K1.slice(16)}"`],
  ] as const) {
    it(`gives a login the key of its column “${header}”, which no list gets`, () => {
      const table = read(
        `Login,Name,Organisation,${header}\nnew@acme.test,AU,One,${cell}\nb@acme.test,NZ,Two,`,
      );
      assert.deepEqual(
        table.keys.map(({ login, key }) => [login, key.secret?.base32]),
        [['new@acme.test', K1]],
      );
      assert.deepEqual([table.passwords, table.unknown], [[], []]);
      assert.doesNotMatch(JSON.stringify(table.rows), new RegExp(K1, 'i'));
    });
  }

  it('gives a login its key where there is no header', () => {
    const { keys, rows } = read(`new@acme.test,AU,${K1}`);
    assert.equal(keys[0]?.key.secret?.base32, K1);
    assert.deepEqual(rows.map(brief), [['new@acme.test', { name: 'AU' }]]);
  });

  it('names a cell that should be a key, without quoting it', () => {
    const { rows, keys } = read(`Login,Setup key\na@x.test,hunter2hunter2!\nb@x.test,${K1}`);
    assert.deepEqual(rows.map(brief), [
      ['a@x.test', {}, '2 key notKey'],
      ['b@x.test', {}],
    ]);
    assert.equal(keys.length, 1);
  });

  it('gives a login each of the keys in a cell', () => {
    const { keys } = read(`Login,Setup key\na@x.test,"${K1}\n${K1.split('').reverse().join('')}"`);
    assert.deepEqual(
      keys.map(({ key }) => key.secret?.base32),
      [K1, K1.split('').reverse().join('')],
    );
  });

  it('names columns of passwords and unknown ones, and reads neither', () => {
    const table = read(
      'Login,Organisation,Password,Colour,Mot de passe Xero,PIN\na@x.test,One,hunter2,red,hunter3,4711',
    );
    assert.deepEqual(table.passwords, ['Password', 'Mot de passe Xero', 'PIN']);
    assert.deepEqual(table.unknown, ['Colour']);
    assert.doesNotMatch(JSON.stringify(table.rows), /hunter|red|4711/);
  });

  const spaced = K1.replace(/(.{4})(?=.)/g, '$1 ');
  for (const key of [
    ...[K1, LINK, spaced, spaced.toLowerCase(), spaced.replaceAll(' ', '-'), `key: ${K1}.`],
    ...[encodeURIComponent(LINK), `see ${LINK} `],
  ]) {
    it(`writes no key into a list, whatever its column: ${key}`, () => {
      for (const column of ['Name', 'Organisation', 'Owner', 'Backup email', 'Tags', 'Notes', 'Region']) {
        const { rows } = read(
          `Login\tOrganisation\t${column}\nnew@acme.test\tOne\t${key}\nother@acme.test\tTwo\t`,
        );
        assert.doesNotMatch(JSON.stringify(rows).replace(/[\s-]/g, ''), /MFRGGZDF/i, column);
        assert.equal(rows[1]?.login, 'other@acme.test');
      }
    });
  }

  for (const text of [
    'Title,Url,Username,Password,OTPAuth\nXero,https://login.xero.com/,a@x.test,hunter2,',
    'url,username,password,totp,extra,name,grouping,fav\nhttps://x.test,a@x.test,hunter2,,note,AU,Work,0',
  ]) {
    it('is not what a password manager wrote', () => assert.equal(parseAccountTable(text, []), 'export'));
  }
});
