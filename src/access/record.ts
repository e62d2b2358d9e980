/** What can happen to the codes of a login besides copying them. */
export type AccessAction = 'typed' | 'given' | 'refused' | 'allowed' | 'revoked';

/** The way on which a code leaves the extension. */
export type AccessRoute = 'terminal' | 'task' | 'api' | 'tool';

/**
 * Takes down what happened. It gets no code.
 *
 * @param caller the id of the extension that says it asked
 */
export type RecordAccess = (action: AccessAction, login: string, route: AccessRoute, caller?: string) => void;
