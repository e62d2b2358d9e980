// cspell:ignore secr
import { linksIn } from './linksInText';
import { GROUPING } from './secretUri';
import { trimmedOf } from './visibleText';

/** A key or a link in a text that people copied, with what stands around it taken off. */
export interface KeyInText {
  readonly text: string;
  /** Whether nothing stands around it. */
  readonly isAll: boolean;
}

/** Marks that end up around a key: quotes, brackets, Markdown, and the end of a sentence. */
const MARKS = /[\s\p{Cf}\p{Pi}\p{Pf}"'`*_~<>()[\]{}.,;:!?|]/u;
/** A label in words. Its letters are base32, so a key after them would be a wrong one. */
const WORDS =
  /^(?:(?:here|is|the|this|my|your|our|xero|mfa|2fa|totp|otp|setup|set-up|set|up|backup|manual|entry|de|la)[\s:\p{Pd}]+)*(?:secret key|key|secret|code|token|cl[eé](?: secr[eè]te| de configuration)?)[\s:=\p{Pd}>]+(?:(?:is|est|for xero)[\s:=\p{Pd}]+)*/iu;
const LABEL = /^(?:[\p{L}\p{M}\p{N}\s"'’()#.,@_–-]|:\s)+$/u;
const SHORTEST = 16;

/** Finds the one key or link in a text. The text itself if there is none, or if there are several. */
export function keyInText(text: string): KeyInText {
  const links = linksIn(text);
  if (links.length === 1) return { text: links[0] ?? '', isAll: links[0] === text };
  if (links.length > 1) return { text, isAll: true };
  const unnamed = trimmedOf(afterLabel(trimmedOf(text, MARKS)), MARKS);
  const key = longWord(unnamed) ?? unnamed;
  return key.length < SHORTEST ? { text, isAll: true } : { text: key, isAll: key === text };
}

function afterLabel(text: string): string {
  const end = Math.max(text.lastIndexOf(':'), text.indexOf('='));
  const label = text.slice(0, Math.max(0, end));
  const rest = (LABEL.test(label) && !hasKeyGroup(label) ? text.slice(end + 1) : text).trim();
  const [words = ''] = WORDS.exec(rest) ?? [];
  const unnamed = rest.slice(words.length);
  // A key may begin like a word.
  const isWord = words !== '' && isLong(unnamed) && !areRegular(rest.split(GROUPING).filter(Boolean));
  return isWord ? unnamed : isLong(rest) ? rest : text;
}

/** Whether groups are alike, unlike the words of a name, which differ in length or begin with a capital. */
export function areRegular(groups: readonly string[]): boolean {
  const text = groups.join('');
  const [{ length } = ''] = groups;
  const isOfOneCase = text === text.toLowerCase() || text === text.toUpperCase();
  return (
    isOfOneCase &&
    groups.slice(1, -1).every(group => group.length === length) &&
    (groups.at(-1) ?? '').length <= length
  );
}

/** Whether a text has a part of a key, so that it isn't the label of one. */
function hasKeyGroup(text: string): boolean {
  return text
    .split(GROUPING)
    .some(group => /^[a-z2-7]{4,}$/i.test(group) && /\d/.test(group) && /[a-z]/i.test(group));
}

/** The only word that is long enough to be a key, if the others are written in another case, as words are. */
function longWord(text: string): string | undefined {
  const words = text.split(/\s+/).map(word => trimmedOf(word, MARKS));
  const [key, ...others] = words.filter(word => isLong(word) && /^[a-z2-7=]+$/i.test(word));
  if (key === undefined || others.length > 0 || words.length === 1) return undefined;
  const isUpper = key === key.toUpperCase();
  const isOther = (word: string): boolean =>
    /[^a-z2-7]/i.test(word) || (isUpper ? /[a-z]/.test(word) : /[A-Z]/.test(word));
  return words.every(word => word === key || word === '' || isOther(word)) ? key : undefined;
}

function isLong(text: string): boolean {
  return text.replaceAll(/[^a-z0-9]/gi, '').length >= SHORTEST;
}
