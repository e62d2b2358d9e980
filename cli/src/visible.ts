/** An email address has at most 254 characters. */
const MAXIMUM_LENGTH = 320;

/** A text from a file or an argument as one short line, without what a terminal or the log of a CI job would act on. */
export function visible(text: string): string {
  const line = text
    .slice(0, 10 * MAXIMUM_LENGTH)
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    // GitHub Actions obeys “::command::” at the start of a line, and Azure Pipelines “##vso[command]” anywhere.
    .replace(/^( ?:)(?=:)|(#)(?=#\w*\[)/g, '$1$2 ');
  return line.length <= MAXIMUM_LENGTH ? line : `${line.slice(0, MAXIMUM_LENGTH).replace(/\p{Cs}$/u, '')}…`;
}
