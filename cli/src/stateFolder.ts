import * as paths from 'node:path';
import type { Host } from './host';

export const STATE_VARIABLE = 'XERO_MFA_STATE_DIR';
const NAME = 'xero-mfa';

/**
 * Where it is noted which codes were handed out on this computer.
 *
 * @param home the person's folder
 * @param path of another system, for tests
 */
export function stateFolder(
  { platform, environment }: Pick<Host, 'platform' | 'environment'>,
  home: string,
  path: paths.PlatformPath = paths,
): string {
  const moved = environment[STATE_VARIABLE];
  if (moved) return path.resolve(moved);
  if (platform === 'win32')
    return path.join(environment['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), NAME);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', NAME);
  const state = environment['XDG_STATE_HOME'] ?? '';
  // The XDG Base Directory Specification ignores a relative path.
  return path.join(path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), NAME);
}
