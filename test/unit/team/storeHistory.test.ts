import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decrypt, encrypt } from '../../../src/age/age';
import { UserError } from '../../../src/core/errors';
import { type SyncProgress, TeamStore } from '../../../src/team/teamStore';
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
    await by.store.approve(await computer.store.recipient());
  } else {
    for (const login of LOGINS) await computer.setKey(login, KEY);
    await computer.store.create(name);
  }
  await computer.store.sync(LOGINS, 'all');
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
  await computer.setKey(login, key);
  await computer.store.sync([login], 'all');
}

describe('A team store whose members change', () => {
  startTeam();

  it('is encrypted anew where one went and another came, as many as before', async () => {
    await priya.store.remove(await sam.store.recipient(), CANCELLED);
    const alex = await member('Alex', priya);
    assert.deepEqual(await readers(priya, sam, alex), { Priya: true, Sam: false, Alex: true });
  });

  it('is encrypted anew once a recipient is confirmed that kept it from being so', async () => {
    const alex = await Computer.of('Alex', folder);
    await writeFile(
      recipientsFile(),
      `${await readFile(recipientsFile(), 'utf8')}# Alex\n${await alex.store.recipient()}\n`,
    );
    await priya.store.remove(await sam.store.recipient());
    await priya.store.trust((await priya.store.people()).untrusted);
    assert.equal(await priya.store.reencrypt(), 2);
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
          const progress = isStopped ? CANCELLED : undefined;
          done.add(`${members.has(name) ? 'remove' : 'approve'}${isStopped ? ', stopped' : ''}`);
          if (members.delete(name)) await owner.store.remove(recipient, progress);
          else {
            await computer.store.join(name);
            await owner.store.approve(recipient, progress);
            members.add(name);
          }
        }
        await owner.store.reencrypt();
        assert.deepEqual(
          await readers(...people.values()),
          Object.fromEntries(names.map(name => [name, members.has(name)])),
        );
        assert.equal(await owner.store.reencrypt(), 0);
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

  it('takes out a recipient that has no file in members, as passage has none', async () => {
    await rm(join(folder, 'members', `${await sam.store.recipient()}.json`));
    await priya.store.people();
    assert.equal(await priya.store.remove(await sam.store.recipient()), 2);
    assert.deepEqual(await readers(priya, sam), { Priya: true, Sam: false });
  });

  it('has somebody confirmed again whose line git brought back after they were removed', async () => {
    const left = await sam.store.recipient();
    const before = await readFile(recipientsFile());
    const kim = await member('Kim', priya);
    await priya.store.remove(left);
    // Git's union of the lines of both sides; what it does with the file in members/ is what Priya did.
    await writeFile(recipientsFile(), `${await readFile(recipientsFile(), 'utf8')}${before}`);
    assert.deepEqual((await kim.store.people()).untrusted, [left]);
    await setKey(kim, AU, OTHER_KEY);
    assert.deepEqual(await readers(kim, sam), { Kim: true, Sam: false });
  });

  it('keeps the lines of those who use other tools, and rules for git that were there', async () => {
    await rm(folder, { recursive: true });
    const own = await Computer.of('Rosa', folder);
    await new FolderFiles(folder).write('.gitattributes', Buffer.from('*.png binary\n'));
    await writeFile(recipientsFile(), `# Build machine\n${SSH}\n# Rosa\n${await own.store.recipient()}\n`);
    await own.store.create('Rosa');
    const other = await member('Alex', own);
    const lines = async (): Promise<string[]> => (await readFile(recipientsFile(), 'utf8')).split('\n');
    assert.deepEqual((await lines()).slice(-3), ['# Build machine', SSH, '']);
    assert.deepEqual((await own.store.people()).skipped, [
      { file: '.age-recipients', reason: 'ssh', line: 6 },
    ]);
    await own.store.remove(await other.store.recipient());
    assert.deepEqual((await lines()).slice(-3), ['# Build machine', SSH, '']);
    assert.equal(
      await readFile(join(folder, '.gitattributes'), 'utf8'),
      '*.png binary\n*.age -diff -text merge=binary\n.age-recipients merge=union\n',
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
    const memory = { get: () => priya.memory, set: async () => {} };
    const store = new TeamStore({
      files: new Pulled(folder),
      local: priya,
      identity: priya.identity,
      memory,
      today: () => priya.today,
    });
    await store.approve(await alex.store.recipient());
    const text = await readFile(recipientsFile(), 'utf8');
    const listed = await Promise.all(
      [sam, kim, alex].map(async computer => text.includes(await computer.store.recipient())),
    );
    assert.deepEqual(listed, [false, true, true]);
  });
});

describe('A team store with an old key', () => {
  startTeam();

  /** Re-encrypts a key, as a colleague did on another branch. */
  async function onBranch(key: string): Promise<void> {
    const other = await Computer.of('Branch', folder);
    await other.setKey(AU, key);
    const { uri } = (await other.get(AU)) ?? assert.fail();
    const to = [await priya.store.recipient(), await sam.store.recipient()];
    await writeFile(join(folder, `${AU}.age`), await encrypt(`${uri}\n`, to));
  }

  it('takes none from another branch, and then the right one from its own', async () => {
    await setKey(priya, AU, OTHER_KEY);
    await sam.store.sync(LOGINS, 'changed');
    const main = await readFile(join(folder, `${AU}.age`));
    await onBranch(KEY);
    const { skipped } = await sam.store.sync(LOGINS, 'changed');
    assert.deepEqual(skipped, [{ file: `${AU}.age`, reason: 'movedBack' }]);
    await writeFile(join(folder, `${AU}.age`), main);
    const back = await sam.store.sync(LOGINS, 'all');
    assert.deepEqual([back.skipped, sam.keyOf(AU)], [[], OTHER_KEY]);
  });

  it('takes an old one that a colleague puts back', async () => {
    await setKey(priya, AU, OTHER_KEY);
    await sam.store.sync(LOGINS, 'changed');
    await setKey(sam, AU, NEW_KEY);
    await priya.store.sync(LOGINS, 'changed');
    priya.secrets.delete(AU);
    await priya.setKey(AU, OTHER_KEY);
    await priya.store.sync([AU], 'all', new Map([[AU, 'here']]));
    assert.deepEqual((await sam.store.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(sam.keyOf(AU), OTHER_KEY);
  });

  it('asks before one out of a backup takes the place of the newer one', async () => {
    await setKey(priya, AU, OTHER_KEY);
    await sam.store.sync(LOGINS, 'changed');
    await sam.setKey(AU, KEY);
    const { sent, conflicts } = await sam.store.sync(LOGINS, 'all');
    assert.deepEqual([sent, conflicts], [[], [AU]]);
    await priya.store.sync(LOGINS, 'changed');
    assert.equal(priya.keyOf(AU), OTHER_KEY);
  });

  it('asks which one counts where a new one was set after the store moved back', async () => {
    const before = await readFile(join(folder, `${AU}.age`));
    await setKey(priya, AU, OTHER_KEY);
    await sam.store.sync(LOGINS, 'changed');
    await writeFile(join(folder, `${AU}.age`), before);
    await sam.setKey(AU, NEW_KEY);
    assert.deepEqual((await sam.store.sync(LOGINS, 'all')).conflicts, [AU]);
    assert.deepEqual((await sam.store.sync(LOGINS, 'all', new Map([[AU, 'here']]))).sent, [AU]);
  });

  it('receives what replaced a key in another spelling', async () => {
    const to = [await priya.store.recipient(), await sam.store.recipient()];
    const text = `otpauth://totp/Xero:${AU}?secret=${OTHER_KEY}&issuer=Xero\n`;
    await writeFile(join(folder, `${AU}.age`), await encrypt(text, to));
    for (const computer of [priya, sam]) await computer.store.sync(LOGINS, 'changed');
    await setKey(priya, AU, NEW_KEY);
    const { received, conflicts } = await sam.store.sync(LOGINS, 'changed');
    assert.deepEqual([received, conflicts, sam.keyOf(AU)], [[AU], [], NEW_KEY]);
  });

  it('keeps answers that one side alone has, and lines of other tools, whichever key is chosen', async () => {
    const path = join(folder, `${AU}.age`);
    const recovery = '{"version":1,"answers":[{"question":"Q","answer":"Answer1"}]}';
    const uriOf = async (key: string): Promise<string> => {
      const other = await Computer.of('Other', folder);
      await other.setKey(AU, key);
      return (await other.get(AU))?.uri ?? assert.fail();
    };
    const to = [await priya.store.recipient()];
    const sides = await Promise.all([
      encrypt(`${await uriOf(KEY)}\nrecovery: ${recovery}\nnote: one\n`, to),
      encrypt(`${await uriOf(OTHER_KEY)}\nnote: two\n`, to),
    ]);
    for (const chosen of ['here', 'store'] as const) {
      assert.equal(await priya.store.mergeFile(AU, sides, chosen), undefined);
      const text = await decrypt(await readFile(path), priya.identity);
      assert.ok(text.includes(chosen === 'here' ? KEY : OTHER_KEY));
      for (const line of [`recovery: ${recovery}`, 'note: one', 'note: two'])
        assert.ok(text.includes(`${line}\n`), line);
    }
  });

  it('brings the others where one here cannot be read, or one there not be stored', async () => {
    for (const login of LOGINS) await setKey(priya, login, OTHER_KEY);
    sam.get = async login => {
      if (login === AU) throw new UserError('It cannot be read.');
      return Computer.prototype.get.call(sam, login);
    };
    const { received, skipped } = await sam.store.sync(LOGINS, 'changed');
    assert.deepEqual([received, skipped], [[NZ], [{ file: `${AU}.age`, reason: 'keptUnreadable' }]]);
    sam.get = async () => {
      throw new Error('The keyring is locked.');
    };
    await assert.rejects(sam.store.sync(LOGINS, 'all'), /The keyring is locked/);
    sam.get = Computer.prototype.get;
    sam.set = async () => {
      throw new Error('The keyring is locked.');
    };
    assert.deepEqual((await sam.store.sync(LOGINS, 'changed')).skipped, [
      { file: `${AU}.age`, reason: 'notStored' },
    ]);
  });
});
