import type { CommandArguments } from '../contributions/commands';
import { clearableFields } from '../core/accountSchema';
import { UserError } from '../core/errors';
import { parseList } from '../core/list';
import type { AccountChanges } from '../core/listEdit';
import { listProblemText } from './listProblemText';

const FIELDS = Object.keys(clearableFields) as (keyof typeof clearableFields)[];

/** The changes that a call asks for; a field that is `null` is cleared. */
export function changesIn(given: CommandArguments<'editAccount'>): AccountChanges {
  return Object.fromEntries(
    FIELDS.filter(field => field in given).map(field => [field, given[field] ?? undefined]),
  );
}

/**
 * Checks changes by the same rules as lists.
 *
 * @throws {@link UserError} with the first problem
 */
export function requireValid(login: string, changes: AccountChanges): void {
  const { problems } = parseList(JSON.stringify({ version: 1, accounts: [{ login, ...changes }] }));
  if (problems[0]) throw new UserError(listProblemText(problems[0]));
}
