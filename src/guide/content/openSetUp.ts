import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { numberOf, type Step } from '../model';
import { button, primaryButton } from '../page/buttons';
import { richText, xero } from '../page/richText';

/** The way to Xero's set-up: by the menu, or by the page that Xero shows after signing in. */

export const openMenu: Step = {
  id: 'openMenu',
  place: 'xero',
  title: () => richText(l10n.t('Click your avatar at the top right')),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Sign in to Xero as {0} in a web browser. Your avatar is the circle with initials or a picture. It opens a menu.',
      ),
      sanitizeLabel(account.login),
    ),
  ],
  picture: () => ({
    name: 'step-01',
    alt: l10n.t('The bar at the top of Xero’s page. The round avatar at its right end is highlighted.'),
  }),
  buttons: () => [primaryButton('openXero'), button('copyLogin'), button('next')],
};

export const openAccount: Step = {
  id: 'openAccount',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0} in the menu'), xero('Account')),
  text: () => [richText(l10n.t('These settings apply only to the user who is signed in.'))],
  picture: () => ({
    name: 'step-02',
    alt: l10n.t('The menu under the avatar. The line “{0}” is highlighted.', 'Account'),
  }),
  buttons: () => [primaryButton('next')],
};

export const startSetUp: Step = {
  id: 'startSetUp',
  place: 'xero',
  title: () =>
    richText(l10n.t('Choose {0} next to {1}'), xero('Set up'), xero('Multi-factor authentication')),
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
};

export const askToSetUp: Step = {
  id: 'askToSetUp',
  place: 'xero',
  title: () => richText(l10n.t('Sign in until Xero shows {0}'), xero('Set up multi-factor authentication')),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Sign in as {0} in a web browser. If your Xero account requires MFA, this page appears by itself and you can skip steps {1} to {2}.',
      ),
      sanitizeLabel(account.login),
      String(numberOf('openMenu')),
      String(numberOf('startSetUp')),
    ),
  ],
  buttons: () => [primaryButton('openXero'), button('copyLogin'), button('next')],
};
