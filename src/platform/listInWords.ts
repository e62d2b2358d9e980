import { env } from 'vscode';

/** Names one after another, as the person's language writes them. */
export function listInWords(names: readonly string[]): string {
  return new Intl.ListFormat(env.language).format(names);
}

/** Names to choose from, as the person's language writes them: A, B or C. */
export function oneInWords(names: readonly string[]): string {
  return new Intl.ListFormat(env.language, { type: 'disjunction' }).format(names);
}

/** Parts of a label one after another, as the person's language writes them. */
export function partsInWords(parts: readonly string[]): string {
  return new Intl.ListFormat(env.language, { type: 'unit' }).format(parts);
}
