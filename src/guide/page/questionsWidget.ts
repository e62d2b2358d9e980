import { l10n } from 'vscode';
import type { GuideModel } from '../model';
import type { QuestionsWidgetView } from '../protocol';
import { button } from './buttons';

/** How many questions Xero asks. */
const QUESTIONS = 3;

export function questionsWidget({ known }: GuideModel): QuestionsWidgetView {
  return {
    kind: 'questions',
    rules: l10n.t(
      'Answers have at least five letters or digits, without spaces or symbols. Make them up. They are saved like the setup key. Leave unused rows empty. If you switch tabs before you save them, typed answers are cleared.',
    ),
    rows: Array.from({ length: QUESTIONS }, (_, index) => ({
      question: l10n.t('Question {0}', index + 1),
      answer: l10n.t('Answer {0}', index + 1),
    })),
    show: l10n.t('Show answers'),
    submit: l10n.t('Check and Save Answers'),
    ...(!known.hasAnswers && { primary: true }),
    ...(known.hasAnswers && {
      note: l10n.t(
        'The answers for this login are saved on this computer. Copy each one from here into Xero.',
      ),
    }),
    instead: button('useEmail'),
  };
}
