import { requirePassword } from './password';
import { MAXIMUM_ANSWERS_TEXT, parseAnswers, type RecoveryAnswers, serialiseAnswers } from './recovery';

/** More than answers and a password can have, even with every character escaped. */
const MAXIMUM_TEXT = 2 * MAXIMUM_ANSWERS_TEXT;

/** What a login has besides its key. */
export interface LoginDetails {
  /** None if it has no answers to Xero's security questions. */
  readonly answers: RecoveryAnswers;
  readonly password?: string;
}

/** The text of a login that had details, and has none any more. */
export const NO_DETAILS = JSON.stringify({ version: 1, answers: [] });

/** Thrown for a text that {@link serialiseDetails} did not write. Holds nothing of it. */
export class DetailsError extends Error {
  override readonly name = 'DetailsError';

  constructor() {
    super('unreadable');
  }
}

/**
 * The text details are shared as: what `serialiseAnswers` writes, with the password behind it if there is one.
 *
 * @throws `AnswersError` or `PasswordError` if they can't be stored
 */
export function serialiseDetails({ answers, password }: LoginDetails): string {
  const text = answers.length === 0 ? NO_DETAILS : serialiseAnswers(answers);
  if (password === undefined) return text;
  requirePassword(password);
  return `${text.slice(0, -1)},"password":${JSON.stringify(password)}}`;
}

/**
 * Reads what {@link serialiseDetails} wrote. Rejects anything more, so that additions of a later version are not lost.
 *
 * @throws {@link DetailsError}
 */
export function parseDetails(text: string): LoginDetails {
  try {
    if (text.length > MAXIMUM_TEXT) throw new DetailsError();
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DetailsError();
    const { password, ...rest } = value as Record<string, unknown>;
    const answers = hasNoAnswers(rest) ? [] : parseAnswers(JSON.stringify(rest));
    if (!Object.hasOwn(value, 'password')) return { answers };
    if (typeof password !== 'string') throw new DetailsError();
    requirePassword(password);
    return { answers, password };
  } catch {
    // The parser's message would quote the text.
    throw new DetailsError();
  }
}

function hasNoAnswers({ version, answers, ...others }: Record<string, unknown>): boolean {
  const isNone = Array.isArray(answers) && answers.length === 0;
  return isNone && version === 1 && Object.keys(others).length === 0;
}
