import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

/**
 * Opens a URL in the default browser, if this machine has a screen.
 *
 * @param {string} url
 * @param {string} page where to write a page that redirects there: every user of this machine can read a process's
 *   arguments, and the URL holds the connection token
 */
export async function openUrl(url, page) {
  const [command, ...args] = opener() ?? [];
  if (command === undefined) return;
  const target = JSON.stringify(url).replaceAll('<', '\\u003c');
  await writeFile(page, `<!doctype html><script>location.replace(${target})</script>\n`, { mode: 0o600 });
  // The URL is printed too, so a missing opener is not an error.
  spawn(command, [...args, page], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function opener() {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI || SSH_CONNECTION) return undefined;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
