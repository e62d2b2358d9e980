// cspell:ignore MFRG GZDF MZTW
import { parseOtpauthUri, QUERY_START } from './otpauthUri';
import { trimmedOf } from './visibleText';

const LINK = /(?:otpauth(?:-migration)?|(?<![a-z0-9])steam):\/\/(?=\S)/gi;
const ENCODED_LINK = /(?<![a-z0-9])otpauth(?:-migration)?%3A%2F%2F[^\s"'<>&]*/gi;
/** What closes the mark before a link. */
const CLOSING: Readonly<Record<string, string>> = {
  ...{ '"': '"', "'": "'", '`': '`', '<': '>', '(': ')', '[': ']', '{': '}', '>': '<' },
  ...{ '“': '”', '„': '“', '«': '»', '‘': '’', '*': '*', '|': '|' },
};
/** Where another link of any kind begins, or a mark ends this one. */
const OTHER_LINK = /[\s,;|"'<>()[\]](?=[a-z][a-z0-9+.-]*:\/\/)/i;
const END = /[\s<>"`,;|]/;
const AFTER_LINK = /[\s.,;:!?'’”»)\]}*_~]/u;
const KNOWN = /[?&](?:amp;)?(secret|issuer|algorithm|digits|period|counter|image|icon|encoder)=/gi;
/** A line that continues a wrapped link, by the kind of link. */
const CONTINUATION = {
  link: /^([^\s<>"`|]{1,500})[<>"`|]?$/,
  transfer: /^([A-Za-z0-9+/=%_&-]{1,2000})[<>"'`),.;]?$/,
} as const;
/** In UTF-16 units: longer than a QR code can hold. */
const MAXIMUM_LENGTH = 20_000;
const MAXIMUM_LINES = { link: 10, transfer: 400 } as const;

/** Whether a text has a link for keys somewhere. */
export function hasLink(text: string): boolean {
  return /(?:otpauth(?:-migration)?|steam)(?::\/\/|:\\\/\\\/|%3A%2F%2F)/i.test(text);
}

/**
 * Finds the links for keys in a text, wherever they stand: in lists, quotes, brackets and sentences, beside each other, or
 * wrapped over lines. A transfer keeps its line breaks and spaces, which may stand for what was lost.
 */
export function linksIn(text: string): readonly string[] {
  if (!hasLink(text)) return [];
  const links: string[] = [];
  const lines = unescaped(text).split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const starts = [...line.matchAll(LINK)].map(({ index }) => index);
    for (const [number, start] of starts.entries()) {
      const next = starts[number + 1];
      const link = cut(line.slice(start, next), line[start - 1]);
      // Only what reaches the end of its line may go on.
      const isOpen = next === undefined && line.trimEnd().endsWith(link.trimEnd());
      const more = isOpen ? continuationOf(link, lines, at + 1) : [];
      links.push(isTransfer(link) ? [link, ...more].join('\n') : withoutMarks([link, ...more].join('')));
      at += more.length;
    }
  }
  return links;
}

/** Links in the code of programs and pages, and in web addresses, as links. */
function unescaped(text: string): string {
  return decodedMail(text)
    .replaceAll(
      /(otpauth(?:-migration)?:)\\\/\\\/(\S*)/gi,
      (_, scheme: string, rest: string) =>
        `${scheme}//${rest
          .replaceAll('\\/', '/')
          .replaceAll(/\\u0026/gi, '&')
          .replaceAll(/\\u003d/gi, '=')}`,
    )
    .replaceAll(ENCODED_LINK, link => {
      try {
        return ` ${decodeURIComponent(link)} `;
      } catch {
        return link;
      }
    });
}

/** A mail as it is stored (quoted-printable, RFC 2045 §6.7), or another text as it is. */
function decodedMail(text: string): string {
  const isEncoded = /[?&]issuer=3D/i.test(text) && !/[?&](?:secret|issuer)=(?!3D)/i.test(text);
  return isEncoded ? text.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=') : text;
}

function isTransfer(link: string): boolean {
  return /^otpauth-migration:/i.test(link);
}

/** @param text from the start of a link on */
function cut(text: string, before = ''): string {
  const closing = closingAt(text, before);
  const enclosed = closing < 0 ? text : text.slice(0, closing);
  const { index: other = enclosed.length } = OTHER_LINK.exec(enclosed) ?? {};
  const link = enclosed.slice(0, other);
  if (isTransfer(link)) return link.split(/[<>"'`,;|()]/, 1)[0] ?? '';
  return link.slice(0, endOf(link));
}

function closingAt(text: string, before: string): number {
  const closing = CLOSING[before];
  if (closing === undefined) return -1;
  if (closing === before || before === '>') return text.indexOf(closing);
  let open = 1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === before) open++;
    else if (text[at] === closing && --open === 0) return at;
  }
  return -1;
}

/** A space that was not encoded belongs to the link only if a parameter follows. */
function endOf(link: string): number {
  const query = QUERY_START.exec(link);
  if (!query) return indexOf(END, link, 0);
  const last = [...link.matchAll(KNOWN)].at(-1);
  const from = last ? last.index + last[0].length : query.index;
  const name = last?.[1]?.toLowerCase();
  if (name === 'secret') return indexOf(END, link, from + groupedLength(link.slice(from)));
  const repeated = name === 'issuer' ? issuerInLabel(link) : '';
  const value = link.slice(from, from + repeated.length);
  return indexOf(END, link, from + (value.toLowerCase() === repeated ? repeated.length : 0));
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  const at = text.slice(from).search(pattern);
  return at < 0 ? text.length : from + at;
}

/** How much of a text is a key in groups, such as `MFRG GZDF MZTW`. */
function groupedLength(text: string): number {
  const [grouped = ''] = /^[A-Z2-7]{2,8}(?: [A-Z2-7]{2,8})+(?![^\s&=<>"`,;|.])/.exec(text) ??
    /^[a-z2-7]{2,8}(?: [a-z2-7]{2,8})+(?![^\s&=<>"`,;|.])/.exec(text) ?? [''];
  return grouped.length;
}

/** In lower case, with spaces as they are. */
function issuerInLabel(link: string): string {
  const uri = parseOtpauthUri(link.slice(0, QUERY_START.exec(link)?.index));
  return uri?.issuer.toLowerCase() ?? '';
}

/** Without the end of a sentence or list. */
function withoutMarks(link: string): string {
  return link.slice(0, 1) + trimmedOf(`x${link.slice(1)}`, AFTER_LINK).slice(1);
}

/** The lines that a wrapped link goes on over. */
function continuationOf(link: string, lines: readonly string[], from: number): readonly string[] {
  const kind = isTransfer(link) ? 'transfer' : 'link';
  const more: string[] = [];
  let { length } = link;
  for (const line of lines.slice(from, from + MAXIMUM_LINES[kind])) {
    // Mail programs put a mark before each line that they quote.
    const text = line.trim().replace(/^[>\s]{1,20}/, '');
    const [, next] = CONTINUATION[kind].exec(text) ?? [];
    length += text.length;
    if (!next || length > MAXIMUM_LENGTH || hasLink(next) || !goesOn(link + more.join(''), next)) break;
    more.push(next);
    if (next !== text) break;
  }
  // What has no key either way was no wrapped link.
  return kind === 'transfer' || secretIn(link + more.join('')) !== undefined ? more : [];
}

function secretIn(link: string): string | undefined {
  return parseOtpauthUri(link)?.valuesOf('secret')[0];
}

function goesOn(link: string, next: string): boolean {
  if (isTransfer(link)) return !/=$|%3D$/i.test(link);
  const secret = secretIn(link);
  if (secret === undefined || /^[&?][a-z]+=/i.test(next)) return true;
  const isInKey = /[?&](?:amp;)?secret=[^&]*$/i.test(link);
  const [key = ''] = /^[a-z2-7]+=*(?=$|&)/i.exec(next) ?? [''];
  return isInKey && key !== '' && isOfOneCase(secret + key) && continuesKey(secret, key, next.includes('&'));
}

/** The usual lengths of keys in base32: 80, 128, 160, 256 and 320 bits. */
export const USUAL_LENGTHS = [16, 26, 32, 52, 64];

/** A word on the next line may look like the rest of a key. Xero's keys have 32 characters. */
function continuesKey(secret: string, key: string, hasMore: boolean): boolean {
  if (hasMore || secret.length < 16 || [1, 3, 6].includes(secret.length % 8)) return true;
  return secret.length !== 32 && USUAL_LENGTHS.includes(secret.length + key.replaceAll('=', '').length);
}

function isOfOneCase(text: string): boolean {
  return text === text.toUpperCase() || text === text.toLowerCase();
}
