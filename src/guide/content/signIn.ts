import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { type GuideModel, hasStore, type Step } from '../model';
import { type Action, button, oldCodeButtons, primaryButton, withMain } from '../page/buttons';
import { lockedText } from '../page/lockedText';
import { canBeRejected, nextWithCode } from '../page/nextCheck';
import { richText, xero } from '../page/richText';
import { troubleshooting } from '../page/troubleshooting';
import type { RichText } from '../protocol';

/** What comes before a new key, or instead of one: a colleague's key and the ways to sign in. */

export const getKey: Step = {
  id: 'getKey',
  place: 'here',
  title: () => richText(l10n.t('Get the setup key from your team')),
  shortTitle: () => l10n.t('Get the team’s key'),
  text: model => [
    hasStore(model.known) ? keyInStore(model) : keyElsewhere(model),
    richText(
      l10n.t(
        'There is nothing to set up in Xero. The same key gives the same codes on every computer. Never send it by chat or email.',
      ),
    ),
  ],
  buttons: ({ known }) =>
    known.store === 'notJoined' && known.secret !== 'ready'
      ? [primaryButton('joinTeam'), button('next'), button('nobodyHasIt')]
      : [primaryButton('next'), button('nobodyHasIt')],
};

function keyInStore({ account, known: { store } }: GuideModel): RichText {
  if (store === 'notJoined') {
    return richText(
      l10n.t(
        'Your team keeps its keys in a team store. Join the team. Once a member has let you in, the key for {0} arrives by itself.',
      ),
      sanitizeLabel(account.login),
    );
  }
  if (store === 'waiting') {
    return richText(
      l10n.t(
        'The key for {0} arrives from the team store once a member has let you in. The Team view says what to do.',
      ),
      sanitizeLabel(account.login),
    );
  }
  return richText(
    l10n.t(
      'Pull the latest changes. If {0} is in the team store, its key arrives by itself. If it isn’t, ask the person who set up MFA to commit and push the store.',
    ),
    sanitizeLabel(account.login),
  );
}

function keyElsewhere({ account }: GuideModel): RichText {
  return account.owner === undefined
    ? richText(
        l10n.t('Look in your team’s password manager, or ask the person who set up MFA for {0}.'),
        sanitizeLabel(account.login),
      )
    : richText(
        l10n.t('Look in your team’s password manager, or ask {0}, who owns {1}.'),
        sanitizeLabel(account.owner),
        sanitizeLabel(account.login),
      );
}

export const tryCode: Step = {
  id: 'tryCode',
  place: 'xero',
  title: () => richText(l10n.t('Sign in with a code')),
  shortTitle: () => l10n.t('Sign in with a code'),
  text: ({ account }) => [
    richText(
      l10n.t('Sign in to Xero as {0}, and paste the code when Xero asks for it.'),
      sanitizeLabel(account.login),
    ),
    richText(
      l10n.t('If Xero doesn’t ask for a code, sign in from a private window. Then you know the key works.'),
    ),
  ],
  limit: lockedText,
  widget: model =>
    model.findings.isRejected
      ? { kind: 'troubleshooting', troubleshooting: troubleshooting(model) }
      : undefined,
  buttons: model => {
    const { hasKey, findings } = model;
    const next = nextWithCode(model);
    const withCode = findings.isRejected ? next : signedIn(model, next);
    return withMain(hasKey ? withCode : 'goToKey', [
      button('openXero'),
      button('copyLogin'),
      ...oldCodeButtons(model),
      hasKey ? button('codeAccepted') : button('goToKey'),
      ...(hasKey && canBeRejected(model) ? [button('codeRejected')] : []),
    ]);
  },
  proves: ['copyCode'],
  endsLock: true,
};

export const signIn: Step = {
  id: 'signIn',
  place: 'xero',
  title: () => richText(l10n.t('Sign in to Xero')),
  shortTitle: () => l10n.t('Sign in to Xero'),
  text: ({ account }) => [
    richText(
      l10n.t('Use a web browser. Sign in as {0} with a code from the current key.'),
      sanitizeLabel(account.login),
    ),
  ],
  limit: lockedText,
  buttons: model => {
    const withCode = model.known.secret === 'ready' && !model.hasFreshCode ? 'copyCode' : 'next';
    return withMain(signedIn(model, withCode), [
      button('openXero'),
      button('copyLogin'),
      ...oldCodeButtons(model),
      button('next', l10n.t('It Worked')),
    ]);
  },
  endsLock: true,
};

/** Nobody has signed in before they opened Xero. */
function signedIn({ findings }: GuideModel, next: Action | undefined): Action | undefined {
  return findings.isXeroOpened ? next : 'openXero';
}

export const signInByBackup: Step = {
  id: 'signInByBackup',
  place: 'xero',
  title: () => richText(l10n.t('Sign in with the backup email or security questions')),
  shortTitle: () => l10n.t('Sign in without a code'),
  text: ({ account }) => [
    richText(
      l10n.t('Sign in as {0}. When Xero asks for a code, choose another method.'),
      sanitizeLabel(account.login),
    ),
    account.backupEmail === undefined
      ? richText(l10n.t('The list has no backup email.'))
      : richText(l10n.t('The backup email in the list is {0}.'), sanitizeLabel(account.backupEmail)),
    richText(l10n.t('If you have neither, contact Xero support.')),
  ],
  picture: () => ({
    name: 'backup-sign-in',
    alt: l10n.t('The page that asks for a code. The link to another method, below it, is highlighted.'),
  }),
  buttons: model =>
    withMain(signedIn(model, 'next'), [
      button('openXero'),
      button('copyLogin'),
      ...(model.known.hasAnswers ? [button('copyAnswer')] : []),
      button('next', l10n.t('It Worked')),
    ]),
  endsLock: true,
};

export const changeDevice: Step = {
  id: 'changeDevice',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0} next to {1}'), xero('Change'), xero('Connected device')),
  shortTitle: () => l10n.t('Change the device'),
  text: () => [
    richText(
      l10n.t('Click the avatar at the top right, choose {0}, and look under {1}.'),
      xero('Account'),
      xero('Additional Security'),
    ),
    richText(l10n.t('This replaces the old key. Its codes stop working for everyone.')),
  ],
  picture: () => ({
    name: 'connected-device',
    alt: l10n.t(
      'The Account page with “{0}” under “{1}”. The button “{2}” is highlighted.',
      'Connected device',
      'Additional Security',
      'Change',
    ),
  }),
  buttons: model => [primaryButton('next'), ...oldCodeButtons(model)],
};

export const changePassword: Step = {
  id: 'changePassword',
  place: 'xero',
  title: () => richText(l10n.t('Change the password')),
  shortTitle: () => l10n.t('Change the password'),
  text: ({ account }) => [
    richText(
      l10n.t(
        'Your former colleague may know the password for {0} and read the backup mailbox. Change the password, and change who can read the mailbox.',
      ),
      sanitizeLabel(account.login),
    ),
    richText(
      l10n.t(
        'To change the backup email or the answers, too, turn MFA off, then choose “Set up MFA for the first time”.',
      ),
    ),
  ],
  buttons: () => [primaryButton('next')],
};
