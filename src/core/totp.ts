import { Secret, TOTP } from 'otpauth/bare';
import { XERO_PERIOD } from './codeWindow';

/** The hash functions RFC 6238 allows for the HMAC. */
export const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** HMAC (RFC 2104), passed in because Node.js and the browser each have their own. */
export type Hmac = (algorithm: Algorithm, key: Uint8Array, message: Uint8Array) => Uint8Array;

/** The parameters of a one-time password. */
export interface TotpParameters {
  readonly algorithm: Algorithm;
  /** Length of a code: 6 to 8. */
  readonly digits: number;
  /** How long a code is valid, in seconds: 5 to 300. */
  readonly period: number;
}

/** Xero's parameters, which are also the defaults of `otpauth://` URIs. */
export const XERO_PARAMETERS: TotpParameters = { algorithm: 'SHA1', digits: 6, period: XERO_PERIOD };

/**
 * A shared TOTP secret (RFC 6238 K). The key is a private field, so that logs and `JSON.stringify` don't show it by
 * accident.
 */
export class TotpSecret implements TotpParameters {
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly period: number;
  readonly #key: Secret;

  /** @param key the key's bytes, which are copied */
  constructor(key: Uint8Array, parameters: TotpParameters = XERO_PARAMETERS) {
    // Not `key.slice()`: a slice of a Node.js Buffer shares memory.
    this.#key = new Secret({ buffer: new Uint8Array(key).buffer });
    this.algorithm = parameters.algorithm;
    this.digits = parameters.digits;
    this.period = parameters.period;
  }

  /** Length of the key in bits. */
  get bits(): number {
    return this.#key.bytes.length * 8;
  }

  /** The key as base32 without padding (RFC 4648 §6). */
  get base32(): string {
    return this.#key.base32;
  }

  /** The code at `timestamp` (milliseconds since the Unix epoch), RFC 6238 §4. */
  codeAt(timestamp: number, hmac: Hmac): string {
    return TOTP.generate({
      secret: this.#key,
      algorithm: this.algorithm,
      digits: this.digits,
      period: this.period,
      timestamp,
      hmac: hmac as (algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array,
    });
  }

  equals(other: TotpSecret): boolean {
    return (
      this.base32 === other.base32 &&
      this.algorithm === other.algorithm &&
      this.digits === other.digits &&
      this.period === other.period
    );
  }
}
