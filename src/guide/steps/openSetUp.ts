import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { button, primaryButton } from '../buttons';
import { richText, xero } from '../richText';
import type { Step } from './step';

/** To the place in Xero where MFA is set up: steps 1 to 3, or the page that sign-in itself shows. */

export const openMenu: Step = {
  id: 'openMenu',
  number: 1,
  place: 'xero',
  title: () => richText(l10n.t('Click your avatar at the top right')),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Sign in to Xero with a web browser as {0}. The avatar is a circle with initials or a picture, in the corner of every page; it opens a menu.',
      ),
      sanitizeLabel(account.login),
    ),
  ],
  picture: () => ({
    name: 'step-01',
    alt: l10n.t('The bar at the top of Xero’s page; marked: the round avatar at its right end.'),
  }),
  buttons: () => [primaryButton('openXero'), button('copyLogin'), button('next')],
};

export const openAccount: Step = {
  id: 'openAccount',
  number: 2,
  place: 'xero',
  title: () => richText(l10n.t('Choose {0} in the menu'), xero('Account')),
  text: () => [richText(l10n.t('The menu is of this user alone: what you set there is for no other login.'))],
  picture: () => ({
    name: 'step-02',
    alt: l10n.t('The menu that opened under the avatar; marked: its line “{0}”.', 'Account'),
  }),
  buttons: () => [primaryButton('next')],
};

export const startSetUp: Step = {
  id: 'startSetUp',
  number: 3,
  place: 'xero',
  title: () =>
    richText(l10n.t('Choose {0} next to {1}'), xero('Set up'), xero('Multi-factor authentication')),
  text: () => [
    richText(
      l10n.t(
        'If Xero says there that it is set up, somebody else has done it: choose that above, under “What do you want to do?”.',
      ),
    ),
  ],
  picture: () => ({
    name: 'step-03',
    alt: l10n.t(
      'The Account page with the line “{0}”; marked: the button “{1}” at its end.',
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
        'Sign in with a web browser as {0}. Where Xero insists on MFA, it shows that page by itself, and steps 1 to 3 are not needed.',
      ),
      sanitizeLabel(account.login),
    ),
  ],
  buttons: () => [primaryButton('openXero'), button('copyLogin'), button('next')],
};
