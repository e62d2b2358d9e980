import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { startPracticeXero } from '../../../practice-xero/server.mjs';
import type * as Commands from '../../../scripts/commands.mjs';
import type { Computer } from '../../shared/computer';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import { Visitor } from '../practiceXero/visitor';
import { AU, CA, GB, LOGINS, MachineTeam, READABLE } from './machineTeam';
import { assertRefused, type Call, type Ended, nodes, PackedCli } from './packedCli';

const run = promisify(execFile);
/** The beginning of a window. */
const NOW = Date.UTC(2026, 10, 25, 12);
const WINDOW = 30_000;

describe('The packed command xero-mfa', () => {
  let cli: PackedCli;
  let team: MachineTeam;
  let machine: Computer;
  let words: string;

  before(async () => {
    cli = await PackedCli.install();
    team = await MachineTeam.of();
    machine = await team.machine();
    words = await team.priya.words();
  });
  after(async () => {
    await cli.remove();
    await team.remove();
  });

  /** How the machine calls it, in the repository at an instant. */
  const called = (call: Partial<Call> = {}): Call => ({
    cwd: team.repository,
    at: NOW,
    ...call,
    env: { XERO_MFA_IDENTITY: machine.identity, XERO_MFA_STATE_DIR: join(team.root, 'state'), ...call.env },
  });
  const asMachine = (args: readonly string[], call?: Partial<Call>): Promise<Ended> =>
    cli.run(args, called(call));

  it('is small, and needs nothing else', async () => {
    assert.ok(cli.size <= 150 * 1024, `${cli.size} bytes`);
    const folder = join(cli.folder, 'node_modules/xero-mfa');
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const extension = JSON.parse(await readFile('package.json', 'utf8'));
    assert.equal(manifest.version, extension.version);
    assert.deepEqual(manifest.engines.node, extension.engines.node);
    assert.equal(manifest.dependencies, undefined);
    assert.equal(await readFile(join(folder, 'LICENSE'), 'utf8'), await readFile('LICENSE', 'utf8'));
    for (const name of ['README.md', 'dist/index.d.ts', 'dist/playwright.d.ts'])
      assert.ok((await stat(join(folder, name))).size > 0, name);
  });

  for (const node of nodes()) {
    it(`gives codes to a terminal and to a program: ${node}`, async () => {
      const plain = await asMachine(['code', AU], { node });
      assert.deepEqual(plain, { out: `${codeAt(NOW, KEY)}\n`, error: '', code: 0 });
      const json = await asMachine(['code', CA.toUpperCase(), '--json', '--trust', words], { node });
      const expected = { login: CA, code: codeAt(NOW, OTHER_KEY), expiresAt: NOW + WINDOW };
      assert.deepEqual(JSON.parse(json.out), expected);
      assertRefused(
        await asMachine(['code', GB], { node }),
        5,
        /^xero-mfa: qa-gb@acme\.test\.age: .*for others/,
      );
      const [au, gb, store] = [AU, GB, team.store].map(text => JSON.stringify(text));
      const program = await cli.script(
        `import { codeFor, NotReadableError, XeroMfaError } from 'xero-mfa';
         import { xeroMfa } from 'xero-mfa/playwright';
         console.log(JSON.stringify(await codeFor(${au}, { store: ${store} })));
         const error = await codeFor(${gb}, { store: ${store} }).catch(error => error);
         console.log(error instanceof NotReadableError, error instanceof XeroMfaError, error.code);
         console.log(Object.keys(xeroMfa).join());`,
        called({ node }),
      );
      assert.equal(
        program.out,
        `${JSON.stringify({ code: codeAt(NOW, KEY), expiresAt: NOW + WINDOW })}\ntrue true NOT_READABLE\nxeroMfaOptions,xeroCode\n`,
      );
    });
  }

  it('refuses the ten other logins and the answers, each with its reason', async () => {
    const others = LOGINS.filter(login => !READABLE.includes(login));
    assert.equal(others.length, 10);
    const { out: listed } = await asMachine(['list']);
    assert.equal(listed, `${READABLE.join('\n')}\n`);
    const { out: checked, code } = await asMachine(['check', '--trust', words]);
    assert.equal(code, 0);
    assert.match(checked, /^qa-au@acme\.test\.age: readable, signed by Priya, confirmed$/m);
    for (const name of [...others, `${AU}~answers`])
      assert.ok(checked.includes(`\n${name}.age: not for this identity\n`), name);
    const { out: doubted } = await asMachine(['check']);
    assert.match(doubted, /^qa-au@acme\.test\.age: readable, signed by Priya$/m);
    assert.match(doubted, /^Nothing is confirmed without --trust/m);
    assertRefused(await asMachine(['code', 'qa-xx@acme.test']), 5, /There is no such file/);
  });

  it('takes the identity from a file or the standard input, and never from an argument', async () => {
    const file = join(team.root, 'identity.txt');
    await writeFile(file, `\uFEFF# created: today\r\n\r\n${machine.identity}\r\n`);
    const env = { XERO_MFA_IDENTITY: '' };
    const code = `${codeAt(NOW, KEY)}\n`;
    assert.equal((await asMachine(['code', AU, '--identity-file', file], { env })).out, code);
    const input = `${machine.identity}\n`;
    assert.equal((await asMachine(['code', AU, '--identity-file', '-'], { env, input })).out, code);
    assertRefused(await asMachine(['code', AU], { env }), 4, /XERO_MFA_IDENTITY: It is not set/);
    const typed = await asMachine(['code', AU, '--identity', machine.identity]);
    assertRefused(typed, 2, /Replace it, and use XERO_MFA_IDENTITY/);
    assert.ok(!typed.error.includes(machine.identity));
    const broken = {
      XERO_MFA_IDENTITY: `${machine.identity.slice(0, -1)}${machine.identity.endsWith('Q') ? 'P' : 'Q'}`,
    };
    assertRefused(await asMachine(['code', AU], { env: broken }), 4, /typing mistake/);
    assertRefused(await asMachine(['code', AU, '--identity-file', team.root]), 4, /can't be read/);
    assertRefused(await asMachine(['code', AU, '--identity-file', team.file(AU)]), 4, /It is encrypted/);
  });

  it('asks to join with an identity that only its owner can read', async () => {
    const file = join(team.root, 'new-identity.txt');
    const { out, error, code } = await asMachine(['join', '--name', 'Nightly', '--identity-file', file]);
    assert.deepEqual({ error, code }, { error: '', code: 0 });
    const { requests } = await team.priya.store.people();
    const request = requests.find(({ name }) => name === 'Nightly') ?? assert.fail();
    assert.match(out, new RegExp(`^Public key: ${request.recipient}$`, 'm'));
    assert.equal(request.requested, '2026-11-25');
    const identity = /^AGE-SECRET-KEY-1\w+$/m.exec(await readFile(file, 'utf8'))?.[0] ?? '';
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
    await team.priya.approve(request.recipient, LOGINS, [GB]);
    const env = { XERO_MFA_IDENTITY: identity };
    assert.equal((await asMachine(['code', GB, '--trust', words], { env })).out, `${codeAt(NOW, KEY)}\n`);

    const before = await readFile(file, 'utf8');
    const requestsBefore = await readdir(join(team.store, 'members'));
    assertRefused(await asMachine(['join', '--name', 'Other', '--identity-file', file]), 9, /EEXIST/);
    assert.equal(await readFile(file, 'utf8'), before);
    assert.deepEqual(await readdir(join(team.store, 'members')), requestsBefore);
    assertRefused(await asMachine(['join', '--name', 'Other']), 2, /Choose --identity-file/);
    const printed = await asMachine(['join', '--name', 'Printed', '--print-identity']);
    assert.match(printed.out, /^AGE-SECRET-KEY-1\w{58}\n$/);
    assert.match(printed.error, /^Words: (?:[a-z]+ ){7}[a-z]+$/m);
  });

  it('names what is wrong with a store, or that there is none', async () => {
    assertRefused(
      await asMachine(['code', AU], { cwd: team.root }),
      3,
      /neither in .* nor in a folder above/,
    );
    assertRefused(await asMachine(['list', '--store', team.repository]), 3, /has no store\.json/);
    const nobody = await team.colleague('Nobody');
    const env = { XERO_MFA_IDENTITY: nobody.identity };
    assertRefused(await asMachine(['code', AU], { env }), 5, /for others/);
    const whole = await readFile(team.file(AU));
    const id = await readFile(join(team.store, 'store.json'));
    try {
      await writeFile(team.file(AU), whole.subarray(0, -1));
      assertRefused(
        await asMachine(['code', AU]),
        7,
        /^xero-mfa: qa-au@acme\.test\.age: It is damaged\. Restore/,
      );
      await writeFile(join(team.store, 'store.json'), '{ "version": 9 }');
      assertRefused(await asMachine(['code', CA, '--trust', words]), 7, /^xero-mfa: store\.json: /);
    } finally {
      await writeFile(team.file(AU), whole);
      await writeFile(join(team.store, 'store.json'), id);
    }
  });

  describe('and Debian’s commands', () => {
    let env: NodeJS.ProcessEnv;
    before(async function () {
      const commands: typeof Commands = await import(`${pathToFileURL('scripts/commands.mjs')}`);
      const found = await commands.environmentWith(['age', 'oathtool']);
      if (!found && process.env['CI'] !== undefined) throw new Error('CI must have age and oathtool.');
      if (!found) return this.skip();
      env = found;
    });

    it('agree on the codes, and that answers are not for a machine', async () => {
      const identities = join(team.root, 'identities');
      await writeFile(identities, `${machine.identity}\n`);
      for (const [login, key] of [
        [AU, KEY],
        [CA, OTHER_KEY],
      ] as const) {
        const time = new Date(NOW).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
        const { stdout } = await run('oathtool', ['--totp', '--base32', `--now=${time}`, key], { env });
        assert.equal((await asMachine(['code', login])).out, stdout);
      }
      const answers = join(team.store, `${AU}~answers.age`);
      await assert.rejects(run('age', ['-d', '-i', identities, answers], { env }), /no identity matched/);
      for (const login of READABLE) await run('age', ['-d', '-i', identities, team.file(login)], { env });
    });
  });

  describe('with --unused', () => {
    it('gives three codes to 50 processes over three windows, each once', async () => {
      const state = { XERO_MFA_STATE_DIR: join(team.root, 'fifty') };
      const args = ['code', AU, '--unused', '--timeout', '75'];
      const all = Array.from({ length: 50 }, () => cli.start(args, called({ env: state })));
      for (let time = NOW; time <= NOW + 2 * WINDOW; time += WINDOW) {
        if (time > NOW) for (const each of all) each.tick(time);
        await Promise.all(all.map(each => each.settled()));
      }
      const ended = await Promise.all(all.map(each => each.ended));
      const codes = ended.filter(({ code }) => code === 0).map(({ out }) => out.trim());
      const expected = [0, 1, 2].map(window => codeAt(NOW + window * WINDOW, KEY));
      assert.deepEqual(codes.sort(), expected.sort());
      const others = ended.filter(({ code }) => code !== 0);
      assert.equal(others.length, 47);
      for (const each of others) assertRefused(each, 8, /No usable code comes within 75 seconds/);
      for (const name of await readdir(state.XERO_MFA_STATE_DIR)) {
        assert.match(name, /^[0-9a-f]{32}-\d+$/);
        assert.equal((await stat(join(state.XERO_MFA_STATE_DIR, name))).size, 0);
      }
      if (process.platform !== 'win32')
        assert.equal((await stat(state.XERO_MFA_STATE_DIR)).mode & 0o777, 0o700);
    });

    it('goes on after a process that was killed while it waited', async () => {
      const env = { XERO_MFA_STATE_DIR: join(team.root, 'killed') };
      const args = ['code', AU, '--unused'];
      assert.equal((await asMachine(args, { env })).code, 0);
      const [killed, waiting] = [cli.start(args, called({ env })), cli.start(args, called({ env }))];
      await Promise.all([killed.settled(), waiting.settled()]);
      killed.kill();
      await killed.ended;
      waiting.tick(NOW + WINDOW);
      assert.equal((await waiting.ended).out, `${codeAt(NOW + WINDOW, KEY)}\n`);
      // Another login has codes of its own.
      assert.equal((await asMachine(['code', CA, '--unused'], { env })).code, 0);
    });

    it('says where it can’t write', async () => {
      for (const name of ['identity', 'identity/state']) {
        const file = join(team.root, 'a-file');
        await writeFile(file, '');
        const env = { XERO_MFA_STATE_DIR: name === 'identity' ? file : join(file, 'state') };
        const refused = await asMachine(['code', AU, '--unused'], { env });
        assertRefused(refused, 9, /a-file.*It can't be written \(\w+\)\. Set XERO_MFA_STATE_DIR/);
      }
    });

    it('lets four workers in at the practice Xero, none of them refused', async () => {
      let now = NOW;
      const people = [{ login: AU, keyBase32: KEY, backupEmail: 'qa@acme.test' }];
      const site = await startPracticeXero({ people, now: () => now });
      try {
        const env = { XERO_MFA_STATE_DIR: join(team.root, 'workers') };
        const workers = Array.from({ length: 4 }, () => cli.start(['code', AU, '--unused'], called({ env })));
        const signedIn = workers.map(async worker => {
          const { out } = await worker.ended;
          const visitor = new Visitor(site.url);
          await visitor.signIn(AU);
          await visitor.post('/mfa', { code: out.trim() });
          return visitor.refusal ?? visitor.path;
        });
        for (let window = 0; window < 4; window++) {
          const states = await Promise.all(workers.map(worker => worker.settled()));
          // A worker that has a code enters it before the clock moves on.
          await Promise.all(signedIn.filter((_, index) => states[index] === 'ended'));
          now += WINDOW;
          for (const worker of workers) worker.tick(now);
        }
        assert.deepEqual(await Promise.all(signedIn), Array(4).fill('/dashboard'));
      } finally {
        await site.stop();
      }
    });
  });
});
