import * as v from 'valibot';
import { readArguments } from '../platform/arguments';
import { XERO_STEPS } from './scenarios';

const stepArguments = v.object({
  step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(XERO_STEPS.length))),
});

/**
 * The step to open that an arguments object names.
 *
 * @throws a `UserError` where there is no such step
 */
export function stepIn(argument: object): string | undefined {
  const { step } = readArguments(stepArguments, argument);
  return step === undefined ? undefined : String(step);
}
