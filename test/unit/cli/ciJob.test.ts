import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CI_NAMES, CI_SYSTEMS, ciJob } from '../../../src/core/team/ciJob';
import { stepOf } from '../../shared/ciStep';
import type { Computer } from '../../shared/computer';
import { codeAt, KEY } from '../../shared/oracle';
import { AU, GB, MachineTeam } from './machineTeam';

const run = promisify(execFile);
const root = join(__dirname, '../../../..');
const NOW = Date.UTC(2026, 10, 25, 9, 0, 1);

/** Stands in for npx: it runs the command that was built here. */
const NPX = `#!/bin/sh
[ "$1 $2" = '--no-install xero-mfa' ] || exit 99
shift 2
exec '${process.execPath}' --import '${pathToFileURL(join(root, 'test/unit/cli/clock.mjs'))}' '${join(root, 'cli/dist/main.js')}' "$@"
`;
/** Stands in for the tests of a project. */
const NPM = '#!/bin/sh\necho "tests: $* with $XERO_CODE, identity: $XERO_MFA_IDENTITY."\n';

describe('The shell part of a CI job', () => {
  if (process.platform === 'win32') return;
  let team: MachineTeam;
  let machine: Computer;
  let trust: string;

  before(async () => {
    team = await MachineTeam.of([AU, GB]);
    machine = await team.machine([AU]);
    trust = await team.priya.words();
    const bin = join(team.root, 'bin');
    await mkdir(bin);
    for (const [name, text] of [
      ['npx', NPX],
      ['npm', NPM],
    ] as const) {
      await writeFile(join(bin, name), text);
      await chmod(join(bin, name), 0o755);
    }
  });
  after(() => team.remove());

  for (const system of CI_SYSTEMS) {
    const runJob = (login: string) => {
      const { shell, env } = stepOf(system, ciJob(system, { logins: [login], trust }));
      return run('bash', ['-ec', shell], {
        cwd: team.repository,
        env: {
          ...env,
          PATH: `${join(team.root, 'bin')}:${process.env['PATH']}`,
          XERO_MFA_IDENTITY: machine.identity,
          XERO_MFA_STATE_DIR: join(team.root, system),
          TEST_CLOCK: `${NOW}`,
        },
      });
    };

    it(`gives the tests a code in ${CI_NAMES[system]}, and no identity`, async () => {
      const lines = (await runJob(AU)).stdout.trimEnd().split('\n');
      assert.equal(lines.at(-1), `tests: test with ${codeAt(NOW, KEY)}, identity: .`);
    });

    it(`ends in ${CI_NAMES[system]} where there is no code, before the tests`, async () => {
      await assert.rejects(runJob(GB), ({ code, stdout, stderr }) => {
        assert.deepEqual([code, stdout], [5, '']);
        assert.match(stderr, /qa-gb@acme\.test/);
        return true;
      });
    });
  }
});
