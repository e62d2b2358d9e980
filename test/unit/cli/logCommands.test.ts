import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encrypt } from '../../../src/age/age';
import { storeName } from '../../../src/core/team/storeNames';
import type { Computer } from '../../shared/computer';
import { NEW_KEY } from '../../shared/oracle';
import { AU, MachineTeam } from './machineTeam';
import type { Ended } from './packedCli';
import { runHere } from './runHere';

/** What GitHub Actions and Azure Pipelines obey in the log of a job. */
const COMMAND = /^\s*::|##\w*\[/m;
const AZURE = '##vso[task.prependpath]x';
const GITHUB = '::add-matcher::x';

describe('xero-mfa in the log of a CI job', () => {
  let team: MachineTeam;
  let machine: Computer;

  beforeEach(async () => {
    team = await MachineTeam.of([AU]);
    machine = await team.machine([AU]);
  });
  afterEach(() => team.remove());

  const asMachine = (...args: string[]): Promise<Ended> =>
    runHere(args, { cwd: team.repository, env: { XERO_MFA_IDENTITY: machine.identity } });

  it('prints no command that the name of a file has', async () => {
    for (const name of [`${AZURE}.AGE`, `#${AZURE}.AGE`, `members/${AZURE}.json`])
      await writeFile(join(team.store, name), 'x');
    // Windows allows no colon in a name.
    if (process.platform !== 'win32') await cp(team.file(AU), join(team.store, `${GITHUB}.AGE`));
    for (const args of [['check'], ['check', '--json'], ['code', AU, '--store', AZURE]]) {
      const { out, error } = await asMachine(...args);
      assert.match(out + error, /prependpath/);
      assert.doesNotMatch(out + error, COMMAND);
    }
    const { out } = await asMachine('check', '--json');
    const files = JSON.parse(out).map(({ file }: { file: string }) => file);
    assert.ok(files.includes(`${AZURE}.AGE`), 'A program reads the name as it is.');
  });

  it('lists no login that it gives no code of', async () => {
    for (const login of [AZURE, GITHUB, 'nobody']) {
      const text = `otpauth://totp/Xero:${encodeURIComponent(login)}?secret=${NEW_KEY}&issuer=Xero\n`;
      const file = join(team.store, `${await storeName(login)}.age`);
      await writeFile(file, await encrypt(text, [await machine.store.recipient()]));
    }
    assert.equal((await asMachine('list')).out, `${AU}\n`);
  });
});
