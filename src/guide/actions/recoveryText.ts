import { l10n } from 'vscode';
import {
  type AnswerProblem,
  type AnswersProblem,
  type BackupEmailProblem,
  MAXIMUM_ANSWER,
  MAXIMUM_QUESTION,
  MINIMUM_ANSWER,
} from '../../core/recovery';
import { sanitizeLabel } from '../../platform/sanitize';

/** Why an address can't be the backup email, and what to do. */
export function backupEmailProblemText(problem: BackupEmailProblem): string {
  switch (problem) {
    case 'empty':
      return l10n.t('Enter the backup email.');
    case 'notEmail':
      return l10n.t('Enter an email address, such as name@example.com.');
    case 'sameAsLogin':
      return l10n.t('This is the login itself. Xero rejects it as a backup email. Enter another mailbox.');
  }
}

/** Why answers can't be stored, and which. Of an answer it quotes the invalid character at most. */
export function answersProblemText(problem: AnswersProblem): string {
  switch (problem.kind) {
    case 'none':
      return l10n.t('Enter Xero’s questions and your answers.');
    case 'tooMany':
      return l10n.t('You can keep up to {0} questions.', problem.maximum);
    case 'noQuestion':
      return l10n.t('Question {0} is missing. Copy it from Xero’s page.', problem.index + 1);
    case 'longQuestion':
      return l10n.t('Shorten question {0} to {1} characters.', problem.index + 1, MAXIMUM_QUESTION);
    case 'sameQuestion':
      return l10n.t('Question {0} appears twice. Choose another one.', problem.index + 1);
    case 'answer':
      return answerProblemText(problem.problem, problem.index + 1);
    case 'unreadable':
      return l10n.t('The saved answers can’t be read.');
  }
}

function answerProblemText(problem: AnswerProblem, number: number): string {
  switch (problem.kind) {
    case 'empty':
      return l10n.t('Answer {0} is missing.', number);
    case 'tooShort':
      return l10n.t(
        'Answer {0} is too short. Xero requires at least {1} characters.',
        number,
        MINIMUM_ANSWER,
      );
    case 'tooLong':
      return l10n.t('Shorten answer {0} to {1} characters.', number, MAXIMUM_ANSWER);
    case 'badCharacter':
      return l10n.t(
        'Character {0} of answer {1} is “{2}”. Xero accepts only the letters A–Z and digits, without spaces or symbols.',
        problem.position,
        number,
        sanitizeLabel(problem.character),
      );
  }
}
