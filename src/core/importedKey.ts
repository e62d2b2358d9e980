import { parseSecret, SecretError, type SecretProblem } from './secret';
import type { TotpSecret } from './totp';

/** A key in a picture or in another app's export, or why it can't be used. */
export type ImportedKey = KeyLabel &
  (
    | { readonly secret: TotpSecret; readonly problem?: never }
    | { readonly problem: SecretProblem; readonly secret?: never }
  );

/** What a key is for, according to its source. Both may be any text, or empty. */
export interface KeyLabel {
  /** What the source calls the account, which is usually the login. */
  readonly account: string;
  readonly issuer: string;
}

/** Maximum length of a label in UTF-16 units. The rest is cut off. */
const MAXIMUM_LABEL = 300;

/** @param make returns the secret or throws {@link SecretError} */
export function importedKey({ account, issuer }: KeyLabel, make: () => TotpSecret): ImportedKey {
  const label = { account: trimmed(account), issuer: trimmed(issuer) };
  try {
    return { ...label, secret: make() };
  } catch (error) {
    if (error instanceof SecretError) return { ...label, problem: error.problem };
    throw error;
  }
}

/** Reads an `otpauth://` URI. */
export function keyFromUri(uri: string): ImportedKey {
  return importedKey(labelOf(uri), () => parseSecret(uri).secret);
}

/** The label of a URI, even if the rest of it can't be used. */
function labelOf(uri: string): KeyLabel {
  const none = { account: '', issuer: '' };
  // Longer than any key's URI, and slow to parse.
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

/** Splits a label of the form `issuer:account` (Key URI Format). */
export function splitLabel(label: string): KeyLabel {
  const colon = label.indexOf(':');
  return colon < 0
    ? { account: label, issuer: '' }
    : { account: label.slice(colon + 1), issuer: label.slice(0, colon) };
}

/** Whether a key may be for Xero: its issuer says so or is missing. */
export function mayBeXero({ issuer }: KeyLabel): boolean {
  return issuer === '' || /(?<!\p{L})xero(?!\p{L})/iu.test(issuer);
}

function trimmed(text: string): string {
  return text.trim().slice(0, MAXIMUM_LABEL);
}
