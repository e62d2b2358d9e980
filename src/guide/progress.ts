import * as v from 'valibot';
import { scenarioOf } from './content/scenarios';
import {
  type KnownState,
  PREREQUISITE_IDS,
  type Progress,
  SCENARIO_IDS,
  type ScenarioId,
  type Step,
} from './model';
import type { StepState } from './protocol';

type Known = Pick<KnownState, 'secret' | 'isSetUp' | 'leaver'>;

const schema = v.object({
  scenario: v.picklist(SCENARIO_IDS),
  at: v.string(),
  done: v.array(v.string()),
  ticked: v.array(v.string()),
  isSkipping: v.optional(v.boolean()),
  backup: v.picklist(['email', 'questions']),
  key: v.picklist(['stored', 'wanted', 'pasted', 'accepted']),
  lockedUntil: v.optional(v.number()),
});

/** Reads what was remembered; `undefined` if another version wrote it and this one can't follow. */
export function parseProgress(value: unknown): Progress | undefined {
  const result = v.safeParse(schema, value);
  if (!result.success) return undefined;
  const { scenario, at, done, ticked, isSkipping, backup, key, lockedUntil } = result.output;
  const { steps } = scenarioOf(scenario);
  if (!steps.some(({ id }) => id === at)) return undefined;
  return {
    scenario,
    at,
    done: idsOf(steps.filter(({ id }) => done.includes(id))),
    ticked: PREREQUISITE_IDS.filter(item => ticked.includes(item)),
    ...(isSkipping && { isSkipping }),
    backup,
    key,
    ...(lockedUntil !== undefined && { lockedUntil }),
  };
}

/** Where a person starts who hasn't used the guide for this login. */
export function begin(known: Known): Progress {
  return follow(suggestedScenario(known), known);
}

function suggestedScenario({ secret, isSetUp, leaver }: Known): ScenarioId {
  if (secret === 'lost') return 'secretLost';
  if (leaver !== undefined) return 'afterLeaver';
  return secret === 'none' && isSetUp ? 'fromTeam' : 'setUp';
}

/** Begins a scenario. Ticks, what was skipped, the kind of backup and a lock carry over from the one before. */
export function follow(scenario: ScenarioId, known: Known, before?: Progress): Progress {
  const key = scenarioOf(scenario).renewsKey ? 'wanted' : 'stored';
  const { backup = 'email' } = before ?? {};
  return fromFirst({ scenario, ...ticksOf(before), backup, key, ...lockOf(before) }, known);
}

/** Goes on with a scenario that was left for another, from which come those things that {@link follow} carries over. */
export function resume(remembered: Progress, before: Progress): Progress {
  const { isSkipping: _, ...progress } = unlocked(remembered);
  return { ...progress, ...ticksOf(before), backup: before.backup, ...lockOf(before) };
}

function ticksOf(progress: Progress | undefined): Pick<Progress, 'ticked' | 'isSkipping'> {
  const { ticked = [], isSkipping } = progress ?? {};
  return { ticked, ...(isSkipping && { isSkipping }) };
}

function lockOf(progress: Pick<Progress, 'lockedUntil'> | undefined): Pick<Progress, 'lockedUntil'> {
  return progress?.lockedUntil === undefined ? {} : { lockedUntil: progress.lockedUntil };
}

function unlocked({ lockedUntil: _, ...progress }: Progress): Progress {
  return progress;
}

/** Begins the scenario again, without a key. */
export function startOver({ scenario, backup, ...before }: Progress, known: Known): Progress {
  return fromFirst({ scenario, ticked: [], backup, key: 'wanted', ...lockOf(before) }, known);
}

/** Opens the first step that is neither done nor skipped. */
function fromFirst(
  begun: Omit<Progress, 'at' | 'done'>,
  known: Known,
  done: readonly string[] = [],
): Progress {
  const progress: Progress = { ...begun, at: '', done };
  const { steps } = scenarioOf(begun.scenario);
  const undone = steps.find(step => !isDone(step, progress, known) && !isSkipped(step, progress));
  return { ...progress, at: (undone ?? steps.at(-1))?.id ?? '' };
}

export function currentStep(progress: Progress): Step {
  const { steps } = scenarioOf(progress.scenario);
  return steps.find(({ id }) => id === progress.at) ?? firstOf(steps);
}

/** The step that stores the scenario's key, if it has one. */
function keyStep({ scenario }: Progress): Step | undefined {
  return scenarioOf(scenario).steps.find(({ needsKey }) => needsKey);
}

/** Opens a step; stays where it is if the scenario doesn't have the step. */
export function enter(progress: Progress, id: string): Progress {
  return scenarioOf(progress.scenario).steps.some(step => step.id === id)
    ? { ...progress, at: id }
    : progress;
}

/** Opens the step that stores the key. */
export function enterKeyStep(progress: Progress): Progress {
  return enter(progress, keyStep(progress)?.id ?? progress.at);
}

/** Marks the current step as done and opens the next. */
export function complete(progress: Progress): Progress {
  const { steps } = scenarioOf(progress.scenario);
  const current = currentStep(progress);
  const next = goOn(progress);
  const proved = [current.id, ...(current.proves ?? []), ...progress.done];
  return {
    ...(current.endsLock ? unlocked(next) : next),
    done: idsOf(steps.filter(({ id }) => proved.includes(id))),
  };
}

/** Opens the first step that was left out, where the last one is done. */
export function returnToGap(progress: Progress, known: Known): Progress {
  const { steps } = scenarioOf(progress.scenario);
  const last = steps.at(-1);
  const isAtEnd = last?.id === progress.at && isDone(last, progress, known);
  return isAtEnd ? fromFirst(progress, known, progress.done) : progress;
}

/** Opens the next step without marking the current one as done: completing the next one proves it. */
export function goOn(progress: Progress): Progress {
  return enter(progress, neighbour(progress, 1));
}

/** Marks every step as done: nobody gets to a scenario's last step in Xero without the others. */
export function finish(progress: Progress): Progress {
  const { steps } = scenarioOf(progress.scenario);
  return { ...progress, done: idsOf(steps.filter(step => !isSkipped(step, progress))) };
}

/** A key was pasted and stored. Opens the step that stores it; {@link complete} goes on. */
export function pasted(progress: Progress): Progress {
  const step = keyStep(progress);
  return step ? { ...progress, at: step.id, key: 'pasted' } : progress;
}

/** Xero accepted a code from the pasted key. */
export function keyAccepted(progress: Progress): Progress {
  return progress.key === 'pasted' ? { ...progress, key: 'accepted' } : progress;
}

/** The old key replaced the pasted one again: a scenario that pasted one begins again. */
export function keyPutBack(progress: Progress, known: Known): Progress {
  return progress.key === 'pasted' ? follow(progress.scenario, known, progress) : progress;
}

/** Ticks a prerequisite, or takes the tick back. Anything else than a prerequisite is ignored. */
export function tick(progress: Progress, item: string, isTicked: boolean): Progress {
  return {
    ...progress,
    ticked: PREREQUISITE_IDS.filter(each => (each === item ? isTicked : progress.ticked.includes(each))),
  };
}

/** Skips the prerequisites that are not ticked. */
export function skipPrerequisites(progress: Progress): Progress {
  return { ...progress, isSkipping: true };
}

/** Opens the step before. */
export function goBack(progress: Progress): Progress {
  return enter(progress, neighbour(progress, -1));
}

export function stateOf(step: Step, progress: Progress, known: Known): StepState {
  if (isSkipped(step, progress)) return 'skipped';
  if (isDone(step, progress, known)) return 'done';
  return step.id === progress.at ? 'current' : 'todo';
}

/** Whether every step of the scenario is done or skipped. */
export function isFinished(progress: Progress, known: Known): boolean {
  return scenarioOf(progress.scenario).steps.every(
    step => isSkipped(step, progress) || isDone(step, progress, known),
  );
}

/** Whether Xero issued the key in this scenario and hasn't accepted a code from it yet. */
export function isKeyNew({ scenario, key }: Progress): boolean {
  const { renewsKey, setsUp } = scenarioOf(scenario);
  return key === 'pasted' && (renewsKey ?? setsUp ?? false);
}

/** Whether a scenario reached its end, even if its key was removed later. */
export function isOver(progress: Progress, known: Known): boolean {
  if (isFinished(progress, known)) return true;
  const { steps } = scenarioOf(progress.scenario);
  const isAtEnd = steps.at(-1)?.id === progress.done.at(-1);
  return isAtEnd && keyStep(progress) !== undefined && !hasKey(progress, known);
}

/** Whether the key that the scenario is about is stored. One that somebody who left could read is not. */
export function hasKey({ key }: Progress, { secret, leaver }: Known): boolean {
  return secret === 'ready' && key !== 'wanted' && (key !== 'stored' || leaver === undefined);
}

/** Whether a key that somebody who left could read is there, and the scenario doesn't end it, or did so before. */
export function isBesideDue(progress: Progress, known: Known): boolean {
  const { renewsKey, setsUp, steps } = scenarioOf(progress.scenario);
  const endsKey = renewsKey ?? setsUp ?? steps.some(({ records }) => records === 'turnedOff');
  return known.leaver !== undefined && known.secret !== 'lost' && (!endsKey || isOver(progress, known));
}

function isDone(step: Step, progress: Progress, known: Known): boolean {
  const { steps, setsUp } = scenarioOf(progress.scenario);
  const isKeyHere = hasKey(progress, known);
  if (setsUp && progress.key === 'stored' && known.isSetUp && isKeyHere) return true;
  if (step.needsKey) return isKeyHere;
  // A stored key proves that the steps before it are done.
  const leadsToKey = steps.slice(steps.indexOf(step)).some(({ needsKey }) => needsKey);
  return progress.done.includes(step.id) || (isKeyHere && leadsToKey);
}

function isSkipped({ isForEmail }: Step, { backup }: Progress): boolean {
  return backup === 'questions' && isForEmail === true;
}

/** The id of the next step in a direction that is not skipped. */
function neighbour(progress: Progress, direction: 1 | -1): string {
  const { steps } = scenarioOf(progress.scenario);
  // The current step may itself be skipped: a person can open any step to read it.
  const index = steps.indexOf(currentStep(progress));
  const others = direction === 1 ? steps.slice(index + 1) : steps.slice(0, index).reverse();
  return others.find(step => !isSkipped(step, progress))?.id ?? progress.at;
}

function idsOf(steps: readonly Step[]): string[] {
  return steps.map(({ id }) => id);
}

function firstOf(steps: readonly Step[]): Step {
  const [first] = steps;
  if (!first) throw new Error('A scenario has no steps.');
  return first;
}
