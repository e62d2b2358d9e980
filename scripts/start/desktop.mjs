import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeSettings } from '../../vscode-from-npm/settings.mjs';
import { VERSIONS } from '../../vscode-from-npm/versions.mjs';

/**
 * Finds the version of the desktop VS Code on the PATH.
 *
 * @returns {string | undefined} undefined if there is none, or it is too old for the extension
 */
export function findDesktop() {
  // In a remote window's terminal, and under WSL, `code` controls a window on another system.
  if (process.env['VSCODE_IPC_HOOK_CLI'] || process.env['WSL_DISTRO_NAME']) return undefined;
  const version = /^\d+\.\d+\.\d+/.exec(code(['--version']).stdout ?? '')?.[0];
  const isSupported = version?.localeCompare(VERSIONS.oldest.vscode, 'en', { numeric: true }) !== -1;
  return isSupported ? version : undefined;
}

/**
 * Opens a folder in a desktop VS Code with only these extensions and settings.
 *
 * @param {{ profile: string, extensions: string[], folder: string, settings: Record<string, unknown> }} options
 * @throws {Error} with VS Code's message
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
  // On Windows the command is a batch file: it needs a shell, and the shell needs quotes.
  return process.platform === 'win32'
    ? spawnSync(
        'code',
        args.map(arg => `"${arg}"`),
        { encoding: 'utf8', shell: true },
      )
    : spawnSync('code', args, { encoding: 'utf8' });
}
