import * as assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account';
import { loginKey } from '../../../src/core/account';
import { parseList } from '../../../src/core/list';
import { editOrganisations } from '../../../src/core/listEdit';
import { ImportSession } from '../../../src/importing/importSession';
import { importView } from '../../../src/importing/importView';
import type { ChangedView } from '../../../src/importing/protocol';
import type { Panel } from '../../shared/fakeVscode/panel';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { NO_PASSWORDS } from '../../shared/noPasswords';
import { KEY } from '../../shared/oracle';
import { newToken } from '../../shared/tokens';
import {
  connectionOf,
  connections,
  DEMO_AU,
  KIWI,
  organisationAnswer,
  tenantIdOf,
} from '../../shared/xeroAnswers';
import { listOf, personalList, read, run, startFresh, teamList, vsCode, writeList } from '../extension';

const PASTED = { name: 'Clipboard', isFile: false };
const PAGE = { notes: [], lists: [], list: undefined };
/** 2026-11-30 in every time zone that a test runs in. */
const NOW = Date.UTC(2026, 10, 30, 11);
const RESET = '2026-12-28';

const account = (login: string, ...organisations: Account['organisations']): Account => ({
  login,
  name: login,
  organisations,
  tags: [],
});

/** A computer with a list, where nothing but organisations is written. */
class Lists {
  constructor(...accounts: readonly Account[]) {
    this.text = listOf(...accounts);
  }

  text: string;
  /** What another program does just before this one writes. */
  beforeWrite = (): void => {};

  get all(): readonly Account[] {
    return parseList(this.text).accounts;
  }

  open(login?: string): ImportSession {
    const accounts = {
      ready: async () => {},
      find: (wanted: string) => this.all.find(each => loginKey(each.login) === loginKey(wanted)),
      all: () => this.all,
      addAll: async () => {},
      editOrganisations: async (wanted: string, edits: Parameters<typeof editOrganisations>[2]) => {
        this.beforeWrite();
        this.text = editOrganisations(this.text, wanted, edits);
      },
      readTable: async () => undefined,
    };
    return new ImportSession(
      {
        passwords: NO_PASSWORDS,
        secrets: { ready: async () => {}, get: async () => undefined, set: async () => {} },
        hmac: () => new Uint8Array(20),
        now: () => NOW,
        accounts,
        confirmReplacing: async () => {},
      },
      login,
    );
  }
}

async function opened(lists: Lists, ...texts: readonly string[]): Promise<ImportSession> {
  const session = lists.open();
  for (const text of texts) await session.addText(PASTED, text);
  return session;
}

const text = ({ text, was = '' }: ChangedView): string => [text, was].filter(Boolean).join(' ');

/** Each row in a line, those that are done last, and the button. */
function shown(session: ImportSession, lists: Lists): string[] {
  const { organisations, save } = importView(session, lists.all, PAGE);
  const rows = [...(organisations?.rows ?? []), ...(organisations?.done?.rows ?? [])];
  return [
    ...rows.map(({ name, kind, details, tick, resetOn, resetText }) =>
      [
        text(name),
        kind,
        ...details.map(text),
        resetOn ? `[${resetOn.value}]` : resetText,
        tick?.ticked ? 'ticked' : '',
      ].join('|'),
    ),
    save ? `${save.label}${save.isEnabled ? '' : ' (disabled)'}` : 'no button',
  ];
}

const targetOf = (session: ImportSession): string | undefined => session.organisations.target?.login;
const reasons = ({ problems }: ImportSession): string[] => problems.map(({ reason }) => reason);
const organisationsOf = (lists: Lists, login = AU): Account['organisations'] =>
  lists.all.find(each => each.login === login)?.organisations ?? [];

describe('Organisations of an answer', () => {
  it('go to the only account, and what several answers say of one adds up', async () => {
    const lists = new Lists(account(AU));
    const session = await opened(lists, connections(DEMO_AU, KIWI), organisationAnswer(DEMO_AU));
    assert.deepEqual(shown(session, lists), [
      `${DEMO_AU.name}|new|AU|demo|${DEMO_AU.tenantId}|!x1Y2z|[${RESET}]|ticked`,
      `${KIWI.name}|new|||${KIWI.tenantId}|||ticked`,
      'Add 2 Organisations',
    ]);
    assert.deepEqual(await session.save(), { keys: 0, accounts: 0, organisations: { added: 2, updated: 0 } });
    assert.deepEqual(organisationsOf(lists), [
      {
        name: DEMO_AU.name,
        region: 'AU',
        kind: 'demo',
        tenantId: DEMO_AU.tenantId,
        shortCode: '!x1Y2z',
        resetOn: RESET,
      },
      { name: KIWI.name, tenantId: KIWI.tenantId },
    ]);
    assert.deepEqual(
      shown(session, lists).map(row => row.split('|')[1]),
      ['saved', 'saved', undefined],
    );
  });

  it('go to the only account that has one of them, or had a demo company before its reset', async () => {
    const lists = new Lists(
      account('first@x.test', { name: DEMO_AU.name, kind: 'demo', tenantId: tenantIdOf(7) }),
      account(NZ, { name: 'Renamed', tenantId: KIWI.tenantId.toUpperCase() }),
      account(AU, { name: DEMO_AU.name, kind: 'demo', tenantId: tenantIdOf(8) }),
    );
    assert.equal(targetOf(await opened(lists, connections(KIWI))), NZ);
    // The tenant ID is certain, and other demo companies have the same name.
    assert.equal(targetOf(await opened(lists, connections({ ...DEMO_AU, tenantId: tenantIdOf(8) }))), AU);
    // Two have a demo company of that name.
    assert.equal(targetOf(await opened(lists, connections(DEMO_AU))), undefined);
    const named = new Lists(account(NZ), account(AU, { name: ` ${DEMO_AU.name.toLowerCase()}` }));
    assert.equal(targetOf(await opened(named, connections(DEMO_AU))), AU);
    // A name alone says nothing beside a tenant ID.
    const both = new Lists(
      account(NZ, { name: 'Any', tenantId: KIWI.tenantId }),
      account(AU, { name: 'Acme', kind: 'trial' }),
    );
    assert.equal(targetOf(await opened(both, connections(KIWI, { ...DEMO_AU, name: 'Acme' }))), NZ);
  });

  it('wait for a choice where they point to several accounts', async () => {
    const kiwi = { name: KIWI.name, tenantId: KIWI.tenantId };
    for (const demo of [
      { name: DEMO_AU.name, kind: 'demo', tenantId: tenantIdOf(7) },
      { name: DEMO_AU.name.toUpperCase() },
      { name: 'Renamed', tenantId: DEMO_AU.tenantId.toUpperCase() },
    ] as const) {
      const lists = new Lists(account(NZ, kiwi), account(AU, demo));
      const session = await opened(lists, organisationAnswer(KIWI, DEMO_AU));
      assert.equal(targetOf(session), undefined);
      assert.equal(shown(session, lists).at(-1), 'Nothing Selected (disabled)');
      assert.match(
        importView(session, lists.all, PAGE).organisations?.note ?? '',
        /^Choose the account whose login/,
      );
    }
  });

  it('are not added beside another account that has them unless the person says so', async () => {
    const trial = {
      ...account(NZ, { name: KIWI.name, tenantId: KIWI.tenantId.toUpperCase() }),
      name: 'NZ trial',
    };
    const lists = new Lists(trial, account(AU));
    const session = await opened(lists, connections(KIWI, DEMO_AU));
    session.organisations.choose(AU);
    const states = (): string[] | undefined =>
      importView(session, lists.all, PAGE).organisations?.rows.map(({ state }) => state);
    assert.deepEqual(states(), ['New · also in NZ trial', 'New']);
    assert.equal(shown(session, lists).at(-1), 'Add 1 Organisation');
    session.organisations.tick(0, true);
    assert.equal(shown(session, lists).at(-1), 'Add 2 Organisations');
    session.organisations.tick(0, false);
    await session.save();
    assert.deepEqual(
      organisationsOf(lists).map(({ name }) => name),
      [DEMO_AU.name],
    );
  });

  it('go to the account that the page was opened for, or that the person chooses', async () => {
    const lists = new Lists(account(AU, { name: KIWI.name, tenantId: KIWI.tenantId }), account(NZ));
    const session = lists.open(NZ);
    await session.addText(PASTED, connections(KIWI));
    assert.equal(targetOf(session), NZ);
    session.organisations.choose(AU);
    assert.deepEqual(shown(session, lists), [`${KIWI.name}|same|||${KIWI.tenantId}|||`, 'no button']);
    session.organisations.choose('');
    assert.deepEqual(shown(session, lists), [
      `${KIWI.name}|open|||${KIWI.tenantId}|||`,
      'Nothing Selected (disabled)',
    ]);
    session.organisations.choose('nobody@x.test');
    assert.deepEqual(await session.save(), { keys: 0, accounts: 0 });
  });

  it('wait for an account where there is none', async () => {
    const lists = new Lists();
    const session = await opened(lists, organisationAnswer(DEMO_AU));
    assert.match(importView(session, [], PAGE).organisations?.note ?? '', /^Your lists have no account yet/);
    lists.text = listOf(account(AU));
    assert.equal(shown(session, lists).at(-1), 'Add 1 Organisation');
  });

  it('are written only if they are ticked, with the day that the person says', async () => {
    const lists = new Lists(account(AU));
    const session = await opened(
      lists,
      organisationAnswer(DEMO_AU, { ...DEMO_AU, tenantId: tenantIdOf(5), name: 'Other' }, KIWI),
    );
    const { organisations } = session;
    organisations.tick(2, false);
    organisations.resetOn(0, '2027-01-01');
    organisations.resetOn(1, '');
    for (const wrong of ['soon', '2027-02-30', '0002-01-01x']) organisations.resetOn(0, wrong);
    for (const id of [-1, 99]) {
      organisations.tick(id, true);
      organisations.resetOn(id, RESET);
    }
    assert.equal(shown(session, lists).at(-1), 'Add 2 Organisations');
    await session.save();
    assert.deepEqual(
      organisationsOf(lists).map(({ name, resetOn }) => [name, resetOn]),
      [
        [DEMO_AU.name, '2027-01-01'],
        ['Other', undefined],
      ],
    );
  });

  it('are not those of the answer before, once that is saved', async () => {
    const lists = new Lists(account(AU), account(NZ, { name: KIWI.name }));
    const session = await opened(lists, connections(DEMO_AU));
    session.organisations.choose(AU);
    await session.save();
    await session.addText(PASTED, connections(KIWI));
    assert.equal(targetOf(session), NZ);
    assert.deepEqual(shown(session, lists), [
      `${KIWI.name}|changed|||${KIWI.tenantId} (was empty)|||ticked`,
      'Update 1 Organisation',
    ]);
    await session.save();
    assert.deepEqual(organisationsOf(lists, AU).length, 1);
    assert.deepEqual(organisationsOf(lists, NZ), [{ name: KIWI.name, tenantId: KIWI.tenantId }]);
    // The same tenant again, for another login that has access to it.
    await session.addText(PASTED, connections(KIWI));
    session.organisations.choose(AU);
    const [again] = session.organisations.items;
    session.organisations.tick(again?.id ?? -1, true);
    await session.save();
    assert.deepEqual(
      organisationsOf(lists, AU).map(({ name }) => name),
      [DEMO_AU.name, KIWI.name],
    );
  });

  it('are added to what another program writes at that moment', async () => {
    const lists = new Lists(account(AU, { name: 'Mine', tenantId: tenantIdOf(3) }));
    const session = await opened(lists, connections(KIWI, DEMO_AU));
    lists.beforeWrite = () => {
      lists.text = listOf(
        account(AU, { name: 'Theirs' }, { name: KIWI.name, tenantId: KIWI.tenantId, shortCode: '!a' }),
      );
    };
    assert.deepEqual((await session.save()).organisations, { added: 1, updated: 0 });
    assert.deepEqual(organisationsOf(lists), [
      { name: 'Theirs' },
      { name: KIWI.name, tenantId: KIWI.tenantId, shortCode: '!a' },
      { name: DEMO_AU.name, tenantId: DEMO_AU.tenantId },
    ]);
  });

  it('come with what can’t be read, in words that quote no secret', async () => {
    const lists = new Lists(account(AU));
    const session = await opened(
      lists,
      JSON.stringify([connectionOf(KIWI, 'PRACTICE'), { ...connectionOf(KIWI), tenantName: `Demo ${KEY}` }]),
      connections(KIWI).slice(0, -3),
      `<Organisation><OrganisationID>${KIWI.tenantId}</OrganisationID></Organisation>`,
    );
    assert.deepEqual(reasons(session), [
      'Kiwi Trading was left out. This connection isn’t to an organisation.',
      'Item 2 was left out. Its name contains a setup key or a token, which must not be in a list.',
      'This response from Xero’s API is damaged or incomplete (line 1). Copy the whole response again.',
      'This response from Xero’s API is XML. Send the request again with the header “Accept: application/json”.',
    ]);
    assert.equal(importView(session, lists.all, PAGE).organisations, undefined);
  });

  it('are not in an answer that failed or is empty, which says what to do', async () => {
    const refused = /^Xero’s API refused this request \(error 401\)\. Get a new access token/;
    const error = { Type: null, Title: 'Unauthorized', Status: 401, Detail: 'TokenExpired: $(bug)' };
    for (const [text, reason] of [
      [JSON.stringify(error), refused],
      [`HTTP/1.1 401 Unauthorized\r\nDate: x\r\n\r\n${JSON.stringify(error, null, 2)}`, refused],
      ['{"Title":"Oops","Status":500}', /^Xero’s API returned error 500\./],
      [' [] ', /^This response from Xero’s API is empty\./],
      ['HTTP/1.1 200 OK\n\n[]', /^This response from Xero’s API is empty\./],
      ['{"Title":"Any","Status":200}', /^This contains no setup keys\./],
      ['a list: []', /^This contains no setup keys\./],
    ] as const) {
      const [problem = '', ...others] = reasons(await opened(new Lists(account(AU)), text));
      assert.match(problem, reason);
      assert.deepEqual(others, []);
    }
  });

  it('are no second problem where a text has only tokens', async () => {
    const session = await opened(new Lists(account(AU)), `{"refresh_token":"${newToken()}"}`);
    assert.deepEqual(reasons(session), []);
    assert.equal(session.tokens.length, 1);
  });

  it('stand beside keys, and one button does all', async () => {
    const lists = new Lists(account(AU));
    const session = await opened(
      lists,
      `otpauth://totp/Xero:${AU}?secret=${KEY}&issuer=Xero`,
      connections(KIWI, DEMO_AU),
    );
    assert.equal(shown(session, lists).at(-1), 'Save 1 Key, Add 2 Organisations');
    session.keys.tick(0, false);
    session.organisations.tick(0, false);
    assert.equal(shown(session, lists).at(-1), 'Add 1 Organisation');
  });

  it('are shown quickly, however many there are', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...DEMO_AU, tenantId: tenantIdOf(at) }));
    const lists = new Lists(account(AU), account(NZ));
    const session = await opened(lists, connections(...many));
    assert.deepEqual(reasons(session), [
      'This contains more than 2,000 organisations. Only the first 2,000 are shown.',
    ]);
    session.organisations.choose(NZ);
    assert.equal(shown(session, lists).at(-1), 'Add 2000 Organisations');
    await session.save();
    assert.equal(organisationsOf(lists, NZ).length, 2000);
  });
});

describe('Organisations that the page saves', () => {
  startFresh();

  /** Opens the page, pastes a text, and presses the button as soon as it says `label`. */
  async function paste(text: string, label: string): Promise<void> {
    const panel = await new Promise<Panel>(resolve => {
      const listening = vsCode.window.onDidOpenPanel(opened => {
        listening.dispose();
        resolve(opened);
      });
      void run('importQr');
    });
    let done = (): void => {};
    const saved = new Promise<void>(resolve => {
      done = resolve;
    });
    panel.connect(message => {
      const { type, view } = message as { type: string; view?: ReturnType<typeof importView> };
      if (view?.save?.label === label && view.save.isEnabled) panel.receive({ type: 'save' });
      if (type === 'announce') done();
    });
    panel.receive({ type: 'ready' });
    panel.receive({ type: 'shown' });
    panel.receive({ type: 'text', text });
    await saved;
    panel.dispose();
  }

  it('go into the list that the account has its organisations from', async () => {
    const team = listOf({ login: AU, name: 'Team' });
    await writeList(teamList, team);
    await writeList(personalList, listOf({ login: AU, organisations: [{ name: 'Mine', 'x-own': 1 }] }));
    await paste(connections(KIWI), 'Add 1 Organisation');
    assert.equal(read(teamList), team);
    assert.deepEqual(JSON.parse(read(personalList)).accounts[0].organisations, [
      { name: 'Mine', 'x-own': 1 },
      { name: KIWI.name, tenantId: KIWI.tenantId },
    ]);
  });

  it('go into the first list where none has organisations', async () => {
    await writeList(teamList, `// ours\n${listOf({ login: AU })}`);
    await writeList(personalList, listOf({ login: AU, notes: 'n' }));
    await paste(organisationAnswer(KIWI), 'Add 1 Organisation');
    assert.match(read(teamList), /^\/\/ ours\n.*"shortCode": "!k9W8i"/s);
  });
});
