/** The text without invisible ends. A regular expression for the end would take quadratic time. */
export function trimInvisible(text: string): string {
  return trimmedOf(text, /[\s\p{Cf}\p{Cc}]/u);
}

/** The text without those of its first and last characters that match. */
export function trimmedOf(text: string, characters: RegExp): string {
  const all = [...text];
  const stays = (character: string): boolean => !characters.test(character);
  return all.slice(Math.max(0, all.findIndex(stays)), all.findLastIndex(stays) + 1).join('');
}
