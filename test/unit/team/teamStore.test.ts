import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { startPracticeXero } from '../../../practice-xero/server.mjs';
import type * as Commands from '../../../scripts/commands.mjs';
import { AgeError, decrypt } from '../../../src/age/age';
import { formatRecipients, parseRecipients } from '../../../src/core/team/recipients';
import type { People } from '../../../src/team/people';
import { TeamError, type TeamProblem } from '../../../src/team/teamError';
import { Computer, FolderFiles } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { cases } from '../../shared/thorough';
import { Visitor } from '../practiceXero/visitor';

const run = promisify(execFile);

const US = 'qa-us@acme.test';
const LOGINS = [AU, NZ, US];

let folder: string;

type Clone = Computer & { disk: FolderFiles; git: (...args: string[]) => Promise<string> };

/** The computer of somebody who works on a clone of the team's repository. */
async function computerAt(name: string, identity?: string): Promise<Clone> {
  const at = join(folder, name);
  const disk = new FolderFiles(join(at, '.xero-mfa/store'));
  const computer = await Computer.of(name, disk.folder, identity, disk);
  const git = async (...args: string[]): Promise<string> => {
    const person = ['-c', `user.name=${name}`, '-c', `user.email=${name}@acme.test`];
    const { stdout } = await run('git', [...person, ...args], { cwd: at });
    return stdout;
  };
  return Object.assign(computer, { disk, git });
}

/** A new clone of the team's repository, and the computer of its owner. */
async function clone(name: string): Promise<Clone> {
  await run('git', ['clone', '-q', join(folder, 'origin.git'), join(folder, name)]);
  const computer = await computerAt(name);
  // So that the folder of all clones may be copied.
  await computer.git('remote', 'set-url', 'origin', '../origin.git');
  return computer;
}

async function commit({ git }: Pick<Clone, 'git'>, message = 'Change'): Promise<void> {
  await git('add', '-A');
  await git('commit', '-qm', message);
}

async function push(computer: Pick<Clone, 'git'>): Promise<void> {
  await commit(computer);
  await computer.git('push', '-q', 'origin', 'HEAD:main');
}

async function pull({ git }: Pick<Clone, 'git'>): Promise<void> {
  await git('pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
}

/** Pulls, and git cannot merge the files of logins. */
async function conflicts(computer: Pick<Clone, 'git'>): Promise<void> {
  await assert.rejects(pull(computer), /Command failed/);
  assert.match(await computer.git('ls-files', '-u'), /\.age$/m);
}

/**
 * Places in an age file: all of them, or the beginning, middle and end of each of its parts, which are the lines of the header,
 * the nonce, what is encrypted, and its tag.
 */
function placesIn(file: Uint8Array): readonly number[] {
  const header =
    Buffer.from(file)
      .toString('latin1')
      .split(/(?<=\n--- .*\n)/, 1)[0] ?? '';
  const lengths = header.split(/(?<=\n)/).map(line => line.length);
  const payload = file.length - header.length;
  let start = 0;
  const places = [...lengths, 16, payload - 32, 16].flatMap(length => {
    const part = [start, start + (length >> 1), start + length - 1];
    start += length;
    return part;
  });
  assert.equal(start, file.length);
  const isAll = cases(places.length, file.length) === file.length;
  return isAll ? [...file.keys()] : places;
}

async function refuses(task: Promise<unknown>, problem: TeamProblem): Promise<void> {
  await assert.rejects(task, error => error instanceof TeamError && error.problem === problem);
}

/** Two computers whose owners are members, with the keys of two logins in the store. */
async function createTeam(): Promise<Team> {
  await run('git', ['init', '-q', '--bare', '-b', 'main', join(folder, 'origin.git')]);
  const priya = await clone('priya');
  await priya.enterKey(AU, KEY);
  await priya.enterKey(NZ, OTHER_KEY);
  await priya.create(LOGINS);
  await push(priya);
  const sam = await clone('sam');
  await sam.store.join('Sam');
  await push(sam);
  await pull(priya);
  await priya.approve(sam, LOGINS);
  await push(priya);
  await pull(sam);
  await sam.confirm();
  await sam.sync(LOGINS);
  return { priya, sam };
}

interface Team {
  readonly priya: Clone;
  readonly sam: Clone;
}

describe('The team store', () => {
  /** The team that each test has a copy of. */
  let first: Team;
  let firstFolder: string;

  before(async () => {
    firstFolder = folder = await mkdtemp(join(tmpdir(), 'xmfa-team-'));
    first = await createTeam();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xmfa-team-'));
    await cp(firstFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  after(() => rm(firstFolder, { recursive: true, force: true, maxRetries: 5 }));

  async function copyOf(computer: Clone): Promise<Clone> {
    const copy = await computerAt(computer.name, computer.identity);
    for (const [login, secret] of computer.secrets) copy.secrets.set(login, secret);
    copy.memories = new Map(computer.memories);
    return copy;
  }

  const team = async (): Promise<Team> => ({
    priya: await copyOf(first.priya),
    sam: await copyOf(first.sam),
  });

  it('brings a key from one computer to another, through git alone', async () => {
    const { priya, sam } = await team();
    assert.deepEqual([sam.keyOf(AU), sam.keyOf(NZ)], [KEY, OTHER_KEY]);
    const { members, unconfirmed, skipped } = await sam.store.people();
    assert.deepEqual([unconfirmed, skipped], [[], []]);
    const own = await sam.store.recipient();
    assert.equal(members.find(({ recipient }) => recipient === own)?.by, await priya.store.recipient());
    // Nothing is left to do on either side.
    for (const computer of [priya, sam]) {
      const result = await computer.sync(LOGINS);
      assert.deepEqual([result.received, result.sent, result.conflicts, result.skipped], [[], [], [], []]);
    }
  });

  it('carries answers to security questions and keeps lines it does not know', async () => {
    const { priya, sam } = await team();
    const recovery = '{"version":1,"answers":[{"question":"Q","answer":"Answer1"}]}';
    await priya.enterAnswers(AU, recovery);
    assert.deepEqual((await priya.sync(LOGINS)).sent, [AU]);
    await push(priya);
    await pull(sam);
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal((await sam.get(AU)).answers, recovery);
  });

  it('merges without a conflict what two people add at once', async () => {
    const { priya, sam } = await team();
    const third = await clone('alex');
    await third.store.join('Alex');
    await push(third);
    await priya.enterKey(US, NEW_KEY);
    await priya.sync(LOGINS);
    await commit(priya);
    await sam.enterKey('qa-uk@acme.test', NEW_KEY);
    await sam.sync([...LOGINS, 'qa-uk@acme.test']);
    await commit(sam);
    for (const computer of [priya, sam]) {
      await pull(computer);
      await computer.git('push', '-q', 'origin', 'HEAD:main');
    }
    await pull(priya);
    const { received } = await priya.sync([...LOGINS, 'qa-uk@acme.test'], 'changed');
    assert.deepEqual(received, ['qa-uk@acme.test']);
  });

  /** Two who asked to be let in, and are on both clones. */
  async function askers({ priya, sam }: Team): Promise<{ alex: Clone; kim: Clone }> {
    const [alex, kim] = [await clone('alex'), await clone('kim')];
    await alex.store.join('Alex');
    await push(alex);
    await pull(kim);
    await kim.store.join('Kim');
    await push(kim);
    await pull(priya);
    await pull(sam);
    return { alex, kim };
  }

  it('takes the union where two approve somebody at once, and asks nobody', async () => {
    const { priya, sam } = await team();
    const { alex, kim } = await askers({ priya, sam });
    await priya.approve(alex, LOGINS);
    await push(priya);
    await sam.approve(kim, LOGINS);
    await commit(sam);
    await conflicts(sam);
    // Git leaves Sam’s files; each is one that Sam’s computer can read.
    const { people } = await sam.sync(LOGINS);
    assert.deepEqual(people?.members.map(({ name }) => name).sort(), ['Alex', 'Kim', 'Sam', 'priya']);
    assert.deepEqual(
      people?.news.map(({ kind, name, by }) => [kind, name, by]),
      [['added', 'Alex', 'priya']],
    );
    assert.deepEqual(people?.unconfirmed, []);
    assert.equal((await sam.store.reencrypt(LOGINS)).files, 2);
    await push(sam);
    for (const computer of [alex, kim, priya]) {
      await pull(computer);
      if (computer !== priya) await computer.confirm();
      await computer.sync(LOGINS);
      assert.deepEqual([computer.keyOf(AU), computer.keyOf(NZ)], [KEY, OTHER_KEY], computer.name);
    }
  });

  it('loses neither of two keys that replace one at once', async () => {
    const { priya, sam } = await team();
    await priya.enterKey(AU, OTHER_KEY);
    await priya.sync(LOGINS);
    await push(priya);
    await sam.enterKey(AU, NEW_KEY);
    await sam.sync(LOGINS);
    await commit(sam);
    await conflicts(sam);
    await sam.git('checkout', '--theirs', '.xero-mfa/store');
    const asked = await sam.sync(LOGINS);
    assert.deepEqual([asked.conflicts, asked.received, asked.sent], [[AU], [], []]);
    assert.equal(sam.keyOf(AU), NEW_KEY);
    const kept = await sam.sync(LOGINS, 'all', new Map([[AU, 'here']]));
    assert.deepEqual([kept.sent, kept.conflicts], [[AU], []]);
    await push(sam);
    await pull(priya);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(priya.keyOf(AU), NEW_KEY);
  });

  it('puts together by itself what git cannot: two approvals at once, and a key that was replaced by one', async () => {
    const { priya, sam } = await team();
    const { alex, kim } = await askers({ priya, sam });
    await priya.approve(alex, LOGINS);
    await push(priya);
    await sam.enterKey(NZ, NEW_KEY);
    await sam.sync(LOGINS);
    await sam.approve(kim, LOGINS);
    await commit(sam);
    await conflicts(sam);
    const sidesOf = async (login: string) => {
      const side = async (stage: string) => {
        const args = ['show', `:${stage}:.xero-mfa/store/${login}.age`];
        return (await run('git', args, { cwd: join(folder, 'sam'), encoding: 'buffer' })).stdout;
      };
      return [await side('2'), await side('3')] as const;
    };
    assert.equal(await sam.store.mergeKey('key', AU, await sidesOf(AU)), undefined);
    assert.equal(await sam.store.mergeKey('key', NZ, await sidesOf(NZ)), undefined);
    await push(sam);
    await pull(priya);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [NZ]);
    assert.deepEqual([priya.keyOf(AU), priya.keyOf(NZ)], [KEY, NEW_KEY]);
    for (const { identity } of [alex, kim, priya, sam])
      await decrypt(await readFile(join(sam.folder, `${AU}.age`)), identity);
    // Two keys. Neither came from the other.
    await priya.enterKey(AU, OTHER_KEY);
    await priya.sync(LOGINS);
    await push(priya);
    await sam.enterKey(AU, NEW_KEY);
    await sam.sync(LOGINS);
    await commit(sam);
    await conflicts(sam);
    const sides = await sidesOf(AU);
    const asked = await sam.store.mergeKey('key', AU, sides);
    assert.ok(typeof asked === 'object');
    assert.match(asked[0].value, new RegExp(NEW_KEY));
    assert.match(asked[1].value, new RegExp(OTHER_KEY));
    // Somebody has put another file there by now: it stays.
    const path = join(sam.folder, `${AU}.age`);
    const here = await readFile(path);
    await writeFile(path, 'by hand');
    assert.equal(await sam.store.mergeKey('key', AU, sides, asked[1].tag), 'unreadable');
    assert.equal(await readFile(path, 'utf8'), 'by hand');
    await writeFile(path, here);
    assert.equal(await sam.store.mergeKey('key', AU, sides, asked[1].tag), undefined);
    await push(sam);
    await pull(priya);
    assert.deepEqual((await priya.sync(LOGINS)).conflicts, []);
    assert.equal(priya.keyOf(AU), OTHER_KEY);
  });

  it('hides what is written after somebody was removed, and marks what they could read', async () => {
    const { priya, sam } = await team();
    const own = await sam.store.recipient();
    assert.equal(await priya.remove(own, LOGINS), 2);
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    await push(priya);
    await pull(sam);
    const { received, membership } = await sam.sync(LOGINS);
    assert.deepEqual([received, membership], [[], 'removed']);
    for (const login of [AU, NZ]) {
      const bytes = await readFile(join(sam.folder, `${login}.age`));
      await assert.rejects(decrypt(bytes, sam.identity), AgeError);
    }
    assert.equal(sam.keyOf(AU), KEY);
    const due = await priya.store.rotations();
    assert.deepEqual(
      due.map(({ login, because }) => [login, because]),
      [
        [AU, 'Sam'],
        [NZ, 'Sam'],
      ],
    );
    await priya.store.markDone(AU);
    assert.deepEqual(
      (await priya.store.rotations()).map(({ login }) => login),
      [NZ],
    );
    // A removed member writes nothing any more.
    await sam.enterKey(US, NEW_KEY);
    assert.deepEqual((await sam.sync(LOGINS)).sent, []);
  });

  it('refuses what nobody should do to a team', async () => {
    const { priya, sam } = await team();
    const stranger = await Computer.of('stranger', priya.folder);
    await refuses(priya.remove(priya, LOGINS), 'yourself');
    await refuses(priya.remove(stranger, LOGINS), 'unknown');
    await refuses(priya.approve(sam, LOGINS), 'alreadyMember');
    await refuses(priya.approve(stranger, LOGINS), 'unknown');
    await refuses(priya.approve('age1x', LOGINS), 'badRecipient');
    await refuses(stranger.approve(sam, LOGINS), 'notMember');
    await refuses(stranger.store.create('Stranger'), 'exists');
    await refuses(sam.store.join('Sam'), 'alreadyMember');
    await refuses(stranger.confirm(), 'notApproved');
    sam.isMerging = true;
    await refuses(sam.remove(priya, LOGINS), 'merging');
    await priya.remove(sam, LOGINS);
    await refuses(priya.remove(priya, LOGINS), 'lastMember');
  });

  it('leaks nothing to a recipient that a pull request adds, also with a forged approval', async () => {
    const { priya, sam } = await team();
    const thief = await clone('thief');
    const key = await thief.store.recipient();
    const { names } = parseRecipients(await readFile(join(thief.folder, '.age-recipients'), 'utf8'));
    await writeFile(
      join(thief.folder, '.age-recipients'),
      formatRecipients(new Map([...names, [key, 'Alex']])),
    );
    const approved = { by: await priya.store.recipient(), on: '2026-11-25' };
    await writeFile(
      join(thief.folder, `members/${key}.json`),
      JSON.stringify({ name: 'Alex', requested: '2026-11-25', approved }),
    );
    await push(thief);
    await pull(priya);
    const recipients = (people: People): string[] => people.unconfirmed.map(({ recipient }) => recipient);
    assert.deepEqual(recipients(await priya.store.people()), [key]);
    await priya.enterKey(AU, NEW_KEY);
    assert.deepEqual((await priya.sync(LOGINS)).sent, [AU]);
    assert.equal((await priya.store.reencrypt(LOGINS)).files, 0);
    for (const login of [AU, NZ]) {
      const bytes = await readFile(join(priya.folder, `${login}.age`));
      await assert.rejects(decrypt(bytes, thief.identity), AgeError);
    }
    await push(priya);
    await pull(sam);
    await sam.sync(LOGINS, 'changed');
    assert.equal(sam.keyOf(AU), NEW_KEY);
  });

  it('encrypts nothing to a recipient that came back after it was removed', async () => {
    const { priya, sam } = await team();
    const [members, lines] = await Promise.all(
      [`members/${await sam.store.recipient()}.json`, '.age-recipients'].map(path =>
        readFile(join(priya.folder, path)),
      ),
    );
    await priya.remove(sam, LOGINS);
    await writeFile(join(priya.folder, '.age-recipients'), lines ?? '');
    await writeFile(join(priya.folder, `members/${await sam.store.recipient()}.json`), members ?? '');
    const { unconfirmed, members: left } = await priya.store.people();
    assert.deepEqual(
      [unconfirmed.map(({ name }) => name), left.map(({ name }) => name)],
      [['Sam'], ['priya']],
    );
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    await assert.rejects(decrypt(await readFile(join(priya.folder, `${AU}.age`)), sam.identity), AgeError);
  });

  it('takes nothing from a store that was moved back in time', async () => {
    const { priya, sam } = await team();
    const old = join(folder, 'old');
    await cp(sam.folder, old, { recursive: true });
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    await push(priya);
    await pull(sam);
    await sam.sync(LOGINS, 'changed');
    assert.equal(sam.keyOf(AU), NEW_KEY);
    await cp(join(old, `${AU}.age`), join(sam.folder, `${AU}.age`));
    // A quiet row, and a choice for anyone who looks: a bad key that was reverted is not refused for ever.
    const { received, sent, conflicts } = await sam.sync(LOGINS);
    assert.deepEqual([received, sent, conflicts], [[], [], [AU]]);
    assert.equal(sam.keyOf(AU), NEW_KEY);
    assert.deepEqual((await sam.sync(LOGINS, 'all', new Map([[AU, 'store']]))).received, [AU]);
    assert.equal(sam.keyOf(AU), KEY);
    await cp(join(sam.folder, `${AU}.age`), join(priya.folder, `${AU}.age`));
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(priya.keyOf(AU), KEY);
  });

  it('brings back at once what VS Code lost', async () => {
    const { sam } = await team();
    sam.secrets.delete(AU);
    sam.lost.add(AU);
    assert.deepEqual((await sam.sync(LOGINS, 'changed')).received, [AU]);
    assert.equal(sam.keyOf(AU), KEY);
  });

  it('keeps here what a colleague took out of the store, and does not bring it back', async () => {
    const { priya, sam } = await team();
    await priya.store.delete(AU);
    await push(priya);
    await pull(sam);
    const { received, sent } = await sam.sync(LOGINS);
    assert.deepEqual([received, sent, sam.keyOf(AU)], [[], [], KEY]);
    assert.deepEqual([...(await sam.store.storedAmong(LOGINS))], [NZ]);
  });

  it('leaves every key readable wherever a re-encryption is killed, and ends it the next time', async () => {
    const { priya, sam } = await team();
    const alex = await clone('alex');
    await alex.store.join('Alex');
    await push(alex);
    await pull(priya);
    const place = join(folder, 'before');
    await cp(priya.folder, place, { recursive: true });
    const { memories } = priya;
    for (let writes = 0; ; writes++) {
      await rm(priya.folder, { recursive: true });
      await cp(place, priya.folder, { recursive: true });
      priya.memories = new Map(memories);
      priya.disk.failsAfter = writes;
      const isDone = await priya.approve(alex, LOGINS).then(
        () => true,
        () => false,
      );
      priya.disk.failsAfter = Number.POSITIVE_INFINITY;
      for (const [login, key] of [
        [AU, KEY],
        [NZ, OTHER_KEY],
      ] as const) {
        const reader = await Computer.of('reader', priya.folder, sam.identity);
        reader.restore(sam);
        reader.secrets.clear();
        reader.lost.add(login);
        await reader.sync([login]);
        assert.equal(reader.keyOf(login), key, `after ${writes} writes`);
      }
      if (isDone) break;
      // What a person decided is known, or can be decided again.
      const { members } = await priya.store.people();
      if (!members.some(({ name }) => name === 'Alex')) await priya.approve(alex, LOGINS);
      await priya.sync(LOGINS);
      await priya.store.reencrypt(LOGINS);
      const reader = await Computer.of('alex', priya.folder, alex.identity);
      await reader.confirm();
      await reader.sync(LOGINS);
      assert.deepEqual([reader.keyOf(AU), reader.keyOf(NZ)], [KEY, OTHER_KEY]);
      assert.ok(writes < 20);
    }
  });

  it('is stopped by a person without harm, and ends the next time', async () => {
    const { priya, sam } = await team();
    const logins = Array.from({ length: 12 }, (_, index) => `qa-${index}@acme.test`);
    for (const login of logins) await priya.enterKey(login, KEY);
    await priya.sync(logins);
    const alex = await Computer.of('Alex', priya.folder);
    await alex.store.join('Alex');
    const seen: number[] = [];
    const progress = {
      report: (done: number) => seen.push(done),
      get isCancelled() {
        return seen.length >= 3;
      },
    };
    const { files } = await priya.store.approve(await alex.keys(), { logins, progress });
    assert.ok(files >= 3 && files < 14, `${files}`);
    for (const { identity } of [priya, sam])
      for (const login of [...LOGINS.slice(0, 2), ...logins])
        await decrypt(await readFile(join(priya.folder, `${login}.age`)), identity);
    assert.equal((await priya.store.reencrypt(logins)).files, 14 - files);
    const reader = await Computer.of('reader', priya.folder, alex.identity);
    await reader.confirm();
    assert.equal((await reader.sync([...LOGINS, ...logins])).received.length, 14);
  });

  it('names a file that is damaged anywhere, loses nothing, and goes on with the rest', async () => {
    const { sam } = await team();
    const file = join(sam.folder, `${AU}.age`);
    const bytes = await readFile(file);
    await sam.setKey(AU, NEW_KEY);
    const looksAt = async (what: string): Promise<void> => {
      const { received, sent, skipped } = await sam.sync([AU]);
      assert.deepEqual([received, sent], [[], []], what);
      assert.deepEqual(
        skipped.map(each => each.file),
        [`${AU}.age`],
        what,
      );
      assert.ok(['damaged', 'notForUs'].includes(skipped[0]?.reason ?? ''), what);
      assert.equal(sam.keyOf(AU), NEW_KEY);
    };
    for (const at of placesIn(bytes)) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await writeFile(file, flipped);
      await looksAt(`byte ${at} flipped`);
    }
    for (const length of placesIn(bytes)) {
      await writeFile(file, bytes);
      await truncate(file, length);
      await looksAt(`cut after ${length} bytes`);
    }
    sam.secrets.delete(NZ);
    sam.lost.add(NZ);
    assert.deepEqual((await sam.sync(LOGINS)).received, [NZ]);
  });

  it('holds neither key nor identity in anything written', async () => {
    const { priya, sam } = await team();
    const texts = [JSON.stringify([...priya.memories.values(), ...sam.memories.values()])];
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) texts.push(await readFile(join(entry.parentPath, entry.name), 'latin1'));
    }
    assert.ok(texts.length > 20);
    for (const secret of [KEY, OTHER_KEY, priya.identity, sam.identity, 'otpauth://']) {
      assert.ok(!texts.some(text => text.includes(secret)), secret);
    }
  });

  describe('and Debian’s age command', () => {
    let env: NodeJS.ProcessEnv;

    before(async function () {
      const commands: typeof Commands = await import(`${pathToFileURL('scripts/commands.mjs')}`);
      const found = await commands.environmentWith(['age', 'oathtool']);
      if (!found && process.env['CI'] !== undefined) {
        throw new Error('There is no age command or no oathtool, and CI must have them.');
      }
      if (!found) {
        console.log(
          '    Skipped what is tested with age and oathtool: they are not here and could not be unpacked.',
        );
        return this.skip();
      }
      env = found;
    });

    it('read each other’s files, as passage calls it', async () => {
      const { priya, sam } = await team();
      const identities = join(folder, 'identities');
      await writeFile(identities, `# created by a test\n${sam.identity}\n`);
      for (const [login, key] of [
        [AU, KEY],
        [NZ, OTHER_KEY],
      ] as const) {
        const { stdout } = await run('age', ['-d', '-i', identities, join(priya.folder, `${login}.age`)], {
          env,
        });
        assert.match(stdout, new RegExp(`^otpauth://totp/Xero:${login}\\?secret=${key}&`));
      }
      // passage insert: the text on standard input, recipients from the file beside.
      const text = `otpauth://totp/Xero:${US}?secret=${NEW_KEY}&issuer=Xero\nnote: from the command line\n`;
      const plain = join(folder, 'plain');
      await writeFile(plain, text);
      const recipients = join(priya.folder, '.age-recipients');
      await run('age', ['-e', '-R', recipients, '-o', join(priya.folder, `${US}.age`), plain], { env });
      // Nobody signed it, so a person compares codes with Xero first.
      assert.deepEqual((await priya.sync(LOGINS, 'changed')).conflicts, [US]);
      assert.equal(priya.keyOf(US), undefined);
      assert.deepEqual((await priya.sync(LOGINS, 'all', new Map([[US, 'store']]))).received, [US]);
      assert.equal(priya.keyOf(US), NEW_KEY);
      const passage = await readFile(join(priya.folder, `${US}.age`));
      await priya.sync(LOGINS);
      assert.deepEqual(await readFile(join(priya.folder, `${US}.age`)), passage);
      // It is signed once Xero accepted it. Its other lines are not, because no member signed them.
      await priya.store.noteSet(US, 'key');
      assert.deepEqual((await priya.sync(LOGINS)).skipped, [{ file: `${US}.age`, reason: 'unsignedLines' }]);
      const signed = await decrypt(await readFile(join(priya.folder, `${US}.age`)), sam.identity);
      assert.match(signed, /^otpauth:.*\nxero-mfa: 1 \d+ age1\w+ [0-9a-f]{128}\nreaders: .*\n$/);
      // An armoured one, too.
      await run('age', ['-e', '-a', '-R', recipients, '-o', join(sam.folder, `${US}.age`), plain], { env });
      assert.deepEqual((await sam.sync(LOGINS, 'all', new Map([[US, 'store']]))).received, [US]);
    });

    it('agree on identities and their public keys', async () => {
      const file = join(folder, 'key.txt');
      await run('age-keygen', ['-o', file], { env });
      const text = await readFile(file, 'utf8');
      const [, identity = ''] = /^(AGE-SECRET-KEY-1\w+)$/m.exec(text) ?? [];
      const computer = await Computer.of('alex', join(folder, 'alex/store'), identity);
      assert.ok(text.includes(await computer.store.recipient()));
    });

    it('get a machine a code that lets it in, by the recipe of the documentation and nothing else', async () => {
      const { priya } = await team();
      const page = await readFile('docs/team.md', 'utf8');
      const [request = '', code = ''] = Array.from(
        page.slice(page.indexOf('## Let a machine in')).matchAll(/```sh\n(.*?)```/gs),
        ([, script = '']) => script,
      );
      const cwd = join(folder, 'priya');
      const command = `"${process.execPath}" "${resolve('cli/dist/main.js')}"`;
      await run('bash', ['-euc', request.replace('npx --no-install xero-mfa', command)], { cwd, env });
      const identity = /AGE-SECRET-KEY-1\w+/.exec(await readFile(join(cwd, 'key.txt'), 'utf8'))?.[0] ?? '';
      const { requests } = await priya.store.people();
      const { recipient } = requests.find(({ name }) => name === 'CI') ?? assert.fail();
      assert.equal(await priya.approve(recipient, LOGINS, [AU]), 1);
      await assert.rejects(decrypt(await readFile(join(priya.folder, `${NZ}.age`)), identity), AgeError);

      const site = await startPracticeXero({
        people: [{ login: AU, keyBase32: KEY, backupEmail: 'qa@acme.test' }],
      });
      try {
        const { stdout } = await run('bash', ['-euc', code], {
          cwd,
          env: { ...env, XERO_MFA_IDENTITY: identity },
        });
        const visitor = new Visitor(site.url);
        await visitor.signIn(AU);
        await visitor.post('/mfa', { code: stdout.trim() });
        assert.equal(visitor.path, '/dashboard');
      } finally {
        await site.stop();
      }
    });

    it('lead into a store that passage has made', async () => {
      const file = join(folder, 'key.txt');
      await run('age-keygen', ['-o', file], { env });
      const [, identity = ''] = /^(AGE-SECRET-KEY-1\w+)$/m.exec(await readFile(file, 'utf8')) ?? [];
      const computer = await Computer.of('alex', join(folder, 'alex/store'), identity);
      const recipients = join(computer.folder, '.age-recipients');
      await mkdir(dirname(recipients), { recursive: true });
      await writeFile(recipients, `${await computer.store.recipient()}\n`);
      const plain = join(folder, 'plain');
      await writeFile(plain, `otpauth://totp/Xero:${AU}?secret=${KEY}&issuer=Xero\n`);
      await run('age', ['-e', '-R', recipients, '-o', join(computer.folder, `${AU}.age`), plain], { env });
      await refuses(computer.store.create('Alex'), 'adopt');
      await refuses(computer.store.join('Alex'), 'adopt');
      const { people, keys } = await computer.store.adoptable(LOGINS);
      assert.deepEqual([people, keys.map(({ login }) => login)], [[], [AU]]);
      await computer.store.adopt('Alex', people, keys);
      assert.deepEqual((await computer.sync(LOGINS)).received, [AU]);
      assert.equal(computer.keyOf(AU), KEY);
    });
  });
});
