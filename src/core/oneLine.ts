const LINE_BREAK = '⏎';

/** Makes line breaks visible, because an input box would drop them. */
export function toOneLine(text: string): string {
  return text.replace(/\r\n?|\n/g, LINE_BREAK);
}

/**
 * The reverse of {@link toOneLine}: `before` if the box was not changed, otherwise the trimmed text with its line breaks.
 */
export function fromOneLine(shown: string, before: string): string {
  if (shown === toOneLine(before)) return before;
  return (hasLineBreak(before) ? shown.replaceAll(LINE_BREAK, '\n') : shown).trim();
}

export function hasLineBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}
