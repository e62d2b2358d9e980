import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readAccountTable } from '../../../src/accounts/readAccountTable';
import type { Account } from '../../../src/core/account';
import { loginKey } from '../../../src/core/account';
import { UserError } from '../../../src/core/errors';
import { parseList } from '../../../src/core/list';
import { addEntries, editOrganisations, type NewEntry } from '../../../src/core/listEdit';
import { parseSecret } from '../../../src/core/secret';
import type { TotpSecret } from '../../../src/core/totp';
import { ImportSession, type ImportSessionServices } from '../../../src/importing/importSession';
import { importView } from '../../../src/importing/importView';
import { targetOf, targetValue } from '../../../src/importing/keysView';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { encodePayload, migrationUri } from '../../shared/migrationOracle';
import { NO_PASSWORDS } from '../../shared/noPasswords';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';

const PAGE = { notes: [], lists: [], list: undefined };
const FILE = { name: 'export.txt', uri: 'file:///export.txt', isFile: true };

const uri = (login: string, key = KEY, issuer = 'Xero'): string =>
  `otpauth://totp/${issuer}:${login}?secret=${key}&issuer=${issuer}`;
const account = (login: string): Account => ({ login, name: login, organisations: [], tags: [] });

/** A computer with lists and keys. */
class Computer implements ImportSessionServices {
  readonly keys = new Map<string, TotpSecret | 'unreadable'>();
  readonly stored: string[] = [];
  readonly added: NewEntry[] = [];
  /** The names of the questions before a key is replaced. */
  readonly asked: string[][] = [];
  listed: Account[];
  answersNo = false;
  onAsk: (() => void) | undefined;
  beforeRead: (() => Promise<void>) | undefined;
  readonly hmac: ImportSessionServices['hmac'] = (algorithm, key, message) =>
    createHmac(algorithm, key).update(message).digest();
  readonly now = (): number => 1_700_000_000_000;

  constructor(...logins: readonly string[]) {
    this.listed = logins.map(account);
  }

  readonly passwords = NO_PASSWORDS;
  readonly secrets: ImportSessionServices['secrets'] = {
    ready: async () => {},
    get: async login => {
      await this.beforeRead?.();
      const key = this.keys.get(loginKey(login));
      if (key === 'unreadable') throw new UserError('cannot be read');
      return key;
    },
    set: async (login, secret) => {
      this.keys.set(loginKey(login), secret);
      this.stored.push(`${login} ${secret.base32}`);
    },
  };

  readonly accounts: ImportSessionServices['accounts'] = {
    ready: async () => {},
    find: login => this.listed.find(each => loginKey(each.login) === loginKey(login)),
    addAll: async entries => {
      addEntries(JSON.stringify({ version: 1, accounts: this.listed }), entries);
      this.added.push(...entries);
      this.listed.push(...entries.map(({ login }) => account(login)));
    },
    all: () => this.listed,
    editOrganisations: async (login, edits) => {
      this.listed = parseList(
        editOrganisations(JSON.stringify({ version: 1, accounts: this.listed }), login, edits),
      ).accounts.slice();
    },
    readTable: async text => readAccountTable(text, this.listed),
  };

  readonly confirmReplacing = async (names: readonly string[]): Promise<void> => {
    this.asked.push([...names]);
    this.onAsk?.();
    if (this.answersNo) throw new Error('kept');
  };

  set(login: string, key: string): this {
    this.keys.set(loginKey(login), parseSecret(key).secret);
    return this;
  }
}

async function read(computer: Computer, text: string, login?: string): Promise<ImportSession> {
  const session = new ImportSession(computer, login);
  await session.addText(FILE, text);
  return session;
}

/** Each key in a line: where it goes, whether it is ticked, and how it is to what is stored. */
const plan = ({ keys }: ImportSession): string[] =>
  keys.items.map(
    ({ account, target, ticked, stored }) =>
      `${account}: ${targetValue(target)} ${ticked ? 'ticked' : '-'} ${stored}`,
  );
const reasons = ({ problems }: ImportSession): string[] => problems.map(({ reason }) => reason);

describe('An import', () => {
  it('matches accounts by login, in any case, and stores only ticked keys', async () => {
    const computer = new Computer('QA-AU@acme.test', NZ);
    const session = await read(computer, `${uri(AU)}\n${uri(NZ, OTHER_KEY)}`);
    assert.deepEqual(plan(session), [
      `${AU}: account:QA-AU@acme.test ticked none`,
      `${NZ}: account:${NZ} ticked none`,
    ]);
    session.keys.tick(1, false);
    assert.equal((await session.save()).keys, 1);
    assert.deepEqual(computer.stored, [`QA-AU@acme.test ${KEY}`]);
    assert.deepEqual(computer.added, []);
  });

  it('adds an account only for a Xero key whose login no list has', async () => {
    const computer = new Computer();
    const session = await read(computer, [uri(AU), uri('me@x.test', OTHER_KEY, 'GitHub'), KEY].join('\n'));
    assert.deepEqual(plan(session), [`${AU}: new:${AU} ticked none`, 'me@x.test:  - none']);
    assert.deepEqual(reasons(session), []);
    await session.save();
    assert.deepEqual(computer.added, [{ login: AU, fields: {} }]);
    assert.deepEqual(computer.stored, [`${AU} ${KEY}`]);
  });

  it('does not tick a key that is not for Xero, even if an account has its login', async () => {
    const session = await read(new Computer(AU), uri(AU, KEY, 'GitHub'));
    assert.deepEqual(plan(session), [`${AU}: account:${AU} - none`]);
  });

  it('replaces nothing by itself', async () => {
    const computer = new Computer(AU, NZ).set(AU, KEY).set(NZ, OTHER_KEY);
    const session = await read(computer, `${uri(AU)}\n${uri(NZ)}`);
    assert.deepEqual(plan(session), [`${AU}: account:${AU} - same`, `${NZ}: account:${NZ} - different`]);
    session.keys.tick(0, true);
    assert.deepEqual(session.keys.wanted, []);
    session.keys.tick(1, true);
    computer.answersNo = true;
    await assert.rejects(session.save());
    assert.deepEqual(computer.stored, []);
    computer.answersNo = false;
    await session.save();
    assert.deepEqual(computer.asked, [[NZ], [NZ]]);
    assert.deepEqual(computer.stored, [`${NZ} ${KEY}`]);
  });

  it('asks before the second of two keys for an account replaces the first', async () => {
    const computer = new Computer(AU);
    const session = await read(computer, `${uri(AU)}\n${uri(AU, OTHER_KEY)}`);
    session.keys.tick(0, true);
    await session.save();
    assert.deepEqual(plan(session), [`${AU}: account:${AU} ticked same`, `${AU}: account:${AU} - different`]);
    session.keys.tick(1, true);
    await session.save();
    assert.deepEqual(computer.asked, [[AU]]);
    assert.deepEqual(computer.stored, [`${AU} ${KEY}`, `${AU} ${OTHER_KEY}`]);
    assert.deepEqual(
      session.keys.items.map(item => [session.keys.isStored(item), item.stored]),
      [
        [false, 'different'],
        [true, 'same'],
      ],
    );
  });

  it('asks before it replaces a key that was stored after the file was read', async () => {
    const computer = new Computer(AU);
    const session = await read(computer, uri(AU));
    computer.set(AU, OTHER_KEY);
    computer.answersNo = true;
    await assert.rejects(session.save());
    assert.deepEqual([computer.asked, computer.stored], [[[AU]], []]);
  });

  it('asks again if another key is stored while it asks', async () => {
    const computer = new Computer(AU, NZ).set(AU, OTHER_KEY);
    const session = await read(computer, `${uri(AU)}\n${uri(NZ)}`);
    session.keys.tick(0, true);
    computer.onAsk = () => computer.set(NZ, OTHER_KEY);
    await session.save();
    assert.deepEqual(computer.asked, [[AU], [NZ]]);
  });

  it('does not write a key again that was stored after the file was read', async () => {
    const computer = new Computer(AU);
    const session = await read(computer, uri(AU));
    computer.set(AU, KEY);
    assert.equal((await session.save()).keys, 1);
    assert.deepEqual([computer.asked, computer.stored], [[], []]);
  });

  it('uses the account that was chosen last, whichever is looked up first', async () => {
    const computer = new Computer(AU, NZ).set(NZ, OTHER_KEY);
    const session = await read(computer, uri('phone'));
    const answer: (() => void)[] = [];
    computer.beforeRead = () => new Promise(resolve => answer.push(resolve));
    const choices = [AU, NZ].map(login => session.keys.goTo(0, { kind: 'account', login }));
    for (const resolve of answer.reverse()) resolve();
    await Promise.all(choices);
    assert.deepEqual(plan(session), [`phone: account:${NZ} ticked different`]);
  });

  it('asks before it replaces a key that can’t be read', async () => {
    const computer = new Computer(AU);
    computer.keys.set(AU, 'unreadable');
    const session = await read(computer, uri(AU));
    assert.deepEqual(plan(session), [`${AU}: account:${AU} - unreadable`]);
    session.keys.tick(0, true);
    await session.save();
    assert.deepEqual(computer.asked, [[AU]]);
  });

  it('lets the person choose between keys for an account, and ticks one at a time', async () => {
    const computer = new Computer(AU);
    const session = await read(computer, uri(AU));
    assert.deepEqual(plan(session), [`${AU}: account:${AU} ticked none`]);
    await session.addText(FILE, uri(AU, OTHER_KEY));
    assert.deepEqual(plan(session), [`${AU}: account:${AU} - none`, `${AU}: account:${AU} - none`]);
    const { keys } = importView(session, computer.listed, PAGE);
    for (const { note } of keys?.rows ?? [])
      assert.match(note?.text ?? '', /^Several keys match this account/);
    session.keys.tick(0, true);
    session.keys.tick(1, true);
    assert.deepEqual(plan(session), [`${AU}: account:${AU} - none`, `${AU}: account:${AU} ticked none`]);
  });

  it('treats a key under two names as one key', async () => {
    const computer = new Computer(AU);
    const session = await read(computer, `${uri(AU)}\n${uri(AU, KEY, 'Xero%20AU')}`);
    assert.deepEqual(plan(session), [`${AU}: account:${AU} ticked none`]);
    await session.addText({ ...FILE, name: 'other.txt', uri: 'file:///other.txt' }, uri(AU));
    assert.equal(
      importView(session, computer.listed, PAGE).keys?.rows[0]?.source,
      'export.txt and other.txt',
    );
  });

  for (const [issuer, ticked] of [
    ['Xerox', false],
    ['AntiXero', false],
    ['XERO', true],
    ['Xero%20AU', true],
    ['xero.com', true],
    ['Xero_2', true],
  ] as const) {
    it(`${ticked ? 'ticks' : 'does not tick'} a key of ${issuer}`, async () => {
      const session = await read(new Computer(AU), uri(AU, KEY, issuer));
      assert.deepEqual(plan(session), [`${AU}: account:${AU} ${ticked ? 'ticked' : '-'} none`]);
    });
  }

  it('sends a key where the person says, or nowhere', async () => {
    const computer = new Computer(AU, NZ).set(NZ, OTHER_KEY);
    const session = await read(computer, uri('someone', KEY, 'Other'));
    await session.keys.goTo(0, targetOf(`account:${NZ}`));
    assert.deepEqual(plan(session), [`someone: account:${NZ} ticked different`]);
    await session.keys.goTo(0, targetOf('nonsense'));
    session.keys.tick(0, true);
    assert.deepEqual(plan(session), ['someone:  - none']);
    assert.equal((await session.save()).keys, 0);
  });

  it('merges duplicates, and reads the parts of a transfer in any order', async () => {
    const part = (index: number, login: string): string =>
      migrationUri(
        encodePayload({
          parameters: [
            {
              secret: Buffer.from('12345678901234567890').toString('base64'),
              name: login,
              issuer: 'Xero',
              type: 2,
            },
          ],
          size: 3,
          index,
          id: -5,
        }),
      );
    const session = new ImportSession(new Computer(AU, NZ));
    for (const text of [part(2, NZ), part(0, AU), part(0, AU)]) await session.addScan(FILE, [text], false);
    assert.equal(session.keys.items.length, 2);
    assert.deepEqual(reasons(session), ['Part 2 of 3 of this transfer is missing. Import it, too.']);
    await session.addText(FILE, part(1, 'third@x.test'));
    assert.deepEqual(reasons(session), []);
    await session.addText(FILE, migrationUri(encodePayload({ parameters: [], size: 30 })));
    assert.match(reasons(session)[0] ?? '', /^Parts 2, 3, .*, 20, 21, … of 30 of this transfer are missing/);
  });

  it('gives a reason for each problem', async () => {
    const computer = new Computer(AU);
    const session = new ImportSession(computer);
    const texts: [text: string, isScan: boolean, reason: RegExp][] = [
      ['https://xero.com', true, /^The QR code in this picture isn’t for MFA/],
      ['Dear team', false, /^This contains no setup keys/],
      [
        `otpauth://hotp/Xero:${AU}?secret=${KEY}&counter=1`,
        true,
        /^Xero · qa-au@acme\.test: .*counter-based/,
      ],
      ['otpauth-migration://offline?data=////', true, /^This Google Authenticator transfer is damaged/],
      [`otpauth://totp/x?secret=AAAA`, true, /^x: This key is too short/],
      [JSON.stringify({ services: [], servicesEncrypted: 'x' }), false, /In 2FAS, choose Settings/],
    ];
    for (const [text, isScan] of texts)
      await (isScan ? session.addScan(FILE, [text], false) : session.addText(FILE, text));
    assert.equal(session.problems.length, texts.length);
    for (const [index, [, , reason]] of texts.entries()) assert.match(reasons(session)[index] ?? '', reason);
  });

  it('for one login uses its key, and reports keys of other logins', async () => {
    const computer = new Computer(AU, NZ);
    const session = await read(computer, [uri(NZ), uri('phone', OTHER_KEY)].join('\n'), AU);
    assert.deepEqual(plan(session), [`${NZ}: account:${NZ} - none`, `phone: account:${AU} ticked none`]);
    assert.match(reasons(session)[0] ?? '', /another login: qa-nz@acme\.test/);
  });

  it('stores for a caller only keys that match an account of the lists', async () => {
    const computer = new Computer(AU, NZ, 'd@x.test').set(NZ, OTHER_KEY);
    const session = await read(
      computer,
      [uri(AU), uri(NZ), uri('new@x.test'), uri('d@x.test', KEY, 'GitHub')].join('\n'),
    );
    await session.keys.storeMatched();
    assert.deepEqual(computer.stored, [`${AU} ${KEY}`]);
    assert.deepEqual([computer.asked, computer.added], [[], []]);
  });

  it('stores for a caller neither of two different keys of a login', async () => {
    const computer = new Computer(AU);
    const session = await read(
      computer,
      [uri(AU), uri(AU, OTHER_KEY), uri(AU, OTHER_KEY, 'GitHub')].join('\n'),
    );
    await session.keys.storeMatched();
    assert.deepEqual(computer.stored, []);
  });

  it('replaces nothing for a caller if a key was stored after the file was read', async () => {
    const computer = new Computer(AU, NZ);
    const session = await read(computer, `${uri(AU)}\n${uri(NZ)}`);
    computer.set(AU, OTHER_KEY);
    await session.keys.storeMatched();
    assert.deepEqual(computer.stored, [`${NZ} ${KEY}`]);
    assert.deepEqual(computer.asked, []);
  });

  it('stores for a caller with a login the only key in a file for it', async () => {
    for (const [text, stored] of [
      [uri('phone', KEY, 'Other'), [`${AU} ${KEY}`]],
      [`${uri('phone')}\n${uri('tablet', OTHER_KEY)}`, []],
      [uri(NZ), []],
    ] as const) {
      const computer = new Computer(AU, NZ);
      const session = await read(computer, text, AU);
      await session.keys.storeMatched();
      assert.deepEqual(computer.stored, stored);
    }
  });

  it('has a button while there is something left to do', async () => {
    const computer = new Computer(AU, NZ).set(NZ, KEY);
    const session = await read(computer, `${uri(AU)}\n${uri(NZ)}`);
    await session.addText(FILE, `login\tname\nnew@x.test\tNew`);
    const button = (): string => {
      const { save } = importView(session, computer.listed, PAGE);
      return save ? `${save.label}${save.isEnabled ? '' : ' (disabled)'}` : 'none';
    };
    session.keys.tick(0, false);
    assert.equal(button(), 'Add 1 Account');
    session.accounts.tick(0, false);
    assert.equal(button(), 'Nothing Selected (disabled)');
    session.keys.tick(0, true);
    assert.equal(button(), 'Save 1 Setup Key');
    session.accounts.tick(0, true);
    assert.equal(button(), 'Save 1 Key, Add 1 Account');
    assert.deepEqual(await session.save(), { keys: 1, accounts: 1 });
    assert.equal(button(), 'none');
  });

  describe('of a spreadsheet', () => {
    /** Each row as its cells and what becomes of it, those that are done last. */
    const rows = (session: ImportSession, computer: Computer): string[] => {
      const { accounts } = importView(session, computer.listed, PAGE);
      return [...(accounts?.rows ?? []), ...(accounts?.done?.rows ?? [])].map(
        ({ cells, kind, tick }) => `${cells.join('|')} ${kind}${tick?.ticked ? ' ticked' : ''}`,
      );
    };
    const table = `login,name\n${AU},AU payroll\n${NZ},NZ\n,nobody`;

    it('adds each account once if dropped twice', async () => {
      const computer = new Computer();
      const session = await read(computer, table);
      await session.addText(FILE, `\n${table}`);
      assert.deepEqual(rows(session, computer), [
        `${AU}|AU payroll new ticked`,
        `${NZ}|NZ new ticked`,
        '| wrong',
      ]);
      assert.deepEqual(await session.save(), { keys: 0, accounts: 2 });
      assert.deepEqual(
        computer.added.map(({ login }) => login),
        [AU, NZ],
      );
      assert.deepEqual(rows(session, computer), ['| wrong', `${AU}|AU payroll added`, `${NZ}|NZ added`]);
      assert.deepEqual(await session.save(), { keys: 0, accounts: 0 });
    });

    it('adds only what is ticked', async () => {
      const computer = new Computer();
      const session = await read(computer, table);
      session.accounts.tick(0, false);
      session.accounts.tick(2, true);
      assert.deepEqual(rows(session, computer), [`${AU}|AU payroll new`, `${NZ}|NZ new ticked`, '| wrong']);
      assert.deepEqual(await session.save(), { keys: 0, accounts: 1 });
      assert.deepEqual(computer.added, [{ login: NZ, fields: { name: 'NZ' } }]);
    });

    it('does not add an account again that an earlier one has with other details', async () => {
      const computer = new Computer();
      const session = await read(computer, table);
      await session.addText(FILE, `login,name\n${AU.toUpperCase()},Other`);
      assert.equal(rows(session, computer).at(-1), `${AU.toUpperCase()}|Other different`);
      await session.save();
      assert.deepEqual(
        computer.added.map(({ fields: { name } }) => name),
        ['AU payroll', 'NZ'],
      );
    });

    it('has the details of accounts that are added for keys, where they are ticked', async () => {
      for (const isTicked of [true, false]) {
        const computer = new Computer();
        const session = await read(computer, uri(AU));
        await session.addText(FILE, table);
        session.accounts.tick(0, isTicked);
        session.accounts.tick(1, false);
        assert.deepEqual(await session.save(), { keys: 1, accounts: 1 });
        assert.deepEqual(computer.added, [{ login: AU, fields: isTicked ? { name: 'AU payroll' } : {} }]);
        assert.deepEqual(rows(session, computer).slice(0, 2), [`${NZ}|NZ new`, '| wrong']);
      }
    });

    it('adds the others if an account was added meanwhile', async () => {
      const computer = new Computer();
      const session = await read(computer, table);
      computer.listed.push(account(AU));
      assert.deepEqual(rows(session, computer), [`${NZ}|NZ new ticked`, '| wrong', `${AU}|AU payroll same`]);
      assert.deepEqual(await session.save(), { keys: 0, accounts: 1 });
    });

    it('stores the keys of its rows for their accounts, and writes none into a list', async () => {
      const computer = new Computer(NZ);
      const session = await read(
        computer,
        `login,name,setup key\n${AU},AU,${KEY}\n${NZ},NZ,${uri(NZ, OTHER_KEY)}\nc@x.test,C,${uri(AU, OTHER_KEY)}`,
      );
      assert.deepEqual(plan(session), [
        `${AU}: new:${AU} ticked none`,
        `${NZ}: account:${NZ} ticked none`,
        // The link in the last row is for another login than its row.
        `${AU}: new:${AU} - none`,
      ]);
      assert.deepEqual(await session.save(), { keys: 2, accounts: 2 });
      assert.deepEqual(computer.stored, [`${AU} ${KEY}`, `${NZ} ${OTHER_KEY}`]);
      assert.doesNotMatch(JSON.stringify(computer.added), new RegExp(`${KEY}|${OTHER_KEY}|otpauth`, 'i'));
    });

    it('shows every cell that a list would get, in full, and the columns that are not read', async () => {
      const computer = new Computer();
      const note = 'one\ntwo '.repeat(40).trim();
      const session = await read(
        computer,
        `login,name,organisation,region,owner,backup email,tags,notes,password,colour\na@x.test,A,One;Two,UK,P,b@x.test,"t; u","${note}",hunter2,red`,
      );
      const { accounts } = importView(session, [], PAGE);
      assert.deepEqual(accounts?.rows[0]?.cells, [
        ...['a@x.test', 'A', 'One (GB); Two (GB)', 'P', 'b@x.test', 't, u'],
        note.replaceAll('\n', '⏎'),
      ]);
      assert.match(
        accounts?.notes.join(' ') ?? '',
        /Passwords are never put into a list.*password.*weren’t recognised.*colour/,
      );
      await session.save();
      assert.equal(computer.added[0]?.fields.notes, note);
      assert.doesNotMatch(JSON.stringify([accounts, computer.added]), /hunter2|"red"/);
    });

    it('names cells that are left out, and rows without a login, without quoting them', async () => {
      const session = await read(
        new Computer(),
        `login,organisation,region,notes\na@x.test,One,Atlantis,${KEY}\nhunter2,Two,NZ,`,
      );
      assert.deepEqual(reasons(session), [
        'Line 2: “Notes” was left out. It contains a setup key, which must not be in a list.',
        'Line 2: “Region” was left out. Use AU, NZ, GB, US, CA, ZA, SG, HK, MY, or GLOBAL, or the name of the country.',
      ]);
      const view = JSON.stringify(importView(session, [], PAGE));
      assert.doesNotMatch(view, new RegExp(`hunter2|Atlantis|${KEY}`));
      assert.match(view, /isn’t an email address/);
    });
  });

  it('shows the page each key’s code, but no key', async () => {
    const computer = new Computer(AU);
    const session = await read(computer, uri(AU));
    assert.deepEqual(session.codes(), { 0: codeAt(computer.now(), KEY) });
    const view = importView(session, computer.listed, PAGE);
    assert.doesNotMatch(JSON.stringify(view), new RegExp(KEY));
    assert.equal(view.save?.label, 'Save 1 Setup Key');
  });

  it('shows keys for Xero first, and each account once', async () => {
    const computer = new Computer(AU, NZ);
    const session = await read(computer, [uri('a@x.test', KEY, 'GitHub'), uri(AU)].join('\n'));
    const { keys } = importView(session, computer.listed, PAGE);
    assert.deepEqual(
      keys?.rows.map(({ issuer, target }) => [issuer, target.current, target.added?.value]),
      [
        ['Xero', `account:${AU}`, undefined],
        ['GitHub', '', 'new:a@x.test'],
      ],
    );
    assert.deepEqual(
      keys?.targets.map(({ value }) => value),
      [`account:${AU}`, `account:${NZ}`],
    );
  });

  it('reads each account a few times, however many keys there are', async () => {
    const session = await read(
      new Computer(),
      Array.from({ length: 200 }, (_, index) => uri(`${index}@x.test`, KEY, 'GitHub')).join('\n'),
    );
    let reads = 0;
    const listed = Array.from({ length: 100 }, (_, index) => ({
      name: 'A',
      get login(): string {
        reads++;
        return `listed${index}@x.test`;
      },
    }));
    importView(session, listed, PAGE);
    assert.ok(reads <= 5 * listed.length, `${reads} reads`);
  });

  it('shows the content of hostile files as plain text', async () => {
    const session = await read(
      new Computer(),
      `otpauth://totp/${encodeURIComponent('$(trash)[x](command:evil)\u202Ea@b.c')}?secret=${KEY}&issuer=${encodeURIComponent('Xero\n$(x)')}`,
    );
    const [row] = importView(session, [], PAGE).keys?.rows ?? [];
    assert.doesNotMatch(`${row?.account} ${row?.issuer} ${row?.label}`, /\$\(|\]\(|\u202E|\n/);
  });
});
