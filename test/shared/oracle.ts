import assert from 'node:assert/strict';
import { generateSync } from 'otplib';

/** A well-known example key of 160 bits. */
export const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const OTHER_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** One that takes the place of another. */
export const NEW_KEY = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';

/** The example key as Xero might show it, and as other tools want it. */
export const EXAMPLE_KEY = {
  shown: 'jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp',
  base32: KEY,
};

export interface CodeOptions {
  readonly algorithm?: 'sha1' | 'sha256' | 'sha512';
  readonly digits?: 6 | 7 | 8;
  /** Seconds. */
  readonly period?: number;
}

/** The code an independent implementation gives at an instant (milliseconds since the Unix epoch). */
export function codeAt(timestamp: number, secret = EXAMPLE_KEY.base32, options: CodeOptions = {}): string {
  return generateSync({ secret, epoch: Math.floor(timestamp / 1000), ...options });
}

/** Checks that what `act` leaves to be read is the code of a moment while it ran, however long it took. */
export async function assertCodeOfNow(act: () => Promise<string>, secret?: string): Promise<void> {
  const from = Date.now();
  const code = (await act()).replaceAll(' ', '');
  const to = Date.now();
  const valid = new Set<string>();
  for (let instant = from; instant < to + 30_000; instant += 30_000)
    valid.add(codeAt(Math.min(instant, to), secret));
  assert.ok(valid.has(code), `“${code}” is none of ${[...valid].join(', ')}`);
}

/** Whether a text has a larger part of a key, in whatever spacing and case. */
export function holdsKey(text: string): boolean {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return [EXAMPLE_KEY.base32, OTHER_KEY, NEW_KEY]
    .flatMap(key => key.match(/.{8}/g) ?? [])
    .some(part => compact.includes(part));
}

/** The half minute it is, as codes count them. */
export function halfMinute(): number {
  return Math.floor(Date.now() / 30_000);
}
