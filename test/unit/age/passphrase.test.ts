import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { armor, Decrypter } from 'age-encryption';
import type * as Commands from '../../../scripts/commands.mjs';
import { AgeError, decryptWithPassphrase, encryptWithPassphrase, isAgeFile } from '../../../src/age/age';
import { parseBackup, serialiseBackup } from '../../../src/core/backup';
import { parseSecret } from '../../../src/core/secret';
import { EXAMPLE_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';

const PASSPHRASE = 'eight words of a passphrase';
const TEXT = serialiseBackup([
  {
    login: 'qa-au@acme.test',
    secret: parseSecret(EXAMPLE_KEY.base32).secret,
    answers: [{ question: 'First pet?', answer: 'Tiddles' }],
  },
]);

function isProblem(problem: AgeError['problem']) {
  return (error: unknown): boolean => error instanceof AgeError && error.problem === problem;
}

describe('A file with a passphrase', () => {
  let file: Uint8Array;
  /** What became of reading it once: its key takes a second of work. */
  const read = { text: '', reports: [] as number[], turns: 0 };
  before(async () => {
    file = await encryptWithPassphrase(TEXT, PASSPHRASE);
    const timer = setInterval(() => read.turns++, 1);
    read.text = await decryptWithPassphrase(file, PASSPHRASE, { report: done => read.reports.push(done) });
    clearInterval(timer);
  });

  it('reports progress that never goes back, and returns the text', () => {
    const { text, reports } = read;
    assert.equal(text, TEXT);
    assert.deepEqual(
      reports,
      [...reports].sort((one, other) => one - other),
    );
    assert.ok(reports.length > 100);
    assert.equal(reports.at(-1), 1);
  });

  it('does not block while the key is derived', () => {
    // It gives way after every 10 ms of a second: without that it would be none.
    assert.ok(read.turns > 10, String(read.turns));
  });

  for (const [what, act] of [
    [
      'reading',
      (signal: AbortSignal, report: () => void) =>
        decryptWithPassphrase(file, PASSPHRASE, { signal, report }),
    ],
    [
      'writing',
      (signal: AbortSignal, report: () => void) =>
        encryptWithPassphrase(TEXT, PASSPHRASE, { signal, report }),
    ],
  ] as const) {
    it(`can be aborted while ${what}, with the given reason`, async () => {
      const stop = new AbortController();
      const reason = new Error('The person does not want it');
      let reports = 0;
      const report = (): void => {
        if (++reports === 5) stop.abort(reason);
      };
      await assert.rejects(act(stop.signal, report), error => error === reason);
      assert.equal(reports, 5);
    });
  }

  it('tells a wrong passphrase from a damaged file', async () => {
    const quick = await passphraseFile(TEXT, PASSPHRASE);
    assert.equal(await decryptWithPassphrase(quick, PASSPHRASE), TEXT);
    await assert.rejects(decryptWithPassphrase(quick, 'another passphrase'), isProblem('notForUs'));
    const damaged = quick.slice();
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await assert.rejects(decryptWithPassphrase(damaged, PASSPHRASE), isProblem('damaged'));
    await assert.rejects(decryptWithPassphrase(quick.slice(0, -20), PASSPHRASE), isProblem('damaged'));
    await assert.rejects(decryptWithPassphrase(quick.slice(0, 30), PASSPHRASE), isProblem('damaged'));
  });

  it('rejects a file that asks for too much work', async () => {
    const quick = await passphraseFile(TEXT, PASSPHRASE);
    const greedy = Buffer.from(Buffer.from(quick).toString('latin1').replace(/ 10\n/, ' 29\n'), 'latin1');
    await assert.rejects(decryptWithPassphrase(greedy, PASSPHRASE), isProblem('damaged'));
  });

  it('can be read by age-encryption itself, after as much work as the age command takes', async () => {
    assert.match(Buffer.from(file).toString('latin1'), /^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    assert.equal(await decrypter.decrypt(file, 'text'), TEXT);
  });

  it('is distinguished from other files', () => {
    assert.ok(isAgeFile(file));
    assert.ok(isAgeFile(Buffer.from('\n-----BEGIN AGE ENCRYPTED FILE-----\n')));
    for (const other of ['', 'age-encryption.org/v2\n', '{"keys":[]}', '-----BEGIN PGP MESSAGE-----'])
      assert.ok(!isAgeFile(Buffer.from(other)), other);
  });

  describe('and Debian’s age command', () => {
    let env: NodeJS.ProcessEnv;
    let folder: string;

    before(async function () {
      const commands: typeof Commands = await import(`${pathToFileURL('scripts/commands.mjs')}`);
      const found = await commands.environmentWith(['age']);
      if (!found && process.env['CI'] !== undefined) {
        throw new Error('There is no age command, and CI must have it.');
      }
      if (!found) {
        console.log('    Skipped what is tested with age: it is not here and could not be unpacked.');
        return this.skip();
      }
      env = found;
      folder = await mkdtemp(join(tmpdir(), 'xmfa-age-'));
    });

    after(async () => {
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    /** Runs `age`, which asks for passphrases at a terminal. */
    async function age(args: string, ...answers: readonly string[]): Promise<void> {
      const command = execFile('script', ['-qec', `age ${args}`, '/dev/null'], { env });
      for (const answer of answers) {
        // It drops what is typed before it asks.
        if (command.stdout) await once(command.stdout, 'data');
        command.stdin?.write(`${answer}\n`);
      }
      await once(command, 'close');
    }

    it('can open it', async () => {
      const [from, to] = [join(folder, 'backup.age'), join(folder, 'backup.txt')];
      await writeFile(from, file);
      await age(`-d -o '${to}' '${from}'`, PASSPHRASE);
      assert.equal(await readFile(to, 'utf8'), TEXT);
    });

    it('can write one that we read', async () => {
      const [from, to] = [join(folder, 'plain.txt'), join(folder, 'written.age')];
      await writeFile(from, TEXT.replaceAll('\n', '\r\n'));
      await age(`-p -a -o '${to}' '${from}'`, PASSPHRASE, PASSPHRASE);
      const armoured = await readFile(to);
      const binary = Buffer.from(armoured.toString().replaceAll(/^-----.*$/gm, ''), 'base64');
      assert.ok(isAgeFile(armoured) && isAgeFile(binary));
      // What is read is the one without armour, in either case.
      assert.deepEqual(Buffer.from(armor.decode(armoured.toString())), binary);
      const { entries, problems } = parseBackup(await decryptWithPassphrase(armoured, PASSPHRASE));
      assert.deepEqual(problems, []);
      assert.equal(serialiseBackup(entries), TEXT);
    });
  });
});
