import { UserError } from './errors';

/**
 * Why a list was not written to:
 * - `unsaved`: an editor holds changes of it
 * - `invalid`: it cannot be edited as it is, or does not hold the account
 * - `untrusted`: it is in a workspace that the person does not trust
 * - `readOnly`: the file or its folder may not be written to
 * - `full`: the disk is full
 * - `changing`: another program changed it at each attempt
 * - `failed`: anything else the file system says
 */
export type ListWriteReason =
  | 'unsaved'
  | 'invalid'
  | 'untrusted'
  | 'readOnly'
  | 'full'
  | 'changing'
  | 'failed';

/** A list could not be written to. It is as it was, unless the message names the file that holds the new one. */
export class ListWriteError extends UserError {
  constructor(
    readonly reason: ListWriteReason,
    ...[message, remedies]: ConstructorParameters<typeof UserError>
  ) {
    super(message, remedies);
  }
}
