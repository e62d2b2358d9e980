import { loginKey } from '../core/account';
import type { Action } from '../core/activity';
import type { LogContent } from './activityLog';

/** What says nothing of whether somebody needs a login: it happens to all of them, or was denied. */
const IS_NO_USE: ReadonlySet<Action> = new Set(['exported', 'sent', 'refused', 'revoked', 'removed']);

/** See `Activity.usedSince`. */
export function usedSince({ lines, problems }: LogContent, instant: number): ReadonlySet<string> | undefined {
  const oldest = lines.at(-1);
  if (problems.length > 0 || oldest === undefined || oldest.at > instant) return undefined;
  return new Set(
    lines
      .filter(({ at, action }) => at >= instant && !IS_NO_USE.has(action))
      .map(({ login }) => loginKey(login)),
  );
}
