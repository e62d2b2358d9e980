/** What a count stands before. */
const COUNTED =
  /^ (?:setup )?(?:accounts|bits|characters|days|files|items|keys|lines|logins|machines|members|organisations|passwords|people|problems|questions|steps)\b/i;

/** A day or an instant as files have it. */
const ISO_DAY = /^\d{4}-\d{2}-\d{2}(?:T|$)/;

/** The longest list with an end: the apps whose exports can be imported. */
const MOST_NAMES = 24;

/**
 * What no person should read in a text that is shown.
 *
 * @param text in English, with placeholders
 * @param values of the placeholders
 */
export function faultIn(text: string, values: Readonly<Record<string, unknown>>): string | undefined {
  for (const { 0: hole, 1: name = '', index } of text.matchAll(/\{(\d+)\}/g)) {
    const value = values[name];
    const shown = String(value);
    if (/^[01]$/.test(shown) && COUNTED.test(text.slice(index + hole.length)))
      return `a plural for ${shown}: ${text}`;
    if (ISO_DAY.test(shown)) return `a day as files have it, ${shown}: ${text}`;
    if (shown.split(', ').length > MOST_NAMES) return `names without end, ${shown}: ${text}`;
  }
  return undefined;
}

/** @throws if a text is shown that no person should read */
export function checkShown(text: string, values: Readonly<Record<string, unknown>>): void {
  const fault = faultIn(text, values);
  if (fault !== undefined) throw new Error(`A person would read ${fault}`);
}
