import { join } from 'node:path';
import { freePort } from './ports.mjs';

// The same for every start, so that bookmarks and the browser's sign-in forms find it.
const defaultPort = 8788;

/**
 * Runs the practice Xero in this process.
 *
 * @param {{ folder: string, taken: number | undefined }} options `folder`: where it keeps its people; `taken`: a port
 *   that VS Code wants
 * @returns {Promise<{ url: string, settings: Record<string, string> }>} `settings`: what points the extension at it
 */
export async function runPracticeXero({ folder, taken }) {
  // Loaded here: `start.mjs` is read before dependencies are installed.
  const { startPracticeXero } = await import('../../practice-xero/server.mjs');
  const port = taken === defaultPort ? 0 : await freePort(defaultPort);
  const { url } = await startPracticeXero({ port, file: join(folder, 'practice-xero.json') });
  return { url, settings: { 'xeroMfa.xeroUrl': url, 'xeroMfa.clockCheck.url': url } };
}
