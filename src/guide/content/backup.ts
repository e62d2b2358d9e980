import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel, Step } from '../model';
import { button, primaryButton, withMain } from '../page/buttons';
import { emailWidget } from '../page/emailWidget';
import { questionsWidget } from '../page/questionsWidget';
import { richText, xero } from '../page/richText';
import type { RichText } from '../protocol';

/** The way to sign in when every copy of the key is lost. */

export const addBackup: Step = {
  id: 'addBackup',
  place: 'xero',
  title: ({ progress }) =>
    progress.backup === 'questions'
      ? richText(l10n.t('Choose and answer security questions'))
      : richText(l10n.t('Enter a backup email and choose {0}'), xero('Continue')),
  shortTitle: ({ progress }) =>
    progress.backup === 'questions' ? l10n.t('Add security questions') : l10n.t('Add a backup email'),
  text: model => (model.progress.backup === 'questions' ? questionsText() : emailText(model)),
  picture: ({ progress }) =>
    progress.backup === 'questions'
      ? undefined
      : {
          name: 'step-11',
          alt: l10n.t('A field for an email address. The button “{0}” below it is highlighted.', 'Continue'),
        },
  limit: ({ progress }) =>
    progress.backup === 'questions'
      ? l10n.t('To change them later, you usually have to turn MFA off and on again.')
      : l10n.t('To change it later, you usually have to turn MFA off and on again.'),
  widget: model => (model.progress.backup === 'questions' ? questionsWidget(model) : emailWidget(model)),
  buttons: ({ progress, account, known, findings }) => {
    const usesQuestions = progress.backup === 'questions';
    const isKept = usesQuestions ? known.hasAnswers : account.backupEmail !== undefined;
    if (!isKept) return [button('next')];
    const main = findings.isBackupCopied ? 'next' : 'copyAnswer';
    return withMain(main, [...(usesQuestions ? [button('copyAnswer')] : []), button('next')]);
  },
};

function emailText({ account }: GuideModel): readonly RichText[] {
  return [
    richText(
      l10n.t(
        'You need it to sign in if every copy of the key is lost. It can’t be {0}. Use a mailbox that several teammates can read.',
      ),
      sanitizeLabel(account.login),
    ),
    richText(
      account.backupEmail === undefined
        ? l10n.t(
            'Enter it here first. It is checked against Xero’s rules and added to the list for your team.',
          )
        : l10n.t(
            'Copy the address from the list and enter it in Xero. If you change it here, the list changes, too.',
          ),
    ),
  ];
}

function questionsText(): readonly RichText[] {
  return [
    richText(
      l10n.t(
        'On Xero’s page for the backup email, choose security questions instead. You need the answers to sign in if every copy of the key is lost.',
      ),
    ),
    richText(
      l10n.t(
        'Copy each question from Xero into a row below and make up an answer. After you save them, use “{0}” to copy each answer into Xero.',
      ),
      l10n.t('Copy Security Answer…'),
    ),
  ];
}

export const copyEmailCode: Step = {
  id: 'copyEmailCode',
  place: 'inbox',
  title: () => richText(l10n.t('Copy the code from Xero’s email')),
  shortTitle: () => l10n.t('Get the email code'),
  text: ({ account, progress }) => [
    ...(progress.done.includes('addBackup')
      ? []
      : [richText(l10n.t('Enter the backup email in Xero and choose {0} first.'), xero('Continue'))]),
    account.backupEmail === undefined
      ? richText(
          l10n.t(
            'Open the backup mailbox and the newest message from Xero. If none arrives within a few minutes, check the spam folder.',
          ),
        )
      : richText(
          l10n.t(
            'Open the mailbox {0} and the newest message from Xero. If none arrives within a few minutes, check the spam folder.',
          ),
          sanitizeLabel(account.backupEmail),
        ),
  ],
  picture: () => ({
    name: 'step-12',
    alt: l10n.t('A mailbox with the message from Xero open. The code in it is highlighted.'),
  }),
  limit: () => l10n.t('Keep Xero’s page open. After 10 minutes of inactivity it may sign you out.'),
  buttons: ({ progress, account }) => [
    primaryButton('next'),
    ...(progress.done.includes('addBackup') || account.backupEmail === undefined
      ? []
      : [button('copyEmail')]),
  ],
  proves: ['addBackup'],
  isForEmail: true,
};

export const confirmEmail: Step = {
  id: 'confirmEmail',
  place: 'xero',
  title: () => richText(l10n.t('Paste that code and choose {0}'), xero('Confirm email')),
  shortTitle: () => l10n.t('Confirm the email'),
  text: () => [richText(l10n.t('Use the code from the email, not one from this extension.'))],
  picture: () => ({
    name: 'step-13',
    alt: l10n.t('A field with the emailed code. The button “{0}” is highlighted.', 'Confirm email'),
  }),
  buttons: () => [primaryButton('next')],
  proves: ['addBackup', 'copyEmailCode'],
  isForEmail: true,
};
