import * as v from 'valibot';
import type { StepState } from './protocol';
import { isScenario, replacesKey, type Scenario, type StepId, stepsOf, XERO_STEPS } from './scenarios';

/** What a person should have before they begin. */
export const PREREQUISITES = [
  'browser',
  'inbox',
  'otherAddress',
  'clock',
  'testOrganisation',
  'owner',
] as const;
export type Prerequisite = (typeof PREREQUISITES)[number];

/** What matters on a scenario: whoever is given the key needs no mailbox. */
export function prerequisitesOf(scenario: Scenario): readonly Prerequisite[] {
  switch (scenario) {
    case 'setUp':
    case 'enforced':
      return PREREQUISITES;
    case 'fromTeam':
    case 'secretLost':
      return ['clock', 'testOrganisation'];
    case 'deviceLost':
      return ['browser', 'inbox', 'clock', 'testOrganisation', 'owner'];
    case 'newDevice':
    case 'afterLeaver':
      return ['browser', 'clock', 'testOrganisation', 'owner'];
    case 'turnOff':
      return ['browser', 'testOrganisation', 'owner'];
  }
}

/** How the login can be got into when the codes are gone. */
export type Backup = 'email' | 'questions';

/** How far somebody is with a login. It is remembered between sessions and holds nothing secret. */
export interface Progress {
  readonly scenario: Scenario;
  /** The step that is open. */
  readonly at: StepId;
  readonly done: readonly StepId[];
  readonly ticked: readonly Prerequisite[];
  readonly backup: Backup;
  /** Begun anew though the login was set up before: what is known of that says nothing any more. */
  readonly restarted: boolean;
  /** When Xero may let the login in again, in milliseconds since the Unix epoch. */
  readonly lockedUntil?: number;
}

/** What is known without being told. */
export interface KnownState {
  readonly secret: 'ready' | 'none' | 'lost';
  /** Whether the list says that MFA is set up. */
  readonly isSetUp: boolean;
}

const schema = v.object({
  scenario: v.custom<Scenario>(value => typeof value === 'string' && isScenario(value)),
  at: v.string(),
  done: v.array(v.string()),
  ticked: v.array(v.string()),
  backup: v.picklist(['email', 'questions']),
  restarted: v.boolean(),
  lockedUntil: v.optional(v.number()),
});

/** Reads what was remembered; what another version wrote and this one cannot follow counts as nothing. */
export function parseProgress(value: unknown): Progress | undefined {
  const result = v.safeParse(schema, value);
  if (!result.success) return undefined;
  const { scenario, at, done, ticked, backup, restarted, lockedUntil } = result.output;
  const steps = stepsOf(scenario);
  const current = steps.find(step => step === at);
  if (!current) return undefined;
  return {
    scenario,
    at: current,
    done: steps.filter(step => done.includes(step)),
    ticked: PREREQUISITES.filter(item => ticked.includes(item)),
    backup,
    restarted,
    ...(lockedUntil !== undefined && { lockedUntil }),
  };
}

/** Where somebody begins who has not been here, as far as it can be told. */
export function begin(known: KnownState): Progress {
  return follow(suggestedScenario(known), known);
}

function suggestedScenario({ secret, isSetUp }: KnownState): Scenario {
  if (secret === 'lost') return 'secretLost';
  return secret === 'none' && isSetUp ? 'fromTeam' : 'setUp';
}

/** Begins a scenario. What was ticked off before stays so. */
export function follow(scenario: Scenario, known: KnownState, before?: Progress): Progress {
  // Where what was begun anew is finished, what is known of the login says all again.
  const restarted = before?.restarted === true && !isFinished(before, known);
  return firstOf(
    { scenario, ticked: before?.ticked ?? [], backup: before?.backup ?? 'email', restarted },
    known,
  );
}

/** Begins the scenario again, whatever is known of an earlier time. */
export function startOver({ scenario, backup }: Progress, known: KnownState): Progress {
  return firstOf({ scenario, ticked: [], backup, restarted: true }, known);
}

function firstOf(
  begun: Pick<Progress, 'scenario' | 'ticked' | 'backup' | 'restarted'>,
  known: KnownState,
): Progress {
  const progress: Progress = { ...begun, at: '1', done: [] };
  return { ...progress, at: firstUndone(progress, known) };
}

/** Opens a step, where the scenario has it. */
export function enter(progress: Progress, step: string): Progress {
  const at = stepsOf(progress.scenario).find(each => each === step);
  return at ? { ...progress, at } : progress;
}

/** Marks the step that is open as done and opens the next. */
export function complete(progress: Progress): Progress {
  const { scenario, at, done } = progress;
  return {
    ...enter(progress, neighbour(progress, 1)),
    done: stepsOf(scenario).filter(step => step === at || done.includes(step)),
  };
}

/** Marks every step as done: what is at the end of the scenario cannot be done without the rest. */
export function finish(progress: Progress): Progress {
  return { ...progress, done: stepsOf(progress.scenario).filter(step => !isSkipped(step, progress)) };
}

/** Opens the step before. */
export function goBack(progress: Progress): Progress {
  return enter(progress, neighbour(progress, -1));
}

export function stateOf(step: StepId, progress: Progress, known: KnownState): StepState {
  if (isSkipped(step, progress)) return 'skipped';
  if (isDone(step, progress, known)) return 'done';
  return step === progress.at ? 'current' : 'todo';
}

/** Whether nothing of the scenario is left to do. */
export function isFinished(progress: Progress, known: KnownState): boolean {
  return stepsOf(progress.scenario).every(
    step => !['todo', 'current'].includes(stateOf(step, progress, known)),
  );
}

/** Whether the key this scenario is about is stored: where it gives out a new one, that is not the old one. */
export function hasKey({ scenario, done, restarted }: Progress, { secret }: KnownState): boolean {
  return secret === 'ready' && (replacesKey(scenario) || restarted ? done.includes('7') : true);
}

function isDone(step: StepId, progress: Progress, known: KnownState): boolean {
  const { scenario, done, restarted } = progress;
  const followsSetUp = scenario === 'setUp' || scenario === 'enforced';
  if (followsSetUp && !restarted && known.isSetUp && known.secret === 'ready') return true;
  const isKeyStored = hasKey(progress, known);
  if (step === '7') return isKeyStored;
  // Nobody has the key without having been through the steps that lead to it.
  const leadsToKey = stepsOf(scenario).indexOf(step) < stepsOf(scenario).indexOf('7');
  return done.includes(step) || (isKeyStored && leadsToKey);
}

/** Answers to questions are not confirmed by email. */
function isSkipped(step: StepId, { backup }: Progress): boolean {
  return backup === 'questions' && (step === '12' || step === '13');
}

function firstUndone(progress: Progress, known: KnownState): StepId {
  const steps = stepsOf(progress.scenario);
  const undone = steps.find(step => !isDone(step, progress, known) && !isSkipped(step, progress));
  return undone ?? steps.at(-1) ?? XERO_STEPS[0];
}

function neighbour(progress: Progress, direction: 1 | -1): StepId {
  const steps = stepsOf(progress.scenario);
  // A step that is skipped may be the open one all the same: the person opened it to read.
  const place = steps.indexOf(progress.at);
  const others = direction === 1 ? steps.slice(place + 1) : steps.slice(0, place).reverse();
  return others.find(step => !isSkipped(step, progress)) ?? progress.at;
}
