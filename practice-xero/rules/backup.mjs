import { Refused } from './refused.mjs';

/** How many security questions there are. */
export const questionCount = 3;

/** The questions to choose from. */
export const questions = [
  'What was the name of your first pet?',
  'In which town did you learn to swim?',
  'What was the first concert you went to?',
  'Which street did you live in when you were ten?',
  'What was your favourite dish as a child?',
  'What did you want to be when you grew up?',
];

/** @typedef {{ question: string, answer: string }} Answered */
/** @typedef {{ email: string } | { answers: readonly Answered[] }} Backup the way in without the device */

/** Whether `text` has the shape of an email address. @param {string} text */
export function isEmail(text) {
  return text.length <= 254 && /^[^\s@\p{C}]+@[^\s@\p{C}]+\.[^\s@\p{C}]+$/u.test(text);
}

/** @param {string} login @param {string} email @throws {Refused} */
export function checkBackupEmail(login, email) {
  if (!isEmail(email)) throw new Refused('Enter an email address, such as name@example.com.', 'email');
  if (email.toLowerCase() === login.toLowerCase())
    throw new Refused('The backup email must be different from your login.', 'email');
}

/** @param {readonly Answered[]} answered @throws {Refused} */
export function checkAnswers(answered) {
  if (answered.length !== questionCount) throw new Refused(`Choose ${questionCount} questions.`);
  for (const [index, { question, answer }] of answered.entries()) {
    const number = index + 1;
    if (!questions.includes(question)) throw new Refused(`Choose question ${number}.`, `question${number}`);
    if (answered.findIndex(other => other.question === question) < index)
      throw new Refused(`Question ${number} is already chosen. Choose another one.`, `question${number}`);
    if (!/^[\p{L}\p{N}]*$/u.test(answer))
      throw new Refused(
        `Answer ${number} can have only letters and digits, no spaces or symbols.`,
        `answer${number}`,
      );
    if ([...answer].length < 5)
      throw new Refused(`Answer ${number} must have at least five characters.`, `answer${number}`);
  }
}

/** @param {readonly Answered[]} known @param {readonly string[]} answers @returns {true | undefined} */
export function areRight(known, answers) {
  return (
    known.every(({ answer }, index) => answer.toLowerCase() === answers[index]?.toLowerCase()) || undefined
  );
}
