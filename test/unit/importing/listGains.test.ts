/* cspell:disable: headers as apps and people write them */

import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { readAccountTable } from '../../../src/accounts/readAccountTable';
import type { NewEntry } from '../../../src/core/listEdit';
import { ImportSession } from '../../../src/importing/importSession';
import { importView } from '../../../src/importing/importView';
import { NO_PASSWORDS } from '../../shared/noPasswords';
import { cases, Kinds } from '../../shared/thorough';

/** What a column holds, and what people and password managers call it, in several languages. */
const COLUMNS = {
  login: [
    'Username',
    'username',
    'login_username',
    'Login',
    'Email',
    'E-Mail',
    'Identifiant',
    'Benutzername',
    'Usuario',
  ],
  password: [
    'Password',
    'password',
    'login_password',
    'Passwort',
    'Mot de passe',
    'Contraseña',
    'PASSWORD',
    'pass word',
  ],
  url: ['URL', 'url', 'Website', 'login_uri', 'Site web', 'Webseite', 'Web Site', 'uris'],
  key: [
    'OTPAuth',
    'TOTP',
    'totp',
    'login_totp',
    'otpSecret',
    'OTP',
    'One-time password',
    'Einmalpasswort',
    '2FA',
  ],
  title: ['Title', 'name', 'Titel', 'Titre', 'Nom'],
  secretNote: ['Notes', 'note', 'extra', 'Notizen', 'Remarques', 'comments', 'Comment'],
  folder: ['Group', 'folder', 'Vault', 'grouping', 'Ordner', 'Dossier'],
  date: ['Created', 'createTime', 'Last Modified', 'Modifié le'],
} as const;
type Column = keyof typeof COLUMNS;

/** What an export needs in order to be one. */
const ESSENTIAL: readonly (readonly Column[])[] = [
  ['login', 'password', 'url'],
  ['login', 'key', 'url'],
  ['login', 'key', 'password', 'title'],
];
const SHEET_COLUMNS = [
  'Organisation',
  'Region',
  'Shortcode',
  'Resets on',
  'Trial ends on',
  'Owner',
  'Backup email',
  'Tags',
  'Xero login',
];
const DETAILS: Readonly<Record<string, string>> = {
  Shortcode: '!x1Y2z',
  'Resets on': '2026-12-28',
  'Trial ends on': '2027-01-31',
};

const base32 = fc
  .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), { minLength: 32, maxLength: 32 })
  .map(letters => letters.join(''));

/** A header as somebody may have changed it: what it says stays. */
const mutated = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    name,
    name.toUpperCase(),
    name.toLowerCase(),
    ` ${name} `,
    `"${name}"`,
    name.replaceAll(' ', '_'),
  );

interface Row {
  readonly key: string;
  readonly isLink: boolean;
}

const cellsOf = (index: number, { key, isLink }: Row): Readonly<Record<Column, string>> => {
  const login = `qa-${index}@acme.test`;
  return {
    login,
    password: `hunter${index}Passw0rd`,
    url: 'https://login.xero.com/',
    key: isLink ? `otpauth://totp/Xero:${login}?secret=${key}&issuer=Xero` : key,
    title: `Xero ${index}`,
    secretNote: `first pet rex ${index}, pin 4711`,
    folder: 'Work',
    date: '2026-11-30',
  };
};

const row = fc.record({ key: base32, isLink: fc.boolean() });

/** A table of these columns, in any order and language. */
function tableOf(
  columns: readonly Column[],
  delimiter: string,
): fc.Arbitrary<{ text: string; keys: string[] }> {
  return fc
    .tuple(
      fc.shuffledSubarray([...columns], { minLength: columns.length }),
      fc.array(row, { minLength: 1, maxLength: 4 }),
    )
    .chain(([order, rows]) =>
      fc.tuple(...order.map(column => fc.constantFrom(...COLUMNS[column]).chain(mutated))).map(header => ({
        text: [
          header.join(delimiter),
          ...rows.map((each, index) =>
            order.map(column => `"${cellsOf(index, each)[column]}"`).join(delimiter),
          ),
        ].join('\n'),
        keys: rows.map(({ key }) => key),
      })),
    );
}

/** What a list gains where everything that the page offers is accepted, and what the page shows before. */
async function gains(text: string): Promise<{ added: readonly NewEntry[]; shown: string; rows: number }> {
  const added: NewEntry[] = [];
  const session = new ImportSession({
    passwords: NO_PASSWORDS,
    secrets: { ready: async () => {}, get: async () => undefined, set: async () => {} },
    hmac: (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
    now: () => 1_700_000_000_000,
    accounts: {
      ready: async () => {},
      find: () => undefined,
      all: () => [],
      editOrganisations: async () => {},
      addAll: async entries => void added.push(...entries),
      readTable: async table => readAccountTable(table, []),
    },
    confirmReplacing: async () => {},
  });
  await session.addText({ name: 'table.csv', isFile: true }, text);
  const view = importView(session, [], { notes: [], lists: [], list: undefined });
  await session.save();
  return { added, shown: JSON.stringify(view), rows: session.accounts.items.length };
}

const delimiter = fc.constantFrom(',', ';', '\t');
const PRIVATE = /hunter|first pet|4711|otpauth/i;

describe('What a list gains by an import', () => {
  it('is no more than logins of keys, where a password manager wrote the table', async () => {
    let found = 0;
    const essential = new Kinds({
      password: fc.constant(ESSENTIAL[0] ?? []),
      link: fc.constant(ESSENTIAL[1] ?? []),
      both: fc.constant(ESSENTIAL[2] ?? []),
    });
    const others = fc.subarray(['title', 'secretNote', 'folder', 'date', 'password', 'key'] as const);
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(essential.any, others, delimiter)
          .chain(([needed, more, by]) => tableOf([...new Set([...needed, ...more])], by)),
        async ({ text, keys }) => {
          const { added, shown, rows } = await gains(text);
          assert.equal(rows, 0, 'There are rows of accounts.');
          found += added.length;
          for (const { fields } of added) assert.deepEqual(fields, {});
          assert.doesNotMatch(JSON.stringify(added) + shown, PRIVATE);
          for (const key of keys) assert.ok(!(JSON.stringify(added) + shown).includes(key));
        },
      ),
      { numRuns: cases(150, 5_000) },
    );
    essential.assertAllMade();
    assert.ok(found > 0, 'No key was found at all.');
  });

  it('is what the page showed, and never a password or a key, whatever the columns are', async () => {
    const columns = fc.subarray(Object.keys(COLUMNS) as Column[], { minLength: 1 });
    const sheet = fc.subarray(SHEET_COLUMNS, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(columns, delimiter)
          .chain(([some, by]) => fc.tuple(tableOf(some, by), sheet, fc.constant(by))),
        fc.boolean(),
        async ([{ text, keys }, more, by], isSheet) => {
          const [header = '', ...lines] = text.split('\n');
          const own = (name: string, index: number): string =>
            name === 'Xero login' ? `own-${index}@acme.test` : (keys[index] ?? DETAILS[name] ?? name);
          const table = isSheet
            ? [
                [header, ...more].join(by),
                ...lines.map((line, index) => [line, ...more.map(name => own(name, index))].join(by)),
              ].join('\n')
            : text;
          const { added, shown } = await gains(table);
          for (const { login, fields } of added) {
            const written = [login, fields.name, fields.owner, fields.backupEmail, fields.notes];
            const lists = [
              ...(fields.tags ?? []),
              ...(fields.organisations ?? []).flatMap(each => Object.values(each)),
            ];
            for (const value of [...written, ...lists])
              if (value !== undefined)
                assert.ok(shown.includes(JSON.stringify(value).slice(1, -1)), `${value} is not shown`);
            assert.deepEqual(
              Object.keys(fields).filter(
                field => !['name', 'organisations', 'owner', 'backupEmail', 'tags', 'notes'].includes(field),
              ),
              [],
            );
          }
          const all = JSON.stringify(added) + shown;
          assert.doesNotMatch(all, /hunter|otpauth:\/\/totp\/X/i);
          for (const key of keys) assert.ok(!all.includes(key), 'A key is shown or written.');
        },
      ),
      { numRuns: cases(150, 5_000) },
    );
  });
});
