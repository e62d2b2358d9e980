/** A value as one line of JSON, in which everything that a terminal or the log of a CI job would act on is escaped. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replace(/[\p{C}\u2028\u2029#]/gu, character =>
    character
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  return `${text}\n`;
}
