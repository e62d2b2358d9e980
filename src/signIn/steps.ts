/** What a sign-in can have on the clipboard. */
export type Step = 'login' | 'password' | 'code';

/** What is copied after a step. */
export function nextOf(step: Exclude<Step, 'code'>, hasPassword: boolean): 'password' | 'code' {
  return step === 'login' && hasPassword ? 'password' : 'code';
}

/** What is copied again by going back from a step. */
export function previousOf(step: Step, hasPassword: boolean): 'login' | 'password' {
  return step === 'code' && hasPassword ? 'password' : 'login';
}

/** Milliseconds without a press after which a sign-in is over. */
const LONGEST_PAUSE = 5 * 60_000;

/** How often it is checked whether a sign-in is over, in milliseconds. */
export const HEARTBEAT = 15_000;

/** A heartbeat this much late, in milliseconds, means that the computer was asleep. */
const LONGEST_DELAY = 30_000;

/**
 * Whether a sign-in is over because nobody was there. All in milliseconds.
 *
 * @param pressedAt when the person was there last
 * @param seenAt the last heartbeat
 */
export function isAbandoned(
  { pressedAt, seenAt }: { readonly pressedAt: number; readonly seenAt: number },
  now: number,
): boolean {
  return now - pressedAt >= LONGEST_PAUSE || now - seenAt >= HEARTBEAT + LONGEST_DELAY;
}
