import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decrypt, encrypt } from '../../../src/age/age';
import { UserError } from '../../../src/core/errors';
import { NOT_CANCELLED, type SyncProgress } from '../../../src/team/storeFiles';
import { Computer, FolderFiles } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { cases } from '../../shared/thorough';

const LOGINS = [AU, NZ];
const SSH = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@rosa';

/** Somebody who presses Cancel at once. */
const CANCELLED: SyncProgress = { report: () => {}, isCancelled: true };

/** The files of several clones that are always in step. */
let folder: string;
let priya: Computer;
let sam: Computer;

/** Gives each test a store with two members. */
function startTeam(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xmfa-history-'));
    priya = await member('Priya');
    sam = await member('Sam', priya);
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
}

/** A member whose keys are in the store. */
async function member(name: string, by?: Computer): Promise<Computer> {
  const computer = await Computer.of(name, folder);
  if (by) {
    await computer.store.join(name);
    await by.approve(computer, LOGINS);
    await computer.confirm();
  } else {
    for (const login of LOGINS) await computer.setKey(login, KEY);
    await computer.create(LOGINS);
  }
  await computer.sync(LOGINS);
  return computer;
}

/** Those who can read every file of the store, and those who can read none; `mixed` where it depends on the file. */
async function readers(...computers: readonly Computer[]): Promise<Record<string, boolean | 'mixed'>> {
  const found: Record<string, boolean | 'mixed'> = {};
  for (const { name, identity } of computers) {
    const read = await Promise.all(
      LOGINS.map(async login =>
        decrypt(await readFile(join(folder, `${login}.age`)), identity).then(
          () => true,
          () => false,
        ),
      ),
    );
    const [first = false] = read;
    found[name] = read.every(each => each === first) ? first : 'mixed';
  }
  return found;
}

const recipientsFile = (): string => join(folder, '.age-recipients');

async function setKey(computer: Computer, login: string, key: string): Promise<void> {
  await computer.enterKey(login, key);
  await computer.sync([login]);
}

describe('A team store whose members change', () => {
  startTeam();

  it('is encrypted anew where one went and another came, as many as before', async () => {
    await priya.store.remove(await sam.store.recipient(), { logins: LOGINS, progress: CANCELLED });
    assert.deepEqual(await readers(sam), { Sam: true });
    const alex = await member('Alex', priya);
    assert.deepEqual(await readers(priya, sam, alex), { Priya: true, Sam: false, Alex: true });
  });

  it('is never encrypted to a recipient that nobody approved, however often it is written', async () => {
    const alex = await Computer.of('Alex', folder);
    await writeFile(
      recipientsFile(),
      `${await readFile(recipientsFile(), 'utf8')}# Alex\n${await alex.store.recipient()}\n`,
    );
    await priya.remove(sam, LOGINS);
    assert.deepEqual(await readers(priya, sam, alex), { Priya: true, Sam: false, Alex: false });
    // It stays listed until a person decides: it may be somebody whose approval is still on its way.
    assert.ok((await readFile(recipientsFile(), 'utf8')).includes(await alex.store.recipient()));
    await priya.approve(alex, LOGINS);
    assert.deepEqual(await readers(priya, sam, alex), { Priya: true, Sam: false, Alex: true });
  });

  it('is read by its members alone, whatever is stopped on the way', async () => {
    const names = ['Sam', 'Kim', 'Alex', 'Jo'] as const;
    const action = fc.record({ name: fc.constantFrom(...names), isStopped: fc.boolean() });
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8, size: 'max' }), async actions => {
        await rm(folder, { recursive: true });
        const owner = await member('Priya');
        const people = new Map<string, Computer>();
        for (const name of names) people.set(name, await Computer.of(name, folder));
        const members = new Set<string>();
        for (const { name, isStopped } of actions) {
          const computer = people.get(name);
          assert.ok(computer);
          const recipient = await computer.store.recipient();
          const progress = isStopped ? CANCELLED : NOT_CANCELLED;
          done.add(`${members.has(name) ? 'remove' : 'approve'}${isStopped ? ', stopped' : ''}`);
          if (members.delete(name)) await owner.store.remove(recipient, { logins: LOGINS, progress });
          else {
            await computer.store.join(name);
            await owner.store.approve(await computer.keys(), { logins: LOGINS, progress });
            members.add(name);
          }
        }
        await owner.store.reencrypt(LOGINS);
        assert.deepEqual(
          await readers(...people.values()),
          Object.fromEntries(names.map(name => [name, members.has(name)])),
        );
        assert.equal((await owner.store.reencrypt(LOGINS)).files, 0);
      }),
      // Among a few of random ones, some that do all there is to do.
      {
        numRuns: cases(5, 12),
        examples: [
          [
            [
              { name: 'Sam', isStopped: false },
              { name: 'Kim', isStopped: true },
              { name: 'Sam', isStopped: true },
              { name: 'Kim', isStopped: false },
              { name: 'Sam', isStopped: false },
            ],
          ],
        ],
      },
    );
    assert.deepEqual([...done].sort(), ['approve', 'approve, stopped', 'remove', 'remove, stopped']);
  });

  it('takes out a member whose file somebody deleted', async () => {
    await rm(join(folder, 'members', `${await sam.store.recipient()}.json`));
    assert.equal((await priya.store.people()).members.length, 2);
    assert.equal(await priya.remove(sam, LOGINS), 2);
    assert.deepEqual(await readers(priya, sam), { Priya: true, Sam: false });
  });

  it('gives nothing to somebody whose line git brought back after they were removed', async () => {
    const left = await sam.store.recipient();
    const before = await readFile(recipientsFile());
    const kim = await member('Kim', priya);
    await priya.remove(sam, LOGINS);
    await writeFile(recipientsFile(), `${await readFile(recipientsFile(), 'utf8')}${before}`);
    assert.deepEqual(
      (await kim.store.people()).unconfirmed.map(({ recipient }) => recipient),
      [left],
    );
    await setKey(kim, AU, OTHER_KEY);
    assert.deepEqual(await readers(kim, sam), { Kim: true, Sam: false });
    // The next who writes the list takes the line out: it is known that they were removed.
    await kim.store.reencrypt(LOGINS);
    assert.ok(!(await readFile(recipientsFile(), 'utf8')).includes(left));
  });

  it('keeps the lines of those who use other tools, and rules for git that were there', async () => {
    await rm(folder, { recursive: true });
    const own = await Computer.of('Rosa', folder);
    await new FolderFiles(folder).write('.gitattributes', Buffer.from('*.png binary\n'));
    await writeFile(recipientsFile(), `# Build machine\n${SSH}\n# Rosa\n${await own.store.recipient()}\n`);
    await own.store.adopt('Rosa', [], []);
    const other = await member('Alex', own);
    const lines = async (): Promise<string[]> => (await readFile(recipientsFile(), 'utf8')).split('\n');
    assert.deepEqual((await lines()).slice(-3), ['# Build machine', SSH, '']);
    assert.deepEqual((await own.store.people()).skipped, [
      { file: '.age-recipients', reason: 'ssh', line: 6 },
    ]);
    await own.remove(other, LOGINS);
    assert.deepEqual((await lines()).slice(-3), ['# Build machine', SSH, '']);
    assert.equal(
      await readFile(join(folder, '.gitattributes'), 'utf8'),
      '*.png binary\n*.age -diff -text merge=binary\n.age-recipients merge=union\nmembers/*.json merge=binary\n',
    );
  });

  it('keeps what a pull brings while somebody is approved', async () => {
    const [alex, kim] = [await Computer.of('Alex', folder), await Computer.of('Kim', folder)];
    await alex.store.join('Alex');
    const pulled = `# Kim\n${await kim.store.recipient()}\n# Priya\n${await priya.store.recipient()}\n`;
    class Pulled extends FolderFiles {
      #isPulled = false;

      override async list(path: string): Promise<ReadonlyMap<string, string>> {
        if (path === 'members' && !this.#isPulled) await writeFile(recipientsFile(), pulled);
        this.#isPulled ||= path === 'members';
        return super.list(path);
      }
    }
    const store = priya.storeIn(new Pulled(folder), folder);
    await store.approve(await alex.keys(), { logins: LOGINS, progress: NOT_CANCELLED });
    const text = await readFile(recipientsFile(), 'utf8');
    const listed = await Promise.all(
      [sam, kim, alex].map(async computer => text.includes(await computer.store.recipient())),
    );
    assert.deepEqual(listed, [true, true, true]);
    assert.deepEqual(await readers(priya, sam, alex, kim), {
      Priya: true,
      Sam: true,
      Alex: true,
      Kim: false,
    });
  });
});

describe('A team store with an old key', () => {
  startTeam();

  const path = (login: string): string => join(folder, `${login}.age`);

  it('takes none from another branch, and then the right one from its own', async () => {
    const branch = await readFile(path(AU));
    await setKey(priya, AU, OTHER_KEY);
    await sam.sync(LOGINS, 'changed');
    const main = await readFile(path(AU));
    await writeFile(path(AU), branch);
    const { conflicts, received } = await sam.sync(LOGINS, 'changed');
    assert.deepEqual([conflicts, received, sam.keyOf(AU)], [[AU], [], OTHER_KEY]);
    await writeFile(path(AU), main);
    const back = await sam.sync(LOGINS);
    assert.deepEqual([back.skipped, back.conflicts, sam.keyOf(AU)], [[], [], OTHER_KEY]);
  });

  it('is not moved back by a former member’s old key with other answers, or in another spelling', async () => {
    await setKey(priya, AU, OTHER_KEY);
    await sam.sync(LOGINS, 'changed');
    const to = [await priya.store.recipient(), await sam.store.recipient()];
    for (const text of [
      `otpauth://totp/Xero:${AU}?secret=${KEY}&issuer=Xero\n`,
      `otpauth://totp/Xero:${AU}?secret=${KEY}&issuer=Xero\nrecovery: {"version":1,"answers":[]}\n`,
      `otpauth://totp/Xero:${AU}?issuer=Xero&secret=${KEY.toLowerCase()}\n`,
    ]) {
      await writeFile(path(AU), await encrypt(text, to));
      const { conflicts, received } = await sam.sync(LOGINS, 'changed');
      assert.deepEqual([conflicts, received, sam.keyOf(AU)], [[AU], [], OTHER_KEY], text);
    }
  });

  it('knows it where another tool wrote it in another spelling, and receives what replaces it', async () => {
    const to = [await priya.store.recipient(), await sam.store.recipient()];
    const spelling = `otpauth://totp/Xero:${AU}?issuer=Xero&secret=${KEY.toLowerCase()}\n`;
    await writeFile(path(AU), await encrypt(spelling, to));
    for (const each of [priya, sam]) {
      const { received, conflicts, unshared } = await each.sync(LOGINS);
      assert.deepEqual([received, conflicts, unshared], [[], [], []]);
    }
    await setKey(priya, AU, OTHER_KEY);
    const { received, conflicts } = await sam.sync(LOGINS, 'changed');
    assert.deepEqual([received, conflicts, sam.keyOf(AU)], [[AU], [], OTHER_KEY]);
  });

  it('takes an old one that a colleague puts back', async () => {
    await setKey(priya, AU, OTHER_KEY);
    await sam.sync(LOGINS, 'changed');
    await setKey(sam, AU, NEW_KEY);
    await priya.sync(LOGINS, 'changed');
    await setKey(priya, AU, OTHER_KEY);
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(sam.keyOf(AU), OTHER_KEY);
  });

  it('is signed again where a colleague puts a key back that a revert brought into the store, too', async () => {
    const before = await readFile(path(AU));
    await setKey(priya, AU, OTHER_KEY);
    await sam.sync(LOGINS, 'changed');
    await writeFile(path(AU), before);
    await setKey(priya, AU, KEY);
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(sam.keyOf(AU), KEY);
  });

  it('asks which one counts where a new one was set after the store moved on', async () => {
    await setKey(priya, AU, OTHER_KEY);
    await sam.enterKey(AU, NEW_KEY);
    assert.deepEqual((await sam.sync(LOGINS)).conflicts, [AU]);
    assert.deepEqual((await sam.sync(LOGINS, 'all', new Map([[AU, 'here']]))).sent, [AU]);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(priya.keyOf(AU), NEW_KEY);
  });

  it('loses neither of two first keys on two branches', async () => {
    const login = 'qa-us@acme.test';
    await setKey(priya, login, KEY);
    const main = await readFile(path(login));
    await rm(path(login));
    await sam.enterKey(login, OTHER_KEY);
    await sam.sync([login]);
    const branch = await readFile(path(login));
    await writeFile(path(login), main);
    assert.deepEqual((await sam.sync([login], 'changed')).conflicts, [login]);
    assert.equal(sam.keyOf(login), OTHER_KEY);
    await writeFile(path(login), branch);
    assert.deepEqual((await sam.sync([login])).conflicts, []);
    assert.equal(sam.keyOf(login), OTHER_KEY);
  });

  it('keeps signed lines of other tools to the byte, whichever key is chosen in a merge', async () => {
    const to = [await priya.store.recipient(), await sam.store.recipient()];
    const texts = await Promise.all([
      priya.signedText(AU, KEY, ['note: one'], 2),
      sam.signedText(AU, OTHER_KEY, ['  note: two '], 2),
    ]);
    const sides = await Promise.all(texts.map(text => encrypt(text, to)));
    await writeFile(path(AU), sides[0] ?? '');
    const [one = assert.fail(), two = assert.fail()] = sides;
    const asked = await priya.store.mergeKey('key', AU, [one, two]);
    assert.ok(typeof asked === 'object');
    assert.equal(await priya.store.mergeKey('key', AU, [one, two], asked[1].tag), undefined);
    const text = await decrypt(await readFile(path(AU)), priya.identity);
    for (const part of [OTHER_KEY, '\nnote: one\n', '\n  note: two \n']) assert.ok(text.includes(part), part);
  });

  it('takes over no lines that no member signed, and says so', async () => {
    const to = [await priya.store.recipient(), await sam.store.recipient()];
    const signed = await decrypt(await readFile(path(AU)), priya.identity);
    const other = `otpauth://totp/Xero:${AU}?secret=${OTHER_KEY}&issuer=Xero\nnote: two\n`;
    const [one, two] = await Promise.all([encrypt(`${signed}note: one\n`, to), encrypt(other, to)]);
    await writeFile(path(AU), one);
    const asked = await priya.store.mergeKey('key', AU, [one, two]);
    assert.ok(typeof asked === 'object');
    assert.equal(await priya.store.mergeKey('key', AU, [one, two], asked[1].tag), undefined);
    const merged = await decrypt(await readFile(path(AU)), priya.identity);
    assert.ok(merged.includes(OTHER_KEY) && !merged.includes('note:'));
    await writeFile(path(AU), one);
    await priya.enterKey(AU, NEW_KEY);
    const { sent, skipped } = await priya.sync([AU]);
    assert.deepEqual([sent, skipped], [[AU], [{ file: `${AU}.age`, reason: 'unsignedLines' }]]);
    assert.ok(!(await decrypt(await readFile(path(AU)), priya.identity)).includes('note:'));
  });

  it('brings the others where one here cannot be read, or one there not be stored', async () => {
    for (const login of LOGINS) await setKey(priya, login, OTHER_KEY);
    sam.get = async login => {
      if (login === AU) throw new UserError('It cannot be read.');
      return Computer.prototype.get.call(sam, login);
    };
    const { received, skipped } = await sam.sync(LOGINS, 'changed');
    assert.deepEqual([received, skipped], [[NZ], [{ file: `${AU}.age`, reason: 'keptUnreadable' }]]);
    sam.get = async () => {
      throw new Error('The keyring is locked.');
    };
    await assert.rejects(sam.sync(LOGINS), /The keyring is locked/);
    sam.get = Computer.prototype.get;
    sam.setKey = async () => {
      throw new Error('The keyring is locked.');
    };
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).skipped, [
      { file: `${AU}.age`, reason: 'notStored' },
    ]);
    sam.setKey = Computer.prototype.setKey;
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
  });
});
