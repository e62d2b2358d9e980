import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotWrittenError } from '../../../cli/src/errors';
import { run } from '../../../cli/src/run';
import { stateFolder } from '../../../cli/src/stateFolder';
import { thisHost } from '../../../cli/src/thisHost';
import { assertRefused } from './packedCli';
import { runHere } from './runHere';

describe('The computer of xero-mfa', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'xmfa-host-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('ends a wait that its signal had ended before', async () => {
    const reason = new Error('Enough');
    await assert.rejects(thisHost().sleep(2 ** 31 - 1, AbortSignal.abort(reason)), reason);
  });

  it('follows no link to a store, at either of its folders', async () => {
    await mkdir(join(root, 'other/.xero-mfa/store'), { recursive: true });
    await mkdir(join(root, 'here'));
    await symlink(join(root, 'other/.xero-mfa'), join(root, 'here/.xero-mfa'), 'junction');
    assertRefused(await runHere(['list'], { cwd: join(root, 'here') }), 3, /It is a link or a file/);
  });

  it('says of a folder that can’t be looked at that there is no store', async () => {
    await symlink('loop', join(root, 'loop'), 'junction');
    for (const folder of ['loop', 'long'.repeat(1000)])
      assertRefused(await runHere(['list', '--store', folder], { cwd: root }), 3, /There is no such folder/);
    assertRefused(await runHere(['list'], { cwd: join(root, 'loop') }), 3, /It is neither in/);
  });

  it('needs no home where the state has a folder of its own, and else says what is missing', async () => {
    const homeFolder = async (): Promise<string> => {
      throw new Error('Nobody');
    };
    const host = { ...thisHost(), platform: 'linux', homeFolder };
    assert.equal(await stateFolder({ ...host, environment: { XERO_MFA_STATE_DIR: root } }), root);
    await assert.rejects(stateFolder({ ...host, environment: {} }), NotWrittenError);
  });

  it('says that the working folder is gone', async () => {
    const host = {
      ...thisHost(),
      get workingFolder(): string {
        throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
      },
    };
    let error = '';
    const output = {
      out: () => {},
      error: (text: string) => {
        error += text;
      },
    };
    assert.equal(await run(['list'], output, host), 3);
    assert.match(error, /^xero-mfa: The working folder: It is no longer there\./);
  });
});
