import { UserError } from './errors';

/**
 * Why a list was not changed:
 * - `unsaved`: an editor has unsaved changes to it
 * - `invalid`: it has errors, or doesn't have the account
 * - `untrusted`: it is in a workspace that the person does not trust
 * - `readOnly`: the file or its folder is read-only
 * - `full`: the disk is full
 * - `changing`: another program changed it during every attempt
 * - `failed`: any other error of the file system
 */
export type ListWriteReason =
  | 'unsaved'
  | 'invalid'
  | 'untrusted'
  | 'readOnly'
  | 'full'
  | 'changing'
  | 'failed';

/** Thrown if a list could not be changed. It is intact, unless the message names the file that has the new text. */
export class ListWriteError extends UserError {
  constructor(
    readonly reason: ListWriteReason,
    ...[message, remedies]: ConstructorParameters<typeof UserError>
  ) {
    super(message, remedies);
  }
}
