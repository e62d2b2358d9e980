/** The one or two letters on the avatar of a login, such as `QA` for `qa-au@acme.test`; `?` if it has none. */
export function initialsOf(login: string): string {
  const words = (login.split('@')[0] ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  // In upper case a letter may become two, such as ß.
  const letters = words.slice(0, 2).map(word => Array.from(word.toUpperCase())[0]);
  return letters.join('') || '?';
}
