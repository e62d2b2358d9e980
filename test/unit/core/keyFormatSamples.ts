import { aegis } from '../../../src/core/keyFormats/aegis';
import { bitwardenCsv } from '../../../src/core/keyFormats/bitwardenCsv';
import { bitwardenJson } from '../../../src/core/keyFormats/bitwardenJson';
import type { KeyFormat } from '../../../src/core/keyFormats/keyFormat';
import { links } from '../../../src/core/keyFormats/links';
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
  /** Each key in it: its issuer, its account, and its parameters or why it can't be used. */
  readonly keys: readonly string[];
  /** The same export, encrypted. */
  readonly encrypted?: string;
}

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

/** A sample of each format. */
export const SAMPLES: readonly FormatSample[] = [
  {
    name: 'links',
    format: links,
    text: `# mine\n${URI}\nsteam://ABCDEFGH\n`,
    keys: [URI_KEY, ' |  | steam'],
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
    keys: [URI_KEY, URI_KEY, 'Steam | x | steam'],
    encrypted: JSON.stringify({ encrypted: true, passwordProtected: true, data: '2.x' }),
  },
  {
    name: 'Bitwarden, as CSV',
    format: bitwardenCsv,
    text: bitwardenTable,
    keys: [URI_KEY, URI_KEY, URI_KEY],
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
    keys: [URI_KEY],
    encrypted: JSON.stringify({ version: '1.21.2', encrypted: true, vaults: {} }),
  },
];
