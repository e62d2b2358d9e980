/* cspell:disable: texts as people bring them */
import * as assert from 'node:assert/strict';
import { parseKeyExport } from '../../../src/core/keyExport';

const [K1, K2] = ['MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U', 'NZXXIYLSMVQWY23FPFXG65DBOJSWC3BB'];
const [AU, NZ] = [`Xero | qa-au@acme.test | ${K1}`, `Xero | qa-nz@acme.test | ${K2}`];
const link = (label: string, query = `secret=${K1}&issuer=Xero`): string =>
  `otpauth://totp/${label}?${query}`;
const [LA, LN] = [link('Xero:qa-au@acme.test'), link('Xero:qa-nz@acme.test', `secret=${K2}&issuer=Xero`)];

function found(text: string): string[] {
  const { keys, problems } = parseKeyExport(text);
  return [
    ...keys.map(({ issuer, account, secret, problem, place }) =>
      [
        issuer,
        account,
        secret
          ? [
              secret.base32,
              ...(secret.algorithm === 'SHA1' ? [] : [secret.algorithm]),
              ...(secret.digits === 6 ? [] : [secret.digits]),
              ...(secret.period === 30 ? [] : [secret.period]),
            ].join(' ')
          : JSON.stringify(problem),
        ...(place ? [place] : []),
      ].join(' | '),
    ),
    ...problems.map(problem => JSON.stringify(problem)),
  ];
}
const bitwarden = (item: object): string =>
  JSON.stringify({ encrypted: false, items: [{ type: 1, name: 'Xero AU', ...item }] });
const pass = (data: object, state = 1): string =>
  JSON.stringify({
    version: '1',
    encrypted: false,
    vaults: { v: { items: [{ data: { metadata: { name: 'Xero AU' }, type: 'login', ...data }, state }] } },
  });
const aegis = (entry: object): string =>
  JSON.stringify({
    version: 1,
    header: { slots: null, params: null },
    db: {
      version: 3,
      entries: [
        {
          type: 'totp',
          name: 'qa-au@acme.test',
          issuer: 'Xero',
          ...entry,
          info: { secret: K1, algo: 'SHA1', digits: 6, period: 30, ...(entry as { info?: object }).info },
        },
      ],
    },
  });

const onePassword = (details: object): string =>
  JSON.stringify({
    accounts: [
      { vaults: [{ items: [{ state: 'active', overview: { url: 'https://login.xero.com' }, details }] }] },
    ],
  });

const NONE = ['{"kind":"noKeys"}'];
const SHEET = ['{"kind":"notRecognised"}'];

const VARIANTS: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  // Labels
  ['three colons', link('Xero:Xero:AU:qa-au@acme.test'), [AU]],
  ['encoded colons', link('Xero%3AXero%3Aqa-au%40acme.test'), [AU]],
  ['a slash at the end', link('Xero:qa-au@acme.test/'), [AU]],
  ['a slash at the start', `otpauth://totp//Xero:qa-au@acme.test?secret=${K1}`, [AU]],
  ['mailto', link('Xero:mailto:qa-au@acme.test'), [AU]],
  ['mailto alone, encoded', link('mailto%3Aqa-au%40acme.test'), [AU]],
  ['a name and an address', link('Xero:Priya%20Rao%20%3Cqa-au%40acme.test%3E'), [AU]],
  ['zero-width space in the address', link('Xero:qa-au%E2%80%8B@acme.test'), [AU]],
  ['byte order mark in the label', link('%EF%BB%BFXero:qa-au@acme.test'), [AU]],
  ['no-break space after the colon', link('Xero:%C2%A0qa-au@acme.test'), [AU]],
  ['quotes around the address', link('Xero:%22qa-au@acme.test%22'), [AU]],
  ['plus for a space', link('Xero:+qa-au@acme.test'), [AU]],
  ['an issuer that ends with a colon', link('Xero:qa-au@acme.test', `secret=${K1}&issuer=Xero:`), [AU]],
  ['an issuer in quotes', link('qa-au@acme.test', `secret=${K1}&issuer=%22Xero%22`), [AU]],
  ['a label alone with the issuer as its account', link('Xero'), [`Xero | Xero | ${K1}`]],
  ['an address in brackets', link('Xero%20(qa-au@acme.test)'), [AU]],
  ['Aegis, name repeats issuer twice', aegis({ name: 'Xero:Xero:qa-au@acme.test' }), [AU]],
  ['Aegis, mailto', aegis({ name: 'mailto:qa-au@acme.test' }), [AU]],
  ['Aegis, empty parameters', aegis({ info: { algo: null, digits: null, period: null } }), [AU]],
  ['Aegis, parameters as strings', aegis({ info: { algo: 'sha1', digits: '6', period: '30' } }), [AU]],
  [
    'Aegis, MD5',
    aegis({ info: { algo: 'MD5' } }),
    ['Xero | qa-au@acme.test | {"kind":"badParameter","name":"algorithm"}'],
  ],
  // Optional parts
  ['empty issuer', link('Xero:qa-au@acme.test', `secret=${K1}&issuer=`), [AU]],
  ['null issuer', link('Xero:qa-au@acme.test', `secret=${K1}&issuer=null`), [AU]],
  ['doubled issuer', link('Xero:qa-au@acme.test', `issuer=Xero&secret=${K1}&issuer=Xero`), [AU]],
  ['two issuers', link('Xero:qa-au@acme.test', `issuer=Xero&secret=${K1}&issuer=Acme`), [AU]],
  [
    'undefined parameters',
    link('Xero:qa-au@acme.test', `secret=${K1}&issuer=undefined&digits=undefined&period=null`),
    [AU],
  ],
  [
    'the name of a constant',
    link('Xero:qa-au@acme.test', `secret=${K1}&algorithm=Algorithm.sha1&issuer=Xero`),
    [AU],
  ],
  [
    'another constant',
    link('Xero:qa-au@acme.test', `secret=${K1}&algorithm=Algorithm.SHA256&issuer=Xero`),
    [`${AU} SHA256`],
  ],
  ['names in capitals', link('Xero:qa-au@acme.test', `SECRET=${K1}&ISSUER=Xero&DIGITS=6`), [AU]],
  ['a key in small letters', link('Xero:qa-au@acme.test', `secret=${K1.toLowerCase()}&issuer=Xero`), [AU]],
  [
    'a key with hyphens',
    link('Xero:qa-au@acme.test', `secret=${K1.replaceAll(/.{4}/g, '$&-')}&issuer=Xero`),
    [AU],
  ],
  ['a key with padding, encoded', link('Xero:qa-au@acme.test', `secret=${K1}%3D%3D%3D&issuer=Xero`), [AU]],
  [
    'ampersands from HTML, twice',
    link('Xero:qa-au@acme.test', `issuer=Xero&amp;amp;secret=${K1}&amp;period=30`),
    [AU],
  ],
  [
    'a raw percent sign',
    link('100% Xero:qa-au@acme.test', `issuer=100% Xero&secret=${K1}`),
    [`100% Xero | qa-au@acme.test | ${K1}`],
  ],
  [
    'a raw question mark',
    link('Xero?:qa-au@acme.test', `issuer=Xero?&secret=${K1}`),
    [`Xero? | qa-au@acme.test | ${K1}`],
  ],
  [
    'a number sign in the query',
    link('Xero:qa-au@acme.test', `issuer=Xero #2&secret=${K1}`),
    [`Xero #2 | qa-au@acme.test | ${K1}`],
  ],
  [
    'a fragment',
    link('Xero:qa-au@acme.test', `secret=${K1}&issuer=Xero#x`),
    [`Xero#x | qa-au@acme.test | ${K1}`],
  ],
  ['eight digits', link('Xero:qa-au@acme.test', `secret=${K1}&issuer=Xero&digits=8`), [`${AU} 8`]],
  ['sixty seconds', link('Xero:qa-au@acme.test', `secret=${K1}&issuer=Xero&period=60`), [`${AU} 60`]],
  [
    'two periods',
    link('Xero:qa-au@acme.test', `secret=${K1}&issuer=Xero&period=30&period=60`),
    [' | qa-au@acme.test | {"kind":"badParameter","name":"period"}'],
  ],
  ['no type', `otpauth:///Xero:qa-au@acme.test?secret=${K1}&issuer=Xero`, [AU]],
  [
    'another type',
    `otpauth://xotp/Xero:qa-au@acme.test?secret=${K1}`,
    [' | qa-au@acme.test | {"kind":"badUri"}'],
  ],
  [
    'a counter',
    `otpauth://hotp/Xero:qa-au@acme.test?secret=${K1}&counter=1`,
    ['Xero | qa-au@acme.test | {"kind":"hotp"}'],
  ],
  ['a remark after the address', link('Xero:qa-au@acme.test%20(payroll)'), [AU]],
  [
    'two keys in a link',
    link('Xero:qa-au@acme.test', `secret=${K1}&secret=${K2}`),
    [' | qa-au@acme.test | {"kind":"badUri"}'],
  ],
  ['a line break at the end, and white space', `  \r\n${LA}\r\n\t`, [AU]],
  ['Ente, with what it shows', `${LA}&codeDisplay=%7B%22pinned%22%3Afalse%2C%22trashed%22%3Afalse%7D`, [AU]],
  [
    'Ente, in the bin',
    `${LA}&codeDisplay=%7B%22pinned%22%3Afalse%2C%22trashed%22%3Atrue%7D`,
    [`${AU} | bin`],
  ],
  ['KeePassXC, encoder empty', `${LA}&encoder=`, [AU]],
  // Texts
  ['pass, with a multi-line note', `pw\nuser: x\n${LA}\nnote: secret stuff, bla; bla\n`, [AU]],
  ['gopass, YAML', `pw\n---\nusername: x\ntotp: "${LA}"\nurl: https://login.xero.com\n`, [AU]],
  ['Windows line breaks', `${LA}\r\n${LN}\r\n`, [AU, NZ]],
  ['old Mac line breaks', `${LA}\r${LN}\r`, [AU, NZ]],
  ['a table of Markdown', `| Login | Link |\n| --- | --- |\n| AU | ${LA} |\n| NZ | \`${LN}\` |`, [AU, NZ]],
  ['a checklist', `- [ ] ${LA}\n- [x] ${LN}`, [AU, NZ]],
  ['a definition in JavaScript', `const au = '${LA}';\nconst nz = "${LN}";`, [AU, NZ]],
  ['an environment file', `XERO_AU="${LA}"\nXERO_NZ=${LN}\n`, [AU, NZ]],
  ['chat with names', `Priya, 10:02: ${LA}\nSam, 10:03: and ${LN}, ok?`, [AU, NZ]],
  ['an angle quote', `> ${LA}\n> ${LN}`, [AU, NZ]],
  ['XML', `<key>${LA.replace('&', '&amp;')}</key><key>${LN}</key>`, [AU, NZ]],
  ['a JSON array', JSON.stringify([LA, LN]), [AU, NZ]],
  ['JSON of an unknown app', JSON.stringify({ data: [{ title: 'a', password: 'hunter2', url: LA }] }), [AU]],
  ['three links with semicolons and spaces', `${LA} ; ${LN} ; ${LA}`, [AU, NZ, AU]],
  [
    'a transfer and links',
    `${LA}\notpauth-migration://offline?data=CjIKFGFiY2RlZmdoaWprbG1ub3BxcnN0EhRYZXJvOnFhLWF1QGFjbWUudGVzdBoEWGVybxABGAEgAA%3D%3D\n`,
    [AU, `${AU}`],
  ],
  [
    'a transfer in prose',
    'Here: otpauth-migration://offline?data=CjIKFGFiY2RlZmdoaWprbG1ub3BxcnN0EhRYZXJvOnFhLWF1QGFjbWUudGVzdBoEWGVybxABGAEgAA== for the new phone',
    [AU],
  ],
  [
    'a transfer in quotes, wrapped',
    '"otpauth-migration://offline?data=CjIKFGFiY2RlZmdoaWprbG1ub3BxcnN0EhRYZXJv\nOnFhLWF1QGFjbWUudGVzdBoEWGVybxABGAEgAA=="',
    [AU],
  ],
  [
    'a transfer wrapped in its padding',
    'otpauth-migration://offline?data=CjIKFGFiY2RlZmdoaWprbG1ub3BxcnN0EhRYZXJvOnFhLWF1QGFjbWUudGVzdBoEWGVybxABGAEgAA%3\nD%3D',
    [AU],
  ],
  ['a quoted mail, wrapped', `> ${LA.slice(0, 60)}\n> ${LA.slice(60)}\n> bye`, [AU]],
  ['a stored mail', `Here:\n${LA.replaceAll('=', '=3D').replace('MFRGG', 'MFRGG=\r\n')}\nbye`, [AU]],
  ['words about links', 'Links begin with otpauth:// and have a secret.', NONE],
  [
    'notes with keys',
    `AU\nLogin: qa-au@acme.test\nSetup key: ${K1}\n\nNZ\nLogin = qa-nz@acme.test\nMFA key = ${K2.toLowerCase()}.\nPIN: 4711`,
    [` | qa-au@acme.test | ${K1}`, ` | qa-nz@acme.test | ${K2}`],
  ],
  ['an encoded question mark', LA.replace('?', '%3F').replaceAll('=', '%3D').replace('&', '%26'), [AU]],
  [
    'keys beside logins',
    `- qa-au@acme.test: ${K1}\n- qa-nz@acme.test – nzxx iyls mvqw y23f pfxg 65db ojsw c3bb`,
    [` | qa-au@acme.test | ${K1}`, ` | qa-nz@acme.test | ${K2}`],
  ],
  [
    'keys below logins',
    `qa-au@acme.test\n${K1}\n\nqa-nz@acme.test\nSetup key: ${K2}`,
    [` | qa-au@acme.test | ${K1}`, ` | qa-nz@acme.test | ${K2}`],
  ],
  [
    'keys in the marks of Markdown',
    `**qa-au@acme.test**\n\`${K1}\`\n\n- \`qa-nz@acme.test\` => \`${K2}\``,
    [` | qa-au@acme.test | ${K1}`, ` | qa-nz@acme.test | ${K2}`],
  ],
  ['a dictionary in Python', `{'login': 'qa-au@acme.test', 'otp': '${LA}'}`, [AU]],
  ['a password below a login', `qa-au@acme.test\nPassword: ${K1}\nHunter2Hunter2Hunter2Hunter2`, SHEET],
  ['a chat with times', `[12:30, 5/3/2026] Priya: ${LA}\n[12:31] Sam: ${LN}`, [AU, NZ]],
  ['boxes to tick', `[ ] ${LA}\n[x] ${LN}`, [AU, NZ]],
  ['a section of settings', `[Xero]\nlogin=qa-au@acme.test\nurl=${LA}`, [AU]],
  // Password managers
  [
    'Bitwarden, link in its notes',
    bitwarden({ notes: `pw is hunter2\n${LA}`, login: { username: 'qa-au@acme.test', totp: null } }),
    [AU],
  ],
  [
    'Bitwarden, another link in its notes',
    bitwarden({ notes: `former: ${LN}`, login: { username: 'qa-au@acme.test', totp: LA } }),
    [AU],
  ],
  [
    'Bitwarden, a remark after the login',
    bitwarden({ login: { username: 'qa-au@acme.test (payroll)', totp: K1 } }),
    [`Xero AU | qa-au@acme.test | ${K1}`],
  ],
  [
    'Proton Pass, link in its note',
    pass({ metadata: { name: 'Xero AU', note: `rex, ${LA}` }, content: { username: 'qa-au@acme.test' } }),
    [AU],
  ],
  [
    '1Password, an email address that is not designated, and a link in its notes',
    onePassword({
      loginFields: [{ value: 'qa-au@acme.test', name: 'email', fieldType: 'E', designation: '' }],
      notesPlain: `rex, otpauth://totp/?secret=${K1}`,
    }),
    [`Xero | qa-au@acme.test | ${K1}`],
  ],
  [
    'KeePass, link in its notes',
    '<KeePassFile><Root><Group><Entry>' +
      `<String><Key>Notes</Key><Value>rex ${LA.replace('&', '&amp;')}</Value></String>` +
      '</Entry></Group></Root></KeePassFile>',
    [AU],
  ],
  [
    'Bitwarden, custom field with a link',
    bitwarden({
      login: { username: 'qa-au@acme.test', totp: null },
      fields: [{ name: 'anything', value: LA, type: 0 }],
    }),
    [AU],
  ],
  [
    'Bitwarden, custom field "2FA"',
    bitwarden({ login: { username: 'qa-au@acme.test' }, fields: [{ name: '2FA', value: K1, type: 1 }] }),
    [`Xero AU | qa-au@acme.test | ${K1}`],
  ],
  [
    'Bitwarden, custom field in French',
    bitwarden({
      login: { username: 'qa-au@acme.test' },
      fields: [{ name: 'Clé de configuration', value: K1, type: 1 }],
    }),
    [`Xero AU | qa-au@acme.test | ${K1}`],
  ],
  [
    'Bitwarden, private custom fields',
    bitwarden({
      login: { username: 'qa-au@acme.test' },
      fields: [
        { name: 'PIN', value: '4711', type: 1 },
        { name: 'Answer', value: K1, type: 1 },
      ],
    }),
    NONE,
  ],
  [
    'Bitwarden, deleted',
    bitwarden({ deletedDate: 'x', login: { username: 'qa-au@acme.test', totp: LA } }),
    [`${AU} | bin`],
  ],
  [
    'Bitwarden, archived',
    bitwarden({ archivedDate: 'x', login: { username: 'qa-au@acme.test', totp: LA } }),
    [`${AU} | archive`],
  ],
  [
    'Proton Pass, user name only',
    pass({ content: { itemEmail: '', itemUsername: 'qa-au@acme.test', totpUri: K1 } }),
    [`Xero AU | qa-au@acme.test | ${K1}`],
  ],
  [
    'Proton Pass, in a section',
    pass({
      type: 'custom',
      content: { sections: [{ sectionFields: [{ fieldName: 'x', type: 'totp', data: { totpUri: LA } }] }] },
    }),
    [AU],
  ],
  [
    'Proton Pass, trashed extra',
    pass({ extraFields: [{ fieldName: 'x', type: 'totp', data: { totpUri: LA } }], content: {} }, 2),
    [`${AU} | bin`],
  ],
  [
    'Proton Pass, hidden field with a key',
    pass({
      extraFields: [{ fieldName: 'TOTP', type: 'hidden', data: { content: K1 } }],
      content: { username: 'qa-au@acme.test', urls: ['https://login.xero.com'] },
    }),
    [AU],
  ],
  [
    'Proton Pass, a password in a hidden field',
    pass({ extraFields: [{ fieldName: 'old', type: 'hidden', data: { content: 'hunter2' } }], content: {} }),
    NONE,
  ],
  // Tables
  ['Chrome', 'name,url,username,password,note\nXero,https://login.xero.com/,qa-au@acme.test,hunter2,', NONE],
  [
    'Chrome, link in a note',
    `name,url,username,password,note\nXero,https://login.xero.com/,qa-au@acme.test,hunter2,"code: ${LA} pin 4711"`,
    [AU],
  ],
  [
    'Firefox',
    '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\n"https://login.xero.com","qa-au@acme.test","hunter2",,"","{x}","1","1","1"',
    NONE,
  ],
  [
    'Apple Passwords',
    `Title,URL,Username,Password,Notes,OTPAuth\nlogin.xero.com (qa-au@acme.test),https://login.xero.com/,qa-au@acme.test,hunter2,,${LA}`,
    [AU],
  ],
  [
    '1Password, semicolons, in German',
    `Titel;Website;Benutzername;Passwort;Einmalpasswort;Notizen\nXero AU;https://login.xero.com/;qa-au@acme.test;hunter2;${LA};geheim`,
    [AU],
  ],
  [
    '1Password, in French',
    `Titre,Site web,Nom d'utilisateur,Mot de passe,Mot de passe à usage unique,Notes\nXero AU,https://login.xero.com/,qa-au@acme.test,hunter2,${K1},privé`,
    [AU],
  ],
  [
    'Dashlane',
    `username,username2,username3,title,password,note,url,category,otpSecret\nqa-au@acme.test,,,Xero,hunter2,rex,https://login.xero.com,,${K1}`,
    [AU],
  ],
  [
    'NordPass',
    'name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,pin,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type,custom_fields\nXero,https://login.xero.com,,qa-au@acme.test,hunter2,rex,,,,,,,,,,,,,,,,password,',
    NONE,
  ],
  [
    'Keeper without a URL in the first row',
    `Team,Notes,,,,private text,\nTeam,Xero AU,qa-au@acme.test,hunter2,https://login.xero.com,note,,TFC:Keeper,${LA}`,
    [AU],
  ],
  [
    'Enpass with a bare key',
    `"Title","Field","Value","Field","Value","Note"\n"Xero AU","Username","qa-au@acme.test","*Password","hunter2","Website","https://login.xero.com","TOTP","${K1}","private note"`,
    [AU],
  ],
  [
    'LastPass, empty totp',
    'url,username,password,totp,extra,name,grouping,fav\nhttps://login.xero.com,qa-au@acme.test,hunter2,,private,Xero AU,,0',
    NONE,
  ],
  [
    'KeePassXC, recycle bin',
    `"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Root/Recycle Bin","Xero","qa-au@acme.test","hunter2","https://login.xero.com","","${LA}","0","x","x"`,
    [`${AU} | bin`],
  ],
  [
    '1Password, archived',
    `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nXero,https://login.xero.com/,qa-au@acme.test,hunter2,${LA},false,true,xero,`,
    [`${AU} | archive`],
  ],
  [
    'tabs',
    `Title\tURL\tUsername\tPassword\tOTPAuth\nXero\thttps://login.xero.com/\tqa-au@acme.test\thunter2\t${LA}`,
    [AU],
  ],
  [
    'Excel, with sep=',
    `sep=;\nTitle;URL;Username;Password;OTPAuth\nXero;https://login.xero.com/;qa-au@acme.test;hunter2;${LA}`,
    [AU],
  ],
  [
    'byte order mark',
    `\uFEFFTitle,URL,Username,Password,OTPAuth\nXero,https://login.xero.com/,qa-au@acme.test,hunter2,${LA}`,
    [AU],
  ],
  [
    'password and one-time password without a URL',
    `Account name,Login,Password,TOTP\nXero,qa-au@acme.test,hunter2,${K1}`,
    [`Xero | qa-au@acme.test | ${K1}`].slice(0, 0).concat([` | qa-au@acme.test | ${K1}`]),
  ],
  [
    'a key of an export that is damaged',
    'Title,URL,Username,Password,OTPAuth\nXero,https://login.xero.com/,qa-au@acme.test,hunter2,MFRGG1DFMZTWQ2LKNNWG',
    ['Xero | qa-au@acme.test | {"kind":"notBase32","character":"1","position":6,"meant":["I","L"]}'],
  ],
  ['a sheet with a link column', `Login,Name,Link\nnew@acme.test,AU,${LA}`, SHEET],
  [
    'a sheet with a key column in French',
    `Identifiant;Nom;Clé de configuration\nnew@acme.test;AU;${K1}`,
    SHEET,
  ],
  ['a sheet with passwords', 'Login,Name,Password,Organisation\nnew@acme.test,AU,hunter2,Demo', SHEET],
  [
    'a sheet with a key and a password',
    `Xero login,Password,MFA key,Region\nnew@acme.test,hunter2,${K1},AU`,
    SHEET,
  ],
  [
    'an export that went through Excel',
    `Title;URL;Username;Password;OTPAuth\nXero;https://login.xero.com/;'qa-au@acme.test;hunter2;"=""${K1}"""`,
    [AU],
  ],
  ['an authenticator’s table', `issuer,account,secret,type\nXero,qa-au@acme.test,${K1},totp`, [AU]],
  ['an authenticator’s table with names', `Issuer,Name,TOTP\nXero,qa-au@acme.test,${K1}`, [AU]],
  ['names and keys', `name,secret\nXero,${K1}`, [`Xero |  | ${K1}`]],
  // Apps
  [
    'Authenticator, key with spaces',
    JSON.stringify({
      a: { account: 'qa-au@acme.test', issuer: 'Xero', secret: K1.replaceAll(/.{4}/g, '$& '), type: 'totp' },
    }),
    [AU],
  ],
  [
    'Authenticator, hexadecimal',
    JSON.stringify({ a: { account: 'qa-au@acme.test', issuer: 'Xero', secret: 'ab', type: 'hex' } }),
    ['Xero | qa-au@acme.test | {"kind":"badUri"}'],
  ],
  [
    // As the source of the extension declares it.
    'Authenticator, each entry encrypted',
    JSON.stringify({ a: { dataType: 'EncOTPStorage', data: 'x', keyId: 'k', index: 0 } }),
    ['{"kind":"encrypted","app":"Authenticator"}'],
  ],
  ['andOTP, empty list', '[]', SHEET],
  [
    'Raivo, HOTP',
    JSON.stringify([
      {
        issuer: 'Xero',
        account: 'qa-au@acme.test',
        secret: K1,
        kind: 'HOTP',
        digits: '6',
        timer: '30',
        counter: '1',
      },
    ]),
    ['Xero | qa-au@acme.test | {"kind":"hotp"}'],
  ],
  [
    '2FAS, label repeats issuer',
    JSON.stringify({
      services: [
        {
          name: 'Xero',
          secret: K1,
          otp: {
            account: 'Xero:qa-au@acme.test',
            issuer: 'Xero',
            digits: 6,
            period: 30,
            algorithm: 'SHA1',
            tokenType: 'TOTP',
          },
        },
      ],
      schemaVersion: 4,
    }),
    [AU],
  ],
];

describe('What people bring', () => {
  for (const [what, text, expected] of VARIANTS)
    it(`is read: ${what}`, () => {
      assert.deepEqual(found(text), expected);
      assert.doesNotMatch(found(text).join(), /hunter2|4711|private|geheim|rex/);
    });
});
