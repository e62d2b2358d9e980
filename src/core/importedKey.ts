import { isEmail } from './account';
import { readLabel } from './keyLabel';
import { parseOtpauthUri } from './otpauthUri';
import { parseSecret } from './secret';
import { SecretError, type SecretProblem } from './secretUri';
import type { TotpSecret } from './totp';

/** A key in a picture or in another app's export, or why it can't be used. */
export type ImportedKey = KeyLabel &
  (
    | { readonly secret: TotpSecret; readonly problem?: never }
    | { readonly problem: SecretProblem; readonly secret?: never }
  ) & {
    /** Where its app has put it away. Absent for a key in use. */
    readonly place?: KeyPlace;
  };

/** Keys that were deleted or archived are found as well, because they may be what somebody looks for. */
export type KeyPlace = 'bin' | 'archive';

/** What a key is for, according to its source. Both may be any text, or empty. */
export interface KeyLabel {
  /** What the source calls the account, which is usually the login. */
  readonly account: string;
  readonly issuer: string;
}

/** Maximum length of a label in UTF-16 units. The rest is cut off. */
const MAXIMUM_LABEL = 300;
/** Longer than any key's URI, and slow to parse. */
const MAXIMUM_URI = 10_000;

/**
 * @param label as the source has it: {@link readLabel} cleans it
 * @param make returns the secret or throws {@link SecretError}
 */
export function importedKey({ account, issuer }: KeyLabel, make: () => TotpSecret): ImportedKey {
  return labelled(readLabel(account, issuer, false), make);
}

/** Reads an `otpauth://` URI. */
export function keyFromUri(uri: string): ImportedKey {
  const { scheme, account = '', issuer = '' } = (uri.length <= MAXIMUM_URI && parseOtpauthUri(uri)) || {};
  // Of others it isn't known what they hold where: `steam://` is followed by a key.
  if (scheme !== 'otpauth') return labelled({ account: '', issuer: '' }, () => parseSecret(uri).secret);
  const key = labelled({ account, issuer }, () => parseSecret(uri).secret);
  // A text that can't be read may be anything, and hold anything.
  return key.problem?.kind === 'badUri' || key.problem?.kind === 'badParameter'
    ? { ...key, account: isEmail(account) ? account : '', issuer: '' }
    : key;
}

function labelled({ account, issuer }: KeyLabel, make: () => TotpSecret): ImportedKey {
  const label = { account: account.slice(0, MAXIMUM_LABEL), issuer: issuer.slice(0, MAXIMUM_LABEL) };
  try {
    return { ...label, secret: make() };
  } catch (error) {
    if (error instanceof SecretError) return { ...label, problem: error.problem };
    throw error;
  }
}

/** Whether a key may be for Xero: its issuer says so or is missing. */
export function mayBeXero({ issuer }: KeyLabel): boolean {
  return issuer === '' || /(?<!\p{L})xero(?!\p{L})/iu.test(issuer);
}
