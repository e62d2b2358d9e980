import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AgeError, decrypt, encrypt } from '../../../src/age/age';
import { formatStore } from '../../../src/core/team/storeId';
import { NOT_CANCELLED } from '../../../src/team/storeFiles';
import type { TeamError } from '../../../src/team/teamError';
import { Computer, FolderFiles } from '../../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

const run = promisify(execFile);

/** Attacks that worked on version 1, and those that a design of version 2 met. */
describe('The team store is safe from', () => {
  let root: string;
  let folder: string;
  let priya: Computer;
  useSmallTeam(team => {
    ({ root, folder, priya } = team);
  });

  const member = (name: string, by = priya): Promise<Computer> => joined(name, by);

  async function request(computer: Computer): Promise<string> {
    await computer.store.join(computer.name);
    return computer.store.recipient();
  }

  async function git(name: string, at: string, ...args: string[]): Promise<string> {
    const person = ['-c', `user.name=${name}`, '-c', `user.email=${name}@acme.test`];
    return (await run('git', [...person, ...args], { cwd: at })).stdout;
  }

  async function commit(name: string, at: string): Promise<void> {
    await git(name, at, 'add', 'store');
    await git(name, at, 'commit', '-qm', 'Change');
  }

  const path = (login: string, at = folder): string => join(at, `${login}.age`);
  const uriOf = (login: string, key: string): string =>
    `otpauth://totp/Xero:${login}?secret=${key}&issuer=Xero\n`;

  async function cannotRead(computer: Computer, at = folder): Promise<void> {
    for (const file of await readdir(at)) {
      if (file.endsWith('.age'))
        await assert.rejects(decrypt(await readFile(join(at, file)), computer.identity), AgeError, file);
    }
  }

  it('a folder that names a public key, and so would get keys or plant one', async () => {
    const eve = await Computer.of('Eve', '');
    const hostile = join(root, 'hostile');
    await mkdir(hostile);
    const to = [await priya.store.recipient(), await eve.store.recipient()];
    await writeFile(join(hostile, '.age-recipients'), to.join('\n'));
    await writeFile(path(NZ, hostile), await encrypt(uriOf(NZ, OTHER_KEY), to));
    for (const id of [undefined, `${'b'.repeat(25)}e`, await priya.store.id()]) {
      // Also one that copies this team's id: it is the same team then, and has what its members signed.
      if (id !== undefined) await writeFile(join(hostile, 'store.json'), formatStore(id));
      const store = priya.storeIn(new FolderFiles(hostile), hostile);
      await priya.setKey(AU, NEW_KEY);
      const { received, sent, conflicts } = await store.sync({ logins: LOGINS, scope: 'all' });
      assert.deepEqual([received, sent, priya.keyOf(NZ)], [[], [], undefined]);
      assert.deepEqual(conflicts, id === (await priya.store.id()) ? [NZ] : []);
      assert.deepEqual(
        (await readdir(hostile)).filter(file => file.endsWith('.age')),
        [`${NZ}.age`],
      );
    }
  });

  it('a pull request that is looked at in another worktree, clone or codespace', async () => {
    await git('Priya', root, 'init', '-q', '-b', 'main');
    await commit('Priya', root);
    const fork = join(root, 'fork');
    await git('Eve', root, 'clone', '-q', root, fork);
    const eve = await Computer.of('Eve', '');
    const recipients = join(fork, 'store/.age-recipients');
    await appendFile(recipients, `# Sam\n${await eve.store.recipient()}\n`);
    await commit('Eve', fork);
    await git('Eve', fork, 'push', '-q', 'origin', 'HEAD:pull-request');
    await git('Priya', root, 'worktree', 'add', '-q', 'reviewed', 'pull-request');
    const worktree = join(root, 'reviewed/store');
    const store = priya.storeIn(new FolderFiles(worktree), worktree);
    assert.equal(await store.membership(), 'member');
    assert.deepEqual(
      (await store.people()).unconfirmed.map(({ name }) => name),
      ['Sam'],
    );
    await priya.enterKey(AU, NEW_KEY);
    assert.deepEqual((await store.sync({ logins: LOGINS, scope: 'all' })).sent, [AU]);
    await store.reencrypt(LOGINS);
    assert.equal(await git('Priya', root, 'status', '--porcelain', 'store'), '');
    await cannotRead(eve, worktree);
    await commit('Priya', join(root, 'reviewed'));
    // A new computer of the same person knows nothing, so it neither gives nor gets before it is restored or has joined.
    const clone = join(root, 'codespace');
    await git('Priya', root, 'clone', '-q', '-b', 'pull-request', root, clone);
    const codespace = await Computer.of('Priya', join(clone, 'store'), priya.identity);
    await codespace.setKey(NZ, KEY);
    const { membership, received, sent } = await codespace.sync(LOGINS);
    assert.deepEqual([membership, received, sent], ['asked', [], []]);
  });

  it('another store that is pushed in place of this one', async () => {
    const { membership } = await priya.sync(LOGINS);
    assert.equal(membership, 'member');
    await writeFile(join(folder, 'store.json'), formatStore(`${'b'.repeat(25)}e`));
    assert.equal(await priya.store.membership(), 'otherStore');
    for (const task of [() => priya.store.join('Priya'), () => priya.store.adoptable(LOGINS)])
      await assert.rejects(task, (error: TeamError) => error.problem === 'otherStore');
    await rm(join(folder, 'store.json'));
    assert.equal(await priya.store.membership(), 'otherStore');
    assert.deepEqual((await priya.sync(LOGINS)).sent, []);
    // One of a later version, which this computer has not seen before, is not there to be adopted.
    await writeFile(join(folder, 'store.json'), '{ "version": 3 }');
    assert.equal(await (await Computer.of('Sam', folder)).store.membership(), 'otherStore');
  });

  it('a store’s file that is copied into another store, to be re-encrypted there', async () => {
    const other = join(root, 'other');
    const second = priya.storeIn(new FolderFiles(other), other);
    await second.create('Priya');
    const eve = await Computer.of('Eve', other);
    await cp(path(AU), path(AU, other));
    // A login that the other store's list doesn't have, too.
    await cp(path(AU), path('qa-old@acme.test', other));
    await eve.store.join('Eve');
    const { files, left } = await second.approve(await eve.keys(), {
      logins: [NZ],
      progress: NOT_CANCELLED,
    });
    assert.deepEqual([files, left], [0, [`${AU}.age`]]);
    await cannotRead(eve, other);
  });

  it('a leaver’s second identity that is carried over unseen', async () => {
    const lee = await member('Lee');
    const second = await member('Helpful colleague', lee);
    await priya.sync(LOGINS);
    assert.deepEqual(
      (await priya.store.dependents(await lee.store.recipient())).map(({ name }) => name),
      ['Helpful colleague'],
    );
    await priya.remove(lee, LOGINS);
    for (const each of [lee, second]) await cannotRead(each);
    // What they sign now counts for nothing, also on computers that hear it only from them.
    await second.store.approve(await lee.keys(), { logins: LOGINS, progress: NOT_CANCELLED }).catch(() => {});
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    for (const each of [lee, second]) await cannotRead(each);
  });

  it('a leaver who puts every old file back', async () => {
    const lee = await member('Lee');
    const old = join(root, 'old');
    await cp(folder, old, { recursive: true });
    await priya.remove(lee, LOGINS);
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    await rm(folder, { recursive: true });
    await cp(old, folder, { recursive: true });
    const { received, people } = await priya.sync(LOGINS);
    assert.deepEqual([received, priya.keyOf(AU)], [[], NEW_KEY]);
    assert.deepEqual(
      people?.members.map(({ name }) => name),
      ['Priya'],
    );
    await priya.enterKey(AU, OTHER_KEY);
    await priya.sync(LOGINS, 'all', new Map([[AU, 'here']]));
    await priya.store.reencrypt(LOGINS);
    await cannotRead(lee);
    // It is still due, although its file was taken away.
    assert.deepEqual(
      (await priya.store.rotations()).map(({ login }) => login),
      [AU],
    );
  });

  it('a key by a former member, signed as a member would', async () => {
    const lee = await member('Lee');
    const before = join(root, 'before');
    await cp(folder, before, { recursive: true });
    // They never pull again.
    const away = await Computer.of('Lee', before, lee.identity);
    away.restore(lee);
    await priya.remove(lee, LOGINS);
    await away.enterKey(AU, OTHER_KEY);
    assert.deepEqual((await away.sync(LOGINS)).sent, [AU]);
    await cp(path(AU, before), path(AU));
    const { received, conflicts } = await priya.sync(LOGINS);
    assert.deepEqual([received, conflicts, priya.keyOf(AU)], [[], [AU], KEY]);
  });

  it('a member’s old key that is put under another login', async () => {
    await cp(path(AU), path(NZ));
    const { received, skipped } = await priya.sync(LOGINS);
    assert.deepEqual([received, skipped], [[], [{ file: `${NZ}.age`, reason: 'otherLogin' }]]);
  });

  it('a key that was set while a computer was away, and loses to an older one', async () => {
    const sam = await member('Sam');
    await sam.enterKey(AU, NEW_KEY);
    await priya.enterKey(AU, OTHER_KEY);
    await priya.sync(LOGINS);
    const { received, sent, conflicts } = await sam.sync(LOGINS);
    assert.deepEqual([received, sent, conflicts, sam.keyOf(AU)], [[], [], [AU], NEW_KEY]);
  });

  it('a key that could not be sent and counts as sent', async () => {
    priya.isMerging = true;
    await priya.enterKey(AU, NEW_KEY);
    assert.deepEqual((await priya.sync(LOGINS)).sent, []);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).sent, []);
    priya.isMerging = false;
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).sent, [AU]);
    class Full extends FolderFiles {
      override async write(): Promise<void> {
        throw new Error('The disk is full.');
      }
    }
    await priya.enterKey(AU, OTHER_KEY);
    const full = priya.storeIn(new Full(folder), folder);
    await assert.rejects(full.sync({ logins: LOGINS, scope: 'all' }), /The disk is full/);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).sent, [AU]);
  });

  it('a login in two stores whose key reaches only the first', async () => {
    const other = join(root, 'other');
    const second = priya.storeIn(new FolderFiles(other), other);
    await second.create('Priya');
    // A key that was here before goes in after a question only.
    const { sent, unshared } = await second.sync({ logins: LOGINS, scope: 'all' });
    assert.deepEqual([sent, unshared], [[], [AU]]);
    await second.sync({ logins: LOGINS, scope: 'all', shared: new Set([AU]) });
    await priya.setKey(AU, NEW_KEY);
    for (const store of [priya.store, second]) await store.noteSet(AU, 'key');
    for (const store of [priya.store, second])
      assert.deepEqual((await store.sync({ logins: LOGINS, scope: 'changed' })).sent, [AU]);
    // What came from one store does not flow into the other by itself.
    const sam = await member('Sam');
    await sam.enterKey(AU, OTHER_KEY);
    await sam.sync(LOGINS);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    const told = await second.sync({ logins: LOGINS, scope: 'all' });
    assert.deepEqual([told.sent, told.unshared], [[], [AU]]);
  });

  it('a machine that gets more than the keys of its logins', async () => {
    await priya.enterKey(NZ, OTHER_KEY);
    await priya.enterAnswers(AU, '{"version":1,"answers":[{"question":"Q","answer":"Answer1"}]}');
    await priya.sync(LOGINS);
    const machine = await Computer.of('CI', folder);
    const recipient = await machine.store.recipient();
    await writeFile(join(folder, `members/${recipient}.json`), '{ "name": "CI", "requested": "2026-11-25" }');
    assert.equal(await priya.approve(recipient, LOGINS, [AU.toUpperCase()]), 1);
    const reads = async (file: string): Promise<boolean> =>
      decrypt(await readFile(join(folder, file)), machine.identity).then(
        () => true,
        () => false,
      );
    const readable = async () => Promise.all([`${AU}.age`, `${NZ}.age`, `${AU}~answers.age`].map(reads));
    assert.deepEqual(await readable(), [true, false, false]);
    // It is not among those whom \`passage\` encrypts every key to, and what it signs is not believed.
    assert.ok(!(await readFile(join(folder, '.age-recipients'), 'utf8')).includes(recipient));
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS);
    assert.deepEqual(await readable(), [true, false, false]);
    // A member widens it; fewer logins mark the lost ones.
    await priya.approve(recipient, LOGINS, [NZ]);
    await priya.store.reencrypt(LOGINS);
    assert.deepEqual(await readable(), [false, true, false]);
    assert.deepEqual(
      (await priya.store.rotations()).map(({ login }) => login),
      [AU],
    );
    // Neither other lines nor a password on the first line.
    const to = [await priya.store.recipient()];
    await writeFile(path(AU), await encrypt(`hunter2\n${uriOf(AU, KEY)}`, to));
    const refused = (error: TeamError): boolean =>
      error.problem === 'notForMachines' && error.files.join() === `${AU}.age`;
    await assert.rejects(priya.approve(recipient, LOGINS, [AU]), refused);
    await writeFile(path(AU), await encrypt(`${uriOf(AU, KEY)}password: hunter2\n`, to));
    await assert.rejects(priya.approve(recipient, LOGINS, [AU]), refused);
    await priya.remove(recipient, LOGINS);
    assert.deepEqual(await readable(), [false, false, false]);
  });

  it('files that it passes over in silence', async () => {
    await mkdir(join(folder, 'old'));
    await writeFile(join(folder, 'QA@acme.test.age'), 'x');
    await writeFile(join(folder, 'bank~notes.age'), 'x');
    await writeFile(path(AU), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n');
    await writeFile(path(NZ), Buffer.from('\ufeff-----BEGIN AGE', 'utf16le'));
    const { skipped } = await priya.sync(LOGINS);
    assert.deepEqual(
      skipped.map(({ file, reason }) => [file, reason]),
      [
        ['QA@acme.test.age', 'upperCase'],
        ['bank~notes.age', 'notOurs'],
        ['old/', 'folder'],
        [`${AU}.age`, 'gitLfs'],
        [`${NZ}.age`, 'utf16'],
      ],
    );
    const to = [await priya.store.recipient()];
    await writeFile(path(AU), await encrypt(`hunter2\n${uriOf(AU, KEY)}`, to));
    const ci = await Computer.of('CI', folder);
    await ci.store.join('CI');
    const { left } = await priya.store.approve(await ci.keys(), {
      logins: LOGINS,
      progress: NOT_CANCELLED,
    });
    assert.deepEqual(left, ['QA@acme.test.age', 'bank~notes.age', 'old/']);
    const again = await priya.sync([AU]);
    assert.equal(again.skipped.find(({ file }) => file === `${AU}.age`)?.reason, 'passwordFirst');
  });

  it('a login that looks like another’s answers file', async () => {
    const other = `${AU}~answers`;
    await priya.enterAnswers(AU, '{"version":1,"answers":[{"question":"Q","answer":"Answer1"}]}');
    await priya.setKey(other, NEW_KEY);
    await priya.store.noteSet(other, 'key');
    assert.deepEqual([...(await priya.sync([...LOGINS, other])).sent].sort(), [AU, other]);
    const sam = await member('Sam');
    await sam.sync([...LOGINS, other]);
    assert.match((await sam.get(AU)).answers ?? '', /Answer1/);
    assert.deepEqual([sam.keyOf(AU), sam.keyOf(other)], [KEY, NEW_KEY]);
  });

  it('thousands of stanzas, which would be decrypted at each look', async () => {
    const stanza =
      '-> X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n';
    await writeFile(path(AU), `age-encryption.org/v1\n${stanza.repeat(2000)}--- AAAA\n`);
    const { skipped } = await priya.sync(LOGINS);
    assert.deepEqual(skipped, [{ file: `${AU}.age`, reason: 'tooManyReaders' }]);
  });

  it('any change of a file in members or rotations', async () => {
    const sam = await member('Sam');
    await priya.remove(await member('Lee'), LOGINS);
    await sam.sync(LOGINS);
    const files = [
      ...(await readdir(join(folder, 'members'))).map(file => join('members', file)),
      ...(await readdir(join(folder, 'rotations'))).map(file => join('rotations', file)),
    ];
    assert.equal(files.length, 4);
    for (const file of files) {
      const bytes = await readFile(join(folder, file));
      for (let at = 3; at < bytes.length; at += 97) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        await writeFile(join(folder, file), flipped);
        const { skipped, people, due } = await sam.sync(LOGINS);
        assert.ok(
          skipped.some(each => each.file === file),
          `${file}, byte ${at}`,
        );
        assert.deepEqual([people?.members.length, due.length], [2, 1], `${file}, byte ${at}`);
      }
      await writeFile(join(folder, file), bytes);
    }
    assert.deepEqual((await sam.sync(LOGINS)).skipped, []);
  });

  it('a removal that is killed at any write', async () => {
    const lee = await member('Lee');
    const [place, memories] = [join(root, 'before'), priya.memories];
    await cp(folder, place, { recursive: true });
    for (let writes = 0, isDone = false; !isDone; writes++) {
      await rm(folder, { recursive: true });
      await cp(place, folder, { recursive: true });
      const disk = new FolderFiles(folder);
      disk.failsAfter = writes;
      const computer = await Computer.of('Priya', folder, priya.identity);
      computer.memories = new Map(memories);
      computer.secrets.set(AU, (await priya.get(AU)) ?? {});
      const recipient = await lee.store.recipient();
      const options = { logins: LOGINS, progress: NOT_CANCELLED };
      isDone = await computer
        .storeIn(disk, folder)
        .remove(recipient, options)
        .then(
          () => true,
          () => false,
        );
      const { members } = await computer.store.people();
      if (members.some(({ name }) => name === 'Lee')) await computer.remove(lee, LOGINS);
      await computer.sync(LOGINS);
      await computer.store.reencrypt(LOGINS);
      await cannotRead(lee);
      assert.deepEqual(
        (await computer.store.rotations()).map(({ login }) => login),
        [AU],
        `after ${writes} writes`,
      );
      await decrypt(await readFile(path(AU)), priya.identity);
      assert.ok(writes < 20);
    }
  });

  it('a leaver who makes a computer that has not heard of the removal seem to know more than all others', async () => {
    const [lee, sam] = [await member('Lee'), await member('Sam')];
    const away = join(root, 'away');
    await cp(folder, away, { recursive: true });
    await priya.remove(lee, LOGINS);
    // Sam's clone is shown only what Lee signs.
    const theirs = await Computer.of('Lee', away, lee.identity);
    theirs.restore(lee);
    for (const name of ['Eve', 'Mallory']) {
      await theirs.approve(await Computer.of(name, away).then(request), LOGINS);
    }
    const samAway = await Computer.of('Sam', away, sam.identity);
    samAway.restore(sam);
    await samAway.enterKey(AU, NEW_KEY);
    assert.deepEqual((await samAway.sync(LOGINS)).sent, [AU]);
    // Then Sam pulls: the file is theirs, and signed with more than anyone knows now.
    await cp(path(AU, away), path(AU));
    const samHere = await Computer.of('Sam', folder, sam.identity);
    samHere.restore(samAway);
    const before = await priya.sync(LOGINS);
    assert.deepEqual([before.isBehind, before.received], [true, [AU]]);
    const { isBehind } = await samHere.sync(LOGINS);
    assert.equal(isBehind, false);
    await samHere.store.reencrypt(LOGINS);
    const after = await priya.sync(LOGINS);
    assert.deepEqual([after.isBehind, priya.keyOf(AU)], [false, NEW_KEY]);
    await cannotRead(lee);
  });
});
