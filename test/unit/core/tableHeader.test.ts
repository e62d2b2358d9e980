/* cspell:disable: headers as apps and people write them */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tableRows } from '../../../src/core/delimited';
import { parseKeyExport } from '../../../src/core/keyExport';
import { tableKind } from '../../../src/core/tableHeader';
import { cases } from '../../shared/thorough';

const KEY = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';
const kindOf = (text: string) => tableKind(tableRows(text) ?? []);

/** Headers as password managers and browsers write them. Bitwarden's importers have a reader of each. */
const EXPORTS: Readonly<Record<string, string>> = {
  '1Password': 'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes',
  '1Password for Windows 7': 'UUID,TITLE,USERNAME,PASSWORD,URL,NOTES,AUTOSUBMIT,TAGS,SCOPE',
  KeePassXC: 'Group,Title,Username,Password,URL,Notes,TOTP,Icon,Last Modified,Created',
  KeePass: 'Account,Login Name,Password,Web Site,Comments',
  LastPass: 'url,username,password,totp,extra,name,grouping,fav',
  'Apple Passwords': 'Title,URL,Username,Password,Notes,OTPAuth',
  Dashlane: 'username,username2,username3,title,password,note,url,category,otpSecret',
  'Dashlane of later': 'username,username2,username3,title,password,note,url,category,otpUrl',
  'Proton Pass': 'type,name,url,email,username,password,note,totp,createTime,modifyTime,vault',
  Bitwarden:
    'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
  'Bitwarden, of an organisation':
    'collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
  NordPass:
    'name,url,username,password,note,cardholdername,cardnumber,cvc,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type',
  RoboForm: 'Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2',
  Chrome: 'name,url,username,password,note',
  Firefox:
    '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"',
  'Zoho Vault':
    'Password Name,Description,Password URL,SecretData,Notes,CustomData,Tags,Classification,Favorite,login_totp',
  'Netwrix Password Secure':
    'Organisationseinheit;DataTags;Beschreibung;Benutzername;Passwort;Internetseite;Informationen;One-Time Passwort',
  'an authenticator': 'Issuer,Account,Secret',
  Buttercup: '!group_id,!group_name,title,username,password,URL,Notes,id',
};

describe('The kind of a table', () => {
  for (const [app, header] of Object.entries(EXPORTS)) {
    it(`is an export for the header of ${app}`, () => {
      assert.equal(kindOf(`${header}\n`), 'export');
      const read = parseKeyExport(`${header}\n`);
      assert.deepEqual(read.problems, [{ kind: 'noKeys' }]);
    });
  }

  for (const header of [
    'login,name',
    'Login,Name,Setup key',
    'Login,Name,Password',
    'Xero username,Password,2FA secret,Organisation,Owner',
    'Email address,Name,Organisation,Notes',
    'Login,Name,URL',
    'Login;Nom;Clé de configuration;Organisations;Responsable',
    'Name,Email,Region,Title',
    'Login,Footprint,Notes',
    'Benutzername;Organisation;Land',
  ]) {
    it(`is a sheet of accounts for “${header}”`, () => {
      assert.equal(kindOf(`${header}\n${header.replaceAll(/[^,;]+/g, 'x')}\n`), 'accounts');
    });
  }

  it('is a sheet of accounts if a column says whether MFA is on, and an export if it has keys', () => {
    assert.equal(kindOf('Login,Name,2FA\nqa@acme.test,AU,yes\n'), 'accounts');
    assert.equal(kindOf(`Login,Name,2FA\nqa@acme.test,AU,${KEY}\n`), 'export');
  });

  it('is found below a title', () => {
    assert.equal(
      kindOf('Xero test logins,,\n,,\nLogin,Name,Organisations\nqa@acme.test,AU,Demo\n'),
      'accounts',
    );
  });

  it('is an export without a header, as Keeper and Enpass write it', () => {
    assert.equal(
      kindOf('Xero,AU,qa@acme.test,hunter2,https://login.xero.com,a note,,TFC:Keeper,otpauth://x\n'),
      'export',
    );
    assert.equal(kindOf('"Xero","Username","qa@acme.test","Password","hunter2","Website","x"\n'), 'export');
    assert.equal(kindOf('new@acme.test,AU payroll,Demo AU,AU,priya@acme.test,,,https://wiki\n'), undefined);
  });

  it('is nothing for a list of links or prose', () => {
    assert.equal(
      kindOf(`otpauth://totp/Xero:a@b.test?secret=${KEY},otpauth://totp/x?secret=${KEY}`),
      undefined,
    );
    assert.equal(kindOf('Dear team,\nplease find attached'), undefined);
    assert.equal(kindOf(''), undefined);
  });

  /** What each column may be called instead. */
  const TRANSLATIONS: Readonly<Record<string, readonly string[]>> = {
    password: [
      'Passwort',
      'Kennwort',
      'Mot de passe',
      'Contraseña',
      'Wachtwoord',
      'login_password',
      'PASSWORD',
      'Pass word',
    ],
    url: ['URL', 'Website', 'Site web', 'Webseite', 'login_uri', 'Web Site', 'Websites', 'Web address'],
    username: ['Benutzername', "Nom d'utilisateur", 'login', 'E-mail', 'User name', 'Login'],
    totp: [
      'OTPAuth',
      'otpSecret',
      'One-time password',
      'Einmalkennwort',
      'Code à usage unique',
      'TOTP secret',
      '2FA',
    ],
    title: ['Titel', 'Titre', 'Name', 'Nom'],
    notes: ['Notizen', 'Remarques', 'note', 'Comments', 'Notes'],
  };
  const column = (name: string) => fc.constantFrom(name, ...(TRANSLATIONS[name] ?? []));
  const casing = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => ` ${text.toLowerCase()} `,
    (text: string) => text.replaceAll(/[ _-]/g, ''),
  );

  it('stays an export however its header is translated, reordered, written and extended', () => {
    const table = fc
      .tuple(
        fc.tuple(...['password', 'url', 'username'].map(column)),
        fc.subarray(['totp', 'title', 'notes']).chain(names => fc.tuple(...names.map(column))),
        fc.subarray(['Organisation', 'Region', 'Owner', 'Backup email', 'Setup key', 'Tags', 'Login']),
      )
      .chain(parts => fc.tuple(fc.shuffledSubarray(parts.flat(), { minLength: parts.flat().length }), casing))
      .map(([names, write]) => names.map(write));
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), (names, delimiter) => {
        const text = `${names.join(delimiter)}\n${names.map(() => 'qa@acme.test').join(delimiter)}\n`;
        assert.equal(kindOf(text), 'export');
        assert.ok(!parseKeyExport(text).problems.some(({ kind }) => kind === 'notRecognised'));
      }),
      { numRuns: cases(300, 5_000) },
    );
  });
});
