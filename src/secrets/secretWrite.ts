import type { Action, Route } from '../core/activity';

/** What this window wrote of a login. */
export interface SecretWrite {
  /** In lower case. */
  readonly login: string;
  readonly route: Route;
  /** Undefined if codes are made with the same key as before. */
  readonly action: Action | undefined;
}

/** Whether codes are made with another key from then on, or with none. */
export function changesKey({ action }: Pick<SecretWrite, 'action'>): boolean {
  return action !== undefined && !isOfDetails({ action });
}

/** Whether answers or the password were written, and no key. */
export function isOfDetails({ action }: Pick<SecretWrite, 'action'>): boolean {
  return action === 'answersStored' || action === 'passwordStored' || action === 'passwordRemoved';
}
