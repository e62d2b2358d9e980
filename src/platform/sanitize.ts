/** The longest text from a file that is shown in one place, in UTF-16 units. */
const MAXIMUM_LENGTH = 200;
/** How much of a text is read: invisible characters may come before visible ones. */
const MAXIMUM_READ = 10 * MAXIMUM_LENGTH;

/**
 * Makes text from a file safe for labels and messages: one line of bounded length, without control characters, text
 * direction overrides, icons (`$(name)`) or links (`[text](command:…)`).
 */
export function sanitizeLabel(text: string): string {
  const line = text
    .slice(0, MAXIMUM_READ)
    .replace(/\s+/gu, ' ')
    .replace(/\p{C}/gu, '')
    // A zero-width space keeps the characters readable and breaks the syntax.
    .replaceAll('$(', '$\u200B(')
    .replaceAll('](', ']\u200B(');
  if (line.length <= MAXIMUM_LENGTH && text.length <= MAXIMUM_READ) return line;
  // The cut may split a surrogate pair.
  return `${line.slice(0, MAXIMUM_LENGTH).replace(/\p{Cs}$/u, '')}…`;
}

/** The same for Markdown: also escapes every character that could be syntax. */
export function sanitizeMarkdown(text: string): string {
  return sanitizeLabel(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@/]/g, '\\$&');
}
