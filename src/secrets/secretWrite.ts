import type { Action, Route } from '../core/activity';

/** What this window wrote of a login. */
export interface SecretWrite {
  /** In lower case. */
  readonly login: string;
  readonly route: Route;
  /** Undefined if codes are made with the same key as before. */
  readonly action: Action | undefined;
}
