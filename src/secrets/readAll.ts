import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import type { TotpSecret } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from './store';

/** What came of reading all secrets. */
export interface AllSecrets {
  /** What was read, by login in lower case. */
  readonly secrets: ReadonlyMap<string, TotpSecret>;
  /** Whether all logins were tried. */
  readonly isComplete: boolean;
  /** Why a secret is missing. */
  readonly failure?: unknown;
}

/**
 * Reads the secrets of all logins, one after another. VS Code deletes a value that it cannot decrypt, as while the
 * keyring is locked, so the first one that is lost ends it: each further read might lose another. A value that is
 * there and cannot be understood is passed over.
 *
 * @param lostAdvice why the key of a login is lost, and the ways back to it
 */
export async function readAll(
  store: Pick<SecretStore, 'readable' | 'get' | 'stateOf'>,
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
      'VS Code no longer has the setup key of {0}. {1} The other keys were not read, so that VS Code does not lose them too.',
      sanitizeLabel(login),
      advice,
    ),
  );
}
