/** The eight words in a text that numbers them, without their numbers. */
export function wordsIn(text: string): string {
  return Array.from(text.matchAll(/\b[1-8]\s+([a-z]+)\b/g), ([, word]) => word).join(' ');
}

/** The words that a question asks for by their digits, as a person types them who is on the phone. */
export function wordsAskedIn(question: string, fingerprint: string): string {
  const [, ...places] = /words (\d), (\d) and (\d)/.exec(question) ?? [];
  if (places.length !== 3) throw new Error(`“${question}” asks for no words.`);
  const words = fingerprint.split(' ');
  return places.map(place => words[Number(place) - 1] ?? '').join(' ');
}
