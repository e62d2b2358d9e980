/** Why no code could be given. */
export type XeroMfaErrorCode =
  | 'USAGE'
  | 'NO_STORE'
  | 'IDENTITY'
  | 'NOT_READABLE'
  | 'NOT_TRUSTED'
  | 'DAMAGED'
  | 'TIMEOUT'
  | 'NOT_WRITTEN';

/** What everything here throws. Its message is one line: which file, why, and what to do. It never has a secret or a code. */
export abstract class XeroMfaError extends Error {
  abstract readonly code: XeroMfaErrorCode;
}

/** An argument or option is missing or can't be used. */
export class UsageError extends XeroMfaError {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
}

/** No team store was found. */
export class NoStoreError extends XeroMfaError {
  override readonly name = 'NoStoreError';
  readonly code = 'NO_STORE';
}

/** There is no identity, or it can't be used. */
export class IdentityError extends XeroMfaError {
  override readonly name = 'IdentityError';
  readonly code = 'IDENTITY';
}

/** The store has no key of the login that this identity can read. */
export class NotReadableError extends XeroMfaError {
  override readonly name = 'NotReadableError';
  readonly code = 'NOT_READABLE';
}

/** No member whom the trusted person's roster has signed this key for this identity. */
export class NotTrustedError extends XeroMfaError {
  override readonly name = 'NotTrustedError';
  readonly code = 'NOT_TRUSTED';
}

/** A file of the store can't be used as it is. */
export class DamagedError extends XeroMfaError {
  override readonly name = 'DamagedError';
  readonly code = 'DAMAGED';
}

/** No code could be had in time. */
export class TimeoutError extends XeroMfaError {
  override readonly name = 'TimeoutError';
  readonly code = 'TIMEOUT';
}

/** A file could not be written. */
export class NotWrittenError extends XeroMfaError {
  override readonly name = 'NotWrittenError';
  readonly code = 'NOT_WRITTEN';
}
