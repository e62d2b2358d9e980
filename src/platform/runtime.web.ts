import { hmac as hmacOf } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Hmac } from '../core/totp';

const HASHES = { SHA1: sha1, SHA256: sha256, SHA512: sha512 };

/** HMAC without Node.js. The browser's own is asynchronous, and the code in a tree row has to be synchronous. */
export const hmac: Hmac = (algorithm, key, message) => hmacOf(HASHES[algorithm], key, message);

/** A browser has no home folder. */
export function homeFolder(): undefined {
  return undefined;
}

/** A browser cannot change local files. */
export const changeLocalFile = undefined;

export async function realPath(): Promise<undefined> {}

export const system = undefined;

export const ignoresCase = false;

/** A browser reads only servers that allow it (CORS). */
export const readsAnyServer = false;

/** A browser doesn't share its state. */
export const computerId = '';
