import { UsageError } from './errors';
import type { Environment } from './identity';

const TRUST_VARIABLE = 'XERO_MFA_TRUST';
const WORDS = 8;

/**
 * The eight words of the member whose word counts, with one space between them; `undefined` if nobody's does.
 *
 * @param given by a person, before the environment
 * @throws UsageError also for an empty text: a secret of CI that isn't set must not turn the check off
 */
export function trustWords(given: string | undefined, environment: Environment): string | undefined {
  const text = given ?? environment[TRUST_VARIABLE];
  if (text === undefined) return undefined;
  // VS Code shows each word with its number.
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length === WORDS) return words.join(' ');
  const where = given === undefined ? TRUST_VARIABLE : '--trust';
  throw new UsageError(
    `${where}: It has ${words.length} words instead of ${WORDS}. Copy the member's words from the Team view.`,
  );
}
