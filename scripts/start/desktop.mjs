import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeSettings } from '../../vscode-from-npm/settings.mjs';
import { VERSIONS } from '../../vscode-from-npm/versions.mjs';

/**
 * Finds the version of the desktop VS Code on the PATH.
 *
 * @returns {string | undefined} undefined when there is none that can run the extension
 */
export function findDesktop() {
  // In the terminal of a remote window, and under WSL, `code` talks to a window elsewhere.
  if (process.env['VSCODE_IPC_HOOK_CLI'] || process.env['WSL_DISTRO_NAME']) return undefined;
  const version = /^\d+\.\d+\.\d+/.exec(code(['--version']).stdout ?? '')?.[0];
  const isSupported = version?.localeCompare(VERSIONS.oldest.vscode, 'en', { numeric: true }) !== -1;
  return isSupported ? version : undefined;
}

/**
 * Opens a folder in a desktop VS Code that has these extensions and nothing else of the user's.
 *
 * @param {{ profile: string, extensions: string[], folder: string, settings: Record<string, unknown> }} options
 * @throws {Error} with VS Code's words
 */
export async function openInDesktop({ profile, extensions, folder, settings }) {
  await writeSettings(join(profile, 'User/settings.json'), settings);
  const own = ['--user-data-dir', profile, '--extensions-dir', join(profile, 'extensions')];
  for (const args of [
    [...own, ...extensions.flatMap(vsix => ['--install-extension', vsix]), '--force'],
    [...own, '--disable-workspace-trust', '--new-window', folder],
  ]) {
    const { status, stdout, stderr } = code(args);
    if (status !== 0) throw new Error(`code ${args.join(' ')} failed.\n${stdout}${stderr}`);
  }
}

/** @param {string[]} args */
function code(args) {
  // The command is a batch file on Windows, which only a shell starts, and the shell wants quotes.
  return process.platform === 'win32'
    ? spawnSync(
        'code',
        args.map(arg => `"${arg}"`),
        { encoding: 'utf8', shell: true },
      )
    : spawnSync('code', args, { encoding: 'utf8' });
}
