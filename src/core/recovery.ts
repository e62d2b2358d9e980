import { isEmail, loginKey } from './account';

/** Xero's minimum, in characters. */
export const MINIMUM_ANSWER = 5;
/** In characters. Xero has no documented maximum. A longer answer was pasted by mistake. */
export const MAXIMUM_ANSWER = 200;
/** In characters. */
export const MAXIMUM_QUESTION = 300;
const MAXIMUM_ANSWERS = 10;
/** More than the limits above allow, even with every character escaped. */
export const MAXIMUM_ANSWERS_TEXT = 100_000;
const ANSWERS_VERSION = 1;

/** Why an address can't be the backup email of a login. */
export type BackupEmailProblem = 'empty' | 'notEmail' | 'sameAsLogin';

/** Xero sends a code to the backup email, and rejects the login itself. */
export function backupEmailProblem(email: string, login: string): BackupEmailProblem | undefined {
  const trimmed = email.trim();
  if (trimmed === '') return 'empty';
  if (!isEmail(trimmed)) return 'notEmail';
  return loginKey(trimmed) === loginKey(login) ? 'sameAsLogin' : undefined;
}

/** Why Xero would reject an answer to a security question. */
export type AnswerProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooShort' | 'tooLong'; readonly characters: number }
  /** `position` counts the characters of the answer from 1. */
  | { readonly kind: 'badCharacter'; readonly character: string; readonly position: number };

/**
 * At least five letters and digits, without spaces or symbols. Xero does not say which letters it accepts, so only ASCII
 * is allowed: an answer with an “é” that Xero rejects would be useless.
 */
export function answerProblem(answer: string): AnswerProblem | undefined {
  if (answer === '') return { kind: 'empty' };
  let position = 0;
  for (const character of answer) {
    position++;
    if (!/^[A-Za-z0-9]$/.test(character)) return { kind: 'badCharacter', character, position };
  }
  if (position < MINIMUM_ANSWER) return { kind: 'tooShort', characters: position };
  return position > MAXIMUM_ANSWER ? { kind: 'tooLong', characters: position } : undefined;
}

/** A security question as Xero words it, and the answer that Xero expects. */
export interface RecoveryAnswer {
  readonly question: string;
  readonly answer: string;
}

/** All answers of a login. */
export type RecoveryAnswers = readonly RecoveryAnswer[];

/** Why a list of answers can't be stored. `index` counts the answers from 0. */
export type AnswersProblem =
  | { readonly kind: 'none' }
  | { readonly kind: 'tooMany'; readonly maximum: number }
  | { readonly kind: 'noQuestion' | 'longQuestion' | 'sameQuestion'; readonly index: number }
  | { readonly kind: 'answer'; readonly index: number; readonly problem: AnswerProblem }
  /** A stored text that {@link serialiseAnswers} did not write. */
  | { readonly kind: 'unreadable' };

/** Thrown for answers that can't be stored or read. Holds nothing of them except an invalid character. */
export class AnswersError extends Error {
  override readonly name = 'AnswersError';

  constructor(readonly problem: AnswersProblem) {
    super(problem.kind);
  }
}

/** The first problem in a list of answers. Questions are compared without case and spacing. */
export function answersProblem(answers: RecoveryAnswers): AnswersProblem | undefined {
  if (answers.length === 0) return { kind: 'none' };
  if (answers.length > MAXIMUM_ANSWERS) return { kind: 'tooMany', maximum: MAXIMUM_ANSWERS };
  const asked = new Set<string>();
  for (const [index, { question, answer }] of answers.entries()) {
    const plain = question.trim();
    if (plain === '') return { kind: 'noQuestion', index };
    if (plain.length > MAXIMUM_QUESTION) return { kind: 'longQuestion', index };
    const key = plain.normalize('NFKC').replace(/\s+/gu, ' ').toLowerCase();
    if (asked.has(key)) return { kind: 'sameQuestion', index };
    asked.add(key);
    const problem = answerProblem(answer);
    if (problem) return { kind: 'answer', index, problem };
  }
  return undefined;
}

/**
 * The text answers are stored as: `{"version":1,"answers":[{"question":"…","answer":"…"}]}`.
 *
 * @throws {@link AnswersError}
 */
export function serialiseAnswers(answers: RecoveryAnswers): string {
  const kept = answers.map(({ question, answer }) => ({ question: question.trim(), answer }));
  const problem = answersProblem(kept);
  if (problem) throw new AnswersError(problem);
  return JSON.stringify({ version: ANSWERS_VERSION, answers: kept });
}

/**
 * Reads what {@link serialiseAnswers} wrote. Rejects anything more, so that additions of a later version are not lost.
 *
 * @throws {@link AnswersError}
 */
export function parseAnswers(text: string): RecoveryAnswers {
  const answers = text.length > MAXIMUM_ANSWERS_TEXT ? undefined : answersIn(text);
  if (!answers || answersProblem(answers)) throw new AnswersError({ kind: 'unreadable' });
  return answers;
}

function answersIn(text: string): RecoveryAnswers | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
    return undefined;
  }
  if (!hasKeys(value, 'version', 'answers') || value['version'] !== ANSWERS_VERSION) return undefined;
  const answers = value['answers'];
  return Array.isArray(answers) && answers.every(isAnswer) ? answers : undefined;
}

function isAnswer(value: unknown): value is RecoveryAnswer {
  return (
    hasKeys(value, 'question', 'answer') &&
    typeof value['question'] === 'string' &&
    typeof value['answer'] === 'string'
  );
}

/** Whether a value is an object with exactly these keys. */
function hasKeys<K extends string>(value: unknown, ...names: readonly K[]): value is Record<K, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === names.length &&
    names.every(name => Object.hasOwn(value, name))
  );
}
