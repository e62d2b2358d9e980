import { l10n } from 'vscode';
import {
  type AnswerProblem,
  type AnswersProblem,
  type BackupEmailProblem,
  MINIMUM_ANSWER,
} from '../core/recovery';
import { sanitizeLabel } from '../platform/sanitize';

/** Why an address cannot be the backup email, and what to do. */
export function backupEmailProblemText(problem: BackupEmailProblem): string {
  switch (problem) {
    case 'empty':
      return l10n.t('Enter the backup email.');
    case 'notEmail':
      return l10n.t('This is not an email address. Write it as in name@example.com.');
    case 'sameAsLogin':
      return l10n.t('This is the login itself, which Xero refuses. Enter another mailbox.');
  }
}

/** Why answers cannot be kept, and which. Quotes at most the one wrong character of an answer. */
export function answersProblemText(problem: AnswersProblem): string {
  switch (problem.kind) {
    case 'none':
      return l10n.t('Enter the questions that Xero asks, and your answers.');
    case 'tooMany':
      return l10n.t('At most {0} questions can be kept.', problem.maximum);
    case 'noQuestion':
      return l10n.t('Question {0} is missing: copy it from Xero’s page.', problem.index + 1);
    case 'longQuestion':
      return l10n.t('Question {0} is too long to be one of Xero’s.', problem.index + 1);
    case 'sameQuestion':
      return l10n.t('Question {0} is there twice. Choose another one.', problem.index + 1);
    case 'answer':
      return answerProblemText(problem.problem, problem.index + 1);
    case 'unreadable':
      return l10n.t('The stored answers cannot be read.');
  }
}

function answerProblemText(problem: AnswerProblem, number: number): string {
  switch (problem.kind) {
    case 'empty':
      return l10n.t('Answer {0} is missing.', number);
    case 'tooShort':
      return l10n.t(
        'Answer {0} has {1} characters; Xero wants {2} or more.',
        number,
        problem.characters,
        MINIMUM_ANSWER,
      );
    case 'tooLong':
      return l10n.t('Answer {0} is too long: {1} characters.', number, problem.characters);
    case 'badCharacter':
      return l10n.t(
        'Character {0} of answer {1} is “{2}”: Xero takes the letters A–Z and digits only, no spaces and no symbols.',
        problem.position,
        number,
        sanitizeLabel(problem.character),
      );
  }
}
