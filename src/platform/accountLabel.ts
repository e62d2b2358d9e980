import type { Account } from '../core/account';
import { sanitizeLabel } from './sanitize';

/** An account in a question about its secrets. Always with its login, because a list can rename accounts. */
export function accountLabel({ name, login }: Pick<Account, 'name' | 'login'>): string {
  return name === login ? sanitizeLabel(login) : `${sanitizeLabel(name)} (${sanitizeLabel(login)})`;
}
