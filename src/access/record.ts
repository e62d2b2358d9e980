import { loginKey } from '../core/account';
import type { Action, RecordActivity, Route } from '../core/activity';

/** What can happen to the codes of a login besides copying them. */
export type AccessAction = Extract<Action, 'typed' | 'given' | 'refused' | 'consented' | 'revoked'>;

/** The way on which a code leaves the extension. */
export type AccessRoute = Extract<Route, 'terminal' | 'task' | 'api' | 'tool'>;

/**
 * Takes down what happened. It gets no code.
 *
 * @param caller the id of the extension that says it asked
 */
export type RecordAccess = (action: AccessAction, login: string, route: AccessRoute, caller?: string) => void;

/** Puts what happens to codes into the log of activity. */
export function accessRecorder(record: RecordActivity): RecordAccess {
  return (action, login, route, caller) =>
    record({ action, login: loginKey(login), route, ...(caller !== undefined && { detail: caller }) });
}
