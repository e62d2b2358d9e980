import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import type { Computer } from '../../shared/computer';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';
import { AU, CA, GB, MachineTeam } from './machineTeam';
import type { Ended } from './packedCli';
import { runHere } from './runHere';

/** A folder's name that would turn a terminal red. Windows doesn't allow it. */
const HOSTILE = process.platform === 'win32' ? 'hostile' : '\u001b[31m\nhostile';

const EXIT_CODES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const kinds = Kinds.of('damage', 'cut', 'swap', 'link', 'remove', 'folder', 'text', 'huge', 'strange');
const change = fc.record({
  kind: kinds.any,
  which: fc.nat(40),
  other: fc.nat(40),
  at: fc.nat(10_000),
  text: fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('\u001b[2J\u202e\n\u0007')),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const command = fc.constantFrom(
  ['code', AU],
  ['code', CA, '--json'],
  ['code', GB],
  ['list'],
  ['check'],
  ['check', '--json'],
  ['join', '--name', 'CI', '--identity-file', 'new.txt'],
);

describe('xero-mfa in a store that may hold anything', () => {
  let team: MachineTeam;
  let machine: Computer;
  let words: string;

  before(async () => {
    team = await MachineTeam.of([AU, CA, GB]);
    machine = await team.machine();
    words = await team.priya.words();
  });
  after(() => team.remove());

  /** Changes a store in the way that is asked for. */
  async function apply(store: string, { kind, which, other, at, text }: Change): Promise<void> {
    const files = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter(name =>
      /\.\w+$/.test(name),
    );
    const [path, second] = [which, other].map(index => join(store, files[index % files.length] ?? ''));
    if (path === undefined || second === undefined || !existsSync(path)) return;
    if (kind === 'strange') {
      const plain = text.replace(/[\p{Cs}/\0]/gu, '').slice(0, 60);
      // One that has upper-case letters is named, as nobody uses it.
      const name = at % 2 === 0 ? `${encodeURIComponent(plain)}@acme.test.age` : `${plain}.AGE`;
      return cp(second, join(store, name), { recursive: true }).catch(() => {});
    }
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    await rm(path, { recursive: true });
    if (kind === 'folder') await mkdir(path);
    else if (kind === 'link') await symlink(second, path);
    else if (kind === 'swap') await cp(second, path).catch(() => {});
    else if (kind === 'text') await writeFile(path, text);
    else if (kind === 'cut') await writeFile(path, bytes.subarray(0, at % (bytes.length + 1)));
    else if (kind === 'huge') {
      await writeFile(path, bytes);
      await truncate(path, 3 * 1024 * 1024);
    } else if (kind === 'damage') {
      const index = at % Math.max(1, bytes.length);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      await writeFile(path, bytes);
    }
  }

  function assertHarmless({ code, out, error }: Ended, args: readonly string[]): void {
    const all = out + error;
    assert.ok(EXIT_CODES.includes(code ?? -1), `${args}: ${code} ${error}`);
    assert.match(error, /^(?:xero-mfa: [^\n]+\n)?$/, error);
    assert.equal(error === '', code === 0 || code === 1, error);
    for (const secret of [KEY, OTHER_KEY, NEW_KEY, machine.identity, 'otpauth:', 'AGE-SECRET-KEY-1'])
      assert.ok(!all.includes(secret), all);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal.
    assert.doesNotMatch(all, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    if (error !== '') assert.match(error, /: .+[.:…)] .*[.…)]\n$/u, 'It says what, why and what to do.');
  }

  it('ends with a documented code and one line, and shows neither a secret nor a control character', async () => {
    let index = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        command,
        fc.boolean(),
        async (all, args, isTrusting) => {
          const cwd = join(team.root, `${HOSTILE}-${index++}`);
          const store = join(cwd, '.xero-mfa/store');
          await cp(team.store, store, { recursive: true });
          for (const each of all) await apply(store, each);
          const trust = isTrusting && args[0] !== 'join' ? ['--trust', words] : [];
          const file = args.map(arg => (arg === 'new.txt' ? join(cwd, arg) : arg));
          const env = { XERO_MFA_IDENTITY: machine.identity };
          assertHarmless(await runHere([...file, ...trust], { cwd, env }), args);
          await rm(cwd, { recursive: true });
        },
      ),
      { numRuns: cases(60, 150) },
    );
    kinds.assertAllMade();
  });

  it('writes no identity into the store, which everyone with the repository reads', async () => {
    await symlink(team.store, join(team.root, 'link'), 'junction');
    for (const file of [join(team.store, 'ci.txt'), join(team.store, 'members/ci.txt'), 'link/ci.txt']) {
      const before = readdirSync(team.store, { recursive: true });
      const args = ['join', '--name', 'CI', '--store', team.store, '--identity-file'];
      const { code, error } = await runHere([...args, resolve(team.root, file)], { cwd: team.root });
      assert.deepEqual(readdirSync(team.store, { recursive: true }), before);
      assert.equal(code, 2, error);
    }
  });

  it('quotes nothing of what is typed, which may be a secret', async () => {
    const word = fc.oneof(
      fc.constantFrom('code', 'list', '--trust', '--json', '--timeout', AU, '--', '--store', '--unused'),
      fc.constantFrom(
        KEY,
        machine.identity,
        `--secret=${KEY}`,
        `otpauth://totp/x?secret=${KEY}`,
        `--name=${KEY}`,
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), async args => {
        const { code, error, out } = await runHere(args, { cwd: team.root });
        if (code === 0) return assert.match(out, /^Usage: |^\d+\.\d+\.\d+\n$/);
        assertHarmless({ code, error, out }, args);
      }),
      { numRuns: cases(200, 1000) },
    );
  });
});
