import type { GuideModel } from '../model';
import type { Action } from './buttons';

/**
 * What to check next after Xero rejected a code: the likeliest cause that is not ruled out; `undefined` once there is nothing
 * left to check, or a cause was mended.
 */
export function nextCheck({
  findings,
  hasKey,
}: Pick<GuideModel, 'findings' | 'hasKey'>): Action | 'compareKey' | undefined {
  const { isRejected, isMended, canCorrect, isClockChecked, otherLogin, comparison } = findings;
  if (!hasKey || !isRejected || isMended) return undefined;
  if (canCorrect) return 'correctCodes';
  if (!isClockChecked) return 'checkClock';
  if (otherLogin === undefined) return 'findOtherLogin';
  if (findings.hasSameKey || findings.isOtherKey) return 'goToKey';
  return comparison === undefined ? 'compareKey' : undefined;
}

/** What to do next where Xero takes a code: copy one, say that it worked, or see why it was rejected. */
export function nextWithCode(model: GuideModel): Action | undefined {
  if (model.hasFreshCode) return 'codeAccepted';
  return nextCheck(model) === undefined ? 'copyCode' : undefined;
}

/** Whether there may be a code whose rejection the person has not reported yet. */
export function canBeRejected({ findings }: GuideModel): boolean {
  return !findings.isRejected || findings.hasCopiedSince === true;
}
