import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { button } from '../buttons';
import type { GuideModel } from '../guideModel';
import type { TroubleshootingView } from '../protocol';

/** Why Xero may reject a code, the likeliest first, each with its check. */
export function troubleshooting({ account, findings, known }: GuideModel): TroubleshootingView {
  return {
    title: l10n.t('Why Xero refuses a code, the likeliest first'),
    items: [
      {
        title: l10n.t('The clock'),
        text: l10n.t(
          'Codes are made from the time. A clock that was set by hand makes codes of another minute.',
        ),
        button: button('checkClock'),
        ...result(findings.clock),
      },
      {
        title: l10n.t('The key of another login'),
        text: l10n.t(
          'Xero’s page must be that of {0}: click the avatar there to see who is signed in.',
          sanitizeLabel(account.login),
        ),
        button: button('findOtherLogin'),
        ...result(findings.otherLogin),
      },
      {
        title: l10n.t('A key mistyped, or one of an earlier try'),
        text: l10n.t(
          'Each time the QR page is opened anew, Xero may give out another key. Copy the one it shows now and compare.',
        ),
        field: {
          field: 'compareKey',
          label: l10n.t('Setup key to compare'),
          hint: l10n.t('It is compared with the stored one and kept nowhere.'),
          submit: l10n.t('Compare'),
          secret: true,
        },
        button: button('goToKey', l10n.t('Go to Step 7 to Replace the Key')),
        ...result(findings.comparison),
      },
      ...(known.hasCandidates || known.isReplacing
        ? [
            {
              title: l10n.t('Another key of this login'),
              text: l10n.t(
                'Keys that you replaced before Xero accepted a code are kept on this computer. Xero may still have one of them.',
              ),
              button: button('useOtherKey'),
            },
          ]
        : []),
      {
        title: l10n.t('The code was used already'),
        text: l10n.t(
          'Xero may take each code once only, and a colleague may have used this one in the same half minute.',
        ),
        button: button('copyNextCode'),
      },
      {
        title: l10n.t('Locked out'),
        text: l10n.t(
          'After several wrong codes Xero lets nobody in for a while, not even with the right code. The wait is 15 minutes or longer.',
        ),
        button: button('waitForUnlock'),
      },
    ],
  };
}

function result(text: string | undefined): { result?: string } {
  return text === undefined ? {} : { result: text };
}
