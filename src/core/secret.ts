import { Secret } from 'otpauth/bare';
import { loginKey } from './account';
import { ALGORITHMS, type Algorithm, TotpSecret, XERO_PARAMETERS } from './totp';

/** A key with fewer bits is rejected. */
export const MINIMUM_BITS = 80;
/** The minimum of RFC 4226 §4 R6. Some services issue shorter keys, so this only warns. */
export const ADVISED_BITS = 128;
const MAXIMUM_BITS = 2048;
const MAXIMUM_TEXT = 4096;

/** Why a text is not a usable setup key or `otpauth://` URI. */
export type SecretProblem =
  | { readonly kind: 'empty' | 'tooLong' | 'hotp' | 'steam' | 'migration' }
  /** `position` counts the characters of the pasted key from 1. `meant` are the letters that it may stand for. */
  | {
      readonly kind: 'notBase32';
      readonly character: string;
      readonly position: number;
      readonly meant: readonly string[];
    }
  /** No whole number of bytes has a base32 text of this length. */
  | { readonly kind: 'incomplete'; readonly characters: number }
  | { readonly kind: 'tooShort'; readonly bits: number }
  | { readonly kind: 'badUri' }
  | { readonly kind: 'badParameter'; readonly name: 'secret' | 'algorithm' | 'digits' | 'period' }
  | { readonly kind: 'otherLogin'; readonly login: string };

/** Thrown by {@link parseSecret}. Holds nothing of a usable key. */
export class SecretError extends Error {
  override readonly name = 'SecretError';

  constructor(readonly problem: SecretProblem) {
    super(problem.kind);
  }
}

/** What was read from a pasted text. */
export interface ParsedSecret {
  readonly secret: TotpSecret;
  /** The issuer in an `otpauth://` URI. */
  readonly issuer?: string;
  /** The account in an `otpauth://` URI, usually a login. */
  readonly account?: string;
}

/** Digits outside the base32 alphabet, and the letters that they are mistaken for. */
const LOOKALIKES: Readonly<Record<string, readonly string[]>> = { 0: ['O'], 1: ['I', 'L'], 8: ['B'] };

/** White space, dashes and invisible characters that pages and chats add to a key. */
export const GROUPING = /[\s\p{Pd}\p{Cf}\u2212]/u;

/**
 * Reads what people paste: a setup key in any case, spacing or grouping, or an `otpauth://totp` URI.
 *
 * @param text the pasted text
 * @param login the login it is for; a URI with another login is rejected
 * @throws {@link SecretError}
 */
export function parseSecret(text: string, login?: string): ParsedSecret {
  if (text.trim() === '') throw new SecretError({ kind: 'empty' });
  if (text.trim().length > MAXIMUM_TEXT) throw new SecretError({ kind: 'tooLong' });
  const trimmed = trimInvisible(text.trim());
  if (/^[a-z][a-z0-9+-]*:\/\//i.test(trimmed)) return parseUri(trimmed, login);
  return { secret: new TotpSecret(parseBase32(text)) };
}

/** Trims the invisible ends. A regular expression for the end would take quadratic time. */
function trimInvisible(text: string): string {
  const characters = [...text];
  const isVisible = (character: string): boolean => !/[\s\p{Cf}]/u.test(character);
  return characters.slice(characters.findIndex(isVisible), characters.findLastIndex(isVisible) + 1).join('');
}

/** The `otpauth://` URI a secret is stored as: `otpauth://totp/Xero:<login>?secret=…`. */
export function toUri(secret: TotpSecret, login: string): string {
  const label = encodeURIComponent(loginKey(login)).replaceAll('%40', '@');
  return (
    `otpauth://totp/Xero:${label}?secret=${secret.base32}&issuer=Xero` +
    `&algorithm=${secret.algorithm}&digits=${secret.digits}&period=${secret.period}`
  );
}

function parseBase32(text: string): Uint8Array {
  let key = '';
  let position = 0;
  let padded = false;
  for (const character of text) {
    position++;
    if (GROUPING.test(character)) continue;
    if (character === '=' && key !== '') {
      padded = true;
      continue;
    }
    if (padded || !/^[A-Z2-7]$/i.test(character)) {
      throw new SecretError({ kind: 'notBase32', character, position, meant: LOOKALIKES[character] ?? [] });
    }
    key += character.toUpperCase();
  }
  if (key === '') throw new SecretError({ kind: 'empty' });
  requireKeyLength(Math.floor((key.length * 5) / 8) * 8);
  if ([1, 3, 6].includes(key.length % 8)) {
    throw new SecretError({ kind: 'incomplete', characters: key.length });
  }
  return Secret.fromBase32(key).bytes;
}

/** @throws {@link SecretError} if a key with this many bits is too short to be safe, or absurdly long */
export function requireKeyLength(bits: number): void {
  if (bits < MINIMUM_BITS) throw new SecretError({ kind: 'tooShort', bits });
  if (bits > MAXIMUM_BITS) throw new SecretError({ kind: 'tooLong' });
}

/** Key URI Format: `otpauth://TYPE/LABEL?PARAMETERS`. */
function parseUri(text: string, login: string | undefined): ParsedSecret {
  let uri: URL;
  let label: string;
  try {
    uri = new URL(text);
    label = decodeURIComponent(uri.pathname.replace(/^\//, ''));
  } catch {
    throw new SecretError({ kind: 'badUri' });
  }
  const type = uri.host.toLowerCase();
  if (uri.protocol === 'otpauth-migration:') throw new SecretError({ kind: 'migration' });
  if (uri.protocol === 'steam:') throw new SecretError({ kind: 'steam' });
  if (uri.protocol !== 'otpauth:') throw new SecretError({ kind: 'badUri' });

  const one = (name: string): string | undefined => {
    const values = uri.searchParams.getAll(name);
    if (values.length > 1) throw new SecretError({ kind: 'badUri' });
    return values[0];
  };
  const colon = label.indexOf(':');
  const issuer = one('issuer') ?? (colon < 0 ? undefined : label.slice(0, colon).trim());
  const account = label.slice(colon + 1).trim();
  if (type === 'steam' || one('encoder')?.toLowerCase() === 'steam' || issuer?.toLowerCase() === 'steam') {
    throw new SecretError({ kind: 'steam' });
  }
  if (type === 'hotp') throw new SecretError({ kind: 'hotp' });
  if (type !== 'totp') throw new SecretError({ kind: 'badUri' });

  const secret = one('secret');
  if (!secret) throw new SecretError({ kind: 'badParameter', name: 'secret' });
  const key = parseBase32(secret);
  const algorithm = algorithmNamed(one('algorithm') ?? XERO_PARAMETERS.algorithm);
  if (!algorithm) throw new SecretError({ kind: 'badParameter', name: 'algorithm' });
  const digits = wholeNumber(one('digits') ?? String(XERO_PARAMETERS.digits), 6, 8);
  if (!digits) throw new SecretError({ kind: 'badParameter', name: 'digits' });
  const period = wholeNumber(one('period') ?? String(XERO_PARAMETERS.period), 5, 300);
  if (!period) throw new SecretError({ kind: 'badParameter', name: 'period' });

  // A label may be a name that the person chose. Only an email address is a login.
  if (login !== undefined && account.includes('@') && loginKey(account) !== loginKey(login)) {
    throw new SecretError({ kind: 'otherLogin', login: account });
  }
  return {
    secret: new TotpSecret(key, { algorithm, digits, period }),
    ...(issuer && { issuer }),
    ...(account && { account }),
  };
}

function algorithmNamed(name: string): Algorithm | undefined {
  const plain = name.toUpperCase().replace(/^HMAC/, '').replaceAll('-', '');
  return ALGORITHMS.find(algorithm => algorithm === plain);
}

function wholeNumber(text: string, minimum: number, maximum: number): number | undefined {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= minimum && value <= maximum ? value : undefined;
}
