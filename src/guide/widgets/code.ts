import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel } from '../guideModel';
import type { CodeWidgetView } from '../protocol';
import { troubleshooting } from './troubleshooting';

/** With fewer seconds left a person does not get a code pasted and confirmed in time. */
export const ENOUGH_SECONDS = 8;

/**
 * The current code with its countdown, if there is a key to make it with.
 *
 * @param task what the person does with it at this step
 */
export function codeWidget(
  { hasKey, account, findings, ...model }: GuideModel,
  task: 'copy' | 'paste' | 'confirm',
): CodeWidgetView | undefined {
  if (!hasKey) return undefined;
  return {
    kind: 'code',
    label: l10n.t('Code of {0}', sanitizeLabel(account.login)),
    expiresIn: l10n.t('{0} s left'),
    next: l10n.t('Next code'),
    enoughSeconds: ENOUGH_SECONDS,
    enough:
      task === 'copy'
        ? l10n.t('Time enough: copy it now.')
        : l10n.t('Time enough: paste it and confirm now.'),
    wait: l10n.t('Wait for the next code: this one is about to end.'),
    ...(task !== 'copy' && { expired: l10n.t('The code you copied has ended: copy the new one.') }),
    spoken: l10n.t('New code: {0}'),
    ...(task === 'confirm' &&
      findings.isRejected && {
        troubleshooting: troubleshooting({ hasKey, account, findings, ...model }),
      }),
  };
}
