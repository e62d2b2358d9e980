import { l10n } from 'vscode';
import { button } from '../buttons';
import type { GuideModel } from '../guideModel';
import type { QuestionsWidgetView } from '../protocol';

/** How many questions Xero asks. */
const QUESTIONS = 3;

/** Security questions and their answers, checked by Xero's rules and kept as secrets. */
export function questionsWidget({ known }: GuideModel): QuestionsWidgetView {
  return {
    kind: 'questions',
    rules: l10n.t(
      'Answers have letters and digits only, five or more: no spaces, no symbols. Make them up: they are kept as secrets, next to the key. Rows that you do not need stay empty. Answers that were typed and not kept yet are gone when another tab covers this one.',
    ),
    rows: Array.from({ length: QUESTIONS }, (_, index) => ({
      question: l10n.t('Question {0}', index + 1),
      answer: l10n.t('Answer {0}', index + 1),
    })),
    show: l10n.t('Show the answers'),
    submit: l10n.t('Check and Keep as Secrets'),
    ...(known.hasAnswers && {
      note: l10n.t('Answers of this login are stored on this computer. Copy each from here into Xero.'),
    }),
    instead: button('useEmail'),
  };
}
