import { type ImportedKey, importedKey, type KeyLabel, type KeyPlace, keyFromUri } from '../importedKey';
import { linksIn } from '../linksInText';
import { parseSecret } from '../secret';
import { SecretError } from '../secretUri';

/**
 * The key of an entry whose app keeps it as text: a link, or a setup key alone.
 *
 * @param place where the app has put the entry away, if it has
 */
export function entryKey(text: string, label: KeyLabel, place?: KeyPlace): ImportedKey {
  return { ...keyFromText(text, label), ...(place && { place }) };
}

function keyFromText(text: string, label: KeyLabel): ImportedKey {
  const [link = text.trim()] = linksIn(text);
  if (!/^[a-z][a-z0-9+-]*:\/\//i.test(link)) return importedKey(label, () => parseSecret(text).secret);
  const key = keyFromUri(link);
  if (key.problem?.kind === 'badUri') return key;
  const named = importedKey(label, () => parseSecret(link).secret);
  return {
    ...key,
    // The name of an entry is free text, but a link that has an email address has the login.
    account: key.account.includes('@') ? key.account : named.account || key.account,
    issuer: key.issuer || named.issuer,
  };
}

/** The key of an entry whose app keeps each parameter in a field. */
export function keyFromFields(
  type: string,
  secret: string,
  label: KeyLabel,
  parameters: Readonly<Record<'algorithm' | 'digits' | 'period', unknown>>,
): ImportedKey {
  const kind = type.toLowerCase();
  // As a link, so that parameters have the same limits wherever they come from.
  const query = new URLSearchParams({ secret });
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null)
      query.set(name, typeof value === 'object' ? '?' : String(value));
  }
  return importedKey(label, () => {
    if (!/^[a-z]+$/.test(kind)) throw new SecretError({ kind: 'badUri' });
    return parseSecret(`otpauth://${kind}/x?${query}`).secret;
  });
}

/** Whether a password manager has an entry for Xero's pages. */
export function isXeroUri(uri: string): boolean {
  return /\bxero\.com\b/i.test(uri);
}
