/** The shortest setup key that is accepted has 80 bits. */
const SHORTEST = 16;
/** So many letters in groups of one length are no words, whatever they look like. Xero's keys have as many. */
const USUAL = 32;
/** Between the groups of a key. */
const BETWEEN = /^(?:[\s\p{Pd}\p{Cf}._·:\u2212]|%20|\+){1,3}$/u;

/**
 * Whether a text has a setup key, or a link with one, anywhere in it, so that it must not be written where others can read
 * it. In doubt it has: a text that is left out can be typed again, a key that was shared can't be taken back.
 */
export function holdsKey(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  if (/otpauth|steam:\/\/|[?&]secret=/i.test(plain)) return true;
  const parts = plain.replace(/[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[a-z]+/gi, '@').split(/([A-Za-z2-7]+)/);
  // Groups have odd indexes; what is between them, even ones.
  let alike: string[] = [];
  /** All groups in a row that are alike. */
  let run: string[] = [];
  for (let index = 1; index < parts.length; index += 2) {
    const group = parts[index] ?? '';
    if (isKeyAlone(group)) return true;
    const [first = ''] = alike;
    const follows = alike.length > 0 && BETWEEN.test(parts[index - 1] ?? '');
    if (follows && group.length <= first.length && first.length <= 8) {
      alike.push(group);
      run.push(group);
      if (isLongRun(run) || isGroupedKey(alike)) return true;
      // Only as many as make a key, so that a long text takes no longer than its length.
      while (lengthOf(alike.slice(1)) >= SHORTEST) alike.shift();
      // Only the last group may be shorter.
      if (group.length < first.length) [alike, run] = [[group], [group]];
    } else [alike, run] = [[group], [group]];
  }
  return false;
}

/** Whether groups are too many of one length for words. The same word again and again is no key. */
function isLongRun(groups: readonly string[]): boolean {
  return groups.length <= USUAL && lengthOf(groups) >= USUAL && new Set(groups).size > 2;
}

function lengthOf(groups: readonly string[]): number {
  return groups.reduce((length, group) => length + group.length, 0);
}

function isKeyAlone(group: string): boolean {
  if (group.length < SHORTEST) return false;
  if (/\d/.test(group)) return /[a-z]/i.test(group);
  return !/^[A-Z]?[a-z]+$/.test(group) || !isWord(group);
}

function isGroupedKey(groups: readonly string[]): boolean {
  const joined = groups.join('');
  if (joined.length < SHORTEST) return false;
  if (joined !== joined.toLowerCase() && joined !== joined.toUpperCase()) return false;
  // A telephone number has no letters.
  if (!/[a-z]/i.test(joined)) return false;
  return /\d/.test(joined) || !groups.every(isWord);
}

/** Whether letters may be of a language: the vowels of random ones are too few, or too far apart. */
function isWord(letters: string): boolean {
  const vowels = letters.match(/[aeiouy]/gi)?.length ?? 0;
  return vowels / letters.length >= 0.2 && letters.length <= 24 && !/[^aeiouy]{5}/i.test(letters);
}
