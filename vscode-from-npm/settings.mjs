import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Hides what is not the extension's (welcome pages, chat, tips, updates), and does nothing by itself. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // In a browser VS Code saves by itself after a second: a text would be on disk that nobody saved.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/**
 * Writes a profile's settings: the quiet ones, over them what the file holds, over that the given ones.
 *
 * @param {string} file a settings.json
 * @param {Record<string, unknown>} [settings]
 */
export async function writeSettings(file, settings = {}) {
  /** @type {Record<string, unknown>} */
  let kept = {};
  try {
    kept = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    // Not there yet, or with comments by the hand of someone who knows what they want.
    if (error instanceof SyntaxError) return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...quiet, ...kept, ...settings }, null, 2)}\n`);
}
