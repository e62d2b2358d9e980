import type { Shape } from './jsonRead';

/** What of a valibot schema says which containers a value has. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
}

/** What has to be kept of a JSON text that is then checked with this schema. */
export function shapeOf({ entries, item, wrapped }: Schema): Shape {
  if (wrapped) return shapeOf(wrapped);
  if (item) return { kind: 'array', element: shapeOf(item) };
  if (!entries) return { kind: 'literal' };
  const properties = Object.entries(entries).map(([name, schema]) => [name, shapeOf(schema)] as const);
  return { kind: 'object', properties: new Map(properties) };
}
