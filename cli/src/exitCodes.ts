import type { XeroMfaErrorCode } from './errors';

/** What the command ends with. The help and the README list them. */
export const EXIT_CODES: Readonly<Record<XeroMfaErrorCode | 'OK' | 'CHECK' | 'BUG', number>> = {
  OK: 0,
  CHECK: 1,
  USAGE: 2,
  NO_STORE: 3,
  IDENTITY: 4,
  NOT_READABLE: 5,
  NOT_TRUSTED: 6,
  DAMAGED: 7,
  TIMEOUT: 8,
  NOT_WRITTEN: 9,
  BUG: 70,
};
