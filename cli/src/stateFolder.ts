import * as paths from 'node:path';
import { NotWrittenError } from './errors';
import type { Host } from './host';

export const STATE_VARIABLE = 'XERO_MFA_STATE_DIR';
const NAME = 'xero-mfa';

/**
 * Where it is noted which codes were handed out on this computer.
 *
 * @param path of another system, for tests
 * @throws NotWrittenError
 */
export async function stateFolder(
  { platform, environment, homeFolder }: Pick<Host, 'platform' | 'environment' | 'homeFolder'>,
  path: paths.PlatformPath = paths,
): Promise<string> {
  const moved = environment[STATE_VARIABLE];
  if (moved) return path.resolve(moved);
  const home = await homeFolder().catch(() => {
    // A container may run as a user whom its system doesn't know.
    throw new NotWrittenError(
      `The home folder: This user has none. Set ${STATE_VARIABLE} to a folder that can be written.`,
    );
  });
  if (platform === 'win32')
    return path.join(environment['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), NAME);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', NAME);
  const state = environment['XDG_STATE_HOME'] ?? '';
  // The XDG Base Directory Specification ignores a relative path.
  return path.join(path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), NAME);
}
