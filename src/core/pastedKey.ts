import { GROUPING, parseSecret, SecretError } from './secret';

/** A setup key, or an `otpauth://` link, that somebody pasted where names are typed. */
export interface PastedKey {
  /** Undefined where it cannot be told from what stood before it. */
  readonly text: string | undefined;
  /** The login that a link names. */
  readonly login: string | undefined;
}

/**
 * Tells a setup key that was pasted into a box from what is typed there to find an account.
 *
 * @param before what the box held
 * @param after what it holds now
 * @param finds whether a text finds an account: it is no key then
 */
export function pastedKey(
  before: string,
  after: string,
  finds: (text: string) => boolean,
): PastedKey | undefined {
  if (before.startsWith(after)) return undefined;
  const isAppended = before !== '' && after.startsWith(before);
  const added = isAppended ? after.slice(before.length) : after;
  if (!looksLikeKey(added) || finds(after) || finds(added)) return undefined;
  // Pasted over what was selected, a key may begin with the same letters.
  const text = isAppended && looksLikeKey(after) ? undefined : added;
  return { text, login: text === undefined ? undefined : loginIn(text) };
}

/** Whether a text is one that only a setup key, whole or in part, or a link with one looks like. */
function looksLikeKey(text: string): boolean {
  if (/otpauth(?:-migration)?:/i.test(text)) return true;
  if (!isBase32(text)) return false;
  const groups = text.split(GROUPING).filter(group => group !== '');
  return groups.length === 1 || groups.some(mixesLettersAndDigits) || areRegular(groups);
}

/** Of at least as many characters as a key must have; some of a longer one may be missing. */
function isBase32(text: string): boolean {
  try {
    parseSecret(text);
    return true;
  } catch (error) {
    return error instanceof SecretError && error.problem.kind === 'incomplete';
  }
}

function mixesLettersAndDigits(group: string): boolean {
  return /[a-z]/i.test(group) && /\d/.test(group);
}

/** Names have words of several lengths, or begin with a capital letter. */
function areRegular(groups: readonly string[]): boolean {
  const text = groups.join('');
  const [{ length } = ''] = groups;
  const isOfOneCase = text === text.toLowerCase() || text === text.toUpperCase();
  return (
    isOfOneCase &&
    groups.slice(1, -1).every(group => group.length === length) &&
    (groups.at(-1) ?? '').length <= length
  );
}

function loginIn(text: string): string | undefined {
  try {
    // Every login that a link names is another one than none.
    parseSecret(text, '');
  } catch (error) {
    if (error instanceof SecretError && error.problem.kind === 'otherLogin') return error.problem.login;
  }
  return undefined;
}
