import { visit } from 'jsonc-parser';
import { JSONC } from './jsonRead';

/** The names and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** UTF-16 offset into a text and length, as editors count. */
export interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/** A value that is looked for, or one on the way to it. */
interface Spot {
  readonly children: Map<string | number, Spot>;
  offset: number;
  length: number;
  /** Tells the occurrences of a doubled key apart: what was found in an earlier one does not count. */
  occurrence: number;
  /** The {@link occurrence} of the parent that this was found in. */
  parentOccurrence: number;
}

/** Where the text is now: in a container that is looked for, or in one that is not. */
interface Level {
  readonly spot: Spot | undefined;
  key: string | number;
}

/**
 * Where values stand in JSON with comments; of a doubled key the last counts, as it does in the parsed value. The
 * text is read once, however many are looked for.
 *
 * @returns a function from one of the paths to the place of its value, or of the nearest parent where there is none
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
    // The parser is recursive, and this text is nested too deeply for it.
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
      // `false` makes the parser skip what is inside; it still reports the end.
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

/** The parser counts one character too many at the end of a text that breaks off. */
export function within(text: string, { offset, length }: TextSpan): TextSpan {
  const start = Math.min(offset, text.length);
  return { offset: start, length: Math.min(length, text.length - start) };
}

function newSpot(): Spot {
  return { children: new Map(), offset: 0, length: 0, occurrence: 0, parentOccurrence: -1 };
}
