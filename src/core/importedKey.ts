import { parseSecret, SecretError, type SecretProblem } from './secret';
import type { TotpSecret } from './totp';

/** A key as a picture or the export of another app holds it: one that can be used, or why it can't. */
export type ImportedKey = KeyLabel &
  (
    | { readonly secret: TotpSecret; readonly problem?: never }
    | { readonly problem: SecretProblem; readonly secret?: never }
  );

/** What a key is for, as its source says. Anything may stand in it; both may be empty. */
export interface KeyLabel {
  /** What the source calls the account, which is usually the login. */
  readonly account: string;
  readonly issuer: string;
}

/** Longest label that is kept, in UTF-16 units. */
const MAXIMUM_LABEL = 300;

/** @param make gives the secret, or throws {@link SecretError} */
export function importedKey({ account, issuer }: KeyLabel, make: () => TotpSecret): ImportedKey {
  const label = { account: trimmed(account), issuer: trimmed(issuer) };
  try {
    return { ...label, secret: make() };
  } catch (error) {
    if (error instanceof SecretError) return { ...label, problem: error.problem };
    throw error;
  }
}

/**
 * Reads an `otpauth://` URI of a picture or a list.
 *
 * @param otherwise what to call the key where the URI does not say
 */
export function keyFromUri(uri: string, otherwise: Partial<KeyLabel> = {}): ImportedKey {
  const label = { ...labelOf(uri), ...withoutEmpty(otherwise) };
  return importedKey(label, () => parseSecret(uri).secret);
}

/** The label of a URI, also where the rest of it cannot be used. */
function labelOf(uri: string): KeyLabel {
  const none = { account: '', issuer: '' };
  // A URI this long is no key's, and costs time to take apart.
  if (uri.length > 10_000 || !URL.canParse(uri)) return none;
  const { pathname, searchParams } = new URL(uri);
  let label: string;
  try {
    label = decodeURIComponent(pathname.replace(/^\/+/, ''));
  } catch {
    return none;
  }
  const { account, issuer } = splitLabel(label);
  return { account, issuer: searchParams.get('issuer') ?? issuer };
}

/** Takes `issuer:account` apart (Key URI Format). */
export function splitLabel(label: string): KeyLabel {
  const colon = label.indexOf(':');
  return colon < 0
    ? { account: label, issuer: '' }
    : { account: label.slice(colon + 1), issuer: label.slice(0, colon) };
}

/** Whether a key may be for Xero: its issuer says so, or says nothing. */
export function mayBeXero({ issuer }: KeyLabel): boolean {
  return issuer === '' || /(?<!\p{L})xero(?!\p{L})/iu.test(issuer);
}

function withoutEmpty(label: Partial<KeyLabel>): Partial<KeyLabel> {
  return Object.fromEntries(Object.entries(label).filter(([, value]) => value));
}

function trimmed(text: string): string {
  return text.trim().slice(0, MAXIMUM_LABEL);
}
