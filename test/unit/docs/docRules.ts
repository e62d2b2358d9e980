import { posix } from 'node:path';

/** Rules of Markdown files that a machine can check. Each returns what is wrong, one line a fault. */

/** A Markdown file: its path in the project, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const FENCED = /^( *)```[\s\S]*?^\1```/gm;

/** A text without its examples of code. */
function prose({ text }: Page): string {
  return text.replace(FENCED, '');
}

/** The anchors of a page's headings, as GitHub and VS Code make them. */
export function anchorsOf(page: Page): string[] {
  return Array.from(prose(page).matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

interface Link {
  readonly page: Page;
  readonly target: string;
}

/** Where a page's links and pictures lead. */
export function linksOf(page: Page): Link[] {
  const patterns = [/\]\(([^)\s]+)\)/g, /<(?:img|a)\b[^>]*?\b(?:src|href)="([^"]+)"/g];
  return patterns.flatMap(pattern =>
    Array.from(prose(page).matchAll(pattern), ([, target = '']) => ({ page, target })),
  );
}

function isElsewhere(target: string): boolean {
  return /^\w+:/.test(target);
}

/** The file that a link leads to. */
function fileOf({ page, target }: Link): string {
  const [path = ''] = target.split('#');
  return path === '' ? page.path : posix.join(posix.dirname(page.path), path);
}

/** Links to files or headings that there are not. */
export function brokenLinks(pages: readonly Page[], exists: (path: string) => boolean): string[] {
  return pages.flatMap(linksOf).flatMap(link => {
    const { page, target } = link;
    if (isElsewhere(target)) return [];
    const path = fileOf(link);
    const [, anchor] = target.split('#');
    if (!exists(path)) return [`${page.path}: there is no ${path}`];
    const found = pages.find(each => each.path === path);
    return anchor && !(found && anchorsOf(found).includes(anchor))
      ? [`${page.path}: no heading ${target}`]
      : [];
  });
}

/** Pictures that say nothing to who can't see them. */
export function silentPictures(pages: readonly Page[]): string[] {
  return pages.flatMap(page =>
    Array.from(prose(page).matchAll(/<img\b[^>]*>|!\[([^\]]*)\]\([^)]*\)/g), ([picture, text]) => ({
      picture,
      text: text ?? /\balt="([^"]*)"/.exec(picture)?.[1] ?? '',
    }))
      .filter(({ text }) => text.length < 10)
      .map(({ picture }) => `${page.path}: ${picture}`),
  );
}

/** Pages that no link leads to from the first one. A path in code leads there, too. */
export function unreachable(pages: readonly Page[]): string[] {
  const reached = new Set(pages.slice(0, 1));
  for (const page of reached) {
    const named = Array.from(page.text.matchAll(/`([^`\s]+\.md)`/g), ([, target = '']) => ({ page, target }));
    const paths = [...linksOf(page), ...named].map(fileOf);
    for (const each of pages) if (paths.includes(each.path)) reached.add(each);
  }
  return pages.filter(page => !reached.has(page)).map(({ path }) => path);
}

/** Addresses of other places than those that are known. */
export function unknownAddresses(pages: readonly Page[], known: readonly string[]): string[] {
  return pages.flatMap(({ path, text }) =>
    (text.match(/\bhttps?:\/\/[^\s)>`"']+|\b(?:git@|ssh:)[^\s)>`"']+/g) ?? [])
      .filter(address => !known.some(each => address.startsWith(each)))
      .map(address => `${path}: ${address}`),
  );
}

/** A name: each word but small ones begins with a capital letter. */
const NAME = /^\p{Lu}[^\s.:]*(?: (?:\p{Lu}\S*|a|and|by|for|from|in|into|of|the|to))*$/u;

/** Names in bold that nothing in the product has. */
export function unknownNames(pages: readonly Page[], names: readonly string[]): string[] {
  const bare = (name: string): string => name.replace(/^Xero MFA: |…$/g, '').replaceAll("'", '’');
  const known = new Set(names.map(bare));
  return pages.flatMap(page =>
    Array.from(prose(page).matchAll(/\*\*([^*]+)\*\*/g), ([, bold = '']) => bold.replaceAll(/\s+/g, ' '))
      .filter(bold => NAME.test(bold.replace(/…$/, '')) && !known.has(bare(bold)))
      .map(bold => `${page.path}: ${bold}`),
  );
}

/** Ids of this extension, in prose and examples, that there are not. */
export function unknownIds(pages: readonly Page[], ids: readonly string[]): string[] {
  return pages.flatMap(({ path, text }) =>
    Array.from(text.matchAll(/\bxeroMfa[._][\w.]*\w/g), ([id]) => id)
      .filter(id => !ids.includes(id))
      .map(id => `${path}: ${id}`),
  );
}

/** Paths of this project in code, outside of examples, that there are not. */
export function unknownPaths(
  pages: readonly Page[],
  folders: readonly string[],
  exists: (path: string) => boolean,
): string[] {
  return pages.flatMap(page =>
    Array.from(prose(page).matchAll(/`([\w-]+\/[\w./-]*)`/g), ([, path = '']) => path)
      .filter(path => folders.includes(path.split('/')[0] ?? '') && !exists(path))
      .map(path => `${page.path}: ${path}`),
  );
}

/** Keys with modifiers, in code, that are not bound. */
export function unknownKeys(pages: readonly Page[], keys: readonly string[]): string[] {
  return pages.flatMap(page =>
    Array.from(prose(page).matchAll(/`((?:Ctrl|Cmd|Shift|Alt)\+[\w+]+)`/g), ([, key = '']) => key)
      .filter(key => !keys.includes(key.toLowerCase()))
      .map(key => `${page.path}: ${key}`),
  );
}

/** Scripts of npm that there are not. */
export function unknownScripts(pages: readonly Page[], scripts: readonly string[]): string[] {
  return pages.flatMap(({ path, text }) =>
    Array.from(
      text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g),
      ([, run, short = '']) => run ?? short,
    )
      .filter(script => !scripts.includes(script))
      .map(script => `${path}: npm ${script}`),
  );
}

/** The examples in a language. */
export function examplesOf(page: Page, language: string): string[] {
  const pattern = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^\\1\`\`\``, 'gm');
  return Array.from(page.text.matchAll(pattern), ([, , example = '']) => example);
}

/** A number in a page, in words before and after it, and what it must be. */
export type Statement = readonly [path: string, before: string, after: string, value: number];

const WORDS: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
];

/** Numbers that are not as the code has them. */
export function wrongNumbers(pages: readonly Page[], statements: readonly Statement[]): string[] {
  return statements.flatMap(([path, before, after, value]) => {
    const text = pages.find(page => page.path === path)?.text.replaceAll(/\s+/g, ' ') ?? '';
    const at = text.indexOf(before);
    const [, said = ''] = /^(\S+)/.exec(text.slice(at + before.length)) ?? [];
    const isThere = at >= 0 && text.slice(at + before.length + said.length).startsWith(after);
    if (!isThere) return [`${path}: “${before}… ${after}” is not there`];
    const number = WORDS.includes(said) ? WORDS.indexOf(said) : Number(said);
    return number === value ? [] : [`${path}: ${before}${said}${after}, not ${value}`];
  });
}
