import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const run = promisify(execFile);
const root = join(__dirname, '../../../..');

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Stands in for a tool: notes how it was called and which secrets it sees. */
const TOOL = `#!/bin/sh
seen=
for name in GH_TOKEN VSCE_PAT OVSX_PAT NODE_AUTH_TOKEN; do
  eval "value=\\$$name"; [ -z "$value" ] || seen="$seen <$name>"
done
tool=$(basename "$0")
if [ "$tool $1 $2" = 'npm run package' ]; then touch xero-test-mfa-1.2.3.vsix xero-mfa-1.2.3.tgz; fi
if [ "$tool $1 $2" = 'gh release view' ] || [ "$tool $1" = 'npm view' ]; then printf '%s' "$THERE"; exit; fi
printf '%s' "$tool $*$seen" | tr '\\n' '~' >> "$LOG"; echo >> "$LOG"
[ "$tool $1 $2" != "$FAILS" ]
`;

const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-24\n\n### Added\n\n- Copy a code.\n';

const SECRETS = {
  'github.token': 'gh-1',
  'secrets.VSCE_PAT': 'vsce-2',
  'secrets.OVSX_PAT': 'ovsx-3',
  'secrets.NPM_TOKEN': 'npm-4',
};

const PACKED = ['npm test', 'npm run package', 'npm ci'];
const VSIX = 'xero-test-mfa-1.2.3.vsix';
const RELEASE = [
  `gh release create v1.2.3 ${VSIX} xero-mfa-1.2.3.tgz --verify-tag --title v1.2.3 --notes ### Added~~- Copy a code. <GH_TOKEN>`,
  `npx --no-install vsce publish --packagePath ${VSIX} --skip-duplicate <VSCE_PAT>`,
  `npx --yes ovsx@1.4.0 publish ${VSIX} --skip-duplicate <OVSX_PAT>`,
  'npm publish xero-mfa-1.2.3.tgz --access public <NODE_AUTH_TOKEN>',
];

describe('The release workflow', () => {
  if (process.platform === 'win32') return;
  let workflow: Workflow;
  let folder: string;
  before(async () => {
    workflow = parse(await readFile(join(root, '.github/workflows/release.yml'), 'utf8'));
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xmfa-release-'));
    await cp(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
    await mkdir(join(folder, 'cli'));
    await write('package.json', { version: '1.2.3' });
    await write('cli/package.json', { version: '1.2.3' });
    await writeFile(join(folder, 'CHANGELOG.md'), CHANGELOG);
    await mkdir(join(folder, 'bin'));
    for (const name of ['gh', 'npx', 'npm']) {
      await writeFile(join(folder, 'bin', name), TOOL);
      await chmod(join(folder, 'bin', name), 0o755);
    }
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (file: string, value: unknown) => writeFile(join(folder, file), JSON.stringify(value));

  interface Release {
    readonly calls: readonly string[];
    readonly output: string;
    readonly failed: boolean;
  }

  /** Runs the shell parts of the jobs, one after another until one fails, as GitHub does for a tag. */
  async function release(
    context: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
    tag = 'v1.2.3',
  ): Promise<Release> {
    const fill = (all: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(
        Object.entries(all).map(([name, text]) => [
          name,
          text.replace(/\$\{\{ (.*?) \}\}/g, (_, key) => context[key] ?? ''),
        ]),
      );
    const log = join(folder, 'log');
    await writeFile(log, '');
    let [output, failed] = ['', false];
    for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      if (step.run === undefined || failed) continue;
      try {
        const ended = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
          cwd: folder,
          env: {
            PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
            GITHUB_REF_NAME: tag,
            LOG: log,
            ...fill(workflow.env),
            ...fill(step.env),
            ...env,
          },
        });
        output += ended.stdout + ended.stderr;
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        output += stdout + stderr;
        failed = true;
      }
    }
    return {
      calls: (await readFile(log, 'utf8'))
        .trimEnd()
        .split('\n')
        .filter(line => line !== ''),
      output,
      failed,
    };
  }

  it('tests, packs and publishes, and shows each secret to one command only', async () => {
    const { calls, output, failed } = await release(SECRETS);
    assert.equal(failed, false, output);
    assert.deepEqual(calls, [...PACKED, ...RELEASE]);
    for (const secret of Object.values(SECRETS)) assert.ok(!output.includes(secret), secret);
  });

  it('publishes nothing in a dry run, and says what it would', async () => {
    const { calls, output } = await release({ ...SECRETS, 'vars.RELEASE_OPTIONS': '--dry-run' });
    assert.deepEqual(calls, PACKED);
    const said = output.replaceAll('\n', '~');
    for (const call of RELEASE)
      assert.ok(said.includes(`Would run: ${call.replace(/ <.*/, '')}`), `${call}\n${output}`);
  });

  it('publishes where there is a secret, and says where there is none', async () => {
    const { calls, output, failed } = await release({ 'github.token': 'gh-1', 'secrets.OVSX_PAT': 'ovsx-3' });
    assert.equal(failed, false);
    assert.deepEqual(calls, [...PACKED, RELEASE[0], RELEASE[2]]);
    assert.match(output, /marketplace: not published, because VSCE_PAT is not set\.\n/);
    assert.match(output, /npm: not published, because NODE_AUTH_TOKEN is not set\.\n/);
  });

  it('can be run again after a step that failed', async () => {
    const first = await release(SECRETS, { FAILS: 'npx --yes ovsx@1.4.0' });
    assert.deepEqual([first.failed, first.calls], [true, [...PACKED, ...RELEASE.slice(0, 3)]]);
    const second = await release(SECRETS, { THERE: 'yes' });
    assert.deepEqual([second.failed, second.calls], [false, [...PACKED, RELEASE[1], RELEASE[2]]]);
  });

  it('lets npm show where the package is from, once package.json says so', async () => {
    await write('package.json', { version: '1.2.3', repository: 'https://github.com/acme/mfa' });
    assert.ok((await release(SECRETS)).calls.includes(RELEASE[3]?.replace(' <', ' --provenance <') ?? ''));
  });

  const MISTAKES: Readonly<
    Record<string, readonly [change: () => Promise<void>, tag: string, error: RegExp]>
  > = {
    'another tag': [async () => {}, 'v1.2.4', /package\.json is 1\.2\.3, but the tag is v1\.2\.4\./],
    'a tag that is a command': [
      async () => {},
      'v1.2.3"; npm publish; "',
      /but the tag is v1\.2\.3"; npm publish; "\./,
    ],
    'another version of the command line': [
      () => write('cli/package.json', { version: '1.2.2' }),
      'v1.2.3',
      /cli\/package\.json is 1\.2\.2/,
    ],
    'another version in the changelog': [
      () => writeFile(join(folder, 'CHANGELOG.md'), CHANGELOG.replace('1.2.3', '1.2.2')),
      'v1.2.3',
      /newest version in CHANGELOG\.md is 1\.2\.2/,
    ],
    'items that are unreleased': [
      () =>
        writeFile(
          join(folder, 'CHANGELOG.md'),
          CHANGELOG.replace('## [1.2.3]', '### Added\n\n- Try it.\n\n## [1.2.3]'),
        ),
      'v1.2.3',
      /CHANGELOG\.md has items that are unreleased/,
    ],
    'a changelog without its form': [
      () => writeFile(join(folder, 'CHANGELOG.md'), CHANGELOG.replace('Copy', 'It copies')),
      'v1.2.3',
      /CHANGELOG\.md:9: An item begins with what its reader can do/,
    ],
  };
  for (const [mistake, [change, tag, error]] of Object.entries(MISTAKES)) {
    it(`ends at once with ${mistake}`, async () => {
      await change();
      const { calls, output } = await release(SECRETS, {}, tag);
      assert.deepEqual(calls, []);
      assert.match(output, error);
    });
  }

  it('lets only the job that publishes write, and runs no test there', () => {
    const { permissions, jobs } = workflow;
    assert.deepEqual(permissions, { contents: 'read' });
    assert.deepEqual(Object.keys(jobs), ['package', 'publish']);
    assert.equal(jobs['package']?.permissions, undefined);
    assert.equal(jobs['publish']?.needs, 'package');
    assert.ok(!JSON.stringify(jobs['package']).includes('${{ secrets'));
    const [attested] = jobs['publish']?.steps.filter(({ uses }) => uses?.includes('attest')) ?? [];
    assert.match(attested?.uses ?? '', /^actions\/attest-build-provenance@v\d+$/);
    for (const { uses } of Object.values(jobs).flatMap(({ steps }) => steps))
      if (uses !== undefined) assert.match(uses, /^actions\/[a-z-]+@v\d+$/);
  });
});
