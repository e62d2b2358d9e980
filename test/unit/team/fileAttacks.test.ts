import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt, newIdentity, recipientOf } from '../../../src/age/age';
import { signerOf } from '../../../src/age/signing';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { formatMember, statementBytesOf } from '../../../src/core/team/memberFile';
import { formatSharedFile, parseSharedFile, sealBytes } from '../../../src/core/team/sharedFile';
import type { Keys } from '../../../src/team/approval';
import { Layout } from '../../../src/team/layout';
import { NOT_CANCELLED } from '../../../src/team/storeFiles';
import type { TeamError } from '../../../src/team/teamError';
import { Computer, FolderFiles } from '../../shared/computer';
import { LOGIN as AU } from '../../shared/lists';
import { KEY, NEW_KEY } from '../../shared/oracle';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

const SSH = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@rosa';
const DAY = '2026-11-25';

const isChanged = (error: TeamError): boolean => error.problem === 'changed';

describe('The team store’s files are safe from', () => {
  let root: string;
  let folder: string;
  let priya: Computer;
  let id: string;
  useSmallTeam(team => {
    ({ root, folder, priya, id } = team);
  });

  const member = (name: string, by = priya): Promise<Computer> => joined(name, by);

  const keysOf = async (identity: string) => ({
    recipient: await recipientOf(identity),
    signer: await signerOf(identity),
  });

  const path = (login: string, at = folder): string => join(at, `${login}.age`);
  const textOf = async (file: string, identity: string): Promise<string> =>
    decrypt(await readFile(file), identity);

  const LINE = 'password: hunter2';

  /** A second team of Priya's, in which Eve is, and a line in the first team's file that is only for that one. */
  async function twoTeams() {
    const to = [await priya.store.recipient()];
    await writeFile(path(AU), await encrypt(await priya.signedText(AU, KEY, [LINE], 2), to));
    await priya.sync(LOGINS);
    const { text } = (await priya.store.get(AU)) as { text: { others: readonly string[] } };
    assert.deepEqual(text.others, [LINE]);
    const other = join(root, 'other');
    const second = priya.storeIn(new FolderFiles(other), other);
    await second.create('Priya');
    await second.sync({ logins: LOGINS, scope: 'all', shared: new Set([AU]) });
    const eve = await Computer.of('Eve', other);
    await eve.store.join('Eve');
    const options = { logins: LOGINS, progress: NOT_CANCELLED };
    await second.approve(await eve.keys(), options);
    return { other, second, eve };
  }

  it('one that was signed for another team, and is re-encrypted and signed for this one', async () => {
    const { other, second, eve } = await twoTeams();
    await cp(path(AU), path(AU, other));
    await second.reencrypt(LOGINS);
    const text = await textOf(path(AU, other), eve.identity).catch(() => '');
    assert.ok(!text.includes(LINE), 'Eve reads the line of the other team');
  });

  it('one that was signed for another team, where a person keeps the key of this computer', async () => {
    const { other, second, eve } = await twoTeams();
    await priya.setKey(AU, NEW_KEY);
    await second.noteSet(AU, 'key');
    await second.sync({ logins: LOGINS, scope: 'all' });
    await cp(path(AU), path(AU, other));
    const { conflicts } = await second.sync({ logins: LOGINS, scope: 'all' });
    assert.deepEqual(conflicts, [AU]);
    await second.sync({ logins: LOGINS, scope: 'all', chosen: new Map([[AU, 'here']]) });
    const text = await textOf(path(AU, other), eve.identity);
    assert.ok(text.includes(NEW_KEY));
    assert.ok(!text.includes(LINE), 'Eve reads the line of the other team');
  });

  it('one that a former member wrote after they were removed, with other lines and the last count', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    await priya.remove(lee, LOGINS);
    await sam.sync(LOGINS);
    const { key = '' } = await priya.get(AU);
    const leeKeys = await keysOf(lee.identity);
    const said = { secret: key, others: ['url: https://evil.test'], readers: [] };
    const seal = { count: 1_000_000, people: 1, by: leeKeys.recipient };
    const signature = leeKeys.signer.sign(sealBytes('key', id, AU, said, seal));
    const text = formatSharedFile({ ...said, seal: { ...seal, signature } });
    await writeFile(
      path(AU),
      await encrypt(text, [await priya.store.recipient(), await sam.store.recipient()]),
    );
    await priya.sync(LOGINS, 'changed');
    const after = parseSharedFile(await textOf(path(AU), priya.identity));
    const isSigned = after.seal?.by === (await priya.store.recipient()) && after.others.length > 0;
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    const { conflicts } = await sam.sync(LOGINS);
    assert.deepEqual([isSigned, conflicts, sam.keyOf(AU)], [false, [], NEW_KEY]);
  });

  it('one whose count was signed by nobody, and after which no key can be signed any more', async () => {
    const sam = await member('Sam');
    await priya.sync(LOGINS);
    const { key = '' } = await priya.get(AU);
    // Anybody who can read the key can write this, a machine too: the signature is no one's.
    const seal = {
      count: 1_000_000,
      people: 1,
      by: await priya.store.recipient(),
      signature: '0'.repeat(128),
    };
    const text = formatSharedFile({ secret: key, others: ['url: https://evil.test'], readers: [], seal });
    await writeFile(
      path(AU),
      await encrypt(text, [await priya.store.recipient(), await sam.store.recipient()]),
    );
    await priya.store.reencrypt(LOGINS);
    const after = parseSharedFile(await textOf(path(AU), priya.identity));
    assert.equal(after.seal?.signature, seal.signature, 'Priya signed it');
  });

  it('another signing key while the question about an approval is open', async () => {
    const sam = await Computer.of('Sam', folder);
    await sam.store.join('Sam');
    const recipient = await sam.store.recipient();
    const shown = await priya.store.candidate(recipient);
    const { signer } = await keysOf(await newIdentity());
    const file = join(folder, `members/${recipient}.json`);
    await writeFile(file, formatMember({ name: 'Sam', requested: DAY, signingKey: signer.signingKey }));
    await assert.rejects(priya.store.approve(shown, { logins: LOGINS, progress: NOT_CANCELLED }), isChanged);
    assert.equal((await priya.store.people()).roster.of(recipient), undefined);
  });

  it('another roster while the question about the approver is open', async () => {
    const sam = await Computer.of('Sam', folder);
    await sam.store.join('Sam');
    await priya.approve(sam, LOGINS);
    const approver = (await sam.store.approver()) ?? assert.fail();
    // A statement of "Priya" with another signing key is pushed before Sam has typed the words.
    const { signer } = await keysOf(await newIdentity());
    const { recipient: by } = approver;
    const about = async (name: string, keys: Keys): Promise<Entry> => {
      const said = { role: 'member', state: 'approved', count: 1, on: DAY, by } as const;
      const entry: Unsigned<Entry> = { ...keys, ...said, logins: [], keeps: [], name };
      return { ...entry, signature: signer.sign(entryBytes(id, entry)) };
    };
    const keys = await sam.keys();
    const puppet = { recipient: by, signingKey: signer.signingKey };
    const roster = [await about('Priya', puppet), await about('Sam', keys)];
    const request = { name: 'Sam', requested: DAY, signingKey: keys.signingKey };
    const signature = signer.sign(statementBytesOf(id, keys.recipient, request, { by, roster }));
    const text = formatMember({ ...request, statement: { by, roster, signature } });
    await writeFile(join(folder, `members/${keys.recipient}.json`), text);
    assert.equal((await sam.store.approver())?.signingKey, signer.signingKey);
    await assert.rejects(sam.store.confirm(approver), isChanged);
    assert.equal(await sam.store.membership(), 'approved');
  });

  it('so many files in members or rotations that the one about a removal isn’t read', async () => {
    const lee = await Computer.of('Lee', folder);
    const [known, kim] = [await lee.store.recipient(), await recipientOf(await newIdentity())];
    const bad = Array.from({ length: 10_000 }, (_, at) => `${at}.json`);
    const fake = Array.from(
      { length: 10_000 },
      (_, at) => `age1${String(at).replace(/1/g, 'q').padStart(58, 'q')}.json`,
    );
    class Full extends FolderFiles {
      names: readonly string[] = [];
      override async list(place: string): Promise<ReadonlyMap<string, string>> {
        return place === '' ? super.list(place) : new Map(this.names.map(name => [name, '']));
      }
    }
    const files = new Full(folder);
    const layout = new Layout(files);
    files.names = [...bad, `${kim}.json`];
    assert.ok((await layout.memberFiles()).includes(`members/${kim}.json`));
    files.names = [...fake, ...bad, `${known}.json`];
    const read = await layout.memberFiles(new Set([known]));
    assert.deepEqual([read[0], read.length], [`members/${known}.json`, 10_000]);
    files.names = [...Array.from(bad, name => `~${name}`), `${AU}.json`];
    assert.equal((await layout.rotationFiles())[0]?.[0], `rotations/${AU}.json`);
    const { overfull } = await layout.look();
    assert.deepEqual(
      overfull.map(({ file, reason }) => `${file} ${reason}`),
      ['members/ tooManyFiles', 'rotations/ tooManyFiles'],
    );
    files.names = [];
    await layout.memberFiles();
    assert.deepEqual(
      (await layout.look()).overfull.map(({ file }) => file),
      ['rotations/'],
    );
  });

  it('more lines in .age-recipients than are used, which push out one of a colleague or keep one of a leaver', async () => {
    const file = join(folder, '.age-recipients');
    const lee = await member('Lee');
    const recipient = await lee.store.recipient();
    const before = await readFile(file, 'utf8');
    const bad = Array.from({ length: 1000 }, (_, at) => `bad ${at}\n`).join('');
    const fake = Array.from(
      { length: 1000 },
      (_, at) => `age1${String(at).replace(/1/g, 'q').padStart(58, 'q')}\n`,
    );
    const kim = await recipientOf(await newIdentity());
    await writeFile(file, `${bad}${fake.join('')}${before}# Ann\n${SSH}\n# Kim\n${kim}\n`);
    await priya.remove(lee, LOGINS);
    const after = await readFile(file, 'utf8');
    for (const line of [`# Ann\n${SSH}\n`, `# Kim\n${kim}\n`, `# Priya\n`, 'bad 999\n'])
      assert.ok(after.includes(line), line);
    assert.ok(!after.includes(recipient));
  });

  it('adopting a store, by which colleagues with other keys are locked out and nobody names them', async () => {
    const old = join(root, 'old');
    const lines = [
      ...['# Priya', await priya.store.recipient(), '# Ann', SSH],
      ...['# Kim', 'age1yubikey1qqqq', '# Lost', 'AGE-SECRET-KEY-1QQQ', 'age1pq1qqqq', 'bad'],
    ];
    await mkdir(old);
    await writeFile(join(old, '.age-recipients'), lines.join('\n'));
    const store = priya.storeIn(new FolderFiles(old), old);
    const { people, lockedOut } = await store.adoptable(LOGINS);
    assert.deepEqual([people, lockedOut], [[], ['Ann', 'Kim', 'age1pq1qqqq']]);
  });
});
