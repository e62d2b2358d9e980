import { type ImportedKey, importedKey, type KeyLabel, keyFromUri } from '../importedKey';
import { parseSecret, SecretError } from '../secret';

/** The key of an entry whose app keeps it as text: a link, or a setup key alone. */
export function keyFromText(text: string, label: KeyLabel): ImportedKey {
  if (!/^\s*[a-z][a-z0-9+-]*:\/\//i.test(text)) return importedKey(label, () => parseSecret(text).secret);
  const key = keyFromUri(text.trim());
  const { account, issuer } = key;
  return {
    ...key,
    // The name of an entry is free text, but a link that has an email address has the login.
    account: account.includes('@') ? account : label.account || account,
    issuer: issuer || label.issuer,
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
    if (value !== undefined && value !== null) query.set(name, String(value));
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
