import { l10n } from 'vscode';
import { button, primaryButton } from '../buttons';
import type { GuideModel } from '../guideModel';
import type { ButtonView } from '../protocol';
import { richText, xero } from '../richText';
import { codeWidget } from '../widgets/code';
import { keyWidget } from '../widgets/key';
import { lockedText, type Step } from './step';

/** From Xero's offer of an app to a code of the new key that Xero accepts: steps 4 to 10. */

export const useOwnApp: Step = {
  id: 'useOwnApp',
  number: 4,
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Use my own app')),
  text: () => [
    richText(
      l10n.t(
        'Not {0}: that sends its requests to one phone, and nobody else can answer them. This extension is your own app.',
      ),
      xero('Xero Verify'),
    ),
  ],
  picture: () => ({
    name: 'step-04',
    alt: l10n.t(
      'Two ways to choose from, “{0}” and “{1}”; marked: the second.',
      'Xero Verify',
      'Use my own app',
    ),
  }),
  buttons: () => [primaryButton('next')],
};

const ENTER_KEY = "Can't scan the QR code? Enter a setup key instead";

export const showKey: Step = {
  id: 'showKey',
  number: 5,
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero(ENTER_KEY)),
  text: () => [
    richText(l10n.t('Do not look for a menu: it is a link on the page with the QR code.')),
    richText(
      l10n.t(
        'Xero shows the QR code and the key only now. Afterwards they cannot be looked up: a key that is lost means a new set-up.',
      ),
    ),
  ],
  picture: () => ({
    name: 'step-05',
    alt: l10n.t('The page with the QR code; marked: the link below it, “{0}”.', ENTER_KEY),
  }),
  limit: () =>
    l10n.t(
      'From here to step 10 take no break: after 10 minutes without a click Xero may interrupt you, and the set-up then start over with another key.',
    ),
  buttons: () => [primaryButton('next')],
};

export const copyKey: Step = {
  id: 'copyKey',
  number: 6,
  place: 'xero',
  title: () => richText(l10n.t('Copy the {0}'), xero('Setup Key')),
  text: ({ scenario }) => [
    richText(
      l10n.t(
        'Copy all of it, as it stands: small letters and spaces do no harm. Leave the page open, you go on there at step 9.',
      ),
    ),
    richText(
      scenario.renewsKey
        ? l10n.t(
            'Put it into your team’s password manager now, while Xero shows it, in the place of the old one: everybody needs the new key. Never into a chat or an email.',
          )
        : l10n.t(
            'If colleagues need this login too, put the key into your team’s password manager as well, while Xero shows it. Never into a chat or an email.',
          ),
    ),
  ],
  picture: () => ({
    name: 'step-06',
    alt: l10n.t('The page with the key in groups of four characters; marked: the “{0}”.', 'Setup Key'),
  }),
  buttons: () => [primaryButton('next')],
};

export const pasteKey: Step = {
  id: 'pasteKey',
  number: 7,
  place: 'here',
  title: () => richText(l10n.t('Paste the setup key below')),
  text: () => [
    richText(
      l10n.t('It is checked, and kept in the secret storage of VS Code on this computer, nowhere else.'),
    ),
  ],
  picture: () => ({
    name: 'step-07',
    alt: l10n.t('This step of the guide; marked: the field for the setup key.'),
  }),
  widget: keyWidget,
  buttons: ({ hasKey }) => (hasKey ? [button('next')] : []),
  needsKey: true,
};

export const copyCode: Step = {
  id: 'copyCode',
  number: 8,
  place: 'here',
  title: () => richText(l10n.t('Copy the code')),
  text: () => [richText(l10n.t('It is the one-time password that Xero asks for next.'))],
  picture: () => ({
    name: 'step-08',
    alt: l10n.t(
      'A code of six digits with a ring that shows how long it lives; marked: the button that copies it.',
    ),
  }),
  limit: lockedText,
  widget: model => codeWidget(model, 'copy'),
  buttons: model => withKey(model, [primaryButton('copyCode'), button('next')]),
  isDoneByCopying: true,
};

export const enterCode: Step = {
  id: 'enterCode',
  number: 9,
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Enter Code')),
  text: () => [richText(l10n.t('Back on Xero’s page with the key.'))],
  picture: () => ({
    name: 'step-09',
    alt: l10n.t('The page with the key; marked: the button “{0}” below it.', 'Enter Code'),
  }),
  limit: lockedText,
  widget: model => codeWidget(model, 'paste'),
  buttons: model => withKey(model, [primaryButton('next'), button('copyCode')]),
};

export const confirmCode: Step = {
  id: 'confirmCode',
  number: 10,
  place: 'xero',
  title: () => richText(l10n.t('Paste the code and choose {0}'), xero('Confirm')),
  text: () => [
    richText(l10n.t('A code lives 30 seconds. If it ends before you have confirmed, copy the new one.')),
  ],
  picture: () => ({
    name: 'step-10',
    alt: l10n.t('Six boxes with the digits of the code; marked: the button “{0}”.', 'Confirm'),
  }),
  limit: model =>
    lockedText(model) ??
    l10n.t(
      'Several wrong codes in a row may lock the login, for 15 minutes to 2 hours: after the second, find the cause here before you try again.',
    ),
  widget: model => codeWidget(model, 'confirm'),
  buttons: model =>
    withKey(model, [
      primaryButton('codeAccepted'),
      button('copyCode'),
      ...(model.findings.isRejected ? [] : [button('codeRejected')]),
    ]),
};

/** Without a key there is nothing to copy or confirm. */
function withKey({ hasKey }: GuideModel, buttons: readonly ButtonView[]): readonly ButtonView[] {
  return hasKey ? buttons : [primaryButton('goToKey')];
}
