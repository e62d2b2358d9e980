import { giveCode } from './giveCode';
// What consumers' compilers read has the endings that Node.js wants.
import type { Code, CodeOptions } from './options.js';
import { thisHost } from './thisHost';

export * from './errors.js';
export type { Code, CodeOptions } from './options.js';

/**
 * A current code of a login of your team's store.
 *
 * @param login the email address that the login has in Xero
 * @throws XeroMfaError, and the reason of the signal
 */
export async function codeFor(login: string, options: CodeOptions = {}): Promise<Code> {
  return giveCode(login, options, thisHost());
}
