import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { stateFolder } from '../../../cli/src/stateFolder';
import { storePlaces } from '../../../cli/src/storePlace';

describe('Where xero-mfa looks', () => {
  it('for a store: in the working folder and each above it', () => {
    assert.deepEqual(storePlaces('/home/sam/app/test', posix), [
      '/home/sam/app/test/.xero-mfa/store',
      '/home/sam/app/.xero-mfa/store',
      '/home/sam/.xero-mfa/store',
      '/home/.xero-mfa/store',
      '/.xero-mfa/store',
    ]);
    assert.deepEqual(storePlaces('C:\\Users\\Sam', win32), [
      'C:\\Users\\Sam\\.xero-mfa\\store',
      'C:\\Users\\.xero-mfa\\store',
      'C:\\.xero-mfa\\store',
    ]);
    assert.deepEqual(storePlaces('\\\\server\\share\\app', win32), [
      '\\\\server\\share\\app\\.xero-mfa\\store',
      '\\\\server\\share\\.xero-mfa\\store',
    ]);
  });

  const folderOn = (platform: string, environment: Record<string, string>): Promise<string> => {
    const isWindows = platform === 'win32';
    const home = isWindows ? 'C:\\Users\\Sam' : '/home/sam';
    return stateFolder({ platform, environment, homeFolder: async () => home }, isWindows ? win32 : posix);
  };

  it('for the codes that were handed out: where each system keeps such things', async () => {
    const { join } = win32;
    assert.equal(await folderOn('linux', {}), '/home/sam/.local/state/xero-mfa');
    assert.equal(await folderOn('linux', { XDG_STATE_HOME: '/state' }), '/state/xero-mfa');
    assert.equal(await folderOn('linux', { XDG_STATE_HOME: 'relative' }), '/home/sam/.local/state/xero-mfa');
    assert.equal(await folderOn('darwin', {}), '/home/sam/Library/Application Support/xero-mfa');
    assert.equal(await folderOn('win32', {}), join('C:\\Users\\Sam', 'AppData', 'Local', 'xero-mfa'));
    assert.equal(await folderOn('win32', { LOCALAPPDATA: 'D:\\Local' }), 'D:\\Local\\xero-mfa');
  });

  it('for the codes that were handed out: elsewhere if a person says so', async () => {
    assert.equal(await folderOn('linux', { XERO_MFA_STATE_DIR: '/build/state' }), '/build/state');
    assert.equal(await folderOn('win32', { XERO_MFA_STATE_DIR: 'E:\\state' }), 'E:\\state');
  });
});
