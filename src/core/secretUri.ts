import { Secret } from 'otpauth/bare';
import { loginKey } from './account';
import { ALGORITHMS, TotpSecret } from './totp';

/** A key with fewer bits is rejected. */
export const MINIMUM_BITS = 80;
const MAXIMUM_BITS = 2048;

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

/** Thrown for a text that is not a usable key. Holds nothing of a usable key. */
export class SecretError extends Error {
  override readonly name = 'SecretError';

  constructor(readonly problem: SecretProblem) {
    super(problem.kind);
  }
}

/** Digits outside the base32 alphabet, and the letters that they are mistaken for. */
const LOOKALIKES: Readonly<Record<string, readonly string[]>> = { 0: ['O'], 1: ['I', 'L'], 8: ['B'] };

/** White space, dashes and invisible characters that pages and chats add to a key. */
export const GROUPING = /[\s\p{Pd}\p{Cf}\u2212]/u;

/** The `otpauth://` URI a secret is stored as: `otpauth://totp/Xero:<login>?secret=…`. */
export function toUri(secret: TotpSecret, login: string): string {
  const label = encodeURIComponent(loginKey(login)).replaceAll('%40', '@');
  return (
    `otpauth://totp/Xero:${label}?secret=${secret.base32}&issuer=Xero` +
    `&algorithm=${secret.algorithm}&digits=${secret.digits}&period=${secret.period}`
  );
}

/**
 * Reads a URI that {@link toUri} wrote. What people bring is read by `parseSecret`.
 *
 * @throws {@link SecretError} if it is anything else, or for another login
 */
export function parseStoredUri(uri: string, login: string): TotpSecret {
  const [, label, rest = ''] = /^otpauth:\/\/totp\/Xero:([^?]*)\?(.*)$/s.exec(uri.trim()) ?? [];
  if (label === undefined) throw new SecretError({ kind: 'badUri' });
  const parameters = new URLSearchParams(rest);
  const secret = secretFrom(name => parameters.get(name) ?? undefined);
  if (toUri(secret, login).split('?')[0] !== `otpauth://totp/Xero:${label}`)
    throw new SecretError({ kind: 'otherLogin', login: label });
  return secret;
}

/**
 * The secret in the parameters of an `otpauth://totp` URI.
 *
 * @param parameter the value of a parameter, or `undefined` if it is not given: then Xero's counts
 * @throws {@link SecretError} if a value is not one that codes can be made with
 */
export function secretFrom(
  parameter: (name: 'secret' | 'algorithm' | 'digits' | 'period') => string | undefined,
): TotpSecret {
  const secret = parameter('secret');
  if (!secret) throw new SecretError({ kind: 'badParameter', name: 'secret' });
  const key = bytesOfBase32(secret);
  const name = (parameter('algorithm') ?? 'SHA1').toUpperCase().replace(/^HMAC/, '').replaceAll('-', '');
  const algorithm = ALGORITHMS.find(each => each === name);
  if (!algorithm) throw new SecretError({ kind: 'badParameter', name: 'algorithm' });
  const digits = wholeNumber(parameter('digits') ?? '6', 6, 8);
  if (!digits) throw new SecretError({ kind: 'badParameter', name: 'digits' });
  const period = wholeNumber(parameter('period') ?? '30', 5, 300);
  if (!period) throw new SecretError({ kind: 'badParameter', name: 'period' });
  return new TotpSecret(key, { algorithm, digits, period });
}

function wholeNumber(text: string, minimum: number, maximum: number): number | undefined {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= minimum && value <= maximum ? value : undefined;
}

/**
 * The bytes of a key in base32 (RFC 4648 §6) in any case, spacing or grouping.
 *
 * @throws {@link SecretError}
 */
export function bytesOfBase32(text: string): Uint8Array {
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
