import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { parseList } from '../../../src/core/list';
import { eventually } from '../../shared/eventually';
import { LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { cases } from '../../shared/thorough';
import {
  answering,
  cancelled,
  listOf,
  personalList,
  read,
  refuses,
  row,
  rowLabels,
  run,
  set,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

/** The day some days from now, on this computer’s calendar. */
function inDays(days: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days))
    .toISOString()
    .slice(0, 10);
}

const IDS = { tenantId: 'b7c1', shortCode: '!x1Y2z' };
const DEMO = { name: 'Demo Company (AU)', region: 'AU', kind: 'demo', ...IDS };
const TRIAL = { name: 'Trial', kind: 'trial' };
const NAME = 'AU payroll';

const listing = (...organisations: object[]): Promise<void> =>
  writeList(teamList, listOf({ login: LOGIN, name: NAME, organisations }));

const top = async (): Promise<string> => (await rowLabels())[0] ?? '';
const under = async (): Promise<vscode.TreeItem[]> => vsCode.window.rows('xeroMfa.accounts', await top());
const organisationRow = async (name: string): Promise<unknown> => row(name, await top());

async function described(organisation: object): Promise<string> {
  await listing(organisation);
  const [item] = await under();
  return String(item?.description);
}

describe('The days of an organisation', () => {
  startFresh();

  const rows: readonly [days: number, reset: string | undefined, trial: string | undefined][] = [
    [-400, 'reset overdue', 'trial ended'],
    [-1, 'reset overdue', 'trial ended'],
    [0, 'resets today', 'trial ends today'],
    [1, 'resets tomorrow', 'trial ends tomorrow'],
    [2, 'resets in 2 days', 'trial ends in 2 days'],
    [5, 'resets in 5 days', 'trial ends in 5 days'],
    [6, undefined, undefined],
    [400, undefined, undefined],
  ];
  it('are on its row, and in short on that of its account', async () => {
    for (const [days, reset, trial] of rows) {
      for (const [text, details] of [
        [reset, { kind: 'demo', resetOn: inDays(days) }],
        [trial, { kind: 'trial', expiresOn: inDays(days) }],
      ] as const) {
        assert.equal(
          await described({ name: 'Demo', region: 'AU', ...details }),
          [text, 'AU', details.kind].filter(Boolean).join(' · '),
        );
        assert.equal(await top(), [NAME, 'no key', text, LOGIN].filter(Boolean).join(' · '));
      }
    }
  });

  it('are mentioned as early as the person wants', async () => {
    await listing({ ...DEMO, resetOn: inDays(9) });
    for (const [before, expected] of [
      [9, true],
      [8, false],
      [365, true],
      [0, false],
    ] as const) {
      await set('remindBefore', before);
      await eventually(async () => assert.equal((await top()).includes('resets in 9 days'), expected));
    }
  });

  it('count down when a new day begins', async () => {
    await listing({ ...DEMO, resetOn: inDays(2) });
    assert.match(await top(), /resets in 2 days/);
    const at = Date.now();
    mock.timers.enable({ apis: ['Date'], now: at });
    try {
      for (const [days, text] of [
        [1, /resets tomorrow/],
        [2, /resets today/],
        [3, /reset overdue/],
        [0, /resets in 2 days/],
      ] as const) {
        mock.timers.setTime(at + days * 86_400_000);
        vsCode.window.leaveAndComeBack();
        await eventually(async () => assert.match(await top(), text));
      }
    } finally {
      mock.timers.reset();
    }
  });

  it('are gone when a colleague’s reset comes with a pull', async () => {
    await listing({ ...DEMO, resetOn: inDays(-1) });
    assert.match(await top(), /reset overdue/);
    const { tenantId: _, shortCode: __, ...left } = DEMO;
    write(teamList, listOf({ login: LOGIN, name: NAME, organisations: [{ ...left, resetOn: inDays(27) }] }));
    await eventually(async () => assert.doesNotMatch(await top(), /reset/));
    await refuses('openOrganisation', { login: LOGIN }, /has no shortcode/);
  });

  it('are read to everybody in the order of urgency', async () => {
    await listing(
      { ...TRIAL, expiresOn: inDays(3) },
      { ...DEMO, resetOn: inDays(-2) },
      { name: 'Far', resetOn: inDays(30) },
      { name: 'Both', resetOn: inDays(2), expiresOn: inDays(1) },
    );
    assert.equal(await top(), `${NAME} · no key · reset overdue (+2) · ${LOGIN}`);
    const [account] = await vsCode.window.rows('xeroMfa.accounts');
    assert.equal(
      account?.accessibilityInformation?.label,
      `${NAME}, no setup key, Demo Company (AU): reset overdue, Both: trial ends tomorrow, Trial: trial ends in 3 days, ${LOGIN}, Trial, Demo Company (AU), Far, Both`,
    );
    const both = (await under()).find(({ label }) => label === 'Both');
    assert.equal(both?.description, 'trial ends tomorrow · resets in 2 days');
  });

  it('are a problem of the list where they do not exist, and hide nothing', async () => {
    await listing({ ...DEMO, resetOn: '2026-02-30', shortCode: 'no' });
    assert.deepEqual(await rowLabels(), ['2 problems in a list', `${NAME} · no key · problem · ${LOGIN}`]);
    const [, item] = await vsCode.window.rows('xeroMfa.accounts');
    assert.ok(item);
    const [organisation] = await vsCode.window.rows(
      'xeroMfa.accounts',
      `${NAME} · no key · problem · ${LOGIN}`,
    );
    assert.deepEqual([organisation?.label, organisation?.description], [DEMO.name, 'AU · demo']);
  });

  it('are text wherever they are shown', async () => {
    const name = '$(bug)[x](command:workbench.action.quit)**b**';
    await listing({ ...DEMO, name, resetOn: inDays(1) });
    const [item] = await under();
    const tooltip = item?.tooltip as vscode.MarkdownString;
    assert.notEqual(tooltip.isTrusted, true);
    assert.ok(!tooltip.value.includes('$(bug)') && !tooltip.value.includes('](command'), tooltip.value);
    assert.ok(tooltip.value.includes('Shortcode: \\!x1Y2z'), tooltip.value);
  });
});

describe('An organisation', () => {
  startFresh();
  const addresses: string[] = [];
  let listening: vscode.Disposable;
  beforeEach(() => {
    addresses.length = 0;
    listening = vsCode.onDidOpenExternal(uri => addresses.push(uri.toString(true)));
  });
  afterEach(() => listening.dispose());

  const ADDRESS =
    'https://go.xero.com/organisationlogin/default.aspx?shortcode=!x1Y2z&redirecturl=/Dashboard/';

  it('opens in Xero by its shortcode', async () => {
    await listing(DEMO, TRIAL);
    await run('openOrganisation', { login: LOGIN });
    await run('openOrganisation', { login: LOGIN, name: DEMO.name });
    await run('openOrganisation', { login: LOGIN, tenantId: DEMO.tenantId });
    await run('openOrganisation', await organisationRow(DEMO.name));
    assert.deepEqual(addresses, new Array(4).fill(ADDRESS));
  });

  it('opens where Xero is, if that is on this computer', async () => {
    await listing(DEMO);
    await set('xeroUrl', 'http://127.0.0.1:4711/?login={login}');
    for (const command of ['openMyApps', 'openApiExplorer']) await run(command);
    await run('openOrganisation', { login: LOGIN });
    assert.deepEqual(addresses, [
      'http://127.0.0.1:4711/app/manage',
      'http://127.0.0.1:4711/',
      'http://127.0.0.1:4711/organisationlogin/default.aspx?shortcode=!x1Y2z&redirecturl=/Dashboard/',
    ]);
  });

  it('does not open without a shortcode, or with a text that is none', async () => {
    await listing({ ...DEMO, shortCode: '!a&redirecturl=//evil.test' }, TRIAL);
    await refuses('openOrganisation', { login: LOGIN }, /^AU payroll has no shortcode\. Edit the account/);
    await refuses('openOrganisation', { login: LOGIN, name: TRIAL.name }, /^Trial has no shortcode\./);
    await refuses('copyShortCode', { login: LOGIN, name: DEMO.name }, /has no shortcode\./);
    await refuses('openOrganisation', { login: LOGIN, name: 'Nobody' }, /has no such organisation\./);
    assert.deepEqual(addresses, []);
  });

  it('can be edited where something of it is missing', async () => {
    await listing({ name: 'Bare' });
    vsCode.window.pressed = 'Edit Account';
    for (const [command, reason] of [
      ['openOrganisation', /has no shortcode\. Edit the account/],
      ['copyShortCode', /has no shortcode\. Edit the account/],
      ['copyTenantId', /has no tenant ID\. Edit the account/],
    ] as const) {
      const asked = answering([undefined]);
      await run(command, await organisationRow('Bare'));
      assert.match(vsCode.window.messages.at(-1) ?? '', reason);
      await eventually(() => assert.match(asked[0]?.message ?? '', /^Edit AU payroll/));
    }
  });

  it('is asked for where there are several', async () => {
    await listing(DEMO, { name: 'Other', shortCode: '!b' }, TRIAL);
    const asked = answering(['Other', undefined]);
    await run('copyShortCode', { login: LOGIN });
    assert.equal(await vsCode.clipboard.readText(), '!b');
    assert.deepEqual(asked[0]?.choices, [DEMO.name, 'Other']);
    await run('openOrganisation', { login: LOGIN });
    assert.deepEqual(addresses, []);
  });

  it('is that of the row, also beside one of the same name', async () => {
    await listing({ name: 'Demo', shortCode: '!a' }, { name: 'Demo', shortCode: '!b', tenantId: 't' });
    const asked = answering([]);
    const parent = (await vsCode.window.rows('xeroMfa.accounts'))[0];
    assert.ok(parent);
    await run('copyShortCode', await organisationRow('Demo'));
    assert.equal(await vsCode.clipboard.readText(), '!a');
    assert.deepEqual(asked, []);
  });

  it('has the menu that fits what a list says of it', async () => {
    await listing(DEMO, TRIAL, { name: 'Partner', kind: 'partner', shortCode: '!c' }, { name: 'Any' });
    const values = (await under()).slice(0, 4).map(({ contextValue }) => contextValue);
    assert.deepEqual(values, [
      'organisation.tenant.code.reset',
      'organisation',
      'organisation.code',
      'organisation.reset',
    ]);
  });
});

describe('Editing an organisation', () => {
  startFresh();

  it('asks for its kind, the day that this has, its tenant ID and its shortcode', async () => {
    for (const [before, kind, day] of [
      [{ ...DEMO, resetOn: '2026-12-28' }, 'Demo company', { resetOn: '2027-01-26' }],
      [{ ...TRIAL, region: 'AU', expiresOn: '2026-12-31' }, 'Trial', { expiresOn: '2027-01-26' }],
    ] as const) {
      await listing({ name: 'Other', shortCode: '!o', resetOn: '2026-12-30' }, before);
      const asked = answering([
        'Organisation',
        before.name,
        'AU',
        kind,
        '2027-01-26',
        'new',
        '!n',
        undefined,
      ]);
      await run('editAccount', await row(await top()));
      assert.deepEqual(parseList(read(teamList)).accounts[0]?.organisations, [
        { name: 'Other', shortCode: '!o', resetOn: '2026-12-30' },
        { ...before, tenantId: 'new', shortCode: '!n', ...day },
      ]);
      assert.equal(asked.length, 8);
      // Enter keeps what is there.
      assert.equal(asked[3]?.choices[0], kind);
      assert.equal(asked[4]?.input?.value, before.kind === 'demo' ? '2026-12-28' : '2026-12-31');
    }
  });

  it('proposes a day only for a new demo company, and takes away one of another kind', async () => {
    const other = { name: 'Other', region: 'AU', kind: 'other' };
    for (const [before, kind, proposed, typed, after] of [
      [other, 'Demo company', inDays(28), '2027-01-26', { kind: 'demo', resetOn: '2027-01-26' }],
      [other, 'Trial', '', '2027-01-26', { kind: 'trial', expiresOn: '2027-01-26' }],
      [{ ...other, kind: 'demo' }, 'Demo company', '', '', { kind: 'demo' }],
      [
        { ...other, kind: 'demo', resetOn: '2026-12-01' },
        'Trial',
        '',
        '2027-01-26',
        { kind: 'trial', expiresOn: '2027-01-26' },
      ],
    ] as const) {
      await listing(before);
      const asked = answering(['Organisation', 'Other', 'AU', kind, typed, '', '', undefined]);
      await run('editAccount', await row(await top()));
      const day = asked[4]?.input;
      assert.equal(day?.value, proposed);
      assert.equal(day.problemOf(''), undefined);
      assert.equal(day.problemOf('2028-02-29'), undefined);
      assert.match(String(day.problemOf('2027-02-29')), /^Enter a date that exists/);
      const [changed] = parseList(read(teamList)).accounts[0]?.organisations ?? [];
      assert.deepEqual(changed, { name: 'Other', region: 'AU', ...after });
    }
    for (const [kind, label] of [
      ['partner', 'Partner'],
      ['other', 'Other'],
      [undefined, 'None'],
    ] as const) {
      await listing({ ...other, kind: 'demo', resetOn: '2026-12-01' });
      const asked = answering(['Organisation', 'Other', 'AU', label, '', '', undefined]);
      await run('editAccount', await row(await top()));
      assert.equal(asked.length, 7);
      const [changed] = parseList(read(teamList)).accounts[0]?.organisations ?? [];
      assert.deepEqual(changed, { name: 'Other', region: 'AU', ...(kind && { kind }) });
    }
  });

  it('changes nothing when the person leaves at any question', async () => {
    const before = { ...DEMO, resetOn: '2026-12-28' };
    await listing(before);
    const text = read(teamList);
    const answers = ['Organisation', DEMO.name, 'AU', 'Demo company', '2027-01-26', 'new', '!n'];
    for (const count of answers.keys()) {
      answering([...answers.slice(0, count), undefined, undefined]);
      await run('editAccount', await row(await top()));
      assert.equal(read(teamList), text);
    }
  });

  it('leaves alone what comes into the list meanwhile', async () => {
    const other = { name: 'Other', region: 'NZ' };
    const came = { name: 'Came', kind: 'demo', shortCode: '!c' };
    for (const [before, answers, after] of [
      [
        [DEMO],
        [DEMO.name, 'GB', 'Demo company', '', 'new', ''],
        { ...DEMO, region: 'GB', tenantId: 'new', shortCode: undefined },
      ],
      [[other], ['Another', 'New', 'AU', 'None', '', ''], { name: 'New', region: 'AU' }],
      [[], ['New', 'AU', 'None', '', ''], { name: 'New', region: 'AU' }],
    ] as const) {
      await listing(...before);
      const last = answers.at(-1);
      answering([
        'Organisation',
        ...answers.slice(0, -1).map(each => (each === 'Another' ? '$(add) Another organisation' : each)),
        () => {
          vsCode.files.write(
            teamList,
            listOf({ login: LOGIN, name: NAME, organisations: [came, ...before] }),
          );
          return last;
        },
        undefined,
      ]);
      await run('editAccount', await row(await top()));
      const kept = before.filter(each => each !== DEMO);
      assert.deepEqual(
        parseList(read(teamList)).accounts[0]?.organisations,
        JSON.parse(JSON.stringify([came, ...kept, after])),
      );
    }
  });

  it('changes nothing where that organisation itself was changed meanwhile', async () => {
    await listing(DEMO);
    const changed = listOf({ login: LOGIN, name: NAME, organisations: [{ ...DEMO, tenantId: 'theirs' }] });
    answering([
      'Organisation',
      DEMO.name,
      'GB',
      'Demo company',
      '',
      'mine',
      () => {
        vsCode.files.write(teamList, changed);
        return '!m';
      },
    ]);
    await run('editAccount', await row(await top()));
    assert.equal(read(teamList), changed);
    assert.match(
      vsCode.window.messages.at(-1) ?? '',
      /This organisation was changed in .+ or is no longer there\./,
    );
  });
});

describe('Recording a reset', () => {
  startFresh();

  const TEXT = `{
  // the team's
  "version": 1,
  "x-list": 7,
  "accounts": [
    {
      "login": "${LOGIN}",
      "organisations": [
        { "name": "Demo", "tenantId": "other", "shortCode": "!o" },
        {
          "name": "Demo", // ours
          "kind": "demo",
          "tenantId": "b7c1",
          "x-note": [1], // stays
          "shortCode": "!x1Y2z",
          "resetOn": "2026-12-01"
        }
      ],
      "notes": "resets"
    }
  ]
}
`;
  const recorded = (day: string): string =>
    TEXT.replace('          "tenantId": "b7c1",\n', '')
      .replace('          "shortCode": "!x1Y2z",\n', '')
      .replace('"2026-12-01"', `"${day}"`);

  it('sets the next day and removes the IDs, which are dead, and keeps everything else', async () => {
    await writeList(teamList, TEXT);
    await run('recordReset', { login: LOGIN, tenantId: 'b7c1', on: '2028-02-29', confirm: true });
    assert.equal(read(teamList), recorded('2028-02-29'));
    const [message = ''] = vsCode.window.messages;
    assert.match(
      message,
      /^The next reset for Demo is on Feb 29, 2028\. In Xero, connect your app again and look up/,
    );
  });

  it('is 28 days on by itself, and asks first', async () => {
    await writeList(teamList, TEXT);
    const asked = answering([undefined, 'Record Reset']);
    await assert.rejects(run('recordReset', { login: LOGIN, tenantId: 'b7c1' }), cancelled);
    assert.equal(read(teamList), TEXT);
    await run('recordReset', { login: LOGIN, tenantId: 'b7c1' });
    assert.equal(read(teamList), recorded(inDays(28)));
    assert.deepEqual(
      asked.map(({ message, choices }) => [message, choices]),
      new Array(2).fill(['Record a reset for Demo?', ['Record Reset']]),
    );
  });

  it('asks a person for the day, on the row and from the palette', async () => {
    await listing(TRIAL, DEMO);
    const asked = answering(['2026-12-29', '2027-01-26']);
    await run('recordReset', await organisationRow(DEMO.name));
    await run('recordReset');
    assert.equal(asked.length, 2);
    assert.match(asked[0]?.message ?? '', /^Record Reset for Demo Company \(AU\) The day of the next reset/);
    const { tenantId: _, shortCode: __, ...left } = DEMO;
    assert.deepEqual(parseList(read(teamList)).accounts[0]?.organisations, [
      TRIAL,
      { ...left, resetOn: '2027-01-26' },
    ]);
  });

  it('leads to importing the API’s answer, otherwise to what else is left to do', async () => {
    await listing(DEMO);
    vsCode.window.pressed = 'Import…';
    const opened = new Promise(resolve => vsCode.window.onDidOpenPanel(resolve));
    answering(['2027-01-26']);
    await run('recordReset', await organisationRow(DEMO.name));
    await opened;
    const [message = ''] = vsCode.window.messages;
    assert.match(message, /Then choose “Import…” and paste the API’s response, or edit the account\.$/);
    assert.deepEqual(vsCode.window.buttons.get(message), [
      'Import…',
      'Open My Apps',
      'Open API Explorer',
      'Edit Account',
    ]);
  });

  it('shows at once, and the reminder goes', async () => {
    await listing({ ...DEMO, resetOn: inDays(-1) });
    assert.match(await top(), /reset overdue/);
    await run('recordReset', { login: LOGIN, confirm: true });
    assert.doesNotMatch(await top(), /reset/);
    const [item] = await under();
    assert.equal(item?.contextValue, 'organisation.reset');
  });

  it('is refused for what is no demo company, or is no longer there', async () => {
    await listing(TRIAL, DEMO);
    await refuses(
      'recordReset',
      { login: LOGIN, name: TRIAL.name, confirm: true },
      /^Trial isn’t a demo company\./,
    );
    await listing(TRIAL);
    await refuses('recordReset', { login: LOGIN, confirm: true }, /^AU payroll has no demo company\./);
    await listing(TRIAL, DEMO);
    const stale = await organisationRow(DEMO.name);
    await listing({ ...DEMO, tenantId: 'new' });
    const before = read(teamList);
    answering([]);
    await run('recordReset', stale);
    assert.equal(read(teamList), before);
    assert.match(
      vsCode.window.messages.at(-1) ?? '',
      /has no such organisation\. The list may have just changed/,
    );
  });

  it('changes nothing where another program got there first', async () => {
    await listing(DEMO);
    const changed = listOf({ login: LOGIN, organisations: [{ ...DEMO, shortCode: '!new' }] });
    answering([
      () => {
        vsCode.files.write(teamList, changed);
        return '2026-12-29';
      },
    ]);
    await run('recordReset', await organisationRow(DEMO.name));
    assert.equal(read(teamList), changed);
    assert.match(
      vsCode.window.messages.at(-1) ?? '',
      /This organisation was changed in .+ or is no longer there\./,
    );
  });

  it('is made in every list that has the dead ID, and in no list that is not trusted', async () => {
    const own = listOf({
      login: LOGIN,
      organisations: [{ name: 'Mine', tenantId: 'b7c1' }, { name: 'Demo' }],
    });
    await writeList(personalList, own);
    await listing(DEMO);
    await run('recordReset', { login: LOGIN, on: '2026-12-29', confirm: true });
    assert.deepEqual(parseList(read(personalList)).accounts[0]?.organisations, [
      { name: 'Mine', resetOn: '2026-12-29' },
      { name: 'Demo' },
    ]);
  });

  it('takes an empty tenant ID for none', async () => {
    const own = listOf({
      login: LOGIN,
      organisations: ['', ' '].map(tenantId => ({ ...TRIAL, tenantId, shortCode: '!t' })),
    });
    await writeList(personalList, own);
    for (const tenantId of ['', ' ']) {
      await listing({ ...DEMO, tenantId });
      await run('recordReset', { login: LOGIN, on: '2026-12-29', confirm: true });
      assert.equal(read(personalList), own);
    }
  });

  it('finds the dead ID in every list, in any case', async () => {
    await writeList(
      personalList,
      listOf({ login: LOGIN, organisations: [{ name: 'Mine', tenantId: 'B7C1' }] }),
    );
    await listing(DEMO);
    await run('recordReset', { login: LOGIN, on: '2026-12-29', confirm: true });
    assert.deepEqual(parseList(read(personalList)).accounts[0]?.organisations, [
      { name: 'Mine', resetOn: '2026-12-29' },
    ]);
  });

  it('changes that organisation alone, whatever the list has', async () => {
    const text = fc.constantFrom('a', 'Demo', '$(bug)', '!x1Y2z', '"', '\\', '//', '\u202E', '');
    const organisation = fc.record(
      {
        name: fc.constantFrom('Demo', 'Other', '$(bug)[x](command:y)'),
        region: fc.constantFrom('AU', 'XX'),
        kind: fc.constantFrom('demo', 'trial', 'nonsense'),
        tenantId: fc.oneof(text, fc.constant(5)),
        shortCode: fc.constantFrom('!a', '!b', 'bad', '!a&b'),
        resetOn: fc.constantFrom('2026-12-28', '2026-02-30', 7),
        'x-other': fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: ['name'] },
    );
    const accounts = fc.tuple(
      fc.array(organisation, { minLength: 1, maxLength: 4 }),
      fc.array(organisation, { maxLength: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(accounts, fc.nat(), async ([own, others], pick) => {
        const list = listOf(
          { login: LOGIN, organisations: own, notes: 'n' },
          { login: OTHER_LOGIN, organisations: others },
        );
        await writeList(teamList, list);
        const [account] = parseList(list).accounts;
        const index = pick % own.length;
        const chosen = account?.organisations[index];
        const before = JSON.parse(list);
        const tree = await rowLabels();
        const label = tree.find(each => each.includes(LOGIN)) ?? '';
        const rows = await vsCode.window.rows('xeroMfa.accounts', label);
        assert.equal(rows[index]?.contextValue?.startsWith('organisation'), true);
        const isDemo = rows[index]?.contextValue?.includes('reset');
        answering(['2027-01-01']);
        const element = await elementAt(label, index);
        await run('recordReset', element);
        // Of those that a list says the same of, it is the first.
        const same = (account?.organisations ?? []).findIndex(
          each => JSON.stringify(sorted(each)) === JSON.stringify(sorted(chosen ?? {})),
        );
        if (isDemo) {
          const { tenantId: _, shortCode: __, ...left } = before.accounts[0].organisations[same];
          before.accounts[0].organisations[same] = { ...left, resetOn: '2027-01-01' };
        }
        assert.deepEqual(JSON.parse(read(teamList)), before);
      }),
      { numRuns: cases(25, 1000) },
    );
  });
});

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What VS Code passes for the row at a position: several may have the same name. */
async function elementAt(parent: string, index: number): Promise<unknown> {
  return vsCode.window.rowAt('xeroMfa.accounts', index, parent);
}
