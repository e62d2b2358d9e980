/** In characters. Xero has no documented maximum. A longer one was pasted by mistake. */
export const MAXIMUM_PASSWORD = 500;

/** Why a text can't be a password of a Xero login. */
export type PasswordProblem = 'empty' | 'tooLong' | 'controlCharacter';

/** What is wrong with a password. Its case, spaces and symbols are kept, and Xero alone knows its other rules. */
export function passwordProblem(password: string): PasswordProblem | undefined {
  if (password === '') return 'empty';
  if ([...password].length > MAXIMUM_PASSWORD) return 'tooLong';
  // No keyring keeps half of a character.
  return /[\p{Cc}\p{Cs}]/u.test(password) ? 'controlCharacter' : undefined;
}

/** Thrown for a text that can't be a password. Holds nothing of it. */
export class PasswordError extends Error {
  override readonly name = 'PasswordError';

  constructor(readonly problem: PasswordProblem) {
    super(problem);
  }
}

/** @throws {@link PasswordError} if a text can't be a password */
export function requirePassword(password: string): void {
  const problem = passwordProblem(password);
  if (problem) throw new PasswordError(problem);
}
