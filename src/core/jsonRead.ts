import { type ParseError, visit } from 'jsonc-parser';

/** The parts of a JSON text to keep: an object's properties with these names, an array's elements. */
export type Shape =
  | { readonly kind: 'object'; readonly properties: ReadonlyMap<string, Shape> }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'literal' };

/** Comments and trailing commas are allowed, as in VS Code's own settings. */
export const JSONC = { allowTrailingComma: true, allowEmptyContent: false } as const;

/** What could be read of a JSON text. */
export interface ReadJson {
  readonly value: unknown;
  /** The first syntax error, in UTF-16 offsets. Later ones may only follow from it. */
  readonly error?: ParseError;
}

/**
 * Reads JSON with comments and recovers from syntax errors. Time and memory are linear for any text: containers that are
 * not in the shape may come back empty.
 *
 * @throws RangeError if a text that is not plain JSON is nested too deeply for the parser
 */
export function readJson(text: string, shape: Shape): ReadJson {
  try {
    // Most lists are plain JSON, and the engine's parser is several times as fast.
    return { value: JSON.parse(text) };
  } catch {
    return readTolerantly(text, shape);
  }
}

/** A container that is being read. Its array or object is created with the first value. */
interface Open {
  readonly shape: Shape;
  array?: unknown[];
  object?: Record<string, unknown>;
  key: string;
}

/** Shared by all empty containers: a text may have millions. */
const EMPTY = { array: Object.freeze([]), object: Object.freeze({}) } as const;

function readTolerantly(text: string, shape: Shape): ReadJson {
  let first: ParseError | undefined;
  const root: Open = { shape: { kind: 'array', element: shape }, key: '' };
  const outer: Open[] = [];
  let current = root;
  /** The nesting depth inside a container that is not kept. */
  let skipped = 0;

  const wanted = (): Shape | undefined => {
    if (current.shape.kind === 'array') return current.shape.element;
    return current.shape.kind === 'object' ? current.shape.properties.get(current.key) : undefined;
  };
  const add = (value: unknown): void => {
    if (skipped > 0) return;
    if (current.shape.kind === 'array') {
      current.array ??= [];
      current.array.push(value);
    } else if (wanted()) {
      current.object ??= {};
      current.object[current.key] = value;
    }
  };
  const begin = (kind: 'array' | 'object'): void => {
    const next = skipped > 0 ? undefined : wanted();
    if (next?.kind === kind) {
      outer.push(current);
      current = { shape: next, key: '' };
    } else {
      add(EMPTY[kind]);
      skipped++;
    }
  };
  const end = (kind: 'array' | 'object'): void => {
    if (skipped > 0) {
      skipped--;
      return;
    }
    const value = current[kind] ?? EMPTY[kind];
    current = outer.pop() ?? root;
    add(value);
  };
  visit(
    text,
    {
      onObjectBegin: () => begin('object'),
      onObjectProperty: name => {
        if (skipped === 0) current.key = name;
      },
      onObjectEnd: () => end('object'),
      onArrayBegin: () => begin('array'),
      onArrayEnd: () => end('array'),
      onLiteralValue: add,
      onError: (error, offset, length) => {
        first ??= { error, offset, length };
      },
    },
    JSONC,
  );
  return { value: root.array?.[0], ...(first && { error: first }) };
}
