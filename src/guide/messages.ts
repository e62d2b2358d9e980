import * as v from 'valibot';
import { ACTIONS, FIELDS, type FromGuide } from './protocol';

/** Longer than anything a person pastes; a page that sends more is not ours. */
const MAXIMUM_TEXT = 10_000;
const text = v.pipe(v.string(), v.maxLength(MAXIMUM_TEXT));

const schema: v.GenericSchema<unknown, FromGuide> = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('shown') }),
  v.strictObject({ type: v.literal('open'), step: text }),
  v.strictObject({ type: v.literal('scenario'), scenario: text }),
  v.strictObject({ type: v.literal('tick'), item: text, ticked: v.boolean() }),
  v.strictObject({ type: v.literal('act'), action: v.picklist(ACTIONS), step: v.exactOptional(text) }),
  v.strictObject({ type: v.literal('submit'), field: v.picklist(FIELDS), text }),
  v.strictObject({
    type: v.literal('answers'),
    answers: v.pipe(v.array(v.strictObject({ question: text, answer: text })), v.maxLength(20)),
  }),
]);

/** A message of the guide's page, or `undefined` where it is none: then nothing is done. */
export function parseMessage(message: unknown): FromGuide | undefined {
  const result = v.safeParse(schema, message);
  return result.success ? result.output : undefined;
}
