import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { parseSecret } from '../../../src/core/secret';
import { scenarioOf } from '../../../src/guide/content/scenarios';
import { type Progress, SCENARIO_IDS, type ScenarioId } from '../../../src/guide/model';
import { ACTIONS, type Action } from '../../../src/guide/page/buttons';
import { currentStep } from '../../../src/guide/progress';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';
import { FakeComputer, LOGIN } from './fakeGuide';
import type { TestSession } from './testSession';
import { stepsOf } from './walk';

/** A computer whose slow tasks take as long as the scheduler says, and sometimes fail. */
class SlowComputer extends FakeComputer {
  /** The steps on which the person asked for something, since the scenario last began. */
  readonly asked = new Set<string>();

  constructor(scheduler: fc.Scheduler, failures: Iterator<boolean>) {
    super();
    const slow =
      <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        await scheduler.schedule(Promise.resolve());
        if (failures.next().value) throw new Error('a fault');
        return run(...args);
      };
    this.answer = ([first]) => first;
    const { secrets } = this;
    const { accounts, setupKeys, copier, team, progress } = this.services;
    secrets.accept = slow(secrets.accept.bind(secrets));
    secrets.putBack = slow(secrets.putBack.bind(secrets));
    accounts.edit = slow(accounts.edit);
    setupKeys.store = slow(setupKeys.store);
    setupKeys.remove = slow(setupKeys.remove);
    copier.copyNext = slow(copier.copyNext.bind(copier));
    copier.copy = slow(copier.copy.bind(copier));
    team.keyAccepted = slow(team.keyAccepted);
    this.clock = slow(this.clock);
    const set = progress.set.bind(progress);
    progress.set = (login, after) => {
      const before = progress.get(login, after.scenario)?.done ?? [];
      this.#check(after, before);
      return set(login, after);
    };
  }

  #check({ scenario, done }: Progress, before: readonly string[]): void {
    const { steps } = scenarioOf(scenario);
    const last = steps.at(-1);
    // The last step of a set-up completes all.
    if (last?.records === 'setUp' && this.asked.has(placeOf(scenario, last.id))) return;
    const asked = steps.filter(({ id }) => this.asked.has(placeOf(scenario, id)));
    const proved = new Set(asked.flatMap(({ id, proves = [] }) => [id, ...proves]));
    for (const step of done.filter(each => !before.includes(each)))
      assert.ok(proved.has(step), `${step} of ${scenario} was not current`);
  }
}

function placeOf(scenario: string, step: string): string {
  return `${scenario} ${step}`;
}

interface Move {
  readonly name: string;
  /** Starts the move without waiting for its end. */
  readonly make: (session: TestSession, computer: SlowComputer) => Promise<unknown> | undefined;
}

function ask(
  { asked }: SlowComputer,
  session: TestSession,
  act: () => Promise<unknown>,
): Promise<unknown> | undefined {
  const { scenario, at } = session.state.progress;
  asked.add(placeOf(scenario, at));
  return act();
}

const press = (action: Action): Move => ({
  name: `press ${action}`,
  make: (session, computer) => {
    // Earlier presses don't belong to the scenario that begins now.
    if (['startOver', 'nobodyHasIt', 'getKey'].includes(action)) computer.asked.clear();
    return ask(computer, session, () => session.press(action));
  },
});

const open = (step: string): Move => ({
  name: `open ${step}`,
  make: session => session.ask({ type: 'openStep', step }),
});

const choose = (scenario: ScenarioId): Move => ({
  name: `choose ${scenario}`,
  make: (session, computer) => {
    computer.asked.clear();
    return session.ask({ type: 'chooseScenario', scenario });
  },
});

const paste = (key: string): Move => ({
  name: 'paste a key',
  make: (session, computer) =>
    currentStep(session.state.progress).needsKey
      ? ask(computer, session, () => session.submit('key', key))
      : undefined,
});

const actions = Kinds.of(...ACTIONS);
const scenarios = Kinds.of(...SCENARIO_IDS);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: actions.any.map(press), weight: 3 },
  {
    arbitrary: fc.constantFrom<Action>('next', 'codeAccepted', 'removeSecret', 'copyCode').map(press),
    weight: 5,
  },
  { arbitrary: fc.constantFrom(...SCENARIO_IDS.flatMap(stepsOf)).map(open), weight: 3 },
  {
    arbitrary: fc.constantFrom('confirmCode', 'tryCode', 'forget', 'finish', 'passOn').map(open),
    weight: 3,
  },
  scenarios.any.map(choose),
  fc.constantFrom(KEY, OTHER_KEY).map(paste),
);

describe('A press in the guide', () => {
  it('completes only a step that was current then, however long it takes and whatever else is pressed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.infiniteStream(fc.nat(5).map(number => number === 0)),
        fc.array(fc.tuple(anyMove, fc.boolean()), { maxLength: 25, size: 'max' }),
        async (scheduler, failures, route) => {
          const computer = new SlowComputer(scheduler, failures);
          await computer.ready();
          await computer.secrets.set(LOGIN, parseSecret(KEY, LOGIN).secret);
          const session = computer.session();
          const faults: unknown[] = [];
          const note = (error: unknown): void => {
            if (error instanceof assert.AssertionError) faults.push(error);
          };
          for (const [{ make }, isWaitedFor] of route) {
            make(session, computer)?.catch(note);
            await nextTurn();
            if (isWaitedFor && scheduler.count() > 0) await scheduler.waitOne();
            await nextTurn();
          }
          await scheduler.waitAll();
          await nextTurn();
          await computer.dispose();
          assert.deepEqual(faults, []);
        },
      ),
      { numRuns: cases(200, 300) },
    );
    actions.assertAllMade();
    scenarios.assertAllMade();
  });
});
