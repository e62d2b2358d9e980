import type { Shape } from './jsonRead';

/** The parts of a valibot schema that describe containers. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
}

/** The parts of a JSON text to keep for a check with a schema. */
export function shapeOf({ entries, item, wrapped }: Schema): Shape {
  if (wrapped) return shapeOf(wrapped);
  if (item) return { kind: 'array', element: shapeOf(item) };
  if (!entries) return { kind: 'literal' };
  const properties = Object.entries(entries).map(([name, schema]) => [name, shapeOf(schema)] as const);
  return { kind: 'object', properties: new Map(properties) };
}
