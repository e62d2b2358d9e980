import { l10n } from 'vscode';
import { type GuideModel, hasStore, numberIn, type Step } from '../model';
import { type Action, button, primaryButton, withMain } from '../page/buttons';
import { codeWidget } from '../page/codeWidget';
import { keyWidget } from '../page/keyWidget';
import { lockedText } from '../page/lockedText';
import { canBeRejected, nextWithCode } from '../page/nextCheck';
import { richText, xero } from '../page/richText';
import type { ButtonView } from '../protocol';

/** From Xero's choice of apps to a code from the new key that Xero accepts. */

export const useOwnApp: Step = {
  id: 'useOwnApp',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Use my own app')),
  shortTitle: () => l10n.t('Choose your own app'),
  text: () => [
    richText(
      l10n.t(
        'Don’t choose {0}. It sends requests to one phone, so only one person can answer them. This extension is your own app.',
      ),
      xero('Xero Verify'),
    ),
  ],
  picture: () => ({
    name: 'step-04',
    alt: l10n.t('Two options, “{0}” and “{1}”. The second is highlighted.', 'Xero Verify', 'Use my own app'),
  }),
  buttons: () => [primaryButton('next')],
};

const ENTER_KEY = "Can't scan the QR code? Enter a setup key instead";

export const showKey: Step = {
  id: 'showKey',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero(ENTER_KEY)),
  shortTitle: () => l10n.t('Show the key'),
  text: () => [
    richText(l10n.t('It is a link on the page with the QR code, not in a menu.')),
    richText(l10n.t('Xero shows the QR code and the key only now. You can’t look them up later.')),
  ],
  picture: () => ({
    name: 'step-05',
    alt: l10n.t('The page with the QR code. The link “{0}” below it is highlighted.', ENTER_KEY),
  }),
  limit: ({ scenario }) =>
    l10n.t(
      'Finish steps {0} to {1} in one go. After 10 minutes of inactivity Xero may sign you out, and you would start again with a new key.',
      numberIn(scenario, 'showKey'),
      numberIn(scenario, 'confirmCode'),
    ),
  buttons: () => [primaryButton('next')],
};

export const copyKey: Step = {
  id: 'copyKey',
  place: 'xero',
  title: () => richText(l10n.t('Copy the {0}'), xero('Setup Key')),
  shortTitle: () => l10n.t('Copy the key'),
  text: ({ scenario, known }) => [
    richText(
      l10n.t(
        'Copy the whole key. Spaces and lower case are fine. Keep the page open; you’ll need it in step {0}.',
        numberIn(scenario, 'enterCode'),
      ),
    ),
    richText(
      hasStore(known)
        ? l10n.t('Your team gets the key from the team store. Never send it by chat or email.')
        : scenario.renewsKey
          ? l10n.t(
              'Replace the old key in your team’s password manager now, while Xero shows the new one. Everyone needs it. Never send it by chat or email.',
            )
          : l10n.t(
              'If colleagues use this login too, save the key in your team’s password manager now, while Xero shows it. Never send it by chat or email.',
            ),
    ),
  ],
  picture: () => ({
    name: 'step-06',
    alt: l10n.t('The page with the key in groups of four characters. The “{0}” is highlighted.', 'Setup Key'),
  }),
  buttons: ({ hasKey }) => withMain(hasKey ? 'next' : 'pasteKey', [button('pasteKey'), button('next')]),
};

export const pasteKey: Step = {
  id: 'pasteKey',
  place: 'here',
  title: () => richText(l10n.t('Paste the setup key below')),
  shortTitle: () => l10n.t('Paste the key'),
  text: model => [richText(whatBecomesOfKey(model))],
  picture: () => ({
    name: 'step-07',
    alt: l10n.t('This step of the guide. The button that pastes the setup key is highlighted.'),
  }),
  widget: keyWidget,
  buttons: ({ hasKey }) => (hasKey ? [primaryButton('next')] : []),
  needsKey: true,
};

function whatBecomesOfKey({ known, hasKey }: GuideModel): string {
  if (known.secret !== 'ready')
    return l10n.t('It is checked, then kept in VS Code’s secret storage on this computer.');
  return hasKey
    ? l10n.t('This login already has a setup key here. A new key would replace it.')
    : l10n.t('The old key is still saved. The new key replaces it.');
}

export const copyCode: Step = {
  id: 'copyCode',
  place: 'here',
  title: () => richText(l10n.t('Copy the code')),
  shortTitle: () => l10n.t('Copy the code'),
  text: () => [richText(l10n.t('Xero asks for this one-time password next.'))],
  picture: () => ({
    name: 'step-08',
    alt: l10n.t(
      'A six-digit code with a ring that shows when it expires. The button that copies it is highlighted.',
    ),
  }),
  limit: lockedText,
  widget: model => codeWidget(model, 'copy'),
  buttons: model =>
    withKey(model, model.hasFreshCode ? 'next' : 'copyCode', [button('copyCode'), button('next')]),
  isDoneByCopying: true,
};

export const enterCode: Step = {
  id: 'enterCode',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Enter Code')),
  shortTitle: () => l10n.t('Choose {0}', 'Enter Code'),
  text: () => [richText(l10n.t('Go back to Xero’s page with the key.'))],
  picture: () => ({
    name: 'step-09',
    alt: l10n.t('The page with the key. The button “{0}” below it is highlighted.', 'Enter Code'),
  }),
  limit: lockedText,
  widget: model => codeWidget(model, 'paste'),
  buttons: model =>
    withKey(model, model.hasFreshCode ? 'next' : 'copyCode', [button('copyCode'), button('next')]),
  isToldByNext: true,
};

export const confirmCode: Step = {
  id: 'confirmCode',
  place: 'xero',
  title: () => richText(l10n.t('Paste the code and choose {0}'), xero('Confirm')),
  shortTitle: () => l10n.t('Confirm the code'),
  text: ({ progress }) => [
    ...(progress.done.includes('enterCode')
      ? []
      : [richText(l10n.t('On Xero’s page with the key, choose {0} first.'), xero('Enter Code'))]),
    richText(l10n.t('A code is valid for 30 seconds. If it expires before you confirm, copy the new one.')),
  ],
  picture: () => ({
    name: 'step-10',
    alt: l10n.t('Six boxes with the digits of the code. The button “{0}” is highlighted.', 'Confirm'),
  }),
  limit: model =>
    lockedText(model) ??
    l10n.t(
      'Several wrong codes can lock the login for 15 minutes to 2 hours. After the second one, find the cause here before you try again.',
    ),
  widget: model => codeWidget(model, 'confirm'),
  buttons: model =>
    withKey(model, nextWithCode(model), [
      button('copyCode'),
      button('codeAccepted'),
      ...(canBeRejected(model) ? [button('codeRejected')] : []),
    ]),
  proves: ['copyCode', 'enterCode'],
  endsLock: true,
};

/** Without a key there is nothing to copy or confirm, so the way to the key takes their place. */
function withKey(
  { hasKey }: GuideModel,
  main: Action | undefined,
  buttons: readonly ButtonView[],
): readonly ButtonView[] {
  return hasKey ? withMain(main, buttons) : [primaryButton('goToKey')];
}
