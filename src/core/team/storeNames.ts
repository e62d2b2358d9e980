import { loginKey } from '../account';
import { toHex } from '../hex';

/** Maximum length without the extension. File systems allow 255 bytes, and temporary files have longer names. */
const MAXIMUM_NAME = 180;
const KEPT_OF_LONG = 120;
/** How many names are kept in memory. */
const MAXIMUM_KNOWN = 20_000;

/** Names that Windows reserves for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;

/**
 * The name of a login's files in a team store, without the extension: the login in lower case, with every byte of its
 * UTF-8 except `a-z 0-9 @ . _ + -` percent-encoded in upper case. Names are unique even on file systems that ignore case,
 * and can't lead out of a folder. A name that would be too long ends in `~` and a hash of the login.
 */
export async function storeName(login: string): Promise<string> {
  const known = names.get(login);
  if (known !== undefined) return known;
  const name = await makeName(login);
  if (names.size >= MAXIMUM_KNOWN) names.clear();
  names.set(login, name);
  return name;
}

/** Each sync of a store asks for the names of all its logins. */
const names = new Map<string, string>();

async function makeName(login: string): Promise<string> {
  const name = percentEncode(loginKey(login)).replace(
    DEVICE,
    device => encodeBytes(device.slice(0, 1)) + device.slice(1),
  );
  if (name.length <= MAXIMUM_NAME) return name;
  const kept = name.slice(0, KEPT_OF_LONG).replace(/%.?$/, '');
  return `${kept}~${await sha256(loginKey(login))}`;
}

/** What the name of a file with answers has after that of the login, where no login has a tilde. */
export const ANSWERS_ENDING = '~answers';

/** The login of a name, or `undefined` if the name ends in a hash or is invalid. */
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

/** The first 128 bits of a text's SHA-256 (FIPS 180-4), in hexadecimal. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest).slice(0, 16));
}

/** Whether a file with this name, without its ending, can be the one of a login. */
export async function isStoreName(name: string): Promise<boolean> {
  return /~[0-9a-f]{32}$/.test(name) || (await loginOfStoreName(name)) !== undefined;
}
