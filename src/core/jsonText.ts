import type { Node } from 'jsonc-parser';

/**
 * Edits to JSON with comments that touch nothing but the child they are about: comments outside it, the order,
 * the indentation and the line endings stay. (`modify` of jsonc-parser hands the comment behind a value to its
 * new neighbour.) Each returns the whole new text. A node may be of a tree of an earlier text, as long as nothing
 * before its end has changed since.
 */

/** The line ending and one level of indentation that a text uses. */
export interface Layout {
  readonly eol: '\n' | '\r\n' | '\r';
  readonly indent: string;
}

/** White space up to the end of the line, and its end. */
const REST_OF_LINE = /^[ \t]*(\r\n?|\n)/;

/** The layout of a text; LF and two spaces if the text shows none. */
export function layoutOf(text: string): Layout {
  const eol = (/\r\n?|\n/.exec(text)?.[0] ?? '\n') as Layout['eol'];
  const indent = /^(\t| +)(?=["{}[\]])/m.exec(text)?.[1] ?? '  ';
  return { eol, indent };
}

/** The value of a key or the element of an index. Of doubled keys the last counts, as it does in the parsed value. */
export function valueIn(node: Node | undefined, key: string | number): Node | undefined {
  if (typeof key === 'number') return node?.type === 'array' ? node.children?.[key] : undefined;
  return propertyIn(node, key)?.children?.[1];
}

/** The property of a key, of doubled ones the last. */
export function propertyIn(node: Node | undefined, key: string): Node | undefined {
  return node?.type === 'object'
    ? node.children?.findLast(({ children }) => children?.[0]?.value === key)
    : undefined;
}

/** Replaces the value at `node`. */
export function replaceValue(text: string, node: Node, value: unknown): string {
  const rendered = breaksLine(text.trim())
    ? render(text, value, lineIndent(text, node.offset))
    : renderInline(text, value);
  return text.slice(0, node.offset) + rendered + text.slice(endOf(node));
}

/** Adds properties behind the last one of an object. */
export function addProperties(text: string, object: Node, values: object): string {
  const properties = Object.entries(values).map(
    ([name, value]) => [`${JSON.stringify(name)}: `, value] as const,
  );
  return addChildren(text, object, properties);
}

/** Adds elements behind the last one of an array. */
export function addElements(text: string, array: Node, values: readonly unknown[]): string {
  return addChildren(
    text,
    array,
    values.map(value => ['', value] as const),
  );
}

function addChildren(
  text: string,
  container: Node,
  added: readonly (readonly [label: string, value: unknown])[],
): string {
  if (added.length === 0) return text;
  const { eol, indent: unit } = layoutOf(text);
  const last = container.children?.at(-1);
  const close = endOf(container) - 1;
  const outer = lineIndent(text, container.offset);
  const inner = text.slice(container.offset + 1, close);
  const inline = (): string => added.map(([label, value]) => label + renderInline(text, value)).join(', ');
  const lines = (indent: string): string =>
    added.map(([label, value]) => `${eol}${indent}${label}${render(text, value, indent)}`).join(',');

  if (!last) {
    if (!breaksLine(text.trim())) return text.slice(0, close) + inline() + text.slice(close);
    // A comment in an empty container stays, in front of the first child.
    return `${text.slice(0, container.offset + 1)}${inner.trimEnd()}${lines(outer + unit)}${eol}${outer}${text.slice(close)}`;
  }

  const lastEnd = endOf(last);
  const { comma, lineEnd } = tailOf(text, lastEnd);
  const separated = comma === undefined ? `,${text.slice(lastEnd, lineEnd)}` : text.slice(lastEnd, lineEnd);
  const trailingComma = comma === undefined ? '' : ',';
  const head = text.slice(0, lastEnd) + separated;
  const rest = text.slice(lineEnd);
  if (!breaksLine(inner)) return `${head} ${inline()}${trailingComma}${rest}`;

  const indent = startsLine(text, last.offset) ? lineIndent(text, last.offset) : outer + unit;
  const children = lines(indent) + trailingComma;
  return REST_OF_LINE.test(rest)
    ? head + children + rest
    : `${head}${children}${eol}${outer}${rest.trimStart()}`;
}

/** What becomes of a child: it is taken away, or its text is edited. */
export type ChildEdit = 'remove' | ((text: string) => string);

/**
 * Edits the children of a container. It goes from the last to the first, so that the places of those before hold
 * while the text behind them changes, and the tree has to be made once.
 *
 * @param add adds children behind the last one; it comes first
 */
export function editChildren(
  text: string,
  container: Node,
  editOf: (child: Node) => ChildEdit | undefined,
  add: (text: string) => string = unchanged => unchanged,
): string {
  let edited = add(text);
  const children = container.children ?? [];
  const end = edited.length - (text.length - endOf(container));
  let isLast = edited === text;
  for (let index = children.length - 1; index >= 0; index--) {
    const edit = editOf(childAt(children, index));
    if (edit === 'remove') {
      // Many may go: only the text between those that stay is looked at, and put together anew once.
      const behind = children[index + 1]?.offset ?? end - 1;
      let first = index;
      while (first > 0 && editOf(childAt(children, first - 1)) === 'remove') first--;
      let rest = edited.slice(endOf(childAt(children, index)), behind + 1);
      for (; index >= first; index--) rest = removeChild(edited, container, index, rest, isLast);
      index = first;
      edited = edited.slice(0, endBefore(container, first)) + rest + edited.slice(behind + 1);
    } else {
      if (edit) edited = edit(edited);
      isLast = false;
    }
  }
  return edited;
}

function childAt(children: readonly Node[], index: number): Node {
  const child = children[index];
  if (!child) throw new RangeError(`no child ${index}`);
  return child;
}

/** Where the child before ends, or where the container begins. */
function endBefore(container: Node, index: number): number {
  const previous = container.children?.[index - 1];
  return previous ? endOf(previous) : container.offset + 1;
}

/**
 * Removes a property or an element, with its comma and the comment behind it on its own line.
 *
 * @param rest the text behind the child, up to the next one or the end of the container
 * @param isLast whether no child is left behind it
 * @returns the text behind the child before
 */
function removeChild(whole: string, container: Node, index: number, rest: string, isLast: boolean): string {
  const { offset, length } = childAt(container.children ?? [], index);
  // With the character before, which is no white space.
  const start = endBefore(container, index) - 1;
  const text = whole.slice(start, offset + length) + rest;
  const end = offset + length - start;
  const { comma, lineEnd } = tailOf(text, end);

  const untilComma = text.slice(end, comma ?? end);
  let from = offset - start;
  let to = comma === undefined ? end : comma + 1;
  let kept = '';
  if (breaksLine(untilComma)) {
    // The comma leads a later line, and comments that are not about the child may stand before it.
    kept = untilComma;
  } else if (startsLine(text, from) && REST_OF_LINE.test(text.slice(lineEnd))) {
    from -= blanksBefore(text, from);
    to = lineEnd + lengthOf(REST_OF_LINE, text.slice(lineEnd));
  } else if (isLast || REST_OF_LINE.test(text.slice(to))) {
    from -= blanksBefore(text, from);
  } else {
    to += lengthOf(/^[ \t]*/, text.slice(to));
  }
  const shortened = text.slice(1, from) + kept + text.slice(to);
  if (!isLast) return shortened;
  if (index === 0) return shortened.replace(/^\s+(?=[\]}])/, '');
  // The last child had no comma behind it, so the one that is last now must have none either.
  const previousComma = comma === undefined ? tailOf(text, 1).comma : undefined;
  return previousComma === undefined
    ? shortened
    : shortened.slice(0, previousComma - 1) + shortened.slice(previousComma);
}

/** The comma behind a child, and where the comments that start on the child's last line end. */
function tailOf(text: string, from: number): { comma: number | undefined; lineEnd: number } {
  const token = /(?<space>\s+)|(?<comment>\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)|,/y;
  token.lastIndex = from;
  let comma: number | undefined;
  let lineEnd = from;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match.groups?.['space']) continue;
    if (match.groups?.['comment']) {
      if (!breaksLine(text.slice(lineEnd, match.index))) lineEnd = token.lastIndex;
    } else if (comma === undefined) {
      comma = match.index;
      lineEnd = token.lastIndex;
    } else break;
  }
  return { comma, lineEnd };
}

function render(text: string, value: unknown, indent: string): string {
  const { eol, indent: unit } = layoutOf(text);
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}

/** On one line, with spaces where the text has them. */
function renderInline(text: string, value: unknown): string {
  return /":\s/.test(text) ? JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ') : JSON.stringify(value);
}

/** The white space at the start of the line that holds `offset`. */
function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

function startsLine(text: string, offset: number): boolean {
  const start = offset - blanksBefore(text, offset);
  return start === 0 || breaksLine(text.charAt(start - 1));
}

/** How many spaces and tabs stand before `offset`. A regular expression would begin to look at each of them. */
function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return offset - start;
}

function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function breaksLine(text: string): boolean {
  return /[\r\n]/.test(text);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
