import * as v from 'valibot';

/** A value as the JSON files of a store have it. */
export function toJsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Reads a JSON text that is exactly what `format` writes, except for line ends, which git may change. So there is one text
 * for one value: no field twice, none unknown, no number in another spelling.
 */
export function parseCanonical<const Schema extends v.GenericSchema<unknown, object>>(
  schema: Schema,
  text: string,
  format: (value: v.InferOutput<Schema>) => string,
): v.InferOutput<Schema> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = v.safeParse(schema, parsed);
  if (!result.success || format(result.output) !== text.replaceAll('\r\n', '\n')) return undefined;
  return result.output;
}
