import type { Node } from 'jsonc-parser';

/**
 * Edits to JSON with comments that change one child and nothing else: other comments, the order, the indentation and the
 * line endings stay. (`modify` of jsonc-parser would move the comment after a value to its new neighbour.) Each returns
 * the whole new text. A node may come from an earlier text if nothing before the node's end has changed since.
 */

/** The line ending and one level of indentation that a text uses. */
export interface Layout {
  readonly eol: '\n' | '\r\n' | '\r';
  readonly indent: string;
}

/** White space up to the end of the line, and the line break. */
const REST_OF_LINE = /^[ \t]*(\r\n?|\n)/;

/** The layout of a text; LF and two spaces if the text shows none. */
export function layoutOf(text: string): Layout {
  const eol = (/\r\n?|\n/.exec(text)?.[0] ?? '\n') as Layout['eol'];
  const indent = /^(\t| +)(?=["{}[\]])/m.exec(text)?.[1] ?? '  ';
  return { eol, indent };
}

/** The value of a key or the element at an index. The last of a repeated key counts, as it does in the parsed value. */
export function valueIn(node: Node | undefined, key: string | number): Node | undefined {
  if (typeof key === 'number') return node?.type === 'array' ? node.children?.[key] : undefined;
  return propertyIn(node, key)?.children?.[1];
}

/** The property of a key: the last one if the key is repeated. */
export function propertyIn(node: Node | undefined, key: string): Node | undefined {
  return node?.type === 'object'
    ? node.children?.findLast(({ children }) => children?.[0]?.value === key)
    : undefined;
}

/** Replaces the value at `node`. */
export function replaceValue(text: string, node: Node, value: unknown): string {
  const rendered = breaksLine(text.trim())
    ? render(value, layoutOf(text), lineIndent(text, node.offset))
    : renderInline(value, hasSpaces(text));
  return text.slice(0, node.offset) + rendered + text.slice(endOf(node));
}

/** Adds properties after the last one of an object. */
export function addProperties(text: string, object: Node, values: object): string {
  const properties = Object.entries(values).map(
    ([name, value]) => [`${JSON.stringify(name)}: `, value] as const,
  );
  return addChildren(text, object, properties);
}

/** Adds elements after the last one of an array. */
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
  const layout = layoutOf(text);
  const { eol, indent: unit } = layout;
  const last = container.children?.at(-1);
  const close = endOf(container) - 1;
  const outer = lineIndent(text, container.offset);
  const inner = text.slice(container.offset + 1, close);
  const inline = (): string => {
    const isSpaced = hasSpaces(text);
    return added.map(([label, value]) => label + renderInline(value, isSpaced)).join(', ');
  };
  const lines = (indent: string): string =>
    added.map(([label, value]) => `${eol}${indent}${label}${render(value, layout, indent)}`).join(',');

  if (!last) {
    if (!breaksLine(text.trim())) return text.slice(0, close) + inline() + text.slice(close);
    // A comment in an empty container stays before the first child.
    return `${text.slice(0, container.offset + 1)}${inner.trimEnd()}${lines(outer + unit)}${eol}${outer}${text.slice(close)}`;
  }

  const lastEnd = endOf(last);
  const comma = commaIn(text.slice(lastEnd, close));
  const lineEnd = endOfComments(text, lastEnd + (comma === undefined ? 0 : comma + 1));
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

/** What to do with a child: remove it, or edit its text. */
export type ChildEdit = 'remove' | ((text: string) => string);

/**
 * Edits the children of a container from the last to the first, so that the offsets of earlier ones stay valid and the
 * text is parsed once.
 *
 * @param add adds children after the last one; runs first
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
      // Thousands may go: each gap is edited by itself, and the text is joined once.
      const behind = children[index + 1]?.offset ?? end - 1;
      let gap = edited.slice(endOf(childAt(children, index)), behind + 1);
      let later = '';
      for (;;) {
        const before = edited.slice(endBefore(container, index) - 1, childAt(children, index).offset);
        [gap, later] = removeChild(before, gap, later, isLast);
        if (index === 0 || editOf(childAt(children, index - 1)) !== 'remove') break;
        index--;
      }
      const rest = gap + later;
      edited =
        edited.slice(0, endBefore(container, index)) +
        (isLast && index === 0 ? rest.replace(/^\s+(?=[\]}])/, '') : rest) +
        edited.slice(behind + 1);
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

/** Where the previous child ends, or where the container begins. */
function endBefore(container: Node, index: number): number {
  const previous = container.children?.[index - 1];
  return previous ? endOf(previous) : container.offset + 1;
}

/**
 * Removes a property or an element, with its comma and the comment after it on the same line.
 *
 * @param before the text before the child, from the last character that is not white space
 * @param gap the text after the child, up to the next one or the end of the container
 * @param later the text after that. It may be long and in many pieces, so read as little of it as possible
 * @param isLast whether no child is left after it
 * @returns the gaps before and after the child
 */
function removeChild(
  before: string,
  gap: string,
  later: string,
  isLast: boolean,
): [before: string, later: string] {
  const comma = commaIn(gap);
  const untilComma = gap.slice(0, comma ?? 0);
  const rest = comma === undefined ? gap : gap.slice(comma + 1);
  let left = before.slice(1);
  let kept: string | undefined;
  if (breaksLine(untilComma)) {
    // The comma is on a later line, and comments before it may be about something else.
    kept = untilComma + rest + later;
  } else {
    if (startsLine(before, before.length)) kept = afterLine(rest, later);
    if (kept !== undefined || isLast || endsLine(rest, later)) {
      left = left.slice(0, left.length - blanksBefore(left, left.length));
      kept ??= rest + later;
    }
  }
  kept ??= withoutBlanks(rest, later);
  // The last child had no comma, so the one that is last now can't have one either.
  const previousComma = isLast && comma === undefined ? commaIn(left) : undefined;
  if (previousComma !== undefined) left = left.slice(0, previousComma) + left.slice(previousComma + 1);
  return [left, kept];
}

/** What follows the first line of a text, if that has only comments. */
function afterLine(text: string, later: string): string | undefined {
  const end = endOfComments(text, 0);
  const lineEnd = lengthOf(REST_OF_LINE, text.slice(end));
  if (lineEnd > 0) return text.slice(end + lineEnd) + later;
  return later === '' || !isBlank(text.slice(end)) ? undefined : afterLine(text + later, '');
}

function endsLine(text: string, later: string): boolean {
  return REST_OF_LINE.test(isBlank(text) ? text + later : text);
}

function withoutBlanks(text: string, later: string): string {
  const blanks = /^[ \t]+/;
  return isBlank(text) ? later.replace(blanks, '') : text.replace(blanks, '') + later;
}

function isBlank(text: string): boolean {
  return !/[^ \t]/.test(text);
}

/** The offset of the comma in the text between two children. */
function commaIn(gap: string): number | undefined {
  const token = /\s+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|,/y;
  for (let match = token.exec(gap); match; match = token.exec(gap)) {
    if (match[0] === ',') return match.index;
  }
  return undefined;
}

/** Where the comments end that follow an offset on its line. */
function endOfComments(text: string, from: number): number {
  const comment = /[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/y;
  let end = from;
  comment.lastIndex = from;
  while (comment.test(text)) end = comment.lastIndex;
  return end;
}

function render(value: unknown, { eol, indent: unit }: Layout, indent: string): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}

/** As JSON on one line. */
function renderInline(value: unknown, isSpaced: boolean): string {
  return isSpaced ? JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ') : JSON.stringify(value);
}

/** Whether a text has spaces after colons. */
function hasSpaces(text: string): boolean {
  return /":\s/.test(text);
}

/** The white space at the start of the line that holds `offset`. */
function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

function startsLine(text: string, offset: number): boolean {
  const start = offset - blanksBefore(text, offset);
  return start === 0 || breaksLine(text.charAt(start - 1));
}

/** How many spaces and tabs precede `offset`. A regular expression would take quadratic time. */
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
