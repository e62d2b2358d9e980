import * as assert from 'node:assert/strict';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { GroupField } from '../../src/accounts/elements';
import { AccountTree } from '../../src/accounts/tree';
import { helpRows } from '../../src/help/helpRows';
import { readCall } from '../../src/platform/commandCall';
import { dayText } from '../../src/platform/dayText';
import type { SecretState } from '../../src/secrets/keyStates';
import type { TeamCommandServices } from '../../src/team/commandServices';
import { rowsOfStores } from '../../src/team/teamRows';
import { labelOf, listOf, startFresh, TestTree, teamList, write } from './support';

const AU = {
  login: 'qa-au@acme.test',
  name: 'AU payroll',
  organisations: [{ name: 'Demo Company (AU)', region: 'AU', kind: 'demo', tenantId: 'b7c1' }],
  owner: 'priya@acme.test',
  backupEmail: 'qa-backup@acme.test',
  tags: ['payroll', 'weekly'],
  notes: 'resets every Monday',
  mfaSetUpOn: '2026-11-20',
};
const BOTH = {
  login: 'qa-both@acme.test',
  name: 'Both',
  organisations: [
    { name: 'Trial Company', region: 'NZ', kind: 'trial' },
    { name: 'Second Demo Company', region: 'AU' },
    { name: 'Third Demo Company', region: 'AU' },
  ],
  owner: 'sam@acme.test',
  tags: ['payroll'],
};
const PLAIN = { login: 'plain@acme.test' };

describe('The tree', () => {
  startFresh();

  let tree: TestTree;
  afterEach(() => tree.dispose());

  async function show(accounts: readonly object[], source: Parameters<typeof TestTree.open>[0] = {}) {
    await write(teamList, listOf(...accounts));
    tree = await TestTree.open(source);
  }

  /** Each group with the names in it. */
  function groups(): [label: string, names: string[]][] {
    return tree
      .getChildren()
      .map(group => [
        labelOf(tree.getTreeItem(group)),
        tree.labels(group).map(label => label.split(' · ')[0] ?? ''),
      ]);
  }

  describe('groups accounts by', () => {
    const expected: Readonly<Record<GroupField, ReturnType<typeof groups>>> = {
      region: [
        ['Australia', ['AU payroll', 'Both']],
        ['New Zealand', ['Both']],
        ['No region', ['plain@acme.test']],
      ],
      owner: [
        ['priya@acme.test', ['AU payroll']],
        ['sam@acme.test', ['Both']],
        ['No owner', ['plain@acme.test']],
      ],
      tag: [
        ['payroll', ['AU payroll', 'Both']],
        ['weekly', ['AU payroll']],
        ['No tag', ['plain@acme.test']],
      ],
    };
    for (const grouping of ['region', 'owner', 'tag'] as const) {
      it(`${grouping}, each with its number, those without one last`, async () => {
        await show([PLAIN, BOTH, AU], { grouping: () => grouping });
        assert.deepEqual(groups(), expected[grouping]);
        assert.deepEqual(
          tree.items().map(({ description }) => description),
          expected[grouping].map(([, names]) => String(names.length)),
        );
      });
    }

    it('nothing: one list by name', async () => {
      await show([
        PLAIN,
        BOTH,
        AU,
        { login: 'a2@acme.test', name: 'AU 2' },
        { login: 'a10@acme.test', name: 'AU 10' },
      ]);
      assert.deepEqual(
        tree.labels().map(label => label.split(' · ')[0]),
        ['AU 2', 'AU 10', 'AU payroll', 'Both', 'plain@acme.test'],
      );
    });

    for (const [count, roots] of [
      [9, Array.from({ length: 9 }, (_, index) => `Account ${index}`)],
      [10, ['Australia', 'New Zealand']],
    ] as const) {
      it(`${count < 10 ? 'nothing' : 'region'} by default, of ${count} accounts`, async () => {
        await show(
          Array.from({ length: count }, (_, index) => ({
            login: `qa-${index}@acme.test`,
            name: `Account ${index}`,
            organisations: [
              { name: 'Demo', region: 'AU' },
              { name: 'Trial', region: 'NZ' },
            ],
          })),
          { grouping: () => 'auto' },
        );
        assert.deepEqual(
          tree.labels().map(label => label.split(' · ')[0]),
          roots,
        );
        assert.ok(tree.getChildren().every(row => 'login' in row || tree.getChildren(row).length === count));
      });
    }

    it('tags, where an empty one is none', async () => {
      await show([PLAIN, { login: 'empty@acme.test', tags: [''] }], { grouping: () => 'tag' });
      assert.deepEqual(groups(), [['No tag', ['empty@acme.test', 'plain@acme.test']]]);
    });
  });

  it('shows under an account its organisations and what is known of it', async () => {
    await show([AU]);
    const [account] = tree.getChildren();
    assert.deepEqual(
      tree.items(account).map(item => [labelOf(item), item.description, item.contextValue]),
      [
        ['Demo Company (AU)', 'AU · demo', 'organisation.tenant.reset'],
        ['Login', AU.login, 'detail.login'],
        ['Owner', AU.owner, 'detail.owner'],
        ['Backup email', AU.backupEmail, 'detail.backupEmail'],
        ['Tags', 'payroll, weekly', 'detail.tags'],
        ['Notes', AU.notes, 'detail.notes'],
        ['MFA set up on', dayText(AU.mfaSetUpOn), 'detail.mfaSetUpOn'],
        ['List', 'workspace/.xero-mfa/accounts.json', 'detail.list'],
      ],
    );
  });

  describe('tells by icon, colour and, where something is wrong, a word that an account', () => {
    const states: readonly [
      what: string,
      state: SecretState,
      account: object,
      expected: readonly string[],
    ][] = [
      ['is ready, without a word', 'ready', PLAIN, ['pass', 'charts.green', 'ready', 'account.ready']],
      [
        'has no setup key here',
        'none',
        PLAIN,
        ['circle-large-outline', 'descriptionForeground', 'no setup key', 'account.none'],
      ],
      [
        'has lost its setup key',
        'lost',
        PLAIN,
        ['error', 'problemsErrorIcon.foreground', 'setup key lost', 'account.lost'],
      ],
      [
        'has a problem in the list',
        'ready',
        { ...PLAIN, owner: 5 },
        ['warning', 'problemsWarningIcon.foreground', 'problem', 'account.ready'],
      ],
      [
        'has a problem in the list and no setup key',
        'none',
        { ...PLAIN, owner: 5 },
        ['warning', 'problemsWarningIcon.foreground', 'no setup key, problem', 'account.none'],
      ],
      [
        'has lost its setup key, which matters more than a problem in the list',
        'lost',
        { ...PLAIN, owner: 5 },
        ['error', 'problemsErrorIcon.foreground', 'setup key lost', 'account.lost'],
      ],
      [
        'may have a setup key, which VS Code does not say',
        'unknown',
        PLAIN,
        ['question', 'descriptionForeground', 'setup key unknown', 'account.unknown'],
      ],
      [
        'has a problem in the list and may have a setup key',
        'unknown',
        { ...PLAIN, owner: 5 },
        ['warning', 'problemsWarningIcon.foreground', 'setup key unknown, problem', 'account.unknown'],
      ],
    ];
    for (const [what, state, account, expected] of states) {
      it(what, async () => {
        await show([account], { secretState: () => state });
        const item = tree.items().at(-1);
        assert.ok(item);
        const icon = item.iconPath;
        assert.ok(icon instanceof vscode.ThemeIcon);
        const spoken = item.accessibilityInformation?.label.replace(`${PLAIN.login}, `, '');
        assert.deepEqual([icon.id, icon.color?.id, spoken, item.contextValue], expected);
        const word = spoken === 'ready' ? [] : [spoken?.replace('setup ', '').replace(', ', ' · ')];
        assert.equal(labelOf(item), [PLAIN.login, ...word].join(' · '));
      });
    }
  });

  it('says name, state, login and organisations to a screen reader, and nothing but text', async () => {
    await show([AU], { secretState: () => 'ready' });
    assert.equal(
      tree.items()[0]?.accessibilityInformation?.label,
      'AU payroll, ready, qa-au@acme.test, Demo Company (AU)',
    );
  });

  it('has name and login in the label, where typing filters, and between them what is wrong', async () => {
    await show([AU, BOTH], { secretState: login => (login === BOTH.login ? 'ready' : 'none') });
    assert.deepEqual(tree.labels(), ['AU payroll · no key · qa-au@acme.test', 'Both · qa-both@acme.test']);
  });

  it('has rows that are not needed at first once what makes them is loaded', async () => {
    await show([AU]);
    const fresh = new AccountTree(tree.accountLists, {
      grouping: () => 'none',
      secretState: () => 'none',
      hasPassword: () => false,
      shownCode: () => undefined,
      teamStateOf: () => undefined,
      lostAdvice: async () => 'Advice.',
      clockRows: () => [],
      now: () => Date.parse('2026-12-01T12:00:00Z'),
      remindBefore: () => 5,
    });
    const [account] = await fresh.getChildren();
    const [organisation] = await fresh.getChildren(account);
    assert.ok(account && organisation);
    assert.ok(fresh.getTreeItem(account) instanceof vscode.TreeItem);
    assert.equal(labelOf(await fresh.getTreeItem(organisation)), 'Demo Company (AU)');
    fresh.dispose();
  });

  it('has everything that is known in the tooltip', async () => {
    await show([AU]);
    const tooltip = (await tree.allItems())[0]?.tooltip;
    assert.ok(tooltip instanceof vscode.MarkdownString);
    const plain = tooltip.value.replaceAll('\\', '');
    for (const text of [
      'AU payroll',
      AU.login,
      AU.owner,
      AU.backupEmail,
      AU.notes,
      dayText(AU.mfaSetUpOn),
      'b7c1',
      'weekly',
    ]) {
      assert.ok(plain.includes(text), `${text} is not in ${plain}`);
    }
  });

  for (const grouping of ['auto', 'region', 'owner', 'tag', 'none'] as const) {
    it(`gives every row an identity of its own, grouped by ${grouping}`, async () => {
      const twins = [
        {
          login: 'twin@acme.test',
          organisations: BOTH.organisations,
          tags: ['payroll:weekly', 'payroll', ''],
        },
        { login: 'bad' },
        { name: 'none' },
      ];
      await show([AU, BOTH, PLAIN, ...twins], { grouping: () => grouping });
      const ids = (await tree.allItems()).map(({ id }) => id);
      assert.ok(ids.every(id => id !== undefined));
      assert.equal(new Set(ids).size, ids.length);
    });
  }

  it('has no row that a command would take for arguments, nor has any other view', async () => {
    await show([AU, BOTH, PLAIN], { grouping: () => 'region' });
    await write(teamList, '{');
    const broken = await TestTree.open({ clockRows: () => [new vscode.TreeItem('Codes corrected')] });
    const rowsBelow = <Row>(rows: readonly Row[], under: (row: Row) => readonly Row[]): Row[] =>
      rows.flatMap(row => [row, ...rowsBelow(under(row), under)]);
    const accountRows = [tree, broken].flatMap(each =>
      rowsBelow(each.getChildren(), row => each.getChildren(row)),
    );
    broken.dispose();
    const person = { recipient: 'age1', name: 'Priya', signingKey: '', role: 'member', logins: [] };
    const people = { members: [person], requests: [person], unconfirmed: [person], roster: { entries: [] } };
    const due = [{ login: PLAIN.login, since: '2026-11-20', because: 'Sam' }];
    const store = {
      standing: async () => ({ membership: 'member', people, due, memory: undefined }),
      storedAmong: async () => new Set(),
    };
    const team = { list: { uri: vscode.Uri.file(teamList), label: 'team', logins: [PLAIN.login] }, store };
    for (const teams of [[team], [team, team]]) {
      const services = {
        teams: {
          all: async () => teams,
          identified: async () => person,
          ready: async () => {},
          isHere: () => true,
          withPassword: () => [],
          run: async (each: typeof team, task: (of: typeof store) => unknown) => task(each.store),
        },
        unpushed: async () => 1,
        nameOf: (login: string) => login,
      } as unknown as TeamCommandServices;
      const teamRows = rowsBelow(await rowsOfStores(services), ({ rows }) => rows);
      assert.equal(teamRows.length, teams.length * 12 + (teams.length > 1 ? 2 : 0));
      for (const row of [...accountRows, ...teamRows, ...helpRows()]) {
        assert.equal(readCall(row).kind, 'interactive', inspect(row));
      }
    }
  });

  it('has the likely cause of a lost key and the ways back in its tooltip, and in that of no other state', async () => {
    for (const state of ['ready', 'none', 'lost', 'unknown'] as const) {
      await show([PLAIN], { secretState: () => state, lostAdvice: async login => `Advice for ${login}.` });
      const [account] = await tree.allItems();
      const tooltip = (account?.tooltip as vscode.MarkdownString | undefined)?.value ?? '';
      assert.equal(tooltip.includes('Advice for plain@acme.test.'), state === 'lost', tooltip);
      assert.equal(tooltip.includes('You can still copy the code'), state === 'unknown', tooltip);
      tree.dispose();
    }
  });

  it('shows a code, while codes are shown, in its label alone', async () => {
    await show([AU, BOTH], {
      secretState: () => 'ready',
      shownCode: () => '739518',
      grouping: () => 'region',
    });
    const accounts = (await tree.allItems()).filter(({ contextValue }) => contextValue === 'account.ready');
    assert.equal(accounts.length, 3);
    assert.equal(labelOf(accounts[0] ?? {}), '739 518 · AU payroll · qa-au@acme.test');
    for (const { label: _label, accessibilityInformation: _spoken, ...rest } of await tree.allItems()) {
      assert.doesNotMatch(JSON.stringify(rest), /739.?518/);
    }
  });

  describe('shows what hostile lists say as plain text:', () => {
    const names: readonly [what: string, name: string][] = [
      ['an icon', 'x$(sync~spin)y'],
      ['a command link', '[x](command:workbench.action.quit)'],
      ['a web link', '[x](https://evil.test) <https://evil.test>'],
      ['a picture', '![x](https://evil.test/x.png) <img src="https://evil.test/x.png">'],
      ['a heading', '# x\n\n* y\n---'],
      ['a change of direction', 'x\u202Etset.emca@aq\u202C\u2066y\u2069'],
      ['lines', 'x\r\ny\u2028z\u0000'],
      ['a very long text', 'x'.repeat(100_000)],
    ];
    for (const [what, name] of names) {
      it(what, async () => {
        const hostile = {
          login: 'qa@acme.test',
          name,
          organisations: [{ name, region: 'AU', tenantId: name }],
          owner: name,
          tags: [name],
          notes: name,
        };
        for (const grouping of ['owner', 'tag'] as const) {
          await show([hostile, { login: name }, { ...PLAIN, backupEmail: name }], {
            grouping: () => grouping,
          });
          const items = await tree.allItems();
          // Two rows of problems under their list, a group of two levels, and one without a value.
          assert.ok(items.length > 12);
          for (const item of items) {
            const shown = [
              labelOf(item),
              item.description,
              item.accessibilityInformation?.label,
              item.tooltip,
            ]
              .filter(text => typeof text === 'string')
              .join('');
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
            assert.doesNotMatch(shown, /[\u0000-\u001F\u2028\u2029\u202A-\u202E\u2066-\u2069]|\$\(|\]\(/);
            assert.ok(shown.length < 2_000, `${shown.length} characters are shown`);
            if (item.tooltip instanceof vscode.MarkdownString) expectInert(item.tooltip);
          }
          tree.dispose();
        }
      });
    }

    function expectInert({ value, isTrusted, supportHtml, supportThemeIcons }: vscode.MarkdownString): void {
      assert.ok(!isTrusted && !supportHtml && !supportThemeIcons);
      assert.doesNotMatch(value, /(?<!\\)[[\]()<>!`#]/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
      assert.doesNotMatch(value, /[\u0000-\u0009\u000B-\u001F\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
    }
  });

  describe('of 10,000 accounts', () => {
    const regions = ['AU', 'NZ', 'GB', undefined];
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      login: `qa-${index}@acme.test`,
      ...(regions[index % 4] && { organisations: [{ name: `Demo ${index}`, region: regions[index % 4] }] }),
    }));

    it('has them all in closed groups with the right counts', async () => {
      await show(many, { grouping: () => 'region' });
      assert.deepEqual(
        tree.items().map(item => [labelOf(item), item.description, item.collapsibleState]),
        ['Australia', 'New Zealand', 'United Kingdom', 'No region'].map(region => [
          region,
          '2500',
          vscode.TreeItemCollapsibleState.Collapsed,
        ]),
      );
      assert.deepEqual(
        tree.getChildren().map(group => tree.getChildren(group).length),
        [2500, 2500, 2500, 2500],
      );
    });

    it('has them all in one list by name', async () => {
      await show(many);
      const labels = tree.labels();
      assert.equal(labels.length, 10_000);
      assert.match(labels[9_999] ?? '', /^qa-9999@acme\.test/);
    });
  });
});
