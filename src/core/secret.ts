import { loginKey } from './account';
import { keyInText } from './keyInText';
import { type OtpauthUri, parseOtpauthUri, usableValues } from './otpauthUri';
import { bytesOfBase32, SecretError, secretFrom } from './secretUri';
import { TotpSecret } from './totp';
import { trimInvisible } from './visibleText';

/** The minimum of RFC 4226 §4 R6. Some services issue shorter keys, so this only warns. */
export const ADVISED_BITS = 128;
const MAXIMUM_TEXT = 4096;

/** What was read from a pasted text. */
export interface ParsedSecret {
  readonly secret: TotpSecret;
  /** The issuer in an `otpauth://` URI. */
  readonly issuer?: string;
  /** The account in an `otpauth://` URI, usually a login. */
  readonly account?: string;
}

/**
 * Reads what people paste: a setup key in any case, spacing or grouping, or an `otpauth://totp` URI, also with words before
 * it and marks around it.
 *
 * @param text the pasted text
 * @param login the login it is for; a URI with another login is rejected
 * @throws {@link SecretError}
 */
export function parseSecret(text: string, login?: string): ParsedSecret {
  if (text.trim() === '') throw new SecretError({ kind: 'empty' });
  if (text.trim().length > MAXIMUM_TEXT) throw new SecretError({ kind: 'tooLong' });
  const key = keyInText(trimInvisible(text.trim()));
  const uri = parseOtpauthUri(key.text);
  if (uri) return secretInUri(uri, login);
  return { secret: new TotpSecret(bytesOfBase32(key.isAll ? text : key.text)) };
}

/**
 * Strict in what codes are made from. A type that is not given is time-based. An optional part counts as absent if it is
 * empty or `null`. If it is given twice, both must say the same.
 */
function secretInUri(uri: OtpauthUri, login: string | undefined): ParsedSecret {
  const { scheme, type, label, account, issuer, valuesOf } = uri;
  if (scheme === 'otpauth-migration') throw new SecretError({ kind: 'migration' });
  if (scheme === 'steam') throw new SecretError({ kind: 'steam' });
  if (scheme !== 'otpauth') throw new SecretError({ kind: 'badUri' });
  const isSteam = (text: string): boolean => text.toLowerCase() === 'steam';
  if ([type, issuer, ...valuesOf('issuer'), ...valuesOf('encoder')].some(isSteam))
    throw new SecretError({ kind: 'steam' });
  if (type === 'hotp') throw new SecretError({ kind: 'hotp' });
  if (type !== 'totp' && type !== '') throw new SecretError({ kind: 'badUri' });
  const secret = secretFrom(name => (name === 'secret' ? secretValue(uri) : optionalValue(uri, name)));
  // A label may be a name that the person chose. Only an email address is a login.
  if (login !== undefined && account.includes('@')) {
    const [, whole = label] = /^[^:]*:(.*)$/s.exec(label) ?? [];
    if (![account, whole].some(each => loginKey(each) === loginKey(login)))
      throw new SecretError({ kind: 'otherLogin', login: account });
  }
  return { secret, ...(issuer && { issuer }), ...(account && { account }) };
}

function secretValue({ valuesOf }: OtpauthUri): string | undefined {
  const [secret, ...others] = valuesOf('secret');
  if (others.length > 0) throw new SecretError({ kind: 'badUri' });
  return secret && withoutFragment(secret);
}

/** @throws {@link SecretError} if it has several values: codes of a wrong one would be rejected without a reason */
function optionalValue(
  { valuesOf }: OtpauthUri,
  name: 'algorithm' | 'digits' | 'period',
): string | undefined {
  const values = new Set(usableValues(valuesOf(name).map(withoutFragment)).map(withoutPrefix));
  if (values.size > 1) throw new SecretError({ kind: 'badParameter', name });
  return [...values][0];
}

/** Some apps write the name of a constant: `Algorithm.sha1`. */
function withoutPrefix(value: string): string {
  return value
    .toUpperCase()
    .replace(/^(?:HASH)?ALGORITHM[._]/, '')
    .replace(/^(SHA)[_ ]/, '$1');
}

function withoutFragment(value: string): string {
  return value.split('#', 1)[0] ?? '';
}
