import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Hmac } from '../core/totp';

const keys = new WeakMap<Uint8Array, KeyObject>();

/** HMAC by Node.js; `runtime.web.ts` has the browser's. */
export const hmac: Hmac = (algorithm, key, message) => {
  // Node.js reads bytes in as a key anew for each HMAC, which takes it several times as long as the HMAC itself.
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

/** Puts a file in the place of another in one step, on the disk of this machine. Paths are absolute. */
export const replaceFile: ((from: string, to: string) => Promise<void>) | undefined = rename;

/** Whether the extension may read what any server answers. */
export const readsAnyServer = true;
