/** How many of the eight words a person types. */
export const ASKED_WORDS = 3;

/** Words as two people compare them on the phone: each with its number. */
export function numbered(fingerprint: string): string {
  return fingerprint
    .split(' ')
    .map((word, index) => `${index + 1} ${word}`)
    .join('  ');
}

/** Which words to ask for, counted from 1 and sorted. @param random as `Math.random` gives, but not to be foreseen */
export function askedPlaces(count: number, random: () => number): readonly number[] {
  const places = Array.from({ length: count }, (_, index) => index + 1);
  const chosen = Array.from(
    { length: ASKED_WORDS },
    () => places.splice(Math.floor(random() * places.length), 1)[0] ?? 1,
  );
  return chosen.sort((one, other) => one - other);
}

/** Whether a text has the words at these places, in this order, in any case and spacing. */
export function areWordsAt(places: readonly number[], fingerprint: string, typed: string): boolean {
  const words = fingerprint.split(' ');
  const expected = places.map(place => words[place - 1] ?? '');
  return (
    expected.join(' ') ===
    typed
      .trim()
      .toLowerCase()
      .split(/[\s,]+/)
      .join(' ')
  );
}
