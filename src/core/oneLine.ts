const LINE_BREAK = '⏎';

/** Text as a box of one line can show it, which would drop the line breaks. */
export function toOneLine(text: string): string {
  return text.replace(/\r\n?|\n/g, LINE_BREAK);
}

/**
 * What was meant by the text of such a box: `before` as it was where nobody changed it, else trimmed, with the line
 * breaks that {@link toOneLine} made visible.
 */
export function fromOneLine(shown: string, before: string): string {
  if (shown === toOneLine(before)) return before;
  return (hasLineBreak(before) ? shown.replaceAll(LINE_BREAK, '\n') : shown).trim();
}

export function hasLineBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}
