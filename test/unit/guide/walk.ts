import { scenarioOf } from '../../../src/guide/content/scenarios';
import type { Progress, ScenarioId } from '../../../src/guide/model';
import { type begin, complete, currentStep, keyAccepted, pasted, stateOf } from '../../../src/guide/progress';
import type { StepState } from '../../../src/guide/protocol';

export type Known = Parameters<typeof begin>[0];

export const NOTHING: Known = { secret: 'none', isSetUp: false };
export const STORED: Known = { secret: 'ready', isSetUp: false };
export const SET_UP: Known = { secret: 'ready', isSetUp: true };

export function stepsOf(scenario: ScenarioId): string[] {
  return scenarioOf(scenario).steps.map(({ id }) => id);
}

export const XERO_STEPS = stepsOf('setUp');

/** The steps by state. */
export function states(progress: Progress, known: Known): Partial<Record<StepState, readonly string[]>> {
  const found: Partial<Record<StepState, readonly string[]>> = {};
  for (const step of scenarioOf(progress.scenario).steps) {
    const state = stateOf(step, progress, known);
    found[state] = [...(found[state] ?? []), step.id];
  }
  return found;
}

/** Completes one step after another until the end, and updates what is known on the way. */
export function walk(
  progress: Progress,
  known: Known,
): { walked: string[]; progress: Progress; known: Known } {
  const walked: string[] = [];
  let now = known;
  let at = progress;
  for (;;) {
    const step = currentStep(at);
    walked.push(step.id);
    if (step.needsKey) {
      now = { ...now, secret: 'ready' };
      at = pasted(at);
    }
    if (step.id === 'confirmCode' || step.id === 'tryCode') at = keyAccepted(at);
    if (step.records === 'setUp') now = { ...now, isSetUp: true };
    if (step.records === 'turnedOff') now = NOTHING;
    const next = complete(at);
    if (next.at === at.at) return { walked, progress: next, known: now };
    at = next;
  }
}
