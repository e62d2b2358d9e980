import assert from 'node:assert/strict';
import type { GuideView, StepView } from '../../src/guide/protocol';

export type CurrentStep = StepView & Required<Pick<StepView, 'body'>>;

/** The one step of a page that has a body. */
export function currentStep({ steps }: GuideView): CurrentStep {
  const [open, ...others] = steps.filter(({ body }) => body);
  assert.ok(open?.body && others.length === 0, 'There is not exactly one current step.');
  return { ...open, body: open.body };
}

/** Every text in a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

/** Whether a value tells a key, or a part of it that is worth something, in any of the spellings it has on its way. */
export function tellsKey(value: unknown, key: string): boolean {
  const plain = textsIn(value)
    .join('\n')
    .replace(/[^\S\n]/g, '')
    .toUpperCase();
  return Array.from({ length: key.length - 7 }, (_, start) => key.slice(start, start + 8)).some(part =>
    plain.includes(part),
  );
}
