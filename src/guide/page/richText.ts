import type { RichText } from '../protocol';

/** One of Xero's own labels, quoted as Xero shows it in every language. */
export function xero(label: string): { readonly label: string } {
  return { label };
}

/**
 * A translated sentence with values in place of `{0}`, `{1}` and so on. Values are inserted as they are, so a name
 * can't add a placeholder.
 */
export function richText(template: string, ...values: readonly RichText[number][]): RichText {
  return template
    .split(/\{(\d)\}/)
    .map((part, index) => (index % 2 === 0 ? part : (values[Number(part)] ?? '')))
    .filter(part => part !== '');
}
