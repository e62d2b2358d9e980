import { areRegular, keyInText } from './keyInText';
import { hasLink } from './linksInText';
import { parseSecret } from './secret';
import { bytesOfBase32, GROUPING, SecretError } from './secretUri';

/** A setup key, or an `otpauth://` link, that was pasted into a search box. */
export interface PastedKey {
  /** `undefined` if it can't be separated from the text before it. */
  readonly text: string | undefined;
  /** The login in a link. */
  readonly login: string | undefined;
}

/**
 * Detects a setup key that was pasted into a search box for accounts.
 *
 * @param before the earlier text of the box
 * @param after its text now
 * @param finds whether a text finds an account, so that it is a search
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
  // A key that was pasted over a selection may begin with the same letters.
  const text = isAppended && looksLikeKey(after, after) ? undefined : added;
  return { text, login: text === undefined ? undefined : loginIn(text) };
}

/**
 * Whether a text can only be a setup key, or a part of one, or a link with one.
 *
 * @param key what may be the key in it
 */
function looksLikeKey(text: string, key = keyInText(text.trim()).text): boolean {
  if (hasLink(text) || /otpauth(?:-migration)?:/i.test(text)) return true;
  if (!isBase32(key)) return false;
  const groups = key.split(GROUPING).filter(group => group !== '');
  return groups.length === 1 || groups.some(mixesLettersAndDigits) || areRegular(groups);
}

/** Whether a text is long enough for a key. The end of a longer one may be missing. */
function isBase32(text: string): boolean {
  try {
    bytesOfBase32(text);
    return true;
  } catch (error) {
    return error instanceof SecretError && error.problem.kind === 'incomplete';
  }
}

function mixesLettersAndDigits(group: string): boolean {
  return /[a-z]/i.test(group) && /\d/.test(group);
}

function loginIn(text: string): string | undefined {
  try {
    // Any login in a link differs from an empty one.
    parseSecret(text, '');
  } catch (error) {
    if (error instanceof SecretError && error.problem.kind === 'otherLogin') return error.problem.login;
  }
  return undefined;
}
