/** A JSON object with unknown fields. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object, or an empty one in place of anything else. */
export function objectIn(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The elements of an array as objects; none in place of anything else. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(objectIn) : [];
}

/** A string, or an empty one in place of anything else. */
export function stringIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
