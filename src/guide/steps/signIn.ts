import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { button, primaryButton } from '../buttons';
import { richText, xero } from '../richText';
import { troubleshooting } from '../widgets/troubleshooting';
import { oldCodes, type Step } from './step';

/** What comes before a new key, or instead of one: a colleague's key, and the ways to sign in. */

export const getKey: Step = {
  id: 'getKey',
  place: 'here',
  title: () => richText(l10n.t('Get the setup key from your team')),
  text: ({ account }) => [
    account.owner === undefined
      ? richText(
          l10n.t('Look in your team’s password manager, or ask whoever set MFA up for {0}.'),
          sanitizeLabel(account.login),
        )
      : richText(
          l10n.t('Look in your team’s password manager, or ask {0}, who owns {1}.'),
          sanitizeLabel(account.owner),
          sanitizeLabel(account.login),
        ),
    richText(
      l10n.t(
        'Nothing needs setting up in Xero: the same key gives the same codes on every computer. Never send it by chat or email.',
      ),
    ),
  ],
  buttons: () => [primaryButton('next', l10n.t('I Have the Key')), button('nobodyHasIt')],
};

export const tryCode: Step = {
  id: 'tryCode',
  place: 'xero',
  title: () => richText(l10n.t('Sign in with a code')),
  text: ({ account }) => [
    richText(
      l10n.t('Sign in to Xero as {0}, and paste the code when it asks for one.'),
      sanitizeLabel(account.login),
    ),
    richText(
      l10n.t(
        'If Xero does not ask for a code, sign in from a private window, to be sure that the key works.',
      ),
    ),
  ],
  widget: model =>
    model.findings.isRejected
      ? { kind: 'troubleshooting', troubleshooting: troubleshooting(model) }
      : undefined,
  buttons: model => [
    button('openXero'),
    button('copyLogin'),
    ...oldCodes(model),
    primaryButton('codeAccepted', l10n.t('I Am Signed In')),
    ...(model.known.secret === 'ready' && !model.findings.isRejected ? [button('codeRejected')] : []),
  ],
};

export const signIn: Step = {
  id: 'signIn',
  place: 'xero',
  title: () => richText(l10n.t('Sign in to Xero')),
  text: ({ account }) => [
    richText(
      l10n.t('With a web browser, as {0}, with a code of the key you have now.'),
      sanitizeLabel(account.login),
    ),
  ],
  buttons: model => [
    button('openXero'),
    button('copyLogin'),
    ...oldCodes(model),
    primaryButton('next', l10n.t('I Am Signed In')),
  ],
};

export const signInByBackup: Step = {
  id: 'signInByBackup',
  place: 'xero',
  title: () => richText(l10n.t('Sign in by the backup email or the security questions')),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Sign in as {0}. When Xero asks for a code, choose to use another method instead of typing one.',
      ),
      sanitizeLabel(account.login),
    ),
    account.backupEmail === undefined
      ? richText(l10n.t('No backup email is in the list.'))
      : richText(l10n.t('The backup email in the list is {0}.'), sanitizeLabel(account.backupEmail)),
    richText(l10n.t('With neither at hand, turn to Xero’s support.')),
  ],
  picture: () => ({
    name: 'backup-sign-in',
    alt: l10n.t('The page that asks for a code; marked: the link below it to another method.'),
  }),
  buttons: ({ known }) => [
    button('openXero'),
    button('copyLogin'),
    ...(known.hasAnswers ? [button('copyAnswer')] : []),
    primaryButton('next', l10n.t('I Am Signed In')),
  ],
};

export const changeDevice: Step = {
  id: 'changeDevice',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0} next to {1}'), xero('Change'), xero('Connected device')),
  text: () => [
    richText(
      l10n.t('Click the avatar at the top right, choose {0}, and look under {1}.'),
      xero('Account'),
      xero('Additional Security'),
    ),
    richText(l10n.t('This ends the old set-up: codes of the old key stop working, for everybody.')),
  ],
  picture: () => ({
    name: 'connected-device',
    alt: l10n.t(
      'The Account page with “{0}” under “{1}”; marked: the button “{2}”.',
      'Connected device',
      'Additional Security',
      'Change',
    ),
  }),
  buttons: model => [primaryButton('next'), ...oldCodes(model)],
};

export const changePassword: Step = {
  id: 'changePassword',
  place: 'xero',
  title: () => richText(l10n.t('Change the password')),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Whoever left may know the password of {0} too, and may still read the backup mailbox: change the one, and who can read the other.',
      ),
      sanitizeLabel(account.login),
    ),
    richText(
      l10n.t(
        'If the backup email or the answers have to change as well, turn MFA off instead and set it up for the first time again.',
      ),
    ),
  ],
  buttons: () => [primaryButton('next')],
};
