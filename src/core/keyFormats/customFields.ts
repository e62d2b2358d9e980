import { hasLink, linksIn } from '../linksInText';
import { parseSecret } from '../secret';
import { SecretError } from '../secretUri';
import { columnRole } from '../tableHeader';

/** A field that a person added to an entry of a password manager. */
export interface CustomField {
  readonly name: string;
  readonly value: string;
}

/** The keys of an entry, each once: those that it has in fields, or else the links in its notes, which stay unread otherwise. */
export function keysOrLinks(keys: readonly string[], notes: string): ReadonlySet<string> {
  const found = keys.filter(Boolean);
  return new Set(found.length > 0 ? found : linksIn(notes));
}

/** The values of fields that hold keys, by their name or because they are links. The others may be anything private. */
export function keysInFields(fields: readonly CustomField[]): readonly string[] {
  return fields.flatMap(({ name, value }) => (value !== '' && isKey(name, value) ? value : []));
}

function isKey(name: string, value: string): boolean {
  if (hasLink(value)) return true;
  const role = columnRole(name);
  if (role === 'oneTimePassword') return value.length >= 8;
  return role === 'setupKey' && canBeRead(value);
}

function canBeRead(value: string): boolean {
  try {
    parseSecret(value);
    return true;
  } catch (error) {
    if (error instanceof SecretError) return false;
    throw error;
  }
}
