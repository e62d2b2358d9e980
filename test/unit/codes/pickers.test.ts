import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accountRows } from '../../../src/accounts/accountRows';
import { AccountChooser } from '../../../src/accounts/chooseAccount';
import { pickCode } from '../../../src/codes/picker';
import type { Account } from '../../../src/core/account';
import type { SecretState } from '../../../src/secrets/keyStates';
import { pickStoredLogin } from '../../../src/setupKeys/removeSetupKey';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { TestQuickPick } from '../../shared/testQuickPick';
import { TestRowCodes } from '../../shared/testRowCodes';
import { TestTicker } from '../../shared/testTicker';

const account = (login: string, name = login, ...organisations: string[]): Account => ({
  login,
  name,
  organisations: organisations.map(each => ({ name: each })),
  tags: [],
});

const NZ = account('qa-nz@acme.test', 'NZ GST', 'Kiwi Trading');
const AU = account('qa-au@acme.test', 'AU payroll', 'Demo Company (AU)', 'Harbour Trial');
const UK = account('qa-uk@acme.test', 'UK VAT');
const PLAIN = account('plain@acme.test');
const LISTED = [NZ, UK, PLAIN, AU];

const STATES: Readonly<Record<string, SecretState>> = {
  [NZ.login]: 'ready',
  [UK.login]: 'lost',
  [PLAIN.login]: 'ready',
};

const rowsOf = (accounts: readonly Account[], hasProblem = (_login: string): boolean => false) =>
  accountRows(accounts, {
    secretState: login => STATES[login] ?? 'none',
    hasProblem,
    teamStateOf: () => undefined,
  });

describe('The picker of', () => {
  const { createQuickPick } = vscode.window;
  let opened: TestQuickPick[];
  let picker: TestQuickPick;
  let ticker: TestTicker;
  let codes: TestRowCodes;

  beforeEach(() => {
    ticker = new TestTicker();
    codes = new TestRowCodes('123456');
    opened = [];
    vscode.window.createQuickPick = (() => {
      picker = new TestQuickPick();
      opened.push(picker);
      return picker;
    }) as unknown as typeof createQuickPick;
  });
  afterEach(() => {
    vscode.window.createQuickPick = createQuickPick;
    assert.equal(ticker.listeners.size, 0);
  });

  /** What each row shows: its icon, what is before the seconds and behind them. */
  const shown = (): unknown[] =>
    picker.items.map(({ label, description, detail, iconPath, kind }) => [
      kind === vscode.QuickPickItemKind.Separator
        ? '---'
        : iconPath instanceof vscode.ThemeIcon && iconPath.id,
      label,
      description,
      detail,
    ]);

  describe('codes', () => {
    const open = (recent: readonly string[] = [], rows = rowsOf(LISTED)) =>
      pickCode(rows, {
        recent: { logins: recent },
        now: Date.now,
        onSecond: ticker.onSecond,
        run: async (_name, task) => void (await task()),
        record: () => {},
        shownCodes: () => codes,
      });

    it('has one line for each account, the last used first, those without a key last under a line', async () => {
      const picking = open([PLAIN.login]);
      assert.deepEqual(shown(), [
        ['pass', 'plain@acme.test', '', undefined],
        ['pass', 'NZ GST', 'qa-nz@acme.test · Kiwi Trading', undefined],
        ['---', 'Add a setup key first', undefined, undefined],
        [
          'circle-large-outline',
          'AU payroll',
          'no key · qa-au@acme.test · Demo Company (AU), Harbour Trial',
          undefined,
        ],
        ['error', 'UK VAT', 'key lost · qa-uk@acme.test', undefined],
      ]);
      assert.ok(picker.matchOnDescription);
      assert.doesNotMatch(JSON.stringify(picker.items), /\d s\b/);
      picker.choose('NZ GST');
      assert.deepEqual(await picking, { login: NZ.login, action: 'copy' });
    });

    it('says what is wrong with an entry whose code can be copied all the same', async () => {
      const picking = open(
        [],
        rowsOf([NZ, PLAIN, UK], login => login !== PLAIN.login),
      );
      assert.deepEqual(shown(), [
        ['warning', 'NZ GST', 'problem · qa-nz@acme.test · Kiwi Trading', undefined],
        ['pass', 'plain@acme.test', '', undefined],
        ['---', 'Add a setup key first', undefined, undefined],
        ['error', 'UK VAT', 'key lost · qa-uk@acme.test', undefined],
      ]);
      picker.choose('NZ GST');
      assert.equal((await picking)?.action, 'copy');
    });

    it('names the first of very many organisations, and says how many more there are', async () => {
      const organisations = Array.from({ length: 50_000 }, (_, at) => ({ name: `Company ${at}` }));
      const [row] = rowsOf([{ ...NZ, organisations }]);
      assert.match(row?.description ?? '', /Company 99, and 49900 more$/);
    });

    it('shows the codes beside the names once asked to, new ones when they change, and hides them again', async () => {
      const picking = open();
      const descriptions = (): unknown[] => picker.items.map(({ description }) => description);
      const hidden = descriptions();
      picker.activeItems = picker.items.filter(({ label }) => label === 'plain@acme.test');
      picker.pressTitleButton('Show Codes');
      const [first, second, , ...withoutKey] = descriptions();
      assert.deepEqual([first, second], ['123 456 · qa-nz@acme.test · Kiwi Trading', '123 456']);
      assert.deepEqual(withoutKey, hidden.slice(3));
      codes.change('654321');
      assert.match(String(picker.items[0]?.description), /^654 321 · /);
      assert.deepEqual(
        picker.activeItems.map(({ label }) => label),
        ['plain@acme.test'],
      );
      ticker.pass();
      assert.equal(codes.ticks, 1);
      picker.pressTitleButton('Hide Codes');
      assert.deepEqual(descriptions(), hidden);
      picker.choose('NZ GST');
      assert.deepEqual(await picking, { login: NZ.login, action: 'copy' });
    });

    it('copies a code that VS Code may have', async () => {
      const rows = accountRows([AU, UK], {
        secretState: login => (login === AU.login ? 'unknown' : 'none'),
        hasProblem: () => false,
        teamStateOf: () => undefined,
      });
      const picking = open([], rows);
      assert.deepEqual(
        picker.items.map(({ label }) => label),
        ['AU payroll', 'Add a setup key first', 'UK VAT'],
      );
      assert.match(String(picker.items[0]?.description), /^key unknown · /);
      picker.choose('AU payroll');
      assert.deepEqual(await picking, { login: AU.login, action: 'copy' });
    });

    for (const [how, press] of [
      ['its row', () => picker.choose('AU payroll')],
      ['the button of its row', () => picker.pressButton('AU payroll')],
    ] as const) {
      it(`leads to adding a key to an account that has none, by ${how}`, async () => {
        const picking = open();
        press();
        assert.deepEqual(await picking, { login: AU.login, action: 'setUp', key: undefined });
      });
    }

    it('picks none at the line between, nor when it is left', async () => {
      const picking = open();
      picker.choose('Add a setup key first');
      assert.equal(await picking, undefined);
      const leaving = open();
      picker.hide();
      assert.equal(await leaving, undefined);
    });

    it('takes a pasted setup key out of its box at once, and copies no code then', async () => {
      const picking = open();
      picker.type(KEY);
      assert.equal(picker.value, '');
      assert.equal(picker.prompt, 'That looks like a setup key. Choose the account to add it to.');
      ticker.pass();
      assert.equal(picker.title, 'Add Setup Key');
      picker.type('NZ');
      picker.choose('NZ GST');
      assert.deepEqual(await picking, { login: NZ.login, action: 'setUp', key: KEY });
    });

    it('takes the last of several', async () => {
      const picking = open();
      picker.type(KEY);
      picker.type(OTHER_KEY);
      assert.equal(picker.value, '');
      picker.choose('AU payroll');
      assert.equal((await picking)?.key, OTHER_KEY);
    });

    it('goes to the account that a link names', async () => {
      const link = `otpauth://totp/Xero:QA-UK@acme.test?secret=${KEY}`;
      const picking = open();
      picker.type(link);
      assert.deepEqual(
        picker.activeItems.map(({ label }) => label),
        ['UK VAT'],
      );
      picker.choose('UK VAT');
      assert.deepEqual(await picking, { login: UK.login, action: 'setUp', key: link });
    });

    it('asks for a key again that cannot be told from what was typed before it', async () => {
      const picking = open();
      picker.type('AU');
      picker.type(`AU${KEY}`);
      assert.equal(picker.value, '');
      assert.match(
        picker.prompt ?? '',
        /^That looks like a setup key\. Choose its account, then paste the key/,
      );
      picker.choose('AU payroll');
      assert.deepEqual(await picking, { login: AU.login, action: 'setUp', key: undefined });
    });

    it('leaves alone what may be an account', async () => {
      const named = account('abcdefghijklmnop@acme.test', 'DEMO COMPANY AUSTRALIA', 'HOLDINGS2345ABCDEFG');
      const picking = open([], rowsOf([...LISTED, named]));
      for (const text of [
        'AU payroll',
        'Harbour Trial',
        'abcdefghijklmnop',
        'demo  company Australia',
        'holdings2345abcdefg',
        'Demo Company Australia Ltd',
      ]) {
        picker.type(text);
        picker.type('');
        picker.type(text);
        assert.equal(picker.value, text);
      }
      assert.equal(picker.prompt, undefined);
      picker.hide();
      assert.equal(await picking, undefined);
    });
  });

  describe('accounts', () => {
    let keys: (readonly [login: string, key: string | undefined])[];

    function chooserOf(accounts: readonly Account[]): AccountChooser {
      keys = [];
      const lists = {
        ready: async () => {},
        reload: async () => {},
        accounts,
        find: (login: string) => accounts.find(each => each.login === login),
      };
      return new AccountChooser(lists, {
        rows: async () => rowsOf(accounts),
        addAccount: () => {},
        addKey: async (login, key) => void keys.push([login, key]),
      });
    }

    /** Settles when the picker can be seen. */
    async function isOpen(): Promise<void> {
      while (opened.length === 0) await new Promise(setImmediate);
    }

    it('has one line for each, by name', async () => {
      const choosing = chooserOf(LISTED).choose({}, 'Copy Login');
      await isOpen();
      assert.equal(picker.title, 'Copy Login');
      assert.deepEqual(
        shown().map(row => (row as unknown[]).slice(0, 3).join(' ')),
        [
          'circle-large-outline AU payroll no key · qa-au@acme.test · Demo Company (AU), Harbour Trial',
          'pass NZ GST qa-nz@acme.test · Kiwi Trading',
          'pass plain@acme.test ',
          'error UK VAT key lost · qa-uk@acme.test',
        ],
      );
      assert.ok(picker.matchOnDescription);
      picker.choose('UK VAT');
      assert.equal(await choosing, UK);
    });

    it('is not shown for the only account there is, nor for the one of a row', async () => {
      assert.equal(await chooserOf([AU]).choose({}, 'Copy Login'), AU);
      assert.equal(await chooserOf(LISTED).choose({ login: NZ.login }, 'Copy Login'), NZ);
      await assert.rejects(chooserOf([]).choose({}, 'Copy Login'), /There are no accounts in your lists yet/);
      assert.deepEqual(opened, []);
    });

    it('leads whoever pastes a setup key to adding it, and does nothing else', async () => {
      const choosing = chooserOf(LISTED).choose({}, 'Remove Account');
      await isOpen();
      picker.type(KEY);
      assert.deepEqual([picker.value, picker.title], ['', 'Add Setup Key']);
      picker.choose('AU payroll');
      assert.equal(await choosing, undefined);
      assert.deepEqual(keys, [[AU.login, KEY]]);
    });
  });

  describe('logins with something stored', () => {
    const withStored = (logins: string[], withAnswers: string[]) =>
      pickStoredLogin({
        secrets: {
          ready: async () => {},
          has: async () => true,
          readable: new Set(logins),
          loginsWithAnswers: new Set(withAnswers),
          stateOf: () => 'ready',
          hasAnswers: () => false,
          passwords: { has: () => false },
          delete: async () => assert.fail('This one only picks.'),
        },
        removal: () => undefined,
        nameOf: login => LISTED.find(each => each.login === login)?.name ?? login,
      });

    it('has one line for each, and says which have answers alone', async () => {
      const picking = withStored([NZ.login, 'gone@acme.test'], [NZ.login, AU.login]);
      await new Promise(setImmediate);
      assert.deepEqual(
        picker.items.map(({ label, description }) => [label, description]),
        [
          ['NZ GST', 'qa-nz@acme.test'],
          ['gone@acme.test', ''],
          ['AU payroll', 'only answers to security questions · qa-au@acme.test'],
        ],
      );
      picker.choose('gone@acme.test');
      assert.equal((await picking)?.login, 'gone@acme.test');
    });

    it('is not shown for the only one', async () => {
      assert.equal((await withStored([], [AU.login]))?.login, AU.login);
      await assert.rejects(withStored([], []));
      assert.deepEqual(opened, []);
    });
  });
});
