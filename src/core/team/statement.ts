/** A field of what is signed: a text, a whole number, or a list of fields. */
export type Field = string | number | readonly Field[];

/** What a signature is for. A signature for one purpose never counts for another. */
export type Purpose = 'person' | 'roster' | 'key' | 'answers' | 'rotation';

/**
 * The bytes that are signed: the UTF-8 of one JSON array of the purpose, the store's id and every field in order. JSON keeps
 * fields apart, so that no text in one can look like the end of it.
 *
 * @throws for a number that isn't a whole one, and for text with half of a surrogate pair, which has no UTF-8
 */
export function statementBytes(purpose: Purpose, id: string, fields: readonly Field[]): Uint8Array {
  requireUnambiguous(fields);
  return new TextEncoder().encode(JSON.stringify([`xero-mfa ${purpose}`, id, ...fields]));
}

function requireUnambiguous(field: Field): void {
  if (typeof field === 'number') {
    if (!Number.isSafeInteger(field)) throw new RangeError('Only whole numbers are signed.');
  } else if (typeof field === 'string') {
    if (/\p{Surrogate}/u.test(field)) throw new RangeError('Half of a surrogate pair is not signed.');
  } else for (const each of field) requireUnambiguous(each);
}
