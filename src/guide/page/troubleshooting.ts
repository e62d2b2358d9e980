import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel } from '../model';
import type { ButtonView, TroubleshootingView } from '../protocol';
import { type Action, button, clockAction } from './buttons';
import { lockedText } from './lockedText';
import { nextCheck } from './nextCheck';

/** Why Xero may reject a code, the likeliest cause first, each with a way to check it. */
export function troubleshooting(model: GuideModel): TroubleshootingView {
  const { account, findings, known } = model;
  // With a new code on the clipboard, the next thing to do is to try it.
  const next = model.hasFreshCode ? undefined : nextCheck(model);
  const tryAgain = lockedText(model);
  const check = (action: Action, label?: string): ButtonView => ({
    ...button(action, label),
    ...(action === next && { primary: true }),
  });
  return {
    title: l10n.t('Why Xero rejects a code, most likely cause first'),
    items: [
      {
        title: l10n.t('Wrong clock'),
        text: l10n.t(
          'Codes depend on the time. If this computer’s clock is off by more than about 10 seconds, Xero may reject them.',
        ),
        button: check(clockAction(findings)),
        ...result(findings.clock),
      },
      {
        title: l10n.t('Key belongs to another login'),
        text: l10n.t(
          'Check that you are signed in to Xero as {0}. Click the avatar there to see who is signed in.',
          sanitizeLabel(account.login),
        ),
        button: check('findOtherLogin'),
        ...result(findings.otherLogin),
      },
      {
        title: l10n.t('Mistyped or outdated setup key'),
        text: l10n.t(
          'Xero can show a new key each time you open the QR page. Paste the key it shows now to compare.',
        ),
        field: {
          field: 'compareKey',
          label: l10n.t('Setup key to compare'),
          hint: l10n.t('It is only compared with the saved key, not kept.'),
          submit: l10n.t('Compare'),
          ...(next === 'compareKey' && { primary: true }),
          secret: true,
        },
        button: check('goToKey', l10n.t('Replace Setup Key')),
        ...result(findings.comparison),
      },
      ...(known.hasCandidates || known.isReplacing
        ? [
            {
              title: l10n.t('Another key for this login'),
              text: l10n.t(
                'Keys you replaced before Xero accepted a code are kept on this computer. Xero may still use one of them.',
              ),
              button: button('useOtherKey'),
              ...result(findings.otherKey),
            },
          ]
        : []),
      {
        title: l10n.t('Code already used'),
        text: l10n.t('Xero may accept each code only once. A colleague may have used this one just now.'),
        button: button('copyNextCode'),
      },
      {
        title: l10n.t('Locked out'),
        text: l10n.t(
          'After several wrong codes, Xero locks the login for 15 minutes or longer. Even the right code is then rejected.',
        ),
        button: { ...button('waitForUnlock'), ...(tryAgain !== undefined && { disabled: true }) },
        ...result(tryAgain),
      },
    ],
  };
}

function result(text: string | undefined): { result?: string } {
  return text === undefined ? {} : { result: text };
}
