import { type ImportedKey, importedKey, type KeyLabel, splitLabel } from './importedKey';
import { requireKeyLength, SecretError } from './secret';
import { type Algorithm, TotpSecret, XERO_PARAMETERS } from './totp';

/**
 * What Google Authenticator shows under "Transfer accounts": `otpauth-migration://offline?data=…`, a Protocol Buffers
 * message in base64. The format is undocumented; other implementations read it as
 *
 * ```proto
 * message MigrationPayload { repeated OtpParameters otp_parameters = 1; int32 version = 2; int32 batch_size = 3;
 *   int32 batch_index = 4; int32 batch_id = 5; }
 * message OtpParameters { bytes secret = 1; string name = 2; string issuer = 3; Algorithm algorithm = 4;
 *   DigitCount digits = 5; OtpType type = 6; int64 counter = 7; }
 * ```
 */

/** The content of one of a transfer's QR codes. */
export interface MigrationPart {
  readonly keys: readonly ImportedKey[];
  readonly batch: MigrationBatch;
}

/** Identifies the transfer and the part. `index` counts from 0. */
export interface MigrationBatch {
  readonly id: number;
  readonly size: number;
  readonly index: number;
}

/** Thrown for a payload that Google Authenticator would not make. Holds nothing of it. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';

  constructor() {
    super('The transfer is damaged.');
  }
}

/** In UTF-16 units. A QR code has less than 3,000 bytes. */
const MAXIMUM_TEXT = 20_000;
const MAXIMUM_PARTS = 1000;
/** No more are listed, as a text may claim thousands. */
const MAXIMUM_MISSING = 20;

/** Whether a text claims to be a transfer. */
export function isMigration(text: string): boolean {
  return /^\s*otpauth-migration:/i.test(text);
}

/** @throws {@link MigrationError} */
export function parseMigration(text: string): MigrationPart {
  const keys: ImportedKey[] = [];
  const numbers = new Map<number, number>();
  const message = new MessageReader(payloadOf(text));
  for (let field = message.next(); field !== undefined; field = message.next()) {
    if (field === 1) keys.push(keyIn(message.bytes()));
    else if (field <= 5) setOnce(numbers, field, message.int32());
    else message.skip();
  }
  const [size, index] = [numbers.get(3) || 1, numbers.get(4) ?? 0];
  if (size < 1 || size > MAXIMUM_PARTS || index < 0 || index >= size) throw new MigrationError();
  return { keys, batch: { id: numbers.get(5) ?? 0, size, index } };
}

/** The missing parts of a transfer, numbered from 1. */
export interface MissingParts {
  readonly size: number;
  readonly missing: readonly number[];
  /** Whether more parts than these are missing. */
  readonly hasMore?: true;
}

/** The missing parts of incomplete transfers: at most 20 parts each, of 20 transfers. */
export function missingParts(batches: readonly MigrationBatch[]): readonly MissingParts[] {
  const transfers = new Map<string, { readonly size: number; readonly found: Set<number> }>();
  for (const { id, size, index } of batches) {
    const key = `${id} ${size}`;
    const transfer = transfers.get(key) ?? { size, found: new Set() };
    transfers.set(key, transfer);
    transfer.found.add(index);
  }
  return [...transfers.values()]
    .filter(({ size, found }) => found.size < size)
    .slice(0, MAXIMUM_MISSING)
    .map(({ size, found }) => {
      const missing: number[] = [];
      for (let index = 0; index < size && missing.length < MAXIMUM_MISSING; index++)
        if (!found.has(index)) missing.push(index + 1);
      return { size, missing, ...(found.size + missing.length < size && { hasMore: true }) };
    });
}

function payloadOf(text: string): Uint8Array {
  if (text.length > MAXIMUM_TEXT) throw new MigrationError();
  const [, query = ''] = /^otpauth-migration:\/\/offline\/?\?(.*)$/is.exec(text.trim()) ?? [];
  const values = query.split('&').filter(part => part.startsWith('data='));
  if (values.length !== 1) throw new MigrationError();
  try {
    // Not `URLSearchParams`, which would turn a plus into a space.
    const base64 = decodeURIComponent(values[0]?.slice(5) ?? '')
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new MigrationError();
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  } catch {
    throw new MigrationError();
  }
}

const ALGORITHMS: readonly (Algorithm | undefined)[] = ['SHA1', 'SHA1', 'SHA256', 'SHA512'];
const DIGITS: readonly (number | undefined)[] = [6, 6, 8];
const [HOTP, TOTP] = [1, 2];

function keyIn(bytes: Uint8Array): ImportedKey {
  const numbers = new Map<number, number>();
  const texts = new Map<number, string>();
  let key: Uint8Array | undefined;
  const message = new MessageReader(bytes);
  for (let field = message.next(); field !== undefined; field = message.next()) {
    if (field === 1) {
      if (key) throw new MigrationError();
      key = message.bytes();
    } else if (field <= 3) setOnce(texts, field, message.text());
    else if (field <= 6) setOnce(numbers, field, message.int32());
    else if (field === 7) message.int64();
    else message.skip();
  }
  const secret = key ?? new Uint8Array();
  return importedKey(labelOf(texts.get(2) ?? '', texts.get(3) ?? ''), () => {
    const type = numbers.get(6);
    if (type === HOTP) throw new SecretError({ kind: 'hotp' });
    if (type !== TOTP) throw new SecretError({ kind: 'badUri' });
    const algorithm = ALGORITHMS[numbers.get(4) ?? 0];
    if (!algorithm) throw new SecretError({ kind: 'badParameter', name: 'algorithm' });
    const digits = DIGITS[numbers.get(5) ?? 0];
    if (!digits) throw new SecretError({ kind: 'badParameter', name: 'digits' });
    requireKeyLength(secret.length * 8);
    return new TotpSecret(secret, { algorithm, digits, period: XERO_PARAMETERS.period });
  });
}

/** Splits a name that repeats the issuer, as names from URIs do. */
function labelOf(name: string, issuer: string): KeyLabel {
  const split = splitLabel(name);
  const repeats = issuer === '' || split.issuer.trim().toLowerCase() === issuer.trim().toLowerCase();
  return repeats ? { account: split.account, issuer: issuer || split.issuer } : { account: name, issuer };
}

function setOnce<Value>(values: Map<number, Value>, field: number, value: Value): void {
  if (values.has(field)) throw new MigrationError();
  values.set(field, value);
}

/** Reads a Protocol Buffers message strictly, field by field. */
class MessageReader {
  #at = 0;
  #type = 0;

  constructor(private readonly message: Uint8Array) {}

  /** The number of the next field, or `undefined` at the end. */
  next(): number | undefined {
    if (this.#at === this.message.length) return undefined;
    const tag = this.#varint();
    this.#type = Number(tag & 7n);
    const field = tag >> 3n;
    if (field < 1n || field > 536_870_911n) throw new MigrationError();
    return Number(field);
  }

  int64(): bigint {
    this.#require(0);
    return BigInt.asIntN(64, this.#varint());
  }

  int32(): number {
    const value = this.int64();
    if (BigInt.asIntN(32, value) !== value) throw new MigrationError();
    return Number(value);
  }

  bytes(): Uint8Array {
    this.#require(2);
    return this.#take(this.#varint());
  }

  text(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes());
    } catch {
      throw new MigrationError();
    }
  }

  /** Skips a field that a later version added. */
  skip(): void {
    switch (this.#type) {
      case 0:
        this.#varint();
        break;
      case 1:
        this.#take(8n);
        break;
      case 2:
        this.#take(this.#varint());
        break;
      case 5:
        this.#take(4n);
        break;
      default:
        throw new MigrationError();
    }
  }

  #require(type: number): void {
    if (this.#type !== type) throw new MigrationError();
  }

  #take(length: bigint): Uint8Array {
    if (length > BigInt(this.message.length - this.#at)) throw new MigrationError();
    const end = this.#at + Number(length);
    const taken = this.message.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.message[this.#at++];
      if (byte === undefined) throw new MigrationError();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (value >> 64n) throw new MigrationError();
        return value;
      }
    }
    throw new MigrationError();
  }
}
