import type { RichText } from '../protocol';

/** One of Xero's own labels: it is quoted as Xero shows it, in every language. */
export function xero(label: string): { readonly label: string } {
  return { label };
}

/**
 * A translated sentence with values in the places of `{0}`, `{1}` and so on. What is put in is not looked at again,
 * so that no name can bring a place of its own.
 */
export function richText(template: string, ...values: readonly RichText[number][]): RichText {
  return template
    .split(/\{(\d)\}/)
    .map((part, index) => (index % 2 === 0 ? part : (values[Number(part)] ?? '')))
    .filter(part => part !== '');
}
