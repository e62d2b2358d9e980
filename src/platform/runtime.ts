import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import type { Hmac } from '../core/totp';
import type { FileChange } from './fileChange';

const keys = new WeakMap<Uint8Array, KeyObject>();

/** HMAC by Node.js; `runtime.web.ts` has the browser's. */
export const hmac: Hmac = (algorithm, key, message) => {
  // From plain bytes, Node.js makes a key object for each HMAC, which takes several times as long as the HMAC itself.
  let keyObject = keys.get(key);
  if (!keyObject) {
    keyObject = createSecretKey(key);
    keys.set(key, keyObject);
  }
  return createHmac(algorithm, keyObject).update(message).digest();
};

/** The home folder that `~/` in a setting means, where the extension runs. */
export function homeFolder(): string | undefined {
  return homedir();
}

/** Changes a file of this machine: see `localFile.ts`. */
export const changeLocalFile: ((path: string, change: FileChange) => Promise<void>) | undefined = async (
  path,
  change,
) => (await import('./node/localFile')).changeLocalFile(path, change);

/** Where all links of a path lead to, or `undefined` if that is nowhere. */
export async function realPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

/** The system that the extension runs on, as Node.js names it; a browser says nothing of it. */
export const system: string | undefined = process.platform;

/** Whether two file names that differ only in case are usually one file. */
export const ignoresCase: boolean = process.platform === 'win32' || process.platform === 'darwin';

/** Whether the extension may read what any server answers. */
export const readsAnyServer = true;

/** Tells this computer from others that share one state, as the hosts behind one browser do. */
export const computerId: string = process.platform + hostname();
