import { createHmac } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Hmac } from '../core/totp';

/** HMAC by Node.js; `runtime.web.ts` has the browser's. */
export const hmac: Hmac = (algorithm, key, message) => createHmac(algorithm, key).update(message).digest();

/** The home folder that `~/` in a setting means, where the extension runs. */
export function homeFolder(): string | undefined {
  return homedir();
}

/** Puts a file in the place of another in one step, on the disk of this machine. Paths are absolute. */
export const replaceFile: ((from: string, to: string) => Promise<void>) | undefined = rename;
