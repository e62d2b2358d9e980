/** A position in a text, as editors count. Both start at 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Finds the positions of UTF-16 offsets in logarithmic time. Lines are indexed on first use, in four bytes each, because a
 * text may have millions.
 */
export function positionsIn(text: string): (offset: number) => TextPosition {
  let starts: Uint32Array | undefined;
  return offset => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
}

function lineStarts(text: string): Uint32Array {
  let count = 1;
  for (let offset = 0; offset < text.length; offset++) if (endsLine(text, offset)) count++;
  const starts = new Uint32Array(count);
  let line = 0;
  for (let offset = 0; offset < text.length; offset++)
    if (endsLine(text, offset)) starts[++line] = offset + 1;
  return starts;
}

/** Whether a line ends after this character. CR LF is one line break. */
function endsLine(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED);
}
