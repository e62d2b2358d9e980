/** Longest text from a file that is shown in one place. */
const MAXIMUM_LENGTH = 200;

/**
 * Text from a file as it may be shown in labels and messages: one line, of bounded length, without control
 * characters or text direction overrides, and never an icon (`$(name)`) or a link (`[text](command:…)`).
 */
export function inert(text: string): string {
  const line = text
    .slice(0, MAXIMUM_LENGTH + 1)
    .replace(/\s+/gu, ' ')
    .replace(/\p{C}/gu, '')
    // A zero-width space keeps the characters readable and breaks the syntax.
    .replaceAll('$(', '$\u200B(')
    .replaceAll('](', ']\u200B(');
  return line.length > MAXIMUM_LENGTH ? `${line.slice(0, MAXIMUM_LENGTH)}…` : line;
}

/** The same for Markdown that is not trusted: every character that could be syntax is escaped. */
export function inertMarkdown(text: string): string {
  return inert(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@/]/g, '\\$&');
}
