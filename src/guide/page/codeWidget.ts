import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel } from '../model';
import type { CodeWidgetView } from '../protocol';
import { isLocked } from './lockedText';
import { nextCheck } from './nextCheck';
import { troubleshooting } from './troubleshooting';

/** How many seconds a person needs to paste a code and confirm it. */
export const ENOUGH_SECONDS = 8;

/**
 * The current code with its countdown; `undefined` without a key.
 *
 * @param task what the person does with the code in this step
 */
export function codeWidget(
  model: GuideModel,
  task: 'copy' | 'paste' | 'confirm',
): CodeWidgetView | undefined {
  const { hasKey, account, findings, progress } = model;
  if (!hasKey) return undefined;
  const locked = isLocked(progress) ? l10n.t('Wait until Xero unlocks the login.') : undefined;
  return {
    kind: 'code',
    label: l10n.t('Code for {0}', sanitizeLabel(account.login)),
    expiresIn: l10n.t('Expires in {0} s'),
    next: l10n.t('Next code'),
    enoughSeconds: ENOUGH_SECONDS,
    enough: locked ?? enoughText(model, task),
    wait: locked ?? l10n.t('Wait for the next code. This one is about to expire.'),
    ...(task !== 'copy' &&
      !findings.isRejected &&
      locked === undefined && { expired: l10n.t('The code you copied has expired. Copy the new one.') }),
    spoken: l10n.t('New code: {0}'),
    ...(task === 'confirm' && findings.isRejected && { troubleshooting: troubleshooting(model) }),
  };
}

/** What to do with a code that is good for long enough. */
function enoughText(model: GuideModel, task: 'copy' | 'paste' | 'confirm'): string {
  if (task !== 'copy' && model.hasFreshCode) return l10n.t('Paste it and confirm now. You have time.');
  return task === 'confirm' && nextCheck(model) !== undefined
    ? l10n.t('Find the cause below before you try another code.')
    : l10n.t('Copy it now. You have time to paste it.');
}
