import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** @type {Map<import('node:child_process').ChildProcess, NodeJS.Signals>} */
const running = new Map();

/**
 * Starts a process whose descendants end with it. All of them end with this process too, unless it is killed with SIGKILL.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, cwd?: string, shell?: boolean, stdio?: import('node:child_process').StdioOptions, last?: NodeJS.Signals }} options
 *   `last`: the signal it gets when this process ends; SIGTERM lets it end its own groups
 */
export function spawnGroup(command, args, { last = 'SIGKILL', ...options }) {
  endWithThisProcess();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    // In its own group, one signal reaches all descendants, and Ctrl+C reaches this process first.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  running.set(child, last);
  child.once('exit', () => {
    // A descendant may outlive the process that started it.
    signalGroup(child, last);
    running.delete(child);
  });
  return child;
}

/**
 * Ends the process and its descendants with SIGTERM, then SIGKILL.
 *
 * @param {import('node:child_process').ChildProcess} child from {@link spawnGroup}
 * @param {number} patience milliseconds between the two
 */
export async function stopGroup(child, patience = 3_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
  await exited;
  clearTimeout(impatience);
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended.
  }
}

let armed = false;

function endWithThisProcess() {
  if (armed) return;
  armed = true;
  process.on('exit', () => {
    for (const [child, last] of running) signalGroup(child, last);
  });
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => process.exit(code));
  }
}

/**
 * Whether a process is running.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
