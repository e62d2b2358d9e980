import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../folders.mjs';
import { freePort } from './ports.mjs';

// The same port for every start, so that bookmarks and saved sign-in forms still work.
const defaultPort = 8788;

/** The backup email of all accounts in the sample's list. */
const backupEmail = 'qa-backup@harbour-integrations.test';

/**
 * Runs the practice Xero in this process. The sample's logins with a practice key already have MFA there.
 *
 * @param {object} options
 * @param {string} options.folder for its people
 * @param {number | undefined} options.port by default the usual port, or a free one if that is taken
 * @param {number | undefined} options.taken the port that VS Code will use
 * @returns {Promise<{ url: string, settings: Record<string, string>, stop: () => Promise<void> }>} `settings` point
 *   the extension at it
 */
export async function runPracticeXero({ folder, port: wanted = defaultPort, taken }) {
  // Imported here because `start.mjs` is loaded before dependencies are installed.
  const { startPracticeXero } = await import('../../practice-xero/server.mjs');
  const port = taken === wanted ? 0 : await freePort(wanted);
  const people = await peopleOfSample();
  const { url, stop } = await startPracticeXero({ port, file: join(folder, 'practice-xero.json'), people });
  return {
    url,
    settings: { 'xeroMfa.xeroUrl': `${url}?login={login}`, 'xeroMfa.clockCheck.url': url },
    stop,
  };
}

async function peopleOfSample() {
  /** @type {{ keys: Record<string, string> }} */
  const { keys } = JSON.parse(await readFile(join(root, 'media/practice-keys.json'), 'utf8'));
  return Object.entries(keys).map(([login, keyBase32]) => ({ login, keyBase32, backupEmail }));
}
