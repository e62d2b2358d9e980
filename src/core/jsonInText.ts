import { visit } from 'jsonc-parser';

/** The JSON in a text that has something around it. */
export interface JsonInText {
  readonly values: readonly unknown[];
  /** Parts between brackets that are not JSON, or are not closed, in UTF-16 offsets. */
  readonly broken: readonly { readonly start: number; readonly end: number }[];
}

/** Where JSON may begin: a bracket may also stand around the time of a line, and a brace in code. */
const START = /\{\s*["}]|\[\s*["{[\]\d-]/g;
/** More than anybody pastes one after another. */
const MAXIMUM_PARTS = 2000;

/**
 * Reads a text that is JSON, or has JSON in it: a status line and headers may come first, and other JSON may follow. Time
 * and memory are linear.
 */
export function jsonInText(text: string): JsonInText {
  const whole = parsed(text);
  if (whole !== undefined) return { values: [whole], broken: [] };
  const values: unknown[] = [];
  const broken: { start: number; end: number }[] = [];
  const isFull = (): boolean => values.length + broken.length >= MAXIMUM_PARTS;
  START.lastIndex = 0;
  for (let found = START.exec(text); found && !isFull(); found = START.exec(text)) {
    const start = found.index;
    // Nothing behind a bracket that isn't closed can be told from what is in it.
    const end = endOfJson(text, start) ?? text.length;
    const value = parsed(text.slice(start, end));
    if (value === undefined) broken.push({ start, end });
    else values.push(value);
    START.lastIndex = end;
  }
  return { values, broken };
}

/** The line on which broken JSON has its first error, from 1. @param start where it begins */
export function lineOfError(text: string, start: number): number {
  let first: number | undefined;
  const onError = (_: unknown, offset: number): void => {
    first ??= offset;
  };
  try {
    visit(text.slice(start), { onError }, { disallowComments: true });
  } catch {
    // Nested too deeply for the parser, which is recursive.
    first = 0;
  }
  const offset = start + (first ?? text.length);
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The offset behind the bracket that closes the one at `start`, if there is one. */
function endOfJson(text: string, start: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return index + 1;
  }
  return undefined;
}
