/** Longest text from a file that is shown in one place. */
const MAXIMUM_LENGTH = 200;
/** How much of it is looked at, for what is shown may stand behind what is not. */
const MAXIMUM_READ = 10 * MAXIMUM_LENGTH;

/**
 * Text from a file as it may be shown in labels and messages: one line, of bounded length, without control
 * characters or text direction overrides, and never an icon (`$(name)`) or a link (`[text](command:…)`).
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
  // The cut may go through the two halves of one character.
  return `${line.slice(0, MAXIMUM_LENGTH).replace(/\p{Cs}$/u, '')}…`;
}

/** The same for Markdown that is not trusted: every character that could be syntax is escaped. */
export function sanitizeMarkdown(text: string): string {
  return sanitizeLabel(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@/]/g, '\\$&');
}
