/** A button under an error, for what the person can do about it. */
export interface Remedy {
  readonly label: string;
  readonly run: () => unknown;
}

/**
 * An error for the person. Its `message` is localised, says what is wrong and what to do, and never has a secret or a
 * code in it. Anything else that is thrown is a bug of ours and only logged.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly remedies: readonly Remedy[] = [],
  ) {
    super(message);
  }
}
