import * as v from 'valibot';
import type { KnownState } from './guideModel';
import { PREREQUISITE_IDS, type PrerequisiteId } from './prerequisites';
import type { StepState } from './protocol';
import { SCENARIO_IDS, type ScenarioId, scenarioOf } from './scenarios';
import type { Step } from './steps/step';

/** How the login can be got into when the codes are gone. */
export type Backup = 'email' | 'questions';

/**
 * Which key the scenario goes on with. `stored`: whichever is stored. `wanted`: a new one, which has still to be
 * pasted. `pasted`: the one that was pasted in this scenario. `accepted`: the same, and Xero accepted a code of it.
 */
export type KeyProgress = 'stored' | 'wanted' | 'pasted' | 'accepted';

/** How far somebody is in a scenario of a login. It is remembered between sessions and holds nothing secret. */
export interface Progress {
  readonly scenario: ScenarioId;
  /** The id of the step that is open. */
  readonly at: string;
  /** The ids of the steps that the person has done, in their order. */
  readonly done: readonly string[];
  readonly ticked: readonly PrerequisiteId[];
  readonly backup: Backup;
  readonly key: KeyProgress;
  /** When Xero may let the login in again, in milliseconds since the Unix epoch. */
  readonly lockedUntil?: number;
}

type Known = Pick<KnownState, 'secret' | 'isSetUp'>;

const schema = v.object({
  scenario: v.picklist(SCENARIO_IDS),
  at: v.string(),
  done: v.array(v.string()),
  ticked: v.array(v.string()),
  backup: v.picklist(['email', 'questions']),
  key: v.picklist(['stored', 'wanted', 'pasted', 'accepted']),
  lockedUntil: v.optional(v.number()),
});

/** Reads what was remembered; what another version wrote and this one cannot follow counts as nothing. */
export function parseProgress(value: unknown): Progress | undefined {
  const result = v.safeParse(schema, value);
  if (!result.success) return undefined;
  const { scenario, at, done, ticked, backup, key, lockedUntil } = result.output;
  const { steps } = scenarioOf(scenario);
  if (!steps.some(({ id }) => id === at)) return undefined;
  return {
    scenario,
    at,
    done: idsOf(steps.filter(({ id }) => done.includes(id))),
    ticked: PREREQUISITE_IDS.filter(item => ticked.includes(item)),
    backup,
    key,
    ...(lockedUntil !== undefined && { lockedUntil }),
  };
}

/** Where somebody new begins, by what is known of the login. */
export function begin(known: Known): Progress {
  return follow(suggestedScenario(known), known);
}

function suggestedScenario({ secret, isSetUp }: Known): ScenarioId {
  if (secret === 'lost') return 'secretLost';
  return secret === 'none' && isSetUp ? 'fromTeam' : 'setUp';
}

/** Begins a scenario. What was ticked off before stays so, and the login locked. */
export function follow(scenario: ScenarioId, known: Known, before?: Progress): Progress {
  const key = scenarioOf(scenario).renewsKey ? 'wanted' : 'stored';
  const { ticked = [], backup = 'email' } = before ?? {};
  return fromFirst({ scenario, ticked, backup, key, ...lockOf(before) }, known);
}

/** Goes on with a scenario that was left for another. What is of the login is as it was in that. */
export function resume(remembered: Progress, { ticked, backup, ...before }: Progress): Progress {
  return { ...unlocked(remembered), ticked, backup, ...lockOf(before) };
}

function lockOf(progress: Pick<Progress, 'lockedUntil'> | undefined): Pick<Progress, 'lockedUntil'> {
  return progress?.lockedUntil === undefined ? {} : { lockedUntil: progress.lockedUntil };
}

function unlocked({ lockedUntil: _, ...progress }: Progress): Progress {
  return progress;
}

/** Begins the scenario again, with a key that has still to be pasted. */
export function startOver({ scenario, backup, ...before }: Progress, known: Known): Progress {
  return fromFirst({ scenario, ticked: [], backup, key: 'wanted', ...lockOf(before) }, known);
}

function fromFirst(begun: Omit<Progress, 'at' | 'done'>, known: Known): Progress {
  const progress: Progress = { ...begun, at: '', done: [] };
  const { steps } = scenarioOf(begun.scenario);
  const undone = steps.find(step => !isDone(step, progress, known) && !isSkipped(step, progress));
  return { ...progress, at: (undone ?? steps.at(-1))?.id ?? '' };
}

/** The step that is open. */
export function openStep(progress: Progress): Step {
  const { steps } = scenarioOf(progress.scenario);
  return steps.find(({ id }) => id === progress.at) ?? firstOf(steps);
}

/** Opens a step, where the scenario has it. */
export function enter(progress: Progress, id: string): Progress {
  return scenarioOf(progress.scenario).steps.some(step => step.id === id)
    ? { ...progress, at: id }
    : progress;
}

/** Marks the step that is open as done and opens the next. */
export function complete(progress: Progress): Progress {
  const { steps } = scenarioOf(progress.scenario);
  const current = openStep(progress);
  const next = enter(progress, neighbour(progress, 1));
  return {
    ...(current.endsLock ? unlocked(next) : next),
    done: idsOf(steps.filter(({ id }) => id === current.id || progress.done.includes(id))),
  };
}

/** Marks every step as done: what is at the end of the scenario cannot be done without the rest. */
export function finish(progress: Progress): Progress {
  const { steps } = scenarioOf(progress.scenario);
  return { ...progress, done: idsOf(steps.filter(step => !isSkipped(step, progress))) };
}

/** A key was pasted and is stored. Stays at its step; {@link complete} goes on. */
export function pasted(progress: Progress): Progress {
  const step = scenarioOf(progress.scenario).steps.find(({ needsKey }) => needsKey);
  return step ? { ...progress, at: step.id, key: 'pasted' } : progress;
}

/** Xero accepted a code of the key that was pasted. */
export function keyAccepted(progress: Progress): Progress {
  return progress.key === 'pasted' ? { ...progress, key: 'accepted' } : progress;
}

/** The old key was put back in the place of the pasted one: a scenario that needs that begins again. */
export function keyPutBack(progress: Progress, known: Known): Progress {
  return progress.key === 'pasted' ? follow(progress.scenario, known, progress) : progress;
}

/** Opens the step before. */
export function goBack(progress: Progress): Progress {
  return enter(progress, neighbour(progress, -1));
}

/** The state of a step, as the page shows it. */
export function stateOf(step: Step, progress: Progress, known: Known): StepState {
  if (isSkipped(step, progress)) return 'skipped';
  if (isDone(step, progress, known)) return 'done';
  return step.id === progress.at ? 'current' : 'todo';
}

/** Whether nothing of the scenario is left to do. */
export function isFinished(progress: Progress, known: Known): boolean {
  return scenarioOf(progress.scenario).steps.every(
    step => isSkipped(step, progress) || isDone(step, progress, known),
  );
}

/** Whether the key is one that Xero gave out in this scenario, and has not accepted a code of before. */
export function isKeyNew({ scenario, key }: Progress): boolean {
  const { renewsKey, setsUp } = scenarioOf(scenario);
  return key === 'pasted' && (renewsKey ?? setsUp ?? false);
}

/** Whether a scenario was gone to its end, also where its key was removed since. */
export function isOver(progress: Progress, known: Known): boolean {
  if (isFinished(progress, known)) return true;
  const { steps } = scenarioOf(progress.scenario);
  const isAtEnd = steps.at(-1)?.id === progress.done.at(-1);
  return isAtEnd && steps.some(({ needsKey }) => needsKey) && !hasKey(progress, known);
}

/** Whether the key that the scenario is about is stored. */
export function hasKey({ key }: Progress, { secret }: Known): boolean {
  return secret === 'ready' && key !== 'wanted';
}

function isDone(step: Step, progress: Progress, known: Known): boolean {
  const { steps, setsUp } = scenarioOf(progress.scenario);
  if (setsUp && progress.key === 'stored' && known.isSetUp && known.secret === 'ready') return true;
  const isKeyHere = hasKey(progress, known);
  if (step.needsKey) return isKeyHere;
  // Nobody has the key without having been through the steps that lead to it.
  const leadsToKey = steps.slice(steps.indexOf(step)).some(({ needsKey }) => needsKey);
  return progress.done.includes(step.id) || (isKeyHere && leadsToKey);
}

/** Answers to questions are not confirmed by email. */
function isSkipped({ isForEmail }: Step, { backup }: Progress): boolean {
  return backup === 'questions' && isForEmail === true;
}

/** The id of the next step in a direction that is not skipped. */
function neighbour(progress: Progress, direction: 1 | -1): string {
  const { steps } = scenarioOf(progress.scenario);
  // A step that is skipped may be the open one all the same: the person opened it to read.
  const place = steps.indexOf(openStep(progress));
  const others = direction === 1 ? steps.slice(place + 1) : steps.slice(0, place).reverse();
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
