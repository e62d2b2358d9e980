/** A text as it stands between the back-ticks, without the first line break and the indentation of its first line. */
export function dedent(parts: TemplateStringsArray, ...values: string[]): string {
  const text = String.raw({ raw: parts.raw }, ...values).replace(/^\n/, '');
  const indent = /^ */.exec(text)?.[0] ?? '';
  return text
    .split('\n')
    .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n');
}
