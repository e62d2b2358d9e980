import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { button, primaryButton } from '../buttons';
import type { GuideModel } from '../guideModel';
import type { RichText } from '../protocol';
import { richText, xero } from '../richText';
import { emailWidget } from '../widgets/email';
import { questionsWidget } from '../widgets/questions';
import type { Step } from './step';

/** The way in when every copy of the key is lost: steps 11 to 13. */

export const addBackup: Step = {
  id: 'addBackup',
  number: 11,
  place: 'xero',
  title: ({ progress }) =>
    progress.backup === 'questions'
      ? richText(l10n.t('Choose and answer security questions'))
      : richText(l10n.t('Enter a backup email and choose {0}'), xero('Continue')),
  text: model => (model.progress.backup === 'questions' ? questionsText() : emailText(model)),
  picture: ({ progress }) =>
    progress.backup === 'questions'
      ? undefined
      : {
          name: 'step-11',
          alt: l10n.t('A field for an email address; marked: the button “{0}” below it.', 'Continue'),
        },
  limit: ({ progress }) =>
    progress.backup === 'questions'
      ? l10n.t('To change them later, MFA usually has to be turned off and on again.')
      : l10n.t('To change it later, MFA usually has to be turned off and on again.'),
  widget: model => (model.progress.backup === 'questions' ? questionsWidget(model) : emailWidget(model)),
  buttons: ({ progress, account, known }) => {
    const usesQuestions = progress.backup === 'questions';
    const isKept = usesQuestions ? known.hasAnswers : account.backupEmail !== undefined;
    return [
      isKept ? primaryButton('next') : button('next'),
      ...(usesQuestions && known.hasAnswers ? [button('copyAnswer')] : []),
    ];
  },
};

function emailText({ account }: GuideModel): readonly RichText[] {
  return [
    richText(
      l10n.t(
        'It is the way in when every copy of the key is lost. It must not be {0}; best is a mailbox that more than one of you can read.',
      ),
      sanitizeLabel(account.login),
    ),
    richText(
      l10n.t(
        'Type it here first: it is checked by Xero’s rules and written into the list, so that the team knows it.',
      ),
    ),
  ];
}

function questionsText(): readonly RichText[] {
  return [
    richText(
      l10n.t(
        'On Xero’s page with the backup email, look for the way to use security questions instead. They are the way in when every copy of the key is lost.',
      ),
    ),
    richText(
      l10n.t(
        'Copy each question from Xero into a row below and make up its answer. Once they are kept, “{0}” copies each into Xero.',
      ),
      l10n.t('Copy a Security Answer…'),
    ),
  ];
}

export const copyEmailCode: Step = {
  id: 'copyEmailCode',
  number: 12,
  place: 'inbox',
  title: () => richText(l10n.t('Copy the code from Xero’s email')),
  text: ({ account }) => [
    account.backupEmail === undefined
      ? richText(
          l10n.t(
            'Open the backup mailbox, and there the newest message from Xero. If none comes within a few minutes, look in the spam folder.',
          ),
        )
      : richText(
          l10n.t(
            'Open the mailbox {0}, and there the newest message from Xero. If none comes within a few minutes, look in the spam folder.',
          ),
          sanitizeLabel(account.backupEmail),
        ),
  ],
  picture: () => ({
    name: 'step-12',
    alt: l10n.t('A mailbox with the message from Xero open; marked: the code in it.'),
  }),
  limit: () =>
    l10n.t('Leave Xero’s page open meanwhile: after 10 minutes without a click it may interrupt you.'),
  buttons: () => [primaryButton('next')],
  isForEmail: true,
};

export const confirmEmail: Step = {
  id: 'confirmEmail',
  number: 13,
  place: 'xero',
  title: () => richText(l10n.t('Paste that code and choose {0}'), xero('Confirm email')),
  text: () => [richText(l10n.t('This is the code from the email, not one from this extension.'))],
  picture: () => ({
    name: 'step-13',
    alt: l10n.t('A field with the emailed code; marked: the button “{0}”.', 'Confirm email'),
  }),
  buttons: () => [primaryButton('next')],
  isForEmail: true,
};
