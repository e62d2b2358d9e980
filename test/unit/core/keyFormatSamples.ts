// cspell:ignore cardholdername cardnumber expirydate onepassword Robo Favorite
import { aegis } from '../../../src/core/keyFormats/aegis';
import { bitwardenJson } from '../../../src/core/keyFormats/bitwardenJson';
import { enpassJson } from '../../../src/core/keyFormats/enpassJson';
import { enteAuth } from '../../../src/core/keyFormats/enteAuth';
import { jsonEntries } from '../../../src/core/keyFormats/jsonEntries';
import { keePassXml } from '../../../src/core/keyFormats/keePassXml';
import type { KeyFormat } from '../../../src/core/keyFormats/keyFormat';
import { keyNotes } from '../../../src/core/keyFormats/keyNotes';
import { links } from '../../../src/core/keyFormats/links';
import { onePassword } from '../../../src/core/keyFormats/onePassword';
import { passwordTable } from '../../../src/core/keyFormats/passwordTable';
import { protonAuthenticator } from '../../../src/core/keyFormats/protonAuthenticator';
import { protonPass } from '../../../src/core/keyFormats/protonPass';
import { twoFas } from '../../../src/core/keyFormats/twoFas';
import { LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';

/** An export in a format. */
export interface FormatSample {
  readonly name: string;
  readonly format: KeyFormat;
  readonly text: string;
  /** Each key in it: its issuer, its account, and its parameters or why it can't be used; then its place, if it has one. */
  readonly keys: readonly string[];
  /** The password beside each key, empty if it has none. Absent for formats without passwords. */
  readonly passwords?: readonly string[];
  /** The same export, encrypted. */
  readonly encrypted?: string;
}

/** A second key. */
const OTHER_KEY = 'NZXXIYLSMVQWY23FPFXG65DBOJSWC3BB';
export const URI = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero`;
/** The key of {@link URI}. */
export const URI_KEY = `Xero | ${LOGIN} | ${KEY} SHA1 6 30`;

const aegisVault = {
  version: 1,
  header: { slots: null, params: null },
  db: {
    version: 3,
    entries: [
      {
        type: 'totp',
        uuid: '1',
        name: LOGIN,
        issuer: 'Xero',
        note: '',
        groups2: [],
        icon: null,
        info: { secret: KEY, algo: 'SHA1', digits: 6, period: 30 },
        groups: [],
      },
      { type: 'hotp', name: 'a', issuer: 'B', info: { secret: KEY, algo: 'SHA1', digits: 6, counter: 1 } },
      {
        type: 'steam',
        name: 'a',
        issuer: 'Steam',
        info: { secret: KEY, algo: 'SHA1', digits: 5, period: 30 },
      },
      { type: 'totp', name: 'c', issuer: 'D', info: { secret: KEY, algo: 'SHA256', digits: 8, period: 60 } },
      {
        type: 'totp',
        name: 'e',
        issuer: 'F',
        info: { secret: 'not base32!', algo: 'SHA1', digits: 6, period: 30 },
      },
    ],
    groups: [],
  },
};
const twoFasBackup = {
  services: [
    {
      name: 'Xero',
      secret: KEY,
      updatedAt: 1,
      otp: {
        label: `Xero:${LOGIN}`,
        account: LOGIN,
        issuer: 'Xero',
        digits: 6,
        period: 30,
        algorithm: 'SHA1',
        tokenType: 'TOTP',
      },
      order: { position: 0 },
    },
    {
      name: 'Other',
      secret: KEY,
      otp: { account: '', label: '', issuer: null, tokenType: 'HOTP', counter: 3 },
    },
    { name: 'Bare', secret: KEY, otp: {} },
  ],
  groups: [],
  schemaVersion: 4,
};
const bitwardenVault = {
  encrypted: false,
  folders: [],
  items: [
    {
      type: 1,
      name: 'AU payroll',
      login: {
        username: LOGIN,
        password: 'hunter2',
        totp: KEY,
        uris: [{ match: null, uri: 'https://login.xero.com/' }],
      },
    },
    { type: 1, name: 'Link', login: { username: 'someone', totp: URI } },
    {
      type: 1,
      name: 'Xero field',
      login: { username: LOGIN, totp: null },
      fields: [
        { name: 'TOTP secret', value: KEY, type: 1 },
        { name: 'PIN', value: '4711', type: 1 },
        { name: 'key', value: 'front door', type: 0 },
      ],
    },
    { type: 1, name: 'Xero old', deletedDate: '2026-01-01', login: { username: LOGIN, totp: OTHER_KEY } },
    {
      type: 1,
      name: 'Xero put away',
      archivedDate: '2026-01-01',
      login: { username: LOGIN, totp: OTHER_KEY },
    },
    { type: 1, name: 'Steam', login: { username: 'x', totp: 'steam://ABCDEFGH' } },
    { type: 1, name: 'No code', login: { username: 'y', password: 'z', totp: null } },
    { type: 2, name: 'Note', notes: 'text', secureNote: { type: 0 } },
  ],
};
const protonAuthenticatorEntries = {
  version: 1,
  entries: [
    { id: '1', content: { uri: URI, entry_type: 'Totp', name: LOGIN }, note: null },
    { id: '2', content: { uri: 'steam://ABCDEFGH', entry_type: 'Steam', name: 'S' }, note: null },
  ],
};
const protonPassVaults = {
  version: '1.21.2',
  encrypted: false,
  vaults: {
    v: {
      name: 'Personal',
      items: [
        {
          data: {
            metadata: { name: 'Xero AU' },
            type: 'login',
            content: { itemEmail: LOGIN, itemUsername: '', password: 'x', totpUri: URI },
          },
        },
        { data: { metadata: { name: 'Note' }, type: 'note', content: {} } },
        // Before version 1.21 there was only a user name.
        {
          data: {
            metadata: { name: 'Xero old' },
            type: 'login',
            content: { username: LOGIN, password: 'x', urls: ['https://login.xero.com/'], totpUri: KEY },
          },
          state: 2,
        },
        {
          data: {
            metadata: { name: 'Xero extra' },
            extraFields: [
              { fieldName: 'NZ code', type: 'totp', data: { totpUri: OTHER_KEY } },
              { fieldName: 'PIN', type: 'hidden', data: { content: '4711' } },
            ],
            type: 'login',
            content: { itemEmail: '', itemUsername: LOGIN, totpUri: '' },
          },
          state: 1,
        },
      ],
    },
  },
};

const bitwardenTable = `folder,starred,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp
,,login,Xero,"a note
over lines",,0,https://login.xero.com/,${LOGIN},"pass,word",${KEY}
,,login,No code,,,0,,x,y,
,,login,Link,,,0,,someone,y,${URI}
,,login,AU payroll,,,0,"https://x.test,https://login.xero.com/",${LOGIN},y,${KEY}`;

const onePuxItem = (title: string, totp: string, state = 'active', username = LOGIN) => ({
  uuid: title,
  state,
  categoryUuid: '001',
  details: {
    loginFields: [
      { value: username, name: 'email', designation: 'username' },
      { value: 'hunter2', name: 'password', designation: 'password' },
    ],
    notesPlain: `a note with ${OTHER_KEY}`,
    sections: [
      { title: '', fields: [{ title: 'one-time password', id: 'TOTP_1', value: { totp } }] },
      {
        title: 'x',
        fields: [
          { title: 'PIN', value: { concealed: '4711' } },
          { title: 'ask', value: null },
        ],
      },
    ],
    passwordHistory: [{ value: 'hunter1' }],
  },
  overview: { title, url: title === 'AU' ? 'https://login.xero.com/' : '', tags: ['x'] },
});
const onePuxData = {
  accounts: [
    {
      attrs: { accountName: 'Acme', email: 'p@acme.test' },
      vaults: [
        {
          attrs: { name: 'Xero' },
          items: [
            onePuxItem('AU', KEY),
            // An early version of the format.
            { item: onePuxItem('Xero old', OTHER_KEY, 'archived') },
            onePuxItem('Xero field', `otpauth://hotp/x?secret=${KEY}&counter=1`, 'active', 'x'),
          ],
        },
      ],
    },
  ],
};

/** Tables of password managers: the app, the text, and its keys if they are not that of {@link URI}. */
const TABLES: readonly (readonly [app: string, text: string, keys?: readonly string[]])[] = [
  [
    '1Password, as CSV',
    `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes
AU,https://login.xero.com/,${LOGIN},hunter2,${URI},false,true,xero,"Recovery: first pet rex, pin 4711"
Other,https://x.test/,me,hunter3,,false,false,,`,
    [`${URI_KEY} | archive`],
  ],
  [
    'KeePassXC',
    `"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"
"Root/Xero","AU","${LOGIN}","hunter2","https://login.xero.com","","${URI}","0","x","x"
"Root/Recycle Bin","AU","${LOGIN}","hunter2","https://login.xero.com","","${URI}","0","x","x"`,
    [URI_KEY, `${URI_KEY} | bin`],
  ],
  [
    'LastPass',
    `url,username,password,totp,extra,name,grouping,fav
https://login.xero.com,${LOGIN},hunter2,${KEY},note,AU,Work,0`,
  ],
  [
    'Apple Passwords',
    `Title,URL,Username,Password,Notes,OTPAuth
"Xero (${LOGIN})",https://login.xero.com/,${LOGIN},hunter2,,${URI}`,
  ],
  [
    'Dashlane',
    `username,username2,username3,title,password,note,url,category,otpUrl
me,${LOGIN},,AU,hunter2,,https://login.xero.com/,Work,${KEY}`,
  ],
  [
    'Proton Pass, as CSV',
    `type,name,url,email,username,password,note,totp,createTime,modifyTime,vault
login,AU,https://login.xero.com/,${LOGIN},,hunter2,"answers: blue, rex",${URI},1,1,Team`,
  ],
  // As in keeper-csv-importer.ts of Bitwarden.
  [
    'Keeper, which writes no header',
    `Work,AU,${LOGIN},hunter2,https://login.xero.com/,note,,TFC:Keeper,${URI}
Work,Other,me,${OTHER_KEY},https://x.test/,${OTHER_KEY},,PIN,4711`,
  ],
  // As in enpass-csv-importer.ts of Bitwarden.
  [
    'Enpass, which names each value before it',
    `"Title","Field","Value","Field","Value","Note"
"AU","Username","me","E-mail","${LOGIN}","*Password","hunter2","Website","https://login.xero.com","TOTP","${KEY}"`,
  ],
  [
    'NordPass, with a link in a note',
    `name,url,username,password,note,cardholdername,cardnumber,cvc,expirydate,zipcode,folder,full_name,type
AU,https://login.xero.com,${LOGIN},hunter2,"my code: ${URI}, pin 4711",,,,,,Work,,password`,
  ],
  [
    'RoboForm, with a title in place of an address',
    `Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2
Xero,x,x,${LOGIN},hunter2,"a note",/,"TOTP KEY$,,,txt,${URI}"`,
  ],
];

const xmlEntry = (title: string, fields: Readonly<Record<string, string>>, history = ''): string =>
  `<Entry><UUID>x</UUID>${Object.entries({
    Title: title,
    UserName: LOGIN,
    Password: 'hunter2',
    Notes: OTHER_KEY,
    ...fields,
  })
    .map(
      ([key, value]) =>
        `<String><Key>${key}</Key><Value ProtectInMemory="True">${value.replaceAll('&', '&amp;')}</Value></String>`,
    )
    .join('\n')}${history && `<History>${history}</History>`}</Entry>`;
const keePassDatabase = `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<KeePassFile><Meta><Generator>KeePass</Generator><RecycleBinUUID>bin=</RecycleBinUUID></Meta><Root>
<Group><UUID>root=</UUID><Name>Root</Name>
${xmlEntry('AU', { URL: 'https://login.xero.com/', otp: URI }, xmlEntry('AU before', { otp: URI.replace(KEY, OTHER_KEY) }))}
${xmlEntry('Xero 2.47', { 'TimeOtp-Secret-Base32': KEY, 'TimeOtp-Algorithm': 'HMAC-SHA-256', 'TimeOtp-Length': '8' })}
${xmlEntry('Xero hex', { 'TimeOtp-Secret-Hex': '3132333435363738393031323334353637383930' })}
${xmlEntry('Xero text', { 'TimeOtp-Secret': '12345678901234567890' })}
${xmlEntry('Xero base64', { 'TimeOtp-Secret-Base64': 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=' })}
${xmlEntry('Xero tray', { 'TOTP Seed': KEY, 'TOTP Settings': '60;7' })}
${xmlEntry('Steam', { 'TOTP Seed': KEY, 'TOTP Settings': '30;S' })}
${xmlEntry('Xero KeeOtp', { otp: `key=${KEY}&step=45&size=8&otpHashMode=Sha512` })}
${xmlEntry('No key', {})}
<Group><UUID>bin=</UUID><Name>Recycle Bin</Name>${xmlEntry('Xero bin', { otp: KEY })}</Group>
</Group></Root></KeePassFile>`;
const RFC_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ SHA1 6 30';
const KEEPASS_KEYS = [
  URI_KEY,
  `Xero 2.47 | ${LOGIN} | ${KEY} SHA256 8 30`,
  `Xero hex | ${LOGIN} | ${RFC_KEY}`,
  `Xero text | ${LOGIN} | ${RFC_KEY}`,
  `Xero base64 | ${LOGIN} | ${RFC_KEY}`,
  `Xero tray | ${LOGIN} | ${KEY} SHA1 7 60`,
  `Steam | ${LOGIN} | steam`,
  `Xero KeeOtp | ${LOGIN} | ${KEY} SHA512 8 45`,
  `Xero bin | ${LOGIN} | ${KEY} SHA1 6 30 | bin`,
];

const enpassVault = {
  folders: [],
  items: [
    {
      title: 'AU',
      category: 'login',
      note: OTHER_KEY,
      fields: [
        { label: 'Username', type: 'username', value: 'me' },
        { label: 'E-mail', type: 'email', value: LOGIN },
        { label: 'Password', type: 'password', value: 'hunter2' },
        { label: 'Website', type: 'url', value: 'https://login.xero.com/' },
        { label: 'One-time code', type: 'totp', value: KEY },
      ],
      archived: 0,
      trashed: 0,
    },
    {
      title: 'Xero old',
      fields: [
        { label: 'Username', type: 'username', value: LOGIN },
        { label: 'One-time code', type: 'totp', value: OTHER_KEY },
      ],
      trashed: 1,
    },
  ],
};

/** Exports of authenticators: the app, the value, and its keys. */
const ENTRIES: readonly (readonly [app: string, value: unknown, keys: readonly string[]])[] = [
  // As the extension Authenticator writes it: src/models/backup.ts.
  [
    'Authenticator',
    {
      h: {
        account: LOGIN,
        encrypted: false,
        hash: 'h',
        index: 0,
        issuer: 'Xero',
        secret: KEY,
        type: 'totp',
        counter: 0,
        period: 30,
        digits: 6,
        algorithm: 'SHA1',
      },
    },
    [URI_KEY],
  ],
  // As 2FAS reads it: LastPassData.swift.
  [
    'LastPass Authenticator',
    {
      deviceId: 'x',
      deviceSecret: 'hunter2',
      version: 3,
      accounts: [
        {
          accountID: '1',
          issuerName: 'Xero',
          originalIssuerName: 'x',
          userName: LOGIN,
          originalUserName: 'x',
          secret: KEY,
          timeStep: 30,
          digits: 6,
          algorithm: 'SHA1',
        },
      ],
      folders: [],
    },
    [URI_KEY],
  ],
  // As in the tests of Aegis: andotp_plain.json.
  [
    'andOTP',
    [
      {
        secret: `${KEY}====`,
        issuer: 'Xero',
        label: LOGIN,
        digits: 6,
        type: 'TOTP',
        algorithm: 'SHA1',
        thumbnail: 'Default',
        last_used: 1,
        period: 30,
        tags: [],
      },
      { secret: KEY, issuer: 'B', label: 'a', digits: 6, type: 'HOTP', algorithm: 'SHA1', counter: 1 },
      { secret: KEY, issuer: 'Steam', label: 'a', digits: 5, type: 'STEAM', algorithm: 'SHA1' },
    ],
    [URI_KEY, 'B | a | hotp', 'Steam | a | steam'],
  ],
  // As 2FAS reads it: RaivoData.swift.
  [
    'Raivo',
    [
      {
        issuer: 'Xero',
        account: LOGIN,
        secret: KEY,
        algorithm: 'SHA1',
        digits: '6',
        kind: 'TOTP',
        timer: '30',
        counter: '0',
        iconType: '',
        pinned: 'false',
      },
    ],
    [URI_KEY],
  ],
  // As in the tests of Aegis: freeotp_plus.json.
  [
    'FreeOTP+',
    {
      tokenOrder: [`Xero:${LOGIN}`],
      tokens: [
        {
          algo: 'SHA1',
          counter: 0,
          digits: 6,
          issuerExt: 'Xero',
          issuerInt: 'Xero',
          label: LOGIN,
          period: 30,
          secret: [-61, -100, -60, 94, -46, -23, -101, -24, -52, 47, -95, 75, 101, 78, -35, 103],
          type: 'TOTP',
        },
      ],
    },
    [`Xero | ${LOGIN} | YOOMIXWS5GN6RTBPUFFWKTW5M4 SHA1 6 30`],
  ],
  // As in the tests of Aegis: stratum_plain.json.
  [
    'Stratum',
    {
      Authenticators: [
        {
          Type: 2,
          Icon: null,
          Issuer: 'Xero',
          Username: LOGIN,
          Secret: KEY,
          Pin: null,
          Algorithm: 0,
          Digits: 6,
          Period: 30,
          Counter: 0,
        },
        {
          Type: 2,
          Icon: null,
          Issuer: 'D',
          Username: 'c',
          Secret: KEY,
          Pin: null,
          Algorithm: 1,
          Digits: 8,
          Period: 60,
          Counter: 0,
        },
        {
          Type: 1,
          Icon: null,
          Issuer: 'B',
          Username: 'a',
          Secret: KEY,
          Pin: null,
          Algorithm: 0,
          Digits: 6,
          Period: 30,
          Counter: 1,
        },
        {
          Type: 4,
          Icon: null,
          Issuer: 'Steam',
          Username: 'a',
          Secret: KEY,
          Pin: null,
          Algorithm: 0,
          Digits: 5,
          Period: 30,
        },
      ],
      Categories: [],
    },
    [URI_KEY, `D | c | ${KEY} SHA256 8 60`, 'B | a | hotp', 'Steam | a | steam'],
  ],
  // As in the tests of Aegis: duo.json.
  [
    'Duo',
    [{ accountType: 'OtpAccount', name: LOGIN, otpGenerator: { otpSecret: KEY } }],
    [` | ${LOGIN} | ${KEY} SHA1 6 30`],
  ],
];

/** A sample of each format. */
export const SAMPLES: readonly FormatSample[] = [
  {
    name: 'links',
    format: links,
    text: `# mine\n${URI}\nsteam://ABCDEFGH\n`,
    keys: [URI_KEY, ' |  | steam'],
  },
  {
    name: 'notes, as in gopass',
    format: keyNotes,
    text: `hunter2\nuser: ${LOGIN}\ntotp: ${KEY}\nanswer: ${OTHER_KEY}\nSetup key: hunter2\n`,
    keys: [` | ${LOGIN} | ${KEY} SHA1 6 30`],
  },
  {
    name: 'Aegis',
    format: aegis,
    text: JSON.stringify(aegisVault),
    keys: [URI_KEY, 'B | a | hotp', 'Steam | a | steam', `D | c | ${KEY} SHA256 8 60`, 'F | e | notBase32'],
    encrypted: JSON.stringify({ version: 1, header: { slots: [{}], params: {} }, db: 'AAAA' }),
  },
  {
    name: '2FAS',
    format: twoFas,
    text: JSON.stringify(twoFasBackup),
    keys: [URI_KEY, 'Other | Other | hotp', `Bare | Bare | ${KEY} SHA1 6 30`],
    encrypted: JSON.stringify({ services: [], servicesEncrypted: 'a:b:c' }),
  },
  {
    name: 'Bitwarden, as JSON',
    format: bitwardenJson,
    text: JSON.stringify(bitwardenVault, null, 2),
    keys: [
      URI_KEY,
      URI_KEY,
      `Xero field | ${LOGIN} | ${KEY} SHA1 6 30`,
      `Xero old | ${LOGIN} | ${OTHER_KEY} SHA1 6 30 | bin`,
      `Xero put away | ${LOGIN} | ${OTHER_KEY} SHA1 6 30 | archive`,
      'Steam | x | steam',
    ],
    passwords: ['hunter2', '', '', '', '', ''],
    encrypted: JSON.stringify({ encrypted: true, passwordProtected: true, data: '2.x' }),
  },
  {
    name: 'Bitwarden, as CSV',
    format: passwordTable,
    text: bitwardenTable,
    keys: [URI_KEY, URI_KEY, URI_KEY],
    passwords: ['pass,word', 'y', 'y'],
  },
  {
    name: 'Proton Authenticator',
    format: protonAuthenticator,
    text: JSON.stringify(protonAuthenticatorEntries),
    keys: [URI_KEY, ' | S | steam'],
    encrypted: JSON.stringify({ version: 1, salt: 'x', content: 'y' }),
  },
  {
    name: 'Proton Pass',
    format: protonPass,
    text: JSON.stringify(protonPassVaults),
    keys: [URI_KEY, `${URI_KEY} | bin`, `Xero extra | ${LOGIN} | ${OTHER_KEY} SHA1 6 30`],
    passwords: ['x', 'x', ''],
    encrypted: JSON.stringify({ version: '1.21.2', encrypted: true, vaults: {} }),
  },
  // As Bitwarden's importer for it reads it: onepassword-1pux-importer.ts.
  {
    name: '1Password, as 1PUX',
    format: onePassword,
    text: JSON.stringify(onePuxData),
    keys: [URI_KEY, `Xero old | ${LOGIN} | ${OTHER_KEY} SHA1 6 30 | archive`, 'Xero field | x | hotp'],
    passwords: Array(3).fill('hunter2'),
  },
  ...TABLES.map(([app, text, keys = [URI_KEY]]) => ({
    name: app,
    format: passwordTable,
    text,
    keys,
    passwords: keys.map(() => 'hunter2'),
  })),
  // As KeePassXC 2.7 and KeePass 2.57 write it; the fields of plug-ins as in KeeOtp2, OtpAuthUtils.cs.
  {
    name: 'KeePass, as XML',
    format: keePassXml,
    text: keePassDatabase,
    keys: KEEPASS_KEYS,
    passwords: KEEPASS_KEYS.map(() => 'hunter2'),
  },
  // As Bitwarden's importer for it reads it: enpass-json-importer.ts.
  {
    name: 'Enpass, as JSON',
    format: enpassJson,
    text: JSON.stringify(enpassVault),
    keys: [URI_KEY, `Xero old | ${LOGIN} | ${OTHER_KEY} SHA1 6 30 | bin`],
    passwords: ['hunter2', ''],
  },
  // As in docs/docs/auth/migration/export.md of Ente.
  {
    name: 'Ente Auth, encrypted',
    format: enteAuth,
    text: '',
    keys: [],
    encrypted: JSON.stringify({
      version: 1,
      kdfParams: { memLimit: 4096 },
      encryptedData: 'x',
      encryptionNonce: 'y',
    }),
  },
  ...ENTRIES.map(([app, value, keys]) => ({
    name: app,
    format: jsonEntries,
    text: JSON.stringify(value),
    keys,
    ...(app === 'Authenticator' && {
      encrypted: JSON.stringify({ a: { encrypted: true, secret: 'U2Fsd', hash: 'a' } }),
    }),
  })),
];
