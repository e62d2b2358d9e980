import { l10n } from 'vscode';
import { primaryButton } from '../buttons';
import { richText, xero } from '../richText';
import { oldCodes, type Step } from './step';

export const turnOff: Step = {
  id: 'turnOff',
  place: 'xero',
  title: () => richText(l10n.t('Turn MFA off on the Account page')),
  text: () => [
    richText(
      l10n.t('Click the avatar at the top right, choose {0}, and look for {1}.'),
      xero('Account'),
      xero('Multi-factor authentication'),
    ),
    richText(
      l10n.t(
        'Where Xero insists on MFA it cannot be turned off, or Xero asks you to set it up again at the next sign-in.',
      ),
    ),
  ],
  buttons: model => [primaryButton('next'), ...oldCodes(model)],
};

export const forget: Step = {
  id: 'forget',
  place: 'here',
  title: () => richText(l10n.t('Remove the secret')),
  text: () => [
    richText(
      l10n.t(
        'It is of no use any more. It is removed from this computer, and the day of the set-up from the list.',
      ),
    ),
  ],
  buttons: ({ known }) =>
    known.secret !== 'none' || known.hasAnswers
      ? [primaryButton('removeSecret')]
      : [primaryButton('next', l10n.t('Done'))],
  records: 'turnedOff',
};
