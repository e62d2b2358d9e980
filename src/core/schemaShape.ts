import type { Shape } from './jsonRead';

/** The same shape of a list with more fields of its accounts, which may have any value. */
export function withFields(list: Shape, names: readonly string[]): Shape {
  const accounts = list.kind === 'object' ? list.properties.get('accounts') : undefined;
  if (list.kind !== 'object' || accounts?.kind !== 'array' || accounts.element.kind !== 'object') return list;
  const more = names.map(name => [name, { kind: 'literal' }] as const);
  const element = { ...accounts.element, properties: new Map([...more, ...accounts.element.properties]) };
  return {
    ...list,
    properties: new Map<string, Shape>([...list.properties, ['accounts', { ...accounts, element }]]),
  };
}

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
