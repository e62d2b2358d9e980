import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { type GuideModel, type NextDue, numberOf, type Step } from '../model';
import { button, primaryButton } from '../page/buttons';
import { richText, xero } from '../page/richText';
import type { ButtonView, RichText } from '../protocol';

/** The end of a set-up: from here on the whole team can use the login. */

export const finish: Step = {
  id: 'finish',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Continue')),
  text: model =>
    model.isFinished ? afterwards(model) : [richText(l10n.t('Xero says that MFA is on. Confirm it here.'))],
  picture: () => ({
    name: 'step-14',
    alt: l10n.t('The last page, with a tick. The button “{0}” is highlighted.', 'Continue'),
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
      : model.known.isShared
        ? [
            richText(
              l10n.t(
                'The old key no longer works. The new one is in the team store. Commit and push it. Your colleagues get it when they pull.',
              ),
            ),
          ]
        : [
            richText(
              l10n.t(
                'The old key no longer works. Ask everyone who uses {0} to add the new key from your team’s password manager, where you saved it in step {1}.',
              ),
              sanitizeLabel(model.account.login),
              String(numberOf('copyKey')),
            ),
          ],
  buttons: model => lastButtons(model, l10n.t('The Team Has It')),
  records: 'setUp',
};

function lastButtons(model: GuideModel, label: string): readonly ButtonView[] {
  const { hasKey, isFinished } = model;
  if (!hasKey) return [primaryButton('goToKey')];
  if (!isFinished) return [primaryButton('next', label)];
  if (!isInList(model)) return [primaryButton('writeList'), button('openList')];
  const { nextDue } = model;
  return nextDue
    ? [primaryButton('openNext', nextText(nextDue)), button('copyCode'), button('openList')]
    : [primaryButton('copyCode'), button('openList')];
}

function nextText({ name, left }: NextDue): string {
  return left === 1
    ? l10n.t('Next: {0} (the last one)', sanitizeLabel(name))
    : l10n.t('Next: {0} ({1} left)', sanitizeLabel(name), left);
}

/** Whether the list says that MFA is set up. Writing it may have failed, here or in an earlier window. */
function isInList({ findings, known }: GuideModel): boolean {
  return known.isSetUp && findings.list === undefined;
}

/** What to do once the key is set up. */
function afterwards(model: GuideModel): readonly RichText[] {
  const { account, findings, known } = model;
  return [
    ...(isInList(model)
      ? [
          richText(
            l10n.t('{0} is ready. You can copy its codes, and the list says MFA is set up.'),
            sanitizeLabel(account.name),
          ),
          richText(
            l10n.t('Commit the list so that your team sees the change. It doesn’t contain the setup key.'),
          ),
        ]
      : [
          richText(l10n.t('{0} is ready. You can copy its codes.'), sanitizeLabel(account.name)),
          [
            l10n.t('The list doesn’t show this yet.'),
            ...(findings.list === undefined ? [] : [` ${findings.list}`]),
          ],
        ]),
    known.isShared
      ? richText(
          l10n.t('The key is in the team store. Commit and push it. Your colleagues get it when they pull.'),
        )
      : richText(
          l10n.t(
            'Your colleagues get the key from your team’s password manager and choose “{0}” in this guide.',
          ),
          l10n.t('Someone else has set it up'),
        ),
    richText(
      l10n.t('To copy a code from anywhere in VS Code, press {0}, or {1} on macOS.'),
      xero('Ctrl+Alt+X'),
      xero('Cmd+Alt+X'),
    ),
  ];
}
