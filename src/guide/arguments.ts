import * as v from 'valibot';
import { readArguments } from '../platform/arguments';
import { stepNumbered } from './scenarios';
import type { Step } from './steps/step';

const LAST_STEP = 14;

const stepArguments = v.object({
  step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LAST_STEP))),
});

/**
 * The step to open that an arguments object names.
 *
 * @throws a `UserError` where there is no such step
 */
export function stepIn(argument: object): Step | undefined {
  const { step } = readArguments(stepArguments, argument);
  return step === undefined ? undefined : stepNumbered(step);
}
