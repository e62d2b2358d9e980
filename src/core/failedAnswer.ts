import { jsonInText } from './jsonInText';

/** Why an answer of Xero's API has no organisations: the status of an error, or that there are none. */
export type FailedAnswer = { readonly kind: 'error'; readonly status: number } | { readonly kind: 'none' };

/** Longer than any answer with nothing in it. */
const MAXIMUM_FAILURE = 20_000;

/** What an answer without organisations says; `undefined` if the text isn't one. */
export function failedAnswer(text: string): FailedAnswer | undefined {
  const plain = text.trim();
  if (plain.length > MAXIMUM_FAILURE) return undefined;
  const { values } = jsonInText(plain);
  const [status] = values.flatMap(statusOf);
  if (status !== undefined) return { kind: 'error', status };
  const isWhole = plain === '[]' || (plain.startsWith('HTTP/') && plain.endsWith('[]'));
  return isWhole ? { kind: 'none' } : undefined;
}

/** The status of an error: an object with a title or details beside it. */
function statusOf(value: unknown): readonly number[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]));
  const status: unknown = fields.get('status');
  const isError = Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
  return isError && (fields.has('title') || fields.has('detail')) ? [Number(status)] : [];
}
