import { type ImportedKey, importedKey } from './importedKey';
import { requireKeyLength, SecretError } from './secretUri';
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
/** How many of the last words or lines may not belong to a payload. */
const MAXIMUM_TRIES = 6;
/** No more are listed, as a text may claim thousands. */
const MAXIMUM_MISSING = 20;

/** Whether a text claims to be a transfer. */
export function isMigration(text: string): boolean {
  return /^\s*otpauth-migration:/i.test(text);
}

/**
 * Reads a transfer. It may be wrapped over lines, or have lost its plus signs to spaces.
 *
 * @throws {@link MigrationError}
 */
export function parseMigration(text: string): MigrationPart {
  for (const payload of payloadsIn(text)) {
    try {
      return partIn(payload);
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
    }
  }
  throw new MigrationError();
}

function partIn(payload: Uint8Array): MigrationPart {
  const keys: ImportedKey[] = [];
  const numbers = new Map<number, number>();
  const message = new MessageReader(payload);
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

/** What the payload may have been, the longest first. Another one can be read only by an unlikely accident. */
function* payloadsIn(text: string): Iterable<Uint8Array> {
  if (text.length > MAXIMUM_TEXT) return;
  const [, query = ''] = /^otpauth-migration:\/\/offline\/?\?(.*)$/is.exec(text.trim()) ?? [];
  const values = query.split(/&(?:amp;)?/).filter(part => part.startsWith('data='));
  if (values.length !== 1) return;
  const lines = (values[0] ?? '').slice(5).split(/\s*[\r\n]+\s*/);
  for (const texts of shortened(lines)) {
    const joined = texts.join('');
    yield* bytesOf(joined.replaceAll(' ', '+'));
    if (joined.includes(' ')) yield* bytesOf(joined.replaceAll(' ', ''));
  }
  const [, ...words] = shortened((lines[0] ?? '').split(' '));
  for (const texts of words) yield* bytesOf(texts.join('+'));
}

/** All parts, then without the last one, and so on: words or lines that follow a payload can look like more of it. */
function shortened(parts: readonly string[]): readonly (readonly string[])[] {
  const lengths = Array.from({ length: MAXIMUM_TRIES }, (_, index) => parts.length - index);
  return lengths.filter(length => length > 0).map(length => parts.slice(0, length));
}

/** The bytes of base64 that may be percent-encoded; nothing if it is not. */
function* bytesOf(text: string): Iterable<Uint8Array> {
  // Not `URLSearchParams`, which would turn a plus into a space.
  const base64 = text
    .replaceAll(/%(?:25)*(2b|2f|3d)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return;
  try {
    yield Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  } catch {
    // Not a whole number of bytes.
  }
}

const ALGORITHMS: readonly (Algorithm | undefined)[] = ['SHA1', 'SHA1', 'SHA256', 'SHA512'];
const DIGITS: readonly (number | undefined)[] = [6, 6, 8];
/** A type that is not given is time-based. */
const [UNSPECIFIED, HOTP, TOTP] = [0, 1, 2];

function keyIn(bytes: Uint8Array): ImportedKey {
  const numbers = new Map<number, number>();
  const texts = new Map<number, string>();
  let key: Uint8Array | undefined;
  let counter = 0n;
  const message = new MessageReader(bytes);
  for (let field = message.next(); field !== undefined; field = message.next()) {
    if (field === 1) {
      if (key) throw new MigrationError();
      key = message.bytes();
    } else if (field <= 3) setOnce(texts, field, message.text());
    else if (field <= 6) setOnce(numbers, field, message.int32());
    else if (field === 7) counter = message.int64();
    else message.skip();
  }
  const secret = key ?? new Uint8Array();
  return importedKey({ account: texts.get(2) ?? '', issuer: texts.get(3) ?? '' }, () => {
    const type = numbers.get(6) ?? UNSPECIFIED;
    // Only counter-based keys count.
    if (type === HOTP || (type === UNSPECIFIED && counter > 0n)) throw new SecretError({ kind: 'hotp' });
    if (type !== TOTP && type !== UNSPECIFIED) throw new SecretError({ kind: 'badUri' });
    const algorithm = ALGORITHMS[numbers.get(4) ?? 0];
    if (!algorithm) throw new SecretError({ kind: 'badParameter', name: 'algorithm' });
    const digits = DIGITS[numbers.get(5) ?? 0];
    if (!digits) throw new SecretError({ kind: 'badParameter', name: 'digits' });
    requireKeyLength(secret.length * 8);
    return new TotpSecret(secret, { algorithm, digits, period: XERO_PARAMETERS.period });
  });
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
