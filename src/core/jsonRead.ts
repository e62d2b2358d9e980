import { type ParseError, visit } from 'jsonc-parser';

/** What is kept of a JSON text: of an object the properties with these names, of an array its elements. */
export type Shape =
  | { readonly kind: 'object'; readonly properties: ReadonlyMap<string, Shape> }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'literal' };

/** Comments and a comma behind the last child are allowed, as in VS Code's own settings. */
export const JSONC = { allowTrailingComma: true, allowEmptyContent: false } as const;

/** What a JSON text holds, as far as it can be read. */
export interface ReadJson {
  readonly value: unknown;
  /** The first mistakes in the syntax, in UTF-16 offsets. */
  readonly errors: readonly ParseError[];
}

/**
 * Reads JSON with comments, past any mistakes. Time and memory are in proportion to the text, whatever is in it:
 * containers that have no place in the shape may come back empty, and only so many errors are kept.
 *
 * @throws RangeError if a text that is not plain JSON is nested too deeply
 */
export function readJson(text: string, shape: Shape, maximumErrors: number): ReadJson {
  try {
    // Most lists are plain JSON, which the engine itself reads several times as fast.
    return { value: JSON.parse(text), errors: [] };
  } catch {
    return readTolerantly(text, shape, maximumErrors);
  }
}

/** A container that is being read; it is made with the first value in it. */
interface Open {
  readonly shape: Shape;
  array?: unknown[];
  object?: Record<string, unknown>;
  key: string;
}

/** A text may hold millions of empty containers: they are all these two. */
const EMPTY = { array: Object.freeze([]), object: Object.freeze({}) } as const;

function readTolerantly(text: string, shape: Shape, maximumErrors: number): ReadJson {
  const errors: ParseError[] = [];
  const root: Open = { shape: { kind: 'array', element: shape }, key: '' };
  const outer: Open[] = [];
  let current = root;
  /** How many containers deep the text is in one that is not kept. */
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
        if (errors.length < maximumErrors) errors.push({ error, offset, length });
      },
    },
    JSONC,
  );
  return { value: root.array?.[0], errors };
}
