/** A button under an error: what the person can do about it at once. */
export interface Remedy {
  readonly label: string;
  readonly run: () => unknown;
}

/**
 * An error meant for the person: `message` is localised, says what is wrong, where, and what to do, and
 * never holds a secret or a code. Anything else that is thrown is a fault of ours and only logged.
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
