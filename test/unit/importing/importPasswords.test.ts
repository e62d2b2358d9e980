import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CancellationError } from 'vscode';
import { readAccountTable } from '../../../src/accounts/readAccountTable';
import { type Account, loginKey } from '../../../src/core/account';
import { UserError } from '../../../src/core/errors';
import { FoundPasswords } from '../../../src/importing/foundPasswords';
import { ImportSession } from '../../../src/importing/importSession';
import { importView } from '../../../src/importing/importView';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { NO_PASSWORDS } from '../../shared/noPasswords';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';

const NEW = 'new@acme.test';
const PAGE = { notes: [], lists: [], list: undefined };

/** A computer with lists and passwords, whose person answers questions. */
class Computer {
  readonly stored = new Map<string, string>();
  readonly asked: string[] = [];
  readonly added: string[] = [];
  answersNo = false;
  listed: Account[];

  constructor(...logins: readonly string[]) {
    this.listed = logins.map(login => ({ login, name: login, organisations: [], tags: [] }));
  }

  session(login?: string): ImportSession {
    const ask = (question: string): void => {
      this.asked.push(question);
      if (this.answersNo) throw new CancellationError();
    };
    const find = (wanted: string): Account | undefined =>
      this.listed.find(each => loginKey(each.login) === loginKey(wanted));
    return new ImportSession(
      {
        secrets: { ready: async () => {}, get: async () => undefined, set: async () => {} },
        passwords: {
          get: async each => {
            const stored = this.stored.get(loginKey(each));
            if (stored === 'unreadable') throw new UserError('cannot be read');
            return stored;
          },
          set: async (each, password, route) => {
            assert.equal(route, 'import');
            this.stored.set(loginKey(each), password);
          },
          confirmFirst: async () => ask('first'),
          confirmReplacing: async names => ask(`replace ${names.join()}`),
        },
        hmac: () => new Uint8Array(20),
        now: () => 1_700_000_000_000,
        accounts: {
          ready: async () => {},
          find,
          all: () => this.listed,
          addAll: async entries => {
            this.added.push(...entries.map(each => each.login));
            this.listed.push(
              ...entries.map(each => ({ login: each.login, name: each.login, organisations: [], tags: [] })),
            );
          },
          editOrganisations: async () => {},
          readTable: async text => readAccountTable(text, this.listed),
        },
        confirmReplacing: async () => {},
      },
      login,
    );
  }
}

const source = (name: string) => ({ name, uri: `file:///${name}`, isFile: true });
const vault = (...entries: readonly (readonly [login: string, password: string, key?: string])[]): string =>
  JSON.stringify({
    items: entries.map(([username, password, totp = KEY]) => ({
      type: 1,
      name: 'Xero',
      login: { username, password, totp },
    })),
  });

/** Each password's row, as the page has it. */
const rowsOf = (computer: Computer, session: ImportSession): string[] =>
  (importView(session, computer.listed, PAGE).passwords?.found?.rows ?? []).map(({ account, tick, note }) =>
    [account, tick ? (tick.ticked ? 'ticked' : '-') : 'none', ...(note ? [note.text] : [])].join(' | '),
  );

async function turnAllOn({ passwords }: ImportSession): Promise<void> {
  for (const { id } of passwords.files) await passwords.turn(id, true);
}

describe('The passwords of an import', () => {
  it('are not read until the person turns them on for the file', async () => {
    const found = new FoundPasswords(NO_PASSWORDS);
    const file = (id: string, read: () => ReadonlyMap<number, string>) => ({
      source: source(id),
      entries: [{ position: 0, account: AU, login: () => AU }],
      text: id,
      read,
    });
    found.add(file('a', () => assert.fail('It was read.')));
    found.add(file('b', () => new Map([[0, 'secret']])));
    await found.look();
    await found.replacing();
    assert.equal(await found.store(), 0);
    await found.turn(1, true);
    assert.deepEqual([found.items.length, found.wanted.length], [1, 0]);
    await found.turn(1, false);
    assert.equal(found.items.length, 0);
    found.forget();
    assert.deepEqual(found.files, []);
  });

  it('leave the page as it is where no entry that is shown has one', async () => {
    const computer = new Computer(AU);
    for (const text of [
      `otpauth://totp/Xero:${AU}?secret=${KEY}`,
      JSON.stringify({ items: [{ name: 'x', login: { username: AU, totp: KEY, password: '' } }] }),
      // A password without a key is of an entry that is not shown.
      vault([AU, '', KEY], [NZ, 'hunter2', '']),
      `login,name,password,recovery codes,password hint\n${AU},A,,1 2 3,dog`,
    ]) {
      const session = computer.session();
      await session.addText(source('a'), text);
      const view = importView(session, computer.listed, PAGE);
      assert.equal(view.passwords, undefined, text);
      assert.ok(!('passwords' in session.planned));
    }
  });

  it('are offered unticked, and stored only for rows that were ticked', async () => {
    const computer = new Computer(AU, NZ);
    const session = computer.session();
    await session.addText(source('a'), vault([AU, 'one'], [NZ, 'two', OTHER_KEY], ['phone', 'three']));
    const [file] = importView(session, computer.listed, PAGE).passwords?.files ?? [];
    assert.deepEqual([file?.label, file?.isOn], ['Passwords, too', false]);
    await turnAllOn(session);
    assert.deepEqual(rowsOf(computer, session), [
      `${AU} | -`,
      `${NZ} | -`,
      'phone | none | Choose the account of its setup key.',
    ]);
    session.passwords.tick(session.passwords.items[1]?.id ?? -1, true);
    assert.equal(importView(session, computer.listed, PAGE).save?.label, 'Save 2 Keys, 1 Password');
    assert.equal((await session.save()).passwords, 1);
    assert.deepEqual([...computer.stored], [[NZ, 'two']]);
    assert.deepEqual(computer.asked, ['first']);
    assert.deepEqual(
      session.storedFiles.map(({ name }) => name),
      ['a'],
    );
  });

  it('go where the key of their entry goes, and add its account as the key does', async () => {
    const computer = new Computer(AU);
    const session = computer.session();
    await session.addText(source('a'), vault([NEW, 'one'], ['phone', 'two', OTHER_KEY]));
    await turnAllOn(session);
    for (const { id } of session.keys.items) session.keys.tick(id, false);
    assert.deepEqual(rowsOf(computer, session)[0], `${NEW} | - | New account`);
    await session.keys.goTo(1, { kind: 'account', login: AU });
    await session.passwords.look();
    for (const { id } of session.passwords.items) session.passwords.tick(id, true);
    session.keys.tick(1, false);
    assert.deepEqual(session.planned, { keys: 0, passwords: 2, accounts: 1 });
    await session.save();
    assert.deepEqual(computer.added, [NEW]);
    assert.deepEqual(
      [...computer.stored].sort(),
      [
        [NEW, 'one'],
        [AU, 'two'],
      ].sort(),
    );
    assert.equal(importView(session, computer.listed, PAGE).passwords, undefined);
  });

  it('of a file that was changed and added again are the new ones', async () => {
    const computer = new Computer(AU);
    const session = computer.session();
    for (const password of ['old', 'old', 'new']) await session.addText(source('a'), vault([AU, password]));
    await turnAllOn(session);
    assert.equal(session.passwords.items.length, 2);
    session.passwords.tick(session.passwords.items.at(-1)?.id ?? -1, true);
    await session.save();
    assert.equal(computer.stored.get(AU), 'new');
  });

  it('of a sheet go to the logins of its rows, and never into a list', async () => {
    const computer = new Computer(AU);
    const session = computer.session();
    const text = `login,name,Xero password,PIN,notes\n${AU},A, hunter2 ,4711,x\n${NEW},B,hunter3,,y\nno login,C,hunter4,,`;
    await session.addText(source('sheet.csv'), text);
    await turnAllOn(session);
    const { passwords } = session;
    assert.deepEqual(rowsOf(computer, session), [`${AU} | -`, `${NEW} | - | New account`]);
    for (const { id } of passwords.items) passwords.tick(id, true);
    const view = JSON.stringify(importView(session, computer.listed, PAGE));
    await session.save();
    assert.deepEqual(
      [...computer.stored],
      [
        [AU, ' hunter2 '],
        [NEW, 'hunter3'],
      ],
    );
    assert.doesNotMatch(view + JSON.stringify(computer.listed), /hunter|4711/);
  });

  it('that can’t be one, or are saved already, can’t be ticked; equal ones are one row', async () => {
    const computer = new Computer(AU, NZ);
    computer.stored.set(NZ, 'saved');
    const session = computer.session();
    await session.addText(
      source('a'),
      vault([AU, 'x'.repeat(501)], [NZ, 'saved', OTHER_KEY], [NEW, 'a'], [NEW, 'a', OTHER_KEY]),
    );
    await turnAllOn(session);
    assert.deepEqual(rowsOf(computer, session), [
      `${AU} | none | This can’t be a password: it is too long, or has line breaks.`,
      `${NZ} | none | This password is saved.`,
      `${NEW} | - | New account`,
    ]);
    for (const { id } of session.passwords.items) session.passwords.tick(id, true);
    assert.equal(session.planned.passwords, 1);
  });

  it('replace another one only after a choice, and none is stored if the person stops', async () => {
    for (const before of ['other', 'unreadable']) {
      const computer = new Computer(AU);
      computer.stored.set(AU, before);
      const session = computer.session();
      await session.addText(source('a'), vault([AU, 'new']));
      await turnAllOn(session);
      session.passwords.tick(0, true);
      computer.answersNo = true;
      await assert.rejects(session.save(), CancellationError);
      assert.equal(computer.stored.get(AU), before);
      computer.answersNo = false;
      await session.save();
      assert.deepEqual(computer.asked, ['first', 'first', `replace ${AU}`]);
      assert.equal(computer.stored.get(AU), 'new');
    }
  });

  it('are stored as ticked, after the questions, and shown nowhere, whatever the person does', async () => {
    const LOGINS = [AU, NZ, NEW];
    const step = new Kinds({
      turn: fc.record({ does: fc.constant('turn'), n: fc.nat(2), on: fc.boolean() }),
      tick: fc.record({ does: fc.constant('tick'), n: fc.nat(12), on: fc.boolean() }),
      goTo: fc.record({ does: fc.constant('goTo'), n: fc.nat(4), to: fc.constantFrom(...LOGINS) }),
      save: fc.record({ does: fc.constant('save'), no: fc.boolean() }),
      elsewhere: fc.record({ does: fc.constant('elsewhere'), to: fc.constantFrom(...LOGINS) }),
    });
    const OF_FILE: Readonly<Record<string, RegExp>> = { a: /^pw-[123]$/, b: /^pw-[145]$/, c: /^pw-[567]$/ };
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step.any, { minLength: 10, maxLength: 25 }), async steps => {
        const computer = new Computer(AU, NZ);
        const session = computer.session();
        await session.addText(source('a'), vault([AU, 'pw-1'], ['phone', 'pw-2', OTHER_KEY], [NEW, 'pw-3']));
        await session.addText(
          source('b'),
          vault([AU, 'pw-4'], [NZ, 'pw-5', OTHER_KEY], [AU, 'pw-1', OTHER_KEY]),
        );
        await session.addText(source('c'), `login,password\n${AU},pw-6\n${NZ},pw-5\n${NEW},pw-7`);
        const { passwords, keys } = session;
        await turnAllOn(session);
        const shown = (): string => {
          const { passwords: part, ...view } = importView(session, computer.listed, PAGE);
          return JSON.stringify([part, view, passwords.items, passwords.files, session.problems]);
        };
        for (const each of steps) {
          const before = new Map(computer.stored);
          const wanted = new Map(
            passwords.wanted.map(item => [loginKey(item.login() ?? ''), item.source.name]),
          );
          const asked = computer.asked.length;
          switch (each.does) {
            case 'turn':
              await passwords.turn(each.n, each.on);
              break;
            case 'tick':
              passwords.tick(passwords.items[each.n % passwords.items.length]?.id ?? 0, each.on);
              break;
            case 'goTo':
              await keys.goTo(each.n, { kind: 'account', login: each.to });
              await passwords.look();
              break;
            case 'elsewhere':
              computer.stored.set(loginKey(each.to), 'pw-elsewhere');
              before.set(loginKey(each.to), 'pw-elsewhere');
              break;
            case 'save':
              computer.answersNo = each.no;
              await session.save().catch(error => assert.ok(error instanceof CancellationError));
          }
          const questions = computer.asked.slice(asked);
          const changed = [...computer.stored].filter(([login, password]) => before.get(login) !== password);
          for (const [login, password] of changed) {
            stored++;
            assert.equal(each.does, 'save');
            assert.match(password, OF_FILE[wanted.get(login) ?? ''] ?? /^$/, 'It was not ticked.');
            assert.equal(questions[0], 'first');
            assert.ok(!before.has(login) || questions.some(question => question.includes(login)));
          }
          if (each.does === 'save' && each.no) assert.deepEqual(changed, []);
          // Of the passwords for a login, one at most is ticked.
          const logins = passwords.wanted.map(item => loginKey(item.login() ?? ''));
          assert.equal(new Set(logins).size, logins.length);
          assert.ok(
            passwords.items.every(item => passwords.files.some(({ id, isOn }) => id === item.file && isOn)),
          );
          assert.doesNotMatch(shown(), /pw-/);
        }
      }),
      { numRuns: cases(100, 800) },
    );
    step.assertAllMade();
    assert.ok(stored > 20, `Only ${stored} were stored.`);
  });
});
