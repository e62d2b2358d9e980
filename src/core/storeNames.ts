import { loginKey } from './account';
import { toHex } from './hex';

/** Longest name without its ending, in characters: file systems take 255 bytes, and what replaces a file has a longer name. */
const MAXIMUM_NAME = 180;
const KEPT_OF_LONG = 120;

/** Names that Windows takes for devices, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;

/**
 * What the files of a login in a team store are called, without the ending: the login in lower case, every byte of its
 * UTF-8 but `a-z 0-9 @ . _ + -` percent-encoded in upper case. No two logins share a name, even where file names ignore
 * case, and no name leads out of a folder. A name that would be too long ends in a hash of the login, after a `~`.
 */
export async function storeName(login: string): Promise<string> {
  const name = percentEncode(loginKey(login)).replace(
    DEVICE,
    device => encodeBytes(device.slice(0, 1)) + device.slice(1),
  );
  if (name.length <= MAXIMUM_NAME) return name;
  const kept = name.slice(0, KEPT_OF_LONG).replace(/%.?$/, '');
  return `${kept}~${await sha256(loginKey(login))}`;
}

/** The login that a name is of, or `undefined` where that cannot be told from it. */
export async function loginOfStoreName(name: string): Promise<string | undefined> {
  let login: string;
  try {
    login = decodeURIComponent(name);
  } catch {
    return undefined;
  }
  return login !== '' && (await storeName(login)) === name ? login : undefined;
}

function percentEncode(text: string): string {
  return text.replace(/[^a-z0-9@._+-]+/gu, encodeBytes);
}

function encodeBytes(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** SHA-256 (FIPS 180-4) of a text's UTF-8, its first 128 bits in hexadecimal. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest).slice(0, 16));
}
