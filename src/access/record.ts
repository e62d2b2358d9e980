import { loginKey } from '../core/account';
import type { Action, RecordActivity, Route } from '../core/activity';

/** What can happen to the codes of a login besides copying them. */
export type AccessAction = Extract<Action, 'typed' | 'given' | 'refused' | 'consented' | 'revoked'>;

/** The way by which a code leaves the extension. */
export type AccessRoute = Extract<Route, 'terminal' | 'task' | 'api' | 'tool'>;

/**
 * Records what happened, never the code.
 *
 * @param caller the id of the extension that claims to have asked
 */
export type RecordAccess = (action: AccessAction, login: string, route: AccessRoute, caller?: string) => void;

/** Records in the log of activity. */
export function accessRecorder(record: RecordActivity): RecordAccess {
  return (action, login, route, caller) =>
    record({ action, login: loginKey(login), route, ...(caller !== undefined && { detail: caller }) });
}
