import { visit } from 'jsonc-parser';
import { JSONC } from './jsonRead';

/** The names and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** A part of a text, in UTF-16 units as editors count. */
export interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/** A wanted value, or one of its parents. */
interface Spot {
  readonly children: Map<string | number, Spot>;
  offset: number;
  length: number;
  /** Numbers the values of a repeated key, so that those in an earlier one can be ignored. */
  occurrence: number;
  /** The {@link occurrence} of the parent it was found in. */
  parentOccurrence: number;
}

/** A container that the parser is in; without a spot, nothing in it is wanted. */
interface Level {
  readonly spot: Spot | undefined;
  key: string | number;
}

/**
 * Finds values in JSON with comments. The last of a repeated key counts, as it does in the parsed value. The text is read
 * once for all paths.
 *
 * @returns a function from one of the paths to the span of its value, or of the nearest parent that exists
 */
export function spansIn(text: string, paths: readonly JsonPath[]): (path: JsonPath) => TextSpan {
  const top = newSpot();
  for (const path of paths) {
    let spot = top;
    for (const key of [0, ...path]) {
      const child = spot.children.get(key) ?? newSpot();
      spot.children.set(key, child);
      spot = child;
    }
  }
  try {
    fill(top, text);
  } catch {
    // Nested too deeply for the parser, which is recursive.
  }
  return path => spanOf([0, ...path], top, text);
}

function fill(top: Spot, text: string): void {
  const levels: Level[] = [{ spot: top, key: 0 }];
  let occurrences = 0;

  const found = (offset: number, length: number): Spot | undefined => {
    const level = levels.at(-1);
    const spot = level?.spot?.children.get(level.key);
    if (typeof level?.key === 'number') level.key++;
    if (spot && level?.spot) {
      spot.offset = offset;
      spot.length = length;
      spot.occurrence = ++occurrences;
      spot.parentOccurrence = level.spot.occurrence;
    }
    return spot;
  };
  const begin =
    (firstKey: string | number) =>
    (offset: number, length: number): boolean => {
      const spot = found(offset, length);
      levels.push({ spot, key: firstKey });
      // `false` makes the parser skip the content; it still reports the end.
      return spot !== undefined;
    };
  const end = (offset: number, length: number): void => {
    const spot = levels.pop()?.spot;
    if (spot) spot.length = offset + length - spot.offset;
  };
  visit(
    text,
    {
      onObjectBegin: begin(''),
      onObjectProperty: name => {
        const level = levels.at(-1);
        if (level) level.key = name;
      },
      onObjectEnd: end,
      onArrayBegin: begin(0),
      onArrayEnd: end,
      onLiteralValue: (_value, offset, length) => {
        found(offset, length);
      },
    },
    JSONC,
  );
}

function spanOf(path: JsonPath, top: Spot, text: string): TextSpan {
  let spot = top;
  for (const key of path) {
    const child = spot.children.get(key);
    if (!child || child.parentOccurrence !== spot.occurrence) break;
    spot = child;
  }
  return spot === top ? { offset: 0, length: text.length } : within(text, spot);
}

/** Clips a span: at the end of a truncated text the parser counts one character too many. */
export function within(text: string, { offset, length }: TextSpan): TextSpan {
  const start = Math.min(offset, text.length);
  return { offset: start, length: Math.min(length, text.length - start) };
}

function newSpot(): Spot {
  return { children: new Map(), offset: 0, length: 0, occurrence: 0, parentOccurrence: -1 };
}
