import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { readAccountTable } from '../../../src/accounts/readAccountTable';
import type { ImportedAccounts, ImportedKeys } from '../../../src/contributions/commandResults';
import type { Account } from '../../../src/core/account';
import { parseList } from '../../../src/core/list';
import { addEntries, editOrganisations } from '../../../src/core/listEdit';
import { ImportSession } from '../../../src/importing/importSession';
import { importView } from '../../../src/importing/importView';
import { LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { NO_PASSWORDS } from '../../shared/noPasswords';
import { KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';
import { newToken, tokenPlaces, tokens } from '../../shared/tokens';
import { connections, DEMO_AU, KIWI, organisationAnswer } from '../../shared/xeroAnswers';
import { elsewhere, listOf, read, run, startFresh, teamList, vsCode, write, writeList } from '../extension';

const LINK = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero`;
const WARNING = /^What you imported contains an access token/;

/** What people bring that may have a token with it, and where it is in the middle of the rest. */
const TEXTS = {
  beforeConnections: (token: string) => `${token}\n${connections(DEMO_AU, KIWI)}`,
  afterConnections: (token: string) => `${connections(DEMO_AU)}\r\n${token}`,
  organisation: (token: string) => `${token}\r\n\r\n${organisationAnswer(DEMO_AU)}`,
  keys: (token: string) => `${LINK}\n${token}\n`,
  sheet: (token: string) =>
    `login,name,organisation,notes\nnew@acme.test,New,One,"${token.replaceAll('"', '""')}"\n${OTHER_LOGIN},x,y,z`,
  vault: (token: string) =>
    JSON.stringify({
      encrypted: false,
      items: [
        {
          type: 1,
          name: 'Xero',
          notes: token,
          login: { username: LOGIN, password: token, totp: LINK },
          fields: [{ name: 'access_token', value: token, type: 0 }],
        },
      ],
    }),
  alone: (token: string) => token,
} as const;

/** A token by itself, where an organisation, an account or a key has its texts. */
const FIELDS = {
  tenantName: (token: string) => connections({ ...DEMO_AU, name: token }, KIWI),
  nameOfOrganisation: (token: string) => organisationAnswer({ ...DEMO_AU, name: `Demo ${token}` }),
  shortCode: (token: string) => organisationAnswer({ ...DEMO_AU, shortCode: `!${token}` }),
  countryCode: (token: string) => organisationAnswer({ ...DEMO_AU, countryCode: token }),
  tenantId: (token: string) => connections({ ...DEMO_AU, tenantId: token }, KIWI),
  sheetName: (token: string) => `login,name\nnew@acme.test,${token}`,
  sheetOrganisation: (token: string) =>
    `login,organisation,owner\nnew@acme.test,Demo ${token},Priya ${token}`,
  label: (token: string) => `otpauth://totp/${token}:${LOGIN}?secret=${KEY}&issuer=${token}`,
} as const;

const kindsOf = <N extends string>(all: Readonly<Record<N, (token: string) => string>>) =>
  new Kinds(
    Object.fromEntries(Object.entries(all).map(([name, make]) => [name, fc.constant(make)])) as Record<
      N,
      fc.Arbitrary<(token: string) => string>
    >,
  );

/** What would betray a token: each of its parts. */
function partsOf(token: string): readonly string[] {
  return token.split('.').flatMap(part => (part.length >= 24 ? [part.slice(0, 24), part.slice(-24)] : []));
}

function assertFree(token: string, ...all: readonly unknown[]): void {
  const text = JSON.stringify(all);
  for (const part of partsOf(token)) assert.ok(!text.includes(part), text);
}

/** Imports a text, accepts everything that the page offers, and returns all that comes out of it. */
async function everythingOf(text: string): Promise<readonly unknown[]> {
  const account: Account = { login: LOGIN, name: 'AU', organisations: [], tags: [] };
  let list = listOf(account);
  const accounts = (): readonly Account[] => parseList(list).accounts;
  const stored: unknown[] = [];
  const session = new ImportSession({
    passwords: NO_PASSWORDS,
    secrets: {
      ready: async () => {},
      get: async () => undefined,
      set: async (login, secret) => void stored.push(login, secret),
    },
    hmac: (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
    now: () => 1_700_000_000_000,
    accounts: {
      ready: async () => {},
      find: login => accounts().find(each => each.login === login.toLowerCase()),
      all: accounts,
      addAll: async entries => {
        list = addEntries(list, entries);
      },
      editOrganisations: async (login, edits) => {
        list = editOrganisations(list, login, edits);
      },
      readTable: async table => readAccountTable(table, accounts()),
    },
    confirmReplacing: async () => {},
  });
  await session.addText({ name: 'given.txt', isFile: true }, text);
  session.organisations.choose(LOGIN);
  const page = { notes: [], lists: [], list: undefined };
  const before = importView(session, accounts(), page);
  const saved = await session.save();
  const after = importView(session, accounts(), page);
  return [
    before,
    saved,
    after,
    list,
    stored,
    session.problems,
    session.tokens,
    session.keys.items,
    session.accounts.items,
    session.organisations.items,
  ];
}

describe('A token in what is imported', () => {
  it('is nowhere afterwards, wherever it was, and the page says what to do', async () => {
    const texts = kindsOf(TEXTS);
    await fc.assert(
      fc.asyncProperty(tokens.any, tokenPlaces.any, texts.any, async (token, place, text) => {
        const all = await everythingOf(text(place(token)));
        assertFree(token, ...all);
        assert.match((all[0] as { warning?: string }).warning ?? '', WARNING);
      }),
      { numRuns: cases(300, 5_000) },
    );
    texts.assertAllMade();
  });

  it('is nowhere afterwards if it has no name and is where a name should be', async () => {
    const fields = kindsOf(FIELDS);
    await fc.assert(
      fc.asyncProperty(fc.constant(0).map(newToken), fields.any, async (token, field) => {
        assertFree(token, ...(await everythingOf(field(token))));
      }),
      { numRuns: cases(150, 3_000) },
    );
    fields.assertAllMade();
  });

  it('does not keep the rest from being imported', async () => {
    const [view] = (await everythingOf(
      `Authorization: Bearer ${newToken()}\n\n${connections(DEMO_AU, KIWI)}`,
    )) as [ReturnType<typeof importView>];
    assert.equal(view.save?.label, 'Add 2 Organisations');
    const [vault] = (await everythingOf(TEXTS.vault(newToken()))) as [ReturnType<typeof importView>];
    assert.equal(vault.save?.label, 'Save 1 Setup Key');
  });
});

describe('A token in what a command imports', () => {
  startFresh();

  /** All that the extension has written, sent, shown and logged. */
  const everything = (): unknown => [
    vsCode.files.all().filter(({ name }) => !name.includes('/elsewhere/')),
    vsCode.window.panels.map(({ posted }) => posted),
    vsCode.window.messages,
    vsCode.window.logged,
    vsCode.context.globalState.keys().map(key => vsCode.context.globalState.get(key)),
    vsCode.context.workspaceState.keys().map(key => vsCode.context.workspaceState.get(key)),
  ];

  it('is not kept of a file with keys, and the caller is told', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    const token = newToken();
    write(elsewhere('keys.txt'), `${LINK}\nrefresh_token=${token}`);
    const result = (await run('importQr', {
      uri: elsewhere('keys.txt').toString(),
      confirm: true,
    })) as ImportedKeys;
    assert.deepEqual(result.found, [{ login: LOGIN, issuer: 'Xero', stored: true }]);
    assert.match(result.problems[0]?.reason ?? '', WARNING);
    assertFree(token, everything(), result);
  });

  it('is not kept of a spreadsheet, and the caller is told the line', async () => {
    await writeList(teamList, listOf());
    const token = newToken();
    const text = `login,name,notes\r\n${LOGIN},AU,ask Priya\r\n${OTHER_LOGIN},NZ,call with ${token}`;
    const result = (await run('importAccounts', { text, confirm: true })) as ImportedAccounts;
    assert.deepEqual(result.added, [LOGIN, OTHER_LOGIN]);
    assert.equal(result.problems[0]?.line, 3);
    assert.match(result.problems[0]?.reason ?? '', WARNING);
    assert.deepEqual(JSON.parse(read(teamList)).accounts[1], {
      login: OTHER_LOGIN,
      name: 'NZ',
      notes: 'call with',
    });
    assertFree(token, everything(), result);
  });
});
