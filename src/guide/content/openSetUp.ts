import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel, Step } from '../model';
import { button, primaryButton, withMain } from '../page/buttons';
import { initialsOf } from '../page/initials';
import { richText, xero } from '../page/richText';
import type { ButtonView } from '../protocol';

/** The way to Xero's set-up: by the menu, or by the page that Xero shows after signing in. */

export const openMenu: Step = {
  id: 'openMenu',
  place: 'xero',
  title: () => richText(l10n.t('Click your avatar at the top right')),
  shortTitle: () => l10n.t('Open your menu'),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Sign in to Xero as {0} in a web browser. Your avatar is the circle with initials or a picture. It opens a menu.',
      ),
      sanitizeLabel(account.login),
    ),
  ],
  picture: ({ account }) => ({
    name: 'step-01',
    alt: l10n.t('The bar at the top of Xero’s page. The round avatar at its right end is highlighted.'),
    initials: initialsOf(account.login),
  }),
  buttons: signInButtons,
};

export const openAccount: Step = {
  id: 'openAccount',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0} in the menu'), xero('Account')),
  shortTitle: () => l10n.t('Choose {0}', 'Account'),
  text: ({ account, progress }) => [
    ...(progress.done.includes('openMenu')
      ? []
      : [
          richText(
            l10n.t('Sign in to Xero as {0} and click your avatar at the top right. The menu opens.'),
            sanitizeLabel(account.login),
          ),
        ]),
    richText(l10n.t('These settings apply only to the user who is signed in.')),
  ],
  picture: ({ account }) => ({
    name: 'step-02',
    alt: l10n.t('The menu under the avatar. The line “{0}” is highlighted.', 'Account'),
    initials: initialsOf(account.login),
  }),
  buttons: ({ progress }) => [
    primaryButton('next'),
    ...(progress.done.includes('openMenu') ? [] : [button('copyLogin')]),
  ],
  proves: ['openMenu'],
};

export const startSetUp: Step = {
  id: 'startSetUp',
  place: 'xero',
  title: () =>
    richText(l10n.t('Choose {0} next to {1}'), xero('Set up'), xero('Multi-factor authentication')),
  shortTitle: () => l10n.t('Start setup'),
  text: () => [
    richText(
      l10n.t(
        'If Xero says MFA is already set up, choose “Someone else has set it up” at the top of this guide.',
      ),
    ),
  ],
  picture: () => ({
    name: 'step-03',
    alt: l10n.t(
      'The Account page with the line “{0}”. The button “{1}” at its end is highlighted.',
      'Multi-factor authentication',
      'Set up',
    ),
  }),
  buttons: () => [primaryButton('next')],
  proves: ['openMenu', 'openAccount'],
};

export const askToSetUp: Step = {
  id: 'askToSetUp',
  place: 'xero',
  title: () => richText(l10n.t('Sign in until Xero shows {0}'), xero('Set up multi-factor authentication')),
  shortTitle: () => l10n.t('Sign in to Xero'),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Sign in as {0} in a web browser. If your Xero account requires MFA, this page appears by itself.',
      ),
      sanitizeLabel(account.login),
    ),
  ],
  buttons: signInButtons,
};

function signInButtons({ findings }: GuideModel): readonly ButtonView[] {
  return withMain(findings.isXeroOpened ? 'next' : 'openXero', [
    button('openXero'),
    button('copyLogin'),
    button('next'),
  ]);
}
