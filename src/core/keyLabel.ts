import { isEmail } from './account';
import { trimmedOf } from './visibleText';

/** Around a login, as mail programs, spreadsheets and chats write it. */
const DECORATION = /[\s"'“”„‘’‚«»‹›`<>()[\]{}/\\,;.]/u;
/** What only a key's text has: a text that was cut at the wrong place may hold another login's key. */
const KEY_TEXT = /otpauth|\bsecret\s*(?:=|%3d)|\bdata\s*=/i;
/** Base32 that nobody would write as a name, if it has a digit or is long. */
const KEY_LETTERS = /[A-Z2-7]{16,}|[a-z2-7]{16,}/g;
const OUTSIDE_ADDRESS = /[^a-z0-9._+@-]/i;
const MAXIMUM = 2000;

/**
 * Reads what a source calls a key: its account and issuer. The account is what follows the last colon where that is an
 * email address; otherwise what follows the first one (Key URI Format), without the issuer if that is repeated.
 *
 * @param label the label of a link, or the name of an entry
 * @param issuer the issuer that stands apart from the label; may be empty
 * @param splits whether the label may begin with the issuer, even if another one is given
 */
export function readLabel(
  label: string,
  issuer = '',
  splits = true,
): { readonly account: string; readonly issuer: string } {
  const text = withoutKeys(visible(label));
  const given = bare(withoutKeys(visible(issuer)));
  const parts = text.split(/[:：]/u).map(part => part.trim());
  const last = parts.at(-1) ?? '';
  const named = parts.length > 1 && !/^mailto$/i.test(parts[0] ?? '') ? (parts[0] ?? '') : '';
  const email = emailIn(last) ?? emailIn(text) ?? emailBeside(given || named, text) ?? emailBefore(last);
  if (email !== undefined) return { account: email, issuer: given || bare(named) };
  if (parts.length === 1 || !(splits || given === '' || isSame(named, given)))
    return { account: bare(text), issuer: given };
  const repeated = [named, given].map(each => each.toLowerCase()).filter(Boolean);
  const from = parts.findIndex((part, index) => index > 0 && !repeated.includes(part.toLowerCase()));
  return { account: bare(parts.slice(from < 0 ? -1 : from).join(':')), issuer: given || bare(named) };
}

/** The email address that a text is, as an address book or a mail link writes it. */
export function emailIn(text: string): string | undefined {
  const [, inner] = /<([^<>]*)>[^<>]*$/.exec(text) ?? /\(([^()]*)\)$/.exec(text) ?? [];
  for (const each of [text, inner ?? '']) {
    const address = trimmedOf(trimmedOf(each, DECORATION).replace(/^(?:mailto:|\++)/i, ''), DECORATION);
    if (isEmail(address)) return address;
  }
  return undefined;
}

/** The email address in a text that has nothing else but the issuer: `Xero – qa@acme.test`. */
function emailBeside(issuer: string, text: string): string | undefined {
  const emails = text.split(' ').flatMap(word => emailIn(word) ?? []);
  const [email = '', ...others] = emails;
  if (email === '' || others.length > 0) return undefined;
  const rest = trimmedOf(text.replace(email, ' '), /[\p{P}\s]/u);
  return rest === '' || isSame(rest, issuer) || /^xero$/i.test(rest) ? email : undefined;
}

/** The email address that a remark in brackets follows: `qa@acme.test (payroll)`. */
function emailBefore(text: string): string | undefined {
  const [, before = ''] = /^([^\s()]+) \([^()]*\)$/.exec(text) ?? [];
  return emailIn(before);
}

/** Without quotes around it, and without the colon or slash that ended it in a link. */
function bare(text: string): string {
  return trimmedOf(text, /[\s"'“”„‘’«»`:/]/u);
}

/** A text on one line, without what can't be seen. */
function visible(text: string): string {
  return text
    .slice(0, MAXIMUM)
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .trim();
}

/** The text up to where a key may begin. */
function withoutKeys(text: string): string {
  const named = text.search(KEY_TEXT);
  const random = [...text.matchAll(KEY_LETTERS)].find(({ 0: run, index }) => {
    const isLong = run.length >= 26;
    return /\d/.test(run) ? isLong || !isEmail(wordAt(text, index)) : isLong && !isEmail(wordAt(text, index));
  });
  const end = Math.min(...[named, random?.index ?? -1].map(at => (at < 0 ? text.length : at)));
  return end === text.length ? text : trimmedOf(text.slice(0, end), /[\s?&,;:=]/u);
}

/** The word at a position, as far as it may be an email address. */
function wordAt(text: string, at: number): string {
  const before = text.slice(0, at).split(OUTSIDE_ADDRESS).at(-1) ?? '';
  return before + (text.slice(at).split(OUTSIDE_ADDRESS, 1)[0] ?? '');
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
