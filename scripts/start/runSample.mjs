import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { root, vsix } from '../folders.mjs';
import { findDesktop, openInDesktop } from './desktop.mjs';
import { packPracticeExtension } from './practiceExtension.mjs';
import { runPracticeXero } from './practiceXero.mjs';
import { openInServer } from './server.mjs';

/**
 * @typedef {object} Started
 * @property {string} url of VS Code's page, or of the practice Xero beside a desktop VS Code
 * @property {string} text to print
 * @property {import('../../vscode-from-npm/server.mjs').Server} [server] VS Code's, unless a desktop VS Code was opened
 * @property {() => Promise<void>} stop
 */

/**
 * Opens the sample in a VS Code with the packaged extension and practice keys, and runs the practice Xero that accepts
 * their codes.
 *
 * @param {object} options
 * @param {string} options.folder shared by all starts: profiles, the sample, the practice Xero's people
 * @param {boolean} options.fromNpm whether to use the VS Code from npm even if there is a desktop VS Code
 * @param {import('../../vscode-from-npm/versions.mjs').VersionName} options.vscode which one from npm
 * @param {number | undefined} [options.port] of the VS Code from npm; 0: any
 * @param {number | undefined} [options.practicePort] 0: any
 * @returns {Promise<Started>}
 */
export async function runSample({ folder, fromNpm, vscode, port, practicePort }) {
  const practiceVsix = join(folder, 'practice.vsix');
  await packPracticeExtension(practiceVsix);
  const extensions = [vsix, practiceVsix];
  const sample = await copySample(folder);
  const practice = await runPracticeXero({ folder, port: practicePort, taken: port });
  const { settings } = practice;

  const desktop = fromNpm ? undefined : findDesktop();
  if (desktop !== undefined) {
    await openInDesktop({ profile: join(folder, 'desktop'), extensions, folder: sample, settings });
    return {
      url: practice.url,
      text: `VS Code ${desktop} opens the sample, with a separate profile.
Practice Xero: ${practice.url}

${firstSteps}

Press Ctrl+C to stop the practice Xero. VS Code stays open.`,
      stop: practice.stop,
    };
  }
  const profile = join(folder, 'server');
  const { version, url, server } = await openInServer({
    vscode,
    port,
    profile,
    extensions,
    folder: sample,
    settings,
  });
  return {
    url,
    text: `VS Code ${version}: ${url}
Practice Xero: ${practice.url}

${firstSteps}

Press Ctrl+C to stop both.`,
    server,
    stop: async () => {
      await Promise.all([practice.stop(), server.stop()]);
    },
  };
}

/** @type {Readonly<Partial<Record<NodeJS.Platform, string>>>} */
const MODIFIERS = { darwin: 'Cmd', win32: 'Shift' };

const firstSteps = `1. In VS Code, press ${MODIFIERS[process.platform] ?? 'Ctrl'}+Alt+X. That copies the code for AU payroll.
2. Under Help, choose “Open Xero in Browser”. It opens the practice Xero.
3. Press Enter to log in, then paste the code.
4. To practise setting up MFA, open the guide for US bank feeds.`;

/** Keeps changes made in an earlier start. @param {string} folder */
async function copySample(folder) {
  const sample = join(folder, 'sample');
  if (!existsSync(sample)) await cp(join(root, 'media/sample'), sample, { recursive: true });
  return sample;
}
