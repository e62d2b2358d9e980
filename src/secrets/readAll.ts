import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import type { TotpSecret } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretState } from './keyStates';

/** The secrets of all logins, as far as they could be read. */
export interface AllSecrets {
  /** By login in lower case. */
  readonly secrets: ReadonlyMap<string, TotpSecret>;
  /** Whether every login was tried. */
  readonly isComplete: boolean;
  /** Why a secret is missing. */
  readonly failure?: unknown;
}

/** Where {@link readAll} reads. */
export interface ReadableSecrets {
  /** The logins, in lower case, that have a secret or may have one. */
  readonly readable: ReadonlySet<string>;
  get(login: string): Promise<TotpSecret | undefined>;
  stateOf(login: string): SecretState;
}

/**
 * Reads the secrets of all logins, one after another. VS Code deletes a value that it can't decrypt, for example while the
 * keyring is locked. So the first lost one stops the reading: each further read might lose another. Values that are there
 * but can't be understood are skipped.
 *
 * @param lostAdvice says why the key of a login is lost, and the ways back to it
 */
export async function readAll(
  store: ReadableSecrets,
  lostAdvice: (login: string) => Promise<string>,
): Promise<AllSecrets> {
  const secrets = new Map<string, TotpSecret>();
  let failure: unknown;
  for (const login of store.readable) {
    try {
      const secret = await store.get(login);
      if (secret) secrets.set(login, secret);
      else if (store.stateOf(login) === 'lost')
        return { secrets, isComplete: false, failure: lostError(login, await lostAdvice(login)) };
    } catch (error) {
      const isThere = error instanceof UserError && store.stateOf(login) === 'ready';
      if (!isThere) return { secrets, isComplete: false, failure: error };
      failure ??= error;
    }
  }
  return { secrets, isComplete: true, failure };
}

function lostError(login: string, advice: string): UserError {
  return new UserError(
    l10n.t(
      'VS Code no longer has the setup key for {0}. {1} The other keys weren’t read, so that VS Code doesn’t lose them, too.',
      sanitizeLabel(login),
      advice,
    ),
  );
}
