import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CodeClipboard } from '../../src/codes/clipboard';
import { parseSecret } from '../../src/core/secret';
import { TotpSecret } from '../../src/core/totp';
import { hmac } from '../../src/platform/runtime';
import { readAll } from '../../src/secrets/readAll';
import { SecretStore } from '../../src/secrets/store';
import { removeKey } from '../../src/setupKeys/removeSetupKey';
import {
  BrowserStorage,
  codeAt,
  eventually,
  expectCode,
  KEY,
  listOf,
  OTHER_KEY,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  TestState,
  TestStorage,
  teamList,
  writeList,
} from './support';

const LOGIN = 'qa-au@acme.test';
const OTHER = 'qa-nz@acme.test';
const NO_SECRET = /.* has no setup key on this computer\. Add the key, or set up MFA with the guide/;

const copy = (login = LOGIN) => run('copyCode', { login });

async function startWithAccounts(): Promise<void> {
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
}

/** Accepts the quick pick that a command shows, as Enter does, until the command is done. */
async function accept(command: Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = command.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await Promise.race([done.catch(() => {}), delay(50)]);
  }
  await done;
}

describe('A secret', () => {
  startFresh();
  beforeEach(startWithAccounts);

  const uri = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero`;
  const spellings: readonly [what: string, text: string][] = [
    ['as Xero shows it', KEY],
    ['in lower case', KEY.toLowerCase()],
    ['in groups of four', KEY.replace(/.{4}/g, '$& ')],
    [
      'with hyphens and mixed case',
      KEY.toLowerCase()
        .replace(/.{4}(?=.)/g, '$&-')
        .replace(/b/g, 'B'),
    ],
    ['with dashes as programs make them', KEY.replace(/.{4}(?=.)/g, '$&–')],
    ['over several lines', ` ${KEY.slice(0, 11)}\r\n${KEY.slice(11)}\n`],
    ['with tabs and non-breaking spaces', `\t${KEY.slice(0, 8)}\u00A0${KEY.slice(8)}\u202F`],
    ['with invisible characters', `\u200B${KEY.slice(0, 16)}\u200B\u2060${KEY.slice(16)}\uFEFF`],
    ['as an otpauth URI', uri],
    ['as an otpauth URI between spaces', `  ${uri}\n`],
    ['as an otpauth URI in capitals', uri.replace('otpauth://totp', 'OTPAUTH://TOTP')],
    ['as an otpauth URI with everything escaped', uri.replace('Xero:', 'Xero%3A%20').replace('@', '%40')],
    [
      'as an otpauth URI with a secret in groups',
      uri.replace(KEY, KEY.toLowerCase().replace(/.{4}/g, '$&%20')),
    ],
    ['as an otpauth URI for the login in other letters', uri.replace(LOGIN, 'QA-AU@Acme.Test')],
    ['as an otpauth URI with a label that is no address', uri.replace(LOGIN, 'My%20test%20user')],
  ];
  for (const [what, text] of spellings) {
    it(`is taken ${what}`, async () => {
      await setSecret(LOGIN, text);
      await expectCode(copy, KEY);
    });
  }

  it('is taken with padding', async () => {
    const key = `${KEY.slice(0, 25)}Q`;
    await setSecret(LOGIN, `${key}======`);
    await expectCode(copy, key);
  });

  const parameters: readonly [query: string, options: Parameters<typeof codeAt>[2]][] = [
    ['digits=8', { digits: 8 }],
    ['digits=7&period=60', { digits: 7, period: 60 }],
    ['period=15', { period: 15 }],
    ['algorithm=SHA256', { algorithm: 'sha256' }],
    ['algorithm=SHA512&digits=8&period=90', { algorithm: 'sha512', digits: 8, period: 90 }],
  ];
  for (const [query, options] of parameters) {
    it(`keeps what its URI says of it: ${query}`, async () => {
      await setSecret(LOGIN, `${uri}&${query}`);
      await expectCode(copy, KEY, options);
    });
  }

  const rejected: readonly [what: string, secret: unknown, message: RegExp][] = [
    ['nothing', '', /contains no setup key\. Copy the key/],
    ['white space', ' \u00A0\n', /contains no setup key/],
    ['the digit 0', KEY.replace('P', '0'), /Character 8 of the key, “0”, .* may be the letter O/],
    ['the digit 1', KEY.replace('P', '1'), /Character 8 of the key, “1”, .* may be the letter I or L/],
    ['the digit 8', `8${KEY}`, /Character 1 of the key, “8”, .* may be the letter B/],
    ['another character', KEY.replace('P', '!'), /Character 8 of the key, “!”, .* letters A–Z .* digits 2–7/],
    [
      'a key that is too short',
      'JBSWY3DPEHPK3',
      /too short to be safe\. It has 64 bits and needs at least 80/,
    ],
    ['a key with characters missing', KEY.slice(2), /can’t have 30 characters\. .* Copy the whole key/],
    ['a text of megabytes', 'A'.repeat(1_000_000), /too long for a setup key/],
    ['a counter-based URI', uri.replace('totp', 'hotp').concat('&counter=1'), /counter-based codes \(HOTP\)/],
    ['a Steam URI', uri.replace('totp', 'steam'), /for Steam/],
    ['a URI whose issuer is Steam', uri.replace('issuer=Xero', 'issuer=Steam'), /for Steam/],
    [
      'an export of Google Authenticator',
      'otpauth-migration://offline?data=AAAA',
      /Google Authenticator export/,
    ],
    ['a URI for another login', uri.replace(LOGIN, OTHER), /for another login: qa-nz@acme\.test\. Choose/],
    ['a URI without a secret', uri.replace(`secret=${KEY}&`, ''), /“secret” is missing/],
    ['a URI of five digits', `${uri}&digits=5`, /“digits” is missing .* or its value/],
    ['a URI of MD5', `${uri}&algorithm=MD5`, /“algorithm”/],
    ['a URI of a second', `${uri}&period=1`, /“period”/],
    ['a URI of something else', 'https://login.xero.com/', /not a valid otpauth:\/\/totp link/],
    ['no text', 5, /“secret” must be .*string/],
  ];
  for (const [what, secret, message] of rejected) {
    it(`is rejected where it is ${what}, and the one before is kept`, async () => {
      await setSecret(LOGIN, OTHER_KEY);
      await refuses('setSecret', { login: LOGIN, secret, confirm: true }, message);
      await expectCode(copy, OTHER_KEY);
    });
  }

  it('says no more of a rejected key than the one character', async () => {
    await assert.rejects(
      run('setSecret', { login: LOGIN, secret: KEY.replace('P', '0'), confirm: true }),
      (error: Error) => !error.message.includes(KEY.slice(0, 4)) && !error.message.includes(KEY.slice(-4)),
    );
  });

  it('is rejected for a login that is in no list', async () => {
    await refuses(
      'setSecret',
      { login: 'who@acme.test', secret: KEY, confirm: true },
      /in none of the lists/,
    );
  });

  it('is stored only after its code was shown and accepted', async () => {
    const setting = run('setSecret', { login: LOGIN, secret: KEY });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
    await accept(setting);
    await expectCode(copy, KEY);
    await setSecret(LOGIN, KEY);
  });

  it('is not stored where its code is not accepted', async () => {
    const setting = run('setSecret', { login: LOGIN, secret: KEY });
    let outcome: unknown;
    setting.catch(error => {
      outcome = error;
    });
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.ok(outcome instanceof vscode.CancellationError);
    });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('replaces another one with “confirm”', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(LOGIN, OTHER_KEY);
    await expectCode(copy, OTHER_KEY);
  });

  it('does not replace another one where nobody confirms it', async () => {
    await setSecret(LOGIN, KEY);
    // In a test VS Code refuses to show the question.
    await assert.rejects(run('setSecret', { login: LOGIN, secret: OTHER_KEY }));
    await expectCode(copy, KEY);
  });

  it('that is stored already is not a replacement, however it is spelt', async () => {
    await setSecret(LOGIN, KEY);
    await accept(run('setSecret', { login: LOGIN, secret: KEY.toLowerCase().replace(/.{4}/g, '$& ') }));
    await expectCode(copy, KEY);
  });

  it('belongs to the login in whatever letters', async () => {
    await setSecret('QA-au@ACME.test', KEY);
    await expectCode(() => copy('qa-AU@acme.TEST'), KEY);
    await run('removeSecret', { login: 'Qa-Au@Acme.Test', confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('is forgotten by removeSecret, and no other with it', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await run('removeSecret', { login: LOGIN, confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
    await refuses('removeSecret', { login: LOGIN, confirm: true }, /AU has no setup key on this computer/);
    await expectCode(() => copy(OTHER), OTHER_KEY);
  });

  it('is not forgotten where nobody confirms it', async () => {
    await setSecret(LOGIN, KEY);
    await assert.rejects(run('removeSecret', { login: LOGIN }));
    await assert.rejects(run('removeAccount', { login: LOGIN, removeSecret: true }));
    await expectCode(copy, KEY);
  });

  it('is kept when its account is removed from the lists, and can still be forgotten', async () => {
    await setSecret(LOGIN, KEY);
    await run('removeAccount', { login: LOGIN, confirm: true });
    await expectCode(copy, KEY);
    await run('removeSecret', { login: LOGIN, confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('is forgotten with its account where removeAccount is told to', async () => {
    await setSecret(LOGIN, KEY);
    await run('removeAccount', { login: LOGIN.toUpperCase(), confirm: true, removeSecret: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });
});

describe('A code', () => {
  startFresh();
  beforeEach(startWithAccounts);

  it('is rejected with what to do for an account without a secret', async () => {
    await vscode.env.clipboard.writeText('mine');
    await refuses(
      'copyCode',
      { login: LOGIN },
      /AU has no setup key on this computer\. Add the key, or set up MFA with the guide/,
    );
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
  });

  it('is copied without asking where there is one account in all', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await setSecret(LOGIN, KEY);
    await expectCode(() => run('copyCode'), KEY);
  });

  it('of the account used last is copied by copyLastUsed, and is first in the list', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await copy(LOGIN);
    await copy(OTHER);
    await expectCode(() => run('copyLastUsed'), OTHER_KEY);
    await expectCode(() => accept(run('copyCode')), OTHER_KEY);
    await copy(LOGIN);
    await expectCode(() => run('copyLastUsed'), KEY);
    await expectCode(() => accept(run('copyCode')), KEY);
  });

  describe('is copied by copyLastUsed', () => {
    const THIRD = 'qa-uk@acme.test';
    const copyLastUsed = () => run('copyLastUsed');

    it('without asking where one login alone has a key, used or not', async () => {
      await setSecret(OTHER, OTHER_KEY);
      await expectCode(copyLastUsed, OTHER_KEY);
    });

    it('of the login that got its key last, where none was used', async () => {
      await setSecret(OTHER, OTHER_KEY);
      await setSecret(LOGIN, KEY);
      await expectCode(copyLastUsed, KEY);
      await run('removeSecret', { login: OTHER, confirm: true });
      await run('removeSecret', { login: LOGIN, confirm: true });
      await setSecret(LOGIN, KEY);
      await setSecret(OTHER, OTHER_KEY);
      await expectCode(copyLastUsed, OTHER_KEY);
    });

    it('of the login used before, where the last one lost its account and its key', async () => {
      await setSecret(LOGIN, KEY);
      await setSecret(OTHER, OTHER_KEY);
      await copy(OTHER);
      await copy(LOGIN);
      await run('removeAccount', { login: LOGIN, confirm: true, removeSecret: true });
      await expectCode(copyLastUsed, OTHER_KEY);
    });

    it('of a login that is in a list, rather than of the last one that is in none', async () => {
      await writeList(teamList, listOf({ login: LOGIN }, { login: OTHER }, { login: THIRD }));
      await setSecret(LOGIN, KEY);
      await setSecret(OTHER, OTHER_KEY);
      await copy(OTHER);
      await copy(LOGIN);
      await run('removeAccount', { login: LOGIN, confirm: true });
      await expectCode(copyLastUsed, OTHER_KEY);
      await run('removeAccount', { login: OTHER, confirm: true });
      await expectCode(copyLastUsed, OTHER_KEY);
    });

    it('no more of a login whose key was removed and stored again', async () => {
      await setSecret(LOGIN, KEY);
      await setSecret(OTHER, OTHER_KEY);
      await copy(OTHER);
      await copy(LOGIN);
      await run('removeSecret', { login: LOGIN, confirm: true });
      await setSecret(LOGIN, KEY);
      await expectCode(copyLastUsed, OTHER_KEY);
    });
  });

  it('with too few seconds left is not copied: the next one is, when its time has come', async () => {
    // Of a period's five seconds four count as the least, however much more is asked for.
    await setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    await set('minimumRemaining', 25);
    const windowOf = (time: number): number => Math.floor(time / 5_000);
    await eventually(() => assert.ok(Date.now() % 5_000 > 1_100 && Date.now() % 5_000 < 4_000));
    const before = windowOf(Date.now());
    await copy();
    const after = windowOf(Date.now());
    const copied = await vscode.env.clipboard.readText();
    const windows = Array.from({ length: after - before }, (_, index) => before + 1 + index);
    const fresh = windows.map(window => codeAt(window * 5_000, KEY, { digits: 8, period: 5 }));
    assert.ok(fresh.includes(copied), `${copied} is none of ${fresh}`);
  });

  it('is copied at once, though few seconds are left, by copyNow', async () => {
    await setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&period=300`);
    await set('minimumRemaining', 300);
    await expectCode(
      async () => {
        let isDone = false;
        const copying = copy().finally(() => {
          isDone = true;
        });
        await eventually(async () => {
          await run('copyNow');
          assert.ok(isDone);
        });
        await copying;
      },
      KEY,
      { period: 300 },
    );
  });

  it('is that of the login that was asked for last, where two were to be waited for', async () => {
    for (const [login, key] of [
      [LOGIN, KEY],
      [OTHER, OTHER_KEY],
    ] as const) {
      await setSecret(login, `otpauth://totp/Xero:${login}?secret=${key}&period=300`);
    }
    await set('minimumRemaining', 300);
    await expectCode(
      async () => {
        // A new code would be copied at once.
        await eventually(() => assert.ok(Date.now() % 300_000 > 1_000 && Date.now() % 300_000 < 295_000));
        let isDone = false;
        const first = assert.rejects(Promise.resolve(copy(LOGIN)), { name: 'Canceled' });
        const copying = copy(OTHER).finally(() => {
          isDone = true;
        });
        await first;
        await eventually(async () => {
          await run('copyNow');
          assert.ok(isDone);
        });
        await copying;
      },
      OTHER_KEY,
      { period: 300 },
    );
  });
});

describe('The clipboard', () => {
  startFresh();
  beforeEach(async () => {
    await startWithAccounts();
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
  });

  const held = () => vscode.env.clipboard.readText();

  /** Until a time of one second that was set before has run out, and what it started is done. */
  async function afterTheSecond(): Promise<void> {
    // Timers of one process run out in their order.
    await delay(1_100);
    await held();
    await held();
  }

  it('is emptied of a code after clearClipboardAfter seconds', async () => {
    await set('clearClipboardAfter', 1);
    await expectCode(copy, KEY);
    await eventually(async () => assert.equal(await held(), ''));
  });

  it('keeps what was copied since', async () => {
    await set('clearClipboardAfter', 1);
    await copy();
    await vscode.env.clipboard.writeText('mine');
    await afterTheSecond();
    assert.equal(await held(), 'mine');
  });

  it('keeps a code where clearClipboardAfter is 0, also after an earlier one was to be cleared', async () => {
    await set('clearClipboardAfter', 1);
    await copy();
    await set('clearClipboardAfter', 0);
    const code = await expectCode(copy, KEY);
    await afterTheSecond();
    assert.equal(await held(), code);
  });

  it('keeps the code of another account that was copied since', async () => {
    await set('clearClipboardAfter', 1);
    await copy(LOGIN);
    await set('clearClipboardAfter', 30);
    const code = await expectCode(() => copy(OTHER), OTHER_KEY);
    await afterTheSecond();
    assert.equal(await held(), code);
  });

  it('is emptied when VS Code closes, of a code alone', async () => {
    const clipboard = new CodeClipboard(vscode.env.clipboard, error => assert.fail(String(error)));
    await clipboard.copy('123456', 60);
    await clipboard.clear();
    assert.equal(await held(), '');
    await clipboard.copy('123456', 60);
    await vscode.env.clipboard.writeText('mine');
    await clipboard.clear();
    assert.equal(await held(), 'mine');
  });
});

describe('The store of secrets', () => {
  let storage: TestStorage;
  let state: TestState;
  let store: SecretStore;
  beforeEach(() => {
    storage = new TestStorage();
    state = new TestState();
    store = new SecretStore(storage, state, error => assert.fail(String(error)));
  });
  afterEach(() => store.dispose());

  const secret = new TotpSecret(Buffer.from('12345678901234567890'));

  it('keeps one item a login, as the contract says, and in the state no more than the login, a count and a time', async () => {
    await store.set('QA@Acme.test', secret);
    assert.deepEqual(
      [...storage.values],
      [
        [
          'totp:qa@acme.test',
          `otpauth://totp/Xero:qa@acme.test?secret=${OTHER_KEY}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
        ],
      ],
    );
    const storedAt = state.get<{ at: number }>('secretChanges')?.at;
    assert.deepEqual(
      state.keys().map(key => state.get(key)),
      [{ count: 1, at: storedAt }, ['qa@acme.test']],
    );
    const now = Date.now();
    assert.equal((await store.get('qa@ACME.test'))?.codeAt(now, hmac), codeAt(now, OTHER_KEY));
  });

  it('says what became of a login and by which route, but not by how a key is kept', async () => {
    const other = new TotpSecret(Buffer.from('another key of 20 by'));
    const acted: unknown[] = [];
    store.onDidWrite(({ action, login, route }) => acted.push([action, login, route]));
    await store.set('QA@acme.test', secret);
    await store.set('qa@acme.test', secret);
    await store.set('qa@acme.test', other, 'import');
    await store.putBack('qa@acme.test');
    await store.accept('qa@acme.test');
    await store.setAnswers('qa@acme.test', [{ question: 'First pet?', answer: 'Tiddles' }]);
    await store.delete('QA@acme.test', 'guide');
    storage.writesLeft = 0;
    await assert.rejects(store.set('qa@acme.test', secret));
    assert.deepEqual(acted, [
      ['set', 'qa@acme.test', 'command'],
      [undefined, 'qa@acme.test', 'command'],
      ['replaced', 'qa@acme.test', 'import'],
      ['putBack', 'qa@acme.test', 'guide'],
      [undefined, 'qa@acme.test', 'guide'],
      ['answersStored', 'qa@acme.test', 'guide'],
      ['removed', 'qa@acme.test', 'guide'],
    ]);
  });

  /** The store of a window that opens now. */
  async function inNewWindow(): Promise<SecretStore> {
    store.dispose();
    store = new SecretStore(storage, state, error => assert.fail(String(error)));
    await store.refresh();
    return store;
  }

  it('tells a secret that VS Code has lost from one that was removed, or never there', async () => {
    await store.set('lost@acme.test', secret);
    await store.set('removed@acme.test', secret);
    await store.delete('removed@acme.test');
    storage.values.delete('totp:lost@acme.test');
    const { stateOf } = await inNewWindow();
    const states = ['LOST@acme.test', 'removed@acme.test', 'never@acme.test'].map(stateOf, store);
    assert.deepEqual(states, ['lost', 'none', 'none']);
    await store.set('lost@acme.test', secret);
    assert.equal(store.stateOf('lost@acme.test'), 'ready');
  });

  it('hears of what another window stores and removes', async () => {
    let changes = 0;
    store.onDidChange(() => changes++);
    await storage.store('totp:qa@acme.test', 'otpauth://totp/x');
    await eventually(() => assert.equal(store.stateOf('qa@acme.test'), 'ready'));
    await storage.delete('totp:qa@acme.test');
    await eventually(() => assert.equal(store.stateOf('qa@acme.test'), 'none'));
    assert.equal(changes, 2);
    await storage.store('team:identity', 'another one’s');
    assert.deepEqual(store.logins, new Set());
  });

  it('says with a change whose key was written or deleted, and soon forgets it', async () => {
    const changed: string[] = [];
    store.onDidChange(() =>
      changed.push(['qa@acme.test', 'other@acme.test'].filter(login => store.hasJustChanged(login)).join()),
    );
    await store.set('QA@acme.test', secret);
    await eventually(() => assert.ok(changed.includes('qa@acme.test')));
    await eventually(() => assert.ok(!store.hasJustChanged('qa@acme.test')));
    await storage.store('totp:other@acme.test', 'otpauth://totp/x');
    await eventually(() => assert.equal(changed.at(-1), 'other@acme.test'));
  });

  it('reports a value that it cannot read, without showing it, and keeps it', async () => {
    await storage.store('totp:qa@acme.test', 'SECRETVALUE!');
    await assert.rejects(store.get('qa@acme.test'), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.match(
        error.message,
        /of qa@acme\.test can’t be read\. It has been kept\. Add the setup key again/,
      );
      return !error.message.includes('SECRETVALUE');
    });
    assert.equal(storage.values.get('totp:qa@acme.test'), 'SECRETVALUE!');
  });

  const answers = [
    { question: 'What was your first pet called?', answer: 'Rex2009' },
    { question: 'Where were you born?', answer: 'Wellington' },
  ];

  it('keeps the answers of a login apart from its secret, as the contract says, and nowhere else', async () => {
    await store.setAnswers('QA@Acme.test', answers);
    assert.deepEqual([...storage.values.keys()], ['recovery:qa@acme.test']);
    assert.deepEqual(state.keys(), ['secretChanges']);
    assert.deepEqual(await store.getAnswers('qa@ACME.test'), answers);
    assert.equal(await store.getAnswers('other@acme.test'), undefined);
    assert.deepEqual([store.hasAnswers(' QA@acme.TEST'), store.hasAnswers('other@acme.test')], [true, false]);
    assert.deepEqual(store.loginsWithAnswers, new Set(['qa@acme.test']));
  });

  it('does not call a login ready for its answers', async () => {
    await store.setAnswers('qa@acme.test', answers);
    assert.equal(store.stateOf('qa@acme.test'), 'none');
    assert.deepEqual(store.logins, new Set());
    await store.set('qa@acme.test', secret);
    assert.equal(store.stateOf('qa@acme.test'), 'ready');
    assert.ok(store.hasAnswers('qa@acme.test'));
  });

  it('replaces all answers by those stored last, and none by what Xero refuses', async () => {
    await store.setAnswers('qa@acme.test', answers);
    const [first] = answers.slice(1);
    await store.setAnswers('qa@acme.test', first ? [first] : []);
    await assert.rejects(store.setAnswers('qa@acme.test', [{ question: 'Team?', answer: 'All Blacks' }]), {
      name: 'AnswersError',
    });
    assert.deepEqual(await store.getAnswers('qa@acme.test'), [first]);
  });

  it('reports answers that it cannot read, without showing them, and keeps them', async () => {
    const stored = JSON.stringify({ version: 2, answers });
    await storage.store('recovery:qa@acme.test', stored);
    await assert.rejects(store.getAnswers('qa@acme.test'), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.match(
        error.message,
        /security questions of qa@acme\.test can’t be read\. They have been kept\. Store the answers/,
      );
      return !error.message.includes('Rex2009');
    });
    assert.equal(storage.values.get('recovery:qa@acme.test'), stored);
  });

  it('hears of answers that another window stores and removes', async () => {
    let changes = 0;
    store.onDidChange(() => changes++);
    await storage.store('recovery:qa@acme.test', JSON.stringify({ version: 1, answers }));
    await eventually(() => assert.ok(store.hasAnswers('qa@acme.test')));
    await storage.delete('recovery:qa@acme.test');
    await eventually(() => assert.ok(!store.hasAnswers('qa@acme.test')));
    assert.equal(changes, 2);
  });

  it('forgets the secret and the answers of a login together, and no other’s', async () => {
    for (const login of ['qa@acme.test', 'other@acme.test']) {
      await store.set(login, secret);
      await store.setAnswers(login, answers);
    }
    await store.delete('QA@acme.test');
    assert.deepEqual([...storage.values.keys()].sort(), ['recovery:other@acme.test', 'totp:other@acme.test']);
    assert.ok(!store.hasAnswers('qa@acme.test') && store.hasAnswers('other@acme.test'));
  });

  describe('keeps the key that another takes the place of', () => {
    const login = 'qa@acme.test';
    const previous = parseSecret(KEY).secret;
    const third = parseSecret('KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU').secret;
    const keys = () => [...storage.values.keys()].sort();

    beforeEach(async () => {
      await store.set(login, previous);
      await store.set('QA@acme.test', secret);
    });

    it('and gives the codes of the new one', async () => {
      assert.deepEqual(keys(), ['former:qa@acme.test', 'totp:qa@acme.test']);
      assert.ok(store.isReplacing('Qa@acme.test') && !store.isReplacing('other@acme.test'));
      assert.deepEqual(store.logins, new Set([login]));
      assert.ok((await store.get(login))?.equals(secret));
    });

    it('and puts it back, keeping the new one in case Xero has accepted that', async () => {
      await store.putBack('QA@acme.test');
      assert.deepEqual(keys(), ['candidate:qa@acme.test', 'totp:qa@acme.test']);
      assert.ok(!store.isReplacing(login) && store.hasCandidates(login));
      assert.ok((await store.get(login))?.equals(previous));
      assert.ok((await store.candidates(login))[0]?.equals(secret));
      await store.putBack(login);
      assert.ok((await store.get(login))?.equals(previous), 'There is nothing to put back any more.');
    });

    it('until Xero accepts a code of the new one', async () => {
      await store.set(login, third);
      assert.deepEqual(keys(), ['candidate:qa@acme.test', 'former:qa@acme.test', 'totp:qa@acme.test']);
      await store.accept('QA@acme.test');
      assert.deepEqual(keys(), ['totp:qa@acme.test']);
      assert.ok((await store.get(login))?.equals(third));
    });

    it('however many are tried after it', async () => {
      await store.set(login, third);
      await store.putBack(login);
      assert.ok((await store.get(login))?.equals(previous));
      assert.deepEqual(
        (await store.candidates(login)).map(({ base32 }) => base32),
        [third, secret].map(({ base32 }) => base32),
      );
    });

    it('and forgets all of them with the login', async () => {
      await store.set(login, third);
      await store.delete(login);
      assert.deepEqual(keys(), []);
      assert.ok(!store.isReplacing(login) && !store.hasCandidates(login));
    });

    it('but not the same one', async () => {
      await store.accept(login);
      await store.set('QA@acme.test', secret);
      assert.deepEqual(keys(), ['totp:qa@acme.test']);
    });

    it('also where it cannot be read', async () => {
      await store.accept(login);
      await storage.store('totp:qa@acme.test', 'unreadable');
      await store.set(login, secret);
      assert.equal(storage.values.get('former:qa@acme.test'), 'unreadable');
    });

    it('also where VS Code can decrypt none of them, and deletes what it is asked for', async () => {
      await store.set(login, third);
      storage.onGet = key => storage.values.delete(key);
      await store.accept(login);
      await assert.rejects(store.set(login, third), /VS Code did not keep the setup key/);
      assert.deepEqual(keys(), ['candidate:qa@acme.test', 'former:qa@acme.test']);
    });

    it('wherever a write is broken off', async () => {
      const changes: readonly [name: string, change: (store: SecretStore) => Promise<void>][] = [
        ['set', broken => broken.set(login, third)],
        ['putBack', broken => broken.putBack(login)],
        ['set again', broken => broken.set(login, previous)],
      ];
      const before = new Map(storage.values);
      for (const [name, change] of changes) {
        for (let survived = 0; survived < 6; survived++) {
          storage.values.clear();
          for (const [key, value] of before) storage.values.set(key, value);
          storage.writesLeft = survived;
          await change(store).catch(() => {});
          storage.writesLeft = Number.POSITIVE_INFINITY;
          const kept = [...storage.values.values()].join('\n');
          for (const key of [KEY, secret.base32])
            assert.ok(kept.includes(key), `${name} lost a key after ${survived} writes`);
        }
      }
    });
  });

  describe('of a key that VS Code could not decrypt, and deleted', () => {
    beforeEach(async () => {
      for (const login of ['qa-1@acme.test', 'qa-2@acme.test', 'qa-3@acme.test'])
        await store.set(login, secret);
      // VS Code deletes what it cannot decrypt when it is asked for it.
      storage.onGet = key => {
        if (key.startsWith('totp:')) storage.values.delete(key);
      };
    });

    it('says at once that it is lost', async () => {
      assert.equal(store.stateOf('qa-1@acme.test'), 'ready');
      let changes = 0;
      store.onDidChange(() => changes++);
      assert.equal(await store.get('QA-1@acme.test'), undefined);
      assert.equal(store.stateOf('qa-1@acme.test'), 'lost');
      assert.equal(changes, 1);
    });

    it('asks for no other in bulk', async () => {
      const all = await readAll(store, async () => 'Advice.');
      assert.deepEqual([all.secrets.size, all.isComplete], [0, false]);
      assert.match(String(all.failure), /no longer has the setup key of qa-1@acme\.test/);
      assert.deepEqual(storage.reads.filter(key => key.startsWith('totp:')).slice(-1), [
        'totp:qa-1@acme.test',
      ]);
      assert.deepEqual([...storage.values.keys()], ['totp:qa-2@acme.test', 'totp:qa-3@acme.test']);
    });

    it('is lost where a write finds it so, and keeps no other from being stored', async () => {
      storage.onGet = key => {
        if (key === 'totp:qa-1@acme.test') storage.values.delete(key);
      };
      await store.accept('qa-1@acme.test');
      assert.equal(store.stateOf('qa-1@acme.test'), 'lost');
      await store.set('qa-2@acme.test', secret);
    });

    it('is lost where another window finds it so while this one writes', async () => {
      storage.onGet = key => {
        if (key === 'totp:qa-2@acme.test') void storage.delete('totp:qa-1@acme.test');
      };
      await store.accept('qa-2@acme.test');
      storage.onGet = undefined;
      await eventually(() => assert.equal(store.stateOf('qa-1@acme.test'), 'lost'));
      await store.set('qa-3@acme.test', secret);
    });

    it('tells it from one that another window removed', async () => {
      storage.onGet = undefined;
      const other = new SecretStore(storage, state, error => assert.fail(String(error)));
      await other.delete('qa-1@acme.test');
      assert.equal(await store.get('qa-1@acme.test'), undefined);
      assert.equal(store.stateOf('qa-1@acme.test'), 'none');
      other.dispose();
    });
  });

  describe('in a browser, where each window knows what it read when it opened', () => {
    const login = 'qa-1@acme.test';
    let kept: Map<string, string>;
    let one: SecretStore;
    let two: SecretStore;

    /** A window that opens now, beside those there are. */
    async function openWindow(): Promise<SecretStore> {
      const opened = new SecretStore(new BrowserStorage(kept), state, error => assert.fail(String(error)));
      await opened.ready();
      return opened;
    }

    /** What another window stores here must not be undone by this one. */
    async function expectRefusal(message: RegExp): Promise<void> {
      const before = new Map(kept);
      assert.ok(two.isBehind);
      for (const write of [
        () => two.set('qa-2@acme.test', secret),
        () => two.setAnswers('qa-2@acme.test', answers),
        () => two.delete(login),
      ])
        await assert.rejects(write(), (error: Error) => {
          assert.equal(error.name, 'UserError');
          assert.match(error.message, message);
          return true;
        });
      assert.deepEqual(kept, before);
      two.dispose();
      two = await openWindow();
      assert.ok(!two.isBehind);
      await two.set('qa-2@acme.test', secret);
      assert.deepEqual(new Map([...kept].filter(([key]) => !key.endsWith('qa-2@acme.test'))), before);
    }

    beforeEach(async () => {
      kept = new Map();
      one = await openWindow();
    });
    afterEach(() => {
      one.dispose();
      two.dispose();
    });

    it('stores nothing that would erase what another window stored, and says what to do', async () => {
      two = await openWindow();
      await one.set(login, secret);
      assert.deepEqual(two.unseen, [login]);
      await expectRefusal(/Another window stored the setup key of qa-1@acme\.test.*Reload this window/);
    });

    it('nor what would put back a key that another window replaced', async () => {
      await one.set(login, secret);
      two = await openWindow();
      await one.set(login, parseSecret(KEY).secret);
      await one.accept(login);
      await expectRefusal(/Another window changed the stored keys or answers.*Reload this window/);
    });

    it('nor what would put back a key that another window removed', async () => {
      await one.set(login, secret);
      two = await openWindow();
      await one.delete(login);
      await expectRefusal(/Another window changed/);
    });

    it('nor what would erase answers that another window stored without a key', async () => {
      two = await openWindow();
      await one.setAnswers(login, answers);
      await expectRefusal(/Another window changed/);
    });

    it('also where that was while this window was opening', async () => {
      await one.set(login, secret);
      const openedAt = Date.now() - 1;
      two = new SecretStore(new BrowserStorage(kept), state, error => assert.fail(String(error)), openedAt);
      await one.delete(login);
      await two.ready();
      await expectRefusal(/Another window changed/);
    });

    it('also where this window was the last to store something before', async () => {
      two = await openWindow();
      await two.set(login, secret);
      one.dispose();
      one = await openWindow();
      await one.set(login, parseSecret(KEY).secret);
      await expectRefusal(/Another window changed/);
    });
  });

  describe('on the desktop, where windows share one storage', () => {
    it('stores what it is given, whatever another window did', async () => {
      const login = 'qa-1@acme.test';
      const other = new SecretStore(storage, state, error => assert.fail(String(error)));
      await Promise.all([store.ready(), other.ready()]);
      const changes: readonly (() => Promise<void>)[] = [
        // Nothing comes of these: VS Code announces no change.
        () => other.accept(login),
        () => other.delete(login),
        () => other.set(login, secret),
        () => other.set(login, parseSecret(KEY).secret),
        () => other.setAnswers(login, answers),
        () => other.delete(login),
      ];
      for (const [index, change] of changes.entries()) {
        await change();
        assert.ok(!store.isBehind, `after ${index}`);
        await store.set('qa-2@acme.test', secret);
      }
      other.dispose();
    });

    it('nor where this window has missed and forgotten the key before', async () => {
      await store.set('qa-1@acme.test', secret);
      storage.values.clear();
      const other = new BrowserStorage(storage.values);
      const inOther = new SecretStore(other, state, error => assert.fail(String(error)));
      await inOther.ready();
      assert.equal(inOther.stateOf('qa-1@acme.test'), 'lost');
      await inOther.delete('qa-1@acme.test');
      await store.set('qa-1@acme.test', secret);
      await assert.rejects(inOther.set('qa-2@acme.test', secret), /Another window stored/);
      inOther.dispose();
    });
  });

  it('says so where VS Code does not keep what it is given', async () => {
    storage.store = async () => {};
    await assert.rejects(store.set('qa@acme.test', secret), /VS Code did not keep the setup key/);
    assert.equal(store.stateOf('qa@acme.test'), 'none');
  });

  it('makes writes in the order they were asked for', async () => {
    await Promise.all([
      store.setAnswers('qa@acme.test', answers),
      store.delete('qa@acme.test'),
      store.setAnswers('other@acme.test', answers.slice(1)),
      store.setAnswers('other@acme.test', answers),
    ]);
    assert.deepEqual([...storage.values.keys()], ['recovery:other@acme.test']);
    assert.deepEqual(await store.getAnswers('other@acme.test'), answers);
  });

  it('forgets answers that are stored alone by removeSecret, where that is confirmed', async () => {
    const services = { secrets: store, nameOf: (login: string) => login, isShared: () => false };
    const login = 'qa@acme.test';
    await assert.rejects(removeKey(login, services, true), /qa@acme\.test has no setup key/);
    await store.setAnswers(login, answers);
    // In a test VS Code refuses to show the question.
    await assert.rejects(removeKey(login, services));
    assert.ok(store.hasAnswers(login));
    await removeKey(login, services, true);
    assert.deepEqual([...storage.values], []);
    await assert.rejects(removeKey(login, services, true), /qa@acme\.test has no setup key/);
  });

  it('asks before a lost key is removed from the team store', async () => {
    const login = 'qa@acme.test';
    await store.set(login, secret);
    storage.values.delete(`totp:${login}`);
    await inNewWindow();
    assert.equal(store.stateOf(login), 'lost');
    const services = { secrets: store, nameOf: (name: string) => name };
    await assert.rejects(removeKey(login, { ...services, isShared: () => true }));
    assert.equal(store.stateOf(login), 'lost');
    await removeKey(login, { ...services, isShared: () => false });
    assert.equal(store.stateOf(login), 'none');
  });

  it('does all of several writes at once', async () => {
    const logins = Array.from({ length: 20 }, (_, index) => `qa-${index}@acme.test`);
    await Promise.all(logins.map(login => store.set(login, secret)));
    storage.values.clear();
    await inNewWindow();
    assert.deepEqual(new Set(logins.map(login => store.stateOf(login))), new Set(['lost']));
  });
});
