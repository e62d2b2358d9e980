// cspell:ignore secr
import { linksIn, USUAL_LENGTHS } from './linksInText';
import { GROUPING } from './secretUri';
import { trimmedOf } from './visibleText';

/** A key or a link in a text that people copied, with what stands around it taken off. */
export interface KeyInText {
  readonly text: string;
  /** Whether nothing stands around it. */
  readonly isAll: boolean;
}

/** Marks that end up around a key: quotes, brackets, Markdown, and the end of a sentence. `!` and `|` may be a wrong 1. */
const MARKS = /[\s\p{Cf}\p{Pi}\p{Pf}"'`*_~<>()[\]{}.,;:?]/u;
/** A label in words. Its letters are base32, so a key after them would be a wrong one. */
const WORDS =
  /^(?:(?:here|is|the|this|my|your|our|xero|mfa|2fa|totp|otp|setup|set-up|set|up|backup|manual|entry|de|la)[\s:\p{Pd}]+)*(?:secret key|key|secret|code|token|cl[eé](?: secr[eè]te| de configuration)?)[\s:=\p{Pd}>]+(?:(?:is|est|for xero)[\s:=\p{Pd}]+)*/iu;
const LABEL = /^(?:[\p{L}\p{M}\p{N}\s"'’()#.,@_–-]|:\s)+$/u;
const SHORTEST = 16;
/** A key in one case, and what only a word beside it has. */
const CASES = [
  [/^[A-Z2-7=]+$/, /[a-z]|[^A-Z2-7]/],
  [/^[a-z2-7=]+$/, /[A-Z]|[^a-z2-7]/],
] as const;

/** Finds the one key or link in a text. The text itself if there is none, or if there are several. */
export function keyInText(text: string): KeyInText {
  const links = [...new Set(linksIn(text))];
  if (links.length === 1) return { text: links[0] ?? '', isAll: links[0] === text };
  if (links.length > 1) return { text, isAll: true };
  const unnamed = trimmedOf(afterLabel(trimmedOf(text, MARKS)), MARKS);
  const key = keyAmongWords(unnamed) ?? unnamed;
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

/** The key among words that are in another case, as words are, or that would give it an unusual length. */
function keyAmongWords(text: string): string | undefined {
  const words = text.split(/\s+/).map(word => trimmedOf(word, MARKS));
  if (words.length === 1) return undefined;
  for (const [own, other] of CASES) {
    const isKey = (word: string): boolean => own.test(word);
    const key = words.slice(words.findIndex(isKey), words.findLastIndex(isKey) + 1);
    const [{ length } = ''] = key;
    const isOne = key.length === 1 || (key.length < words.length && length >= 4 && areRegular(key));
    const around = words.filter(word => word !== '' && !key.includes(word));
    if (isOne && key.every(isKey) && isLong(key.join('')) && around.every(word => other.test(word)))
      return around.some(word => mayBeGroup(word, key)) ? undefined : key.join(' ');
  }
  return longWord(words);
}

/** Whether a word may be a group of a key with a wrong character: without it, the key would be another one. */
function mayBeGroup(word: string, key: readonly string[]): boolean {
  const isAsLong = key.length > 1 && word.length === key[0]?.length;
  // A word in another case, unless the key lacks a group.
  if (isAsLong) return !/^[a-z]+$/i.test(word) || !USUAL_LENGTHS.includes(key.join('').length);
  return word.length > 2 && /^[a-z0-9!|]+$/i.test(word) && /[0-9!|]/.test(word) && !/^2fa$/i.test(word);
}

/** The only word that is as long as keys are, unless it may be the first line of a longer key. */
function longWord(words: readonly string[]): string | undefined {
  const [key, ...others] = words.filter(word => isLong(word) && /^[a-z2-7=]+$/i.test(word));
  if (key && words.some(word => word !== key && mayBeGroup(word, [key]))) return undefined;
  const isUsual = (length: number): boolean => USUAL_LENGTHS.includes(length);
  if (key === undefined || others.length > 0 || !isUsual(key.replaceAll('=', '').length)) return undefined;
  const { length } = words.join('');
  const mayBeLonger = areRegular(words) && (isUsual(length) || [1, 3, 6].includes(length % 8));
  return mayBeLonger ? undefined : key;
}

function isLong(text: string): boolean {
  return text.replaceAll(/[^a-z0-9]/gi, '').length >= SHORTEST;
}
