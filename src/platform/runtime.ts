import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import type { Hmac } from '../core/totp';
import type { FileChange } from './fileChange';

const keys = new WeakMap<Uint8Array, KeyObject>();

/** HMAC by Node.js; `runtime.web.ts` has the one for browsers. */
export const hmac: Hmac = (algorithm, key, message) => {
  // Given bytes, Node.js creates a key object for each HMAC, which takes several times as long as the HMAC itself.
  let keyObject = keys.get(key);
  if (!keyObject) {
    keyObject = createSecretKey(key);
    keys.set(key, keyObject);
  }
  return createHmac(algorithm, keyObject).update(message).digest();
};

/** The home folder for `~/` in settings, on the computer where the extension runs. */
export function homeFolder(): string | undefined {
  return homedir();
}

/** Changes a local file: see `localFile.ts`. */
export const changeLocalFile: ((path: string, change: FileChange) => Promise<void>) | undefined = async (
  path,
  change,
) => (await import('./node/localFile')).changeLocalFile(path, change);

/** The path with all links resolved, or `undefined` if one is broken. */
export async function realPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

/** Node.js's name for the system; `undefined` in a browser. */
export const system: string | undefined = process.platform;

/** Whether file names usually ignore case here. */
export const ignoresCase: boolean = process.platform === 'win32' || process.platform === 'darwin';

/** Whether the extension can read any server's responses. */
export const readsAnyServer = true;

/** Distinguishes this computer from others with the same state, such as remote hosts opened in one browser. */
export const computerId: string = process.platform + hostname();
