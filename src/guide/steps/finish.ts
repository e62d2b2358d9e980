import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { button, primaryButton } from '../buttons';
import type { GuideModel } from '../guideModel';
import type { ButtonView, RichText } from '../protocol';
import { richText, xero } from '../richText';
import type { Step } from './step';

/** The end of a set-up, from which on the whole team can use the login. */

export const finish: Step = {
  id: 'finish',
  number: 14,
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Continue')),
  text: model =>
    model.isFinished
      ? afterwards(model)
      : [richText(l10n.t('Xero says that MFA is on. Then confirm it here.'))],
  picture: () => ({
    name: 'step-14',
    alt: l10n.t('The last page with a tick; marked: the button “{0}”.', 'Continue'),
  }),
  buttons: model => lastButtons(model, l10n.t('MFA Is Set Up')),
  records: 'setUp',
};

export const passOn: Step = {
  id: 'passOn',
  place: 'here',
  title: () => richText(l10n.t('Give the new key to the team')),
  text: model =>
    model.isFinished
      ? afterwards(model)
      : [
          richText(
            l10n.t(
              'The old key is worth nothing now. Everybody who uses {0} sets its secret again, with the key that you put into your team’s password manager at step 6.',
            ),
            sanitizeLabel(model.account.login),
          ),
        ],
  buttons: model => lastButtons(model, l10n.t('The Team Has It')),
  records: 'setUp',
};

function lastButtons({ hasKey, isFinished, findings }: GuideModel, label: string): readonly ButtonView[] {
  if (!hasKey) return [primaryButton('goToKey')];
  if (!isFinished) return [primaryButton('next', label)];
  if (findings.list !== undefined) return [primaryButton('writeList'), button('openList')];
  return [primaryButton('copyCode'), button('openList')];
}

/** What comes next when a key was set up. */
function afterwards({ account, findings }: GuideModel): readonly RichText[] {
  return [
    ...(findings.list === undefined
      ? [
          richText(
            l10n.t('{0} is ready: its codes can be copied, and the list says so.'),
            sanitizeLabel(account.name),
          ),
          richText(l10n.t('Commit the list, so that the team sees it. The secret is not in it.')),
        ]
      : [
          richText(l10n.t('{0} is ready: its codes can be copied.'), sanitizeLabel(account.name)),
          richText(l10n.t('The list does not say so yet. {0}'), findings.list),
        ]),
    richText(
      l10n.t('Colleagues take the key from your team’s password manager and choose “{0}” in this guide.'),
      l10n.t('Somebody else has set it up'),
    ),
    richText(
      l10n.t('From now on copy a code from wherever you are in VS Code: {0}, on macOS {1}.'),
      xero('Ctrl+Alt+X'),
      xero('Cmd+Alt+X'),
    ),
  ];
}
