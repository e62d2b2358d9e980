import { l10n } from 'vscode';
import type { Step } from '../model';
import { oldCodeButtons, primaryButton } from '../page/buttons';
import { richText, xero } from '../page/richText';

export const turnOff: Step = {
  id: 'turnOff',
  place: 'xero',
  title: () => richText(l10n.t('Turn MFA off on the Account page')),
  shortTitle: () => l10n.t('Turn off MFA'),
  text: () => [
    richText(
      l10n.t('Click the avatar at the top right, choose {0}, and look for {1}.'),
      xero('Account'),
      xero('Multi-factor authentication'),
    ),
    richText(
      l10n.t(
        'If your Xero account requires MFA, you can’t turn it off, or Xero asks you to set it up again when you next sign in.',
      ),
    ),
  ],
  buttons: model => [primaryButton('next'), ...oldCodeButtons(model)],
};

export const forget: Step = {
  id: 'forget',
  place: 'here',
  title: () => richText(l10n.t('Remove the setup key')),
  shortTitle: () => l10n.t('Remove the setup key'),
  text: () => [
    richText(
      l10n.t(
        'You no longer need it. This removes it from this computer and clears the setup date in the list.',
      ),
    ),
  ],
  buttons: ({ known }) =>
    known.secret !== 'none' || known.hasAnswers
      ? [primaryButton('removeSecret')]
      : [primaryButton('next', l10n.t('Done'))],
  records: 'turnedOff',
};
