import { emailIn as addressIn } from './keyLabel';

/** In UTF-16 units: longer than an address with a name, and slow to search. */
const MAXIMUM_EMAIL = 1000;

/** Invisible characters, and those that turn the direction of text. The joiners stay: some scripts and emoji need them. */
const INVISIBLE = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[^\P{Cc}\n\t]/gu;

/** A cell as the person sees it in a spreadsheet: without the marks that keep a text from being read as something else. */
export function cellText(cell: string): string {
  const text = cell
    .replace(INVISIBLE, '')
    .replace(/\u00A0/g, ' ')
    .trim();
  const [, formula] = /^=\s*"((?:[^"]|"")*)"$/.exec(text) ?? [];
  if (formula !== undefined) return formula.replaceAll('""', '"').trim();
  const [, address, shown = address] =
    /^=\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)$/i.exec(text) ?? [];
  if (shown !== undefined) return shown.trim();
  if (/^'.*'$/s.test(text) && text.length > 1) return text.slice(1, -1).trim();
  // Dutch names may begin with an apostrophe and one letter.
  return /^'(?![st][\s-])/i.test(text) ? text.slice(1).trim() : text;
}

/** The email address in a cell: alone, as a link, or with a name beside it. Otherwise the cell's text. */
export function emailIn(cell: string): string {
  if (cell.length > MAXIMUM_EMAIL) return cell;
  const text = cellText(cell)
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .trim();
  // In a list each line may begin with a mark or a number.
  const email = text.replace(/^(?:[-–*•·]|\d{1,3}[.)])\s+/, '').replace(/\?.*$/s, '');
  return addressIn(email) ?? addressIn(email.replace(/\s\([^()]*\)$/, '')) ?? text;
}
