import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  begin,
  complete,
  enter,
  finish,
  follow,
  goBack,
  hasKey,
  isFinished,
  type KnownState,
  PREREQUISITES,
  type Progress,
  parseProgress,
  prerequisitesOf,
  startOver,
  stateOf,
} from '../../../src/guide/progress';
import type { StepState } from '../../../src/guide/protocol';
import { SCENARIOS, type Scenario, type StepId, stepsOf, XERO_STEPS } from '../../../src/guide/scenarios';

const NOTHING: KnownState = { secret: 'none', isSetUp: false };
const STORED: KnownState = { secret: 'ready', isSetUp: false };
const SET_UP: KnownState = { secret: 'ready', isSetUp: true };

/** The steps of each state that any of them is in. */
function states(progress: Progress, known: KnownState): Partial<Record<StepState, readonly StepId[]>> {
  const found: Partial<Record<StepState, readonly StepId[]>> = {};
  for (const step of stepsOf(progress.scenario)) {
    const state = stateOf(step, progress, known);
    found[state] = [...(found[state] ?? []), step];
  }
  return found;
}

/** Does step after step from where somebody is, with what becomes known by that, until there is no other. */
function walk(
  progress: Progress,
  known: KnownState,
): { walked: StepId[]; progress: Progress; known: KnownState } {
  const walked: StepId[] = [];
  let now = known;
  let at = progress;
  for (;;) {
    walked.push(at.at);
    if (at.at === '7') now = { ...now, secret: 'ready' };
    if (at.at === '14' || at.at === 'passOn') now = { ...now, isSetUp: true };
    if (at.at === 'forget') now = NOTHING;
    const next = complete(at);
    if (next.at === at.at) return { walked, progress: next, known: now };
    at = next;
  }
}

describe('begin', () => {
  const cases: readonly [known: KnownState, scenario: Scenario, at: StepId][] = [
    [NOTHING, 'setUp', '1'],
    [{ secret: 'none', isSetUp: true }, 'fromTeam', 'getKey'],
    [STORED, 'setUp', '8'],
    [SET_UP, 'setUp', '14'],
    [{ secret: 'lost', isSetUp: false }, 'secretLost', 'getKey'],
    [{ secret: 'lost', isSetUp: true }, 'secretLost', 'getKey'],
  ];
  for (const [known, scenario, at] of cases) {
    it(`opens ${at} of ${scenario} where the secret is ${known.secret} and the list says ${known.isSetUp}`, () => {
      assert.deepEqual(begin(known), {
        scenario,
        at,
        done: [],
        ticked: [],
        backup: 'email',
        restarted: false,
      });
    });
  }
});

describe('A way', () => {
  for (const scenario of SCENARIOS) {
    it(`is walked to its end, step by step: ${scenario}`, () => {
      const { walked, progress, known } = walk(follow(scenario, NOTHING), NOTHING);
      assert.deepEqual(walked, stepsOf(scenario));
      assert.deepEqual(progress.done, stepsOf(scenario));
      assert.ok(isFinished(progress, known));
      assert.deepEqual(states(progress, known), { done: stepsOf(scenario) });
    });

    it(`is not finished one step before its end: ${scenario}`, () => {
      let progress = follow(scenario, NOTHING);
      for (const _ of stepsOf(scenario).slice(1)) {
        assert.ok(!isFinished(progress, STORED));
        progress = complete(progress);
      }
      assert.ok(!isFinished(progress, STORED));
      assert.equal(stateOf(progress.at, progress, STORED), 'current');
    });

    it(`is walked back to its first step, and no further: ${scenario}`, () => {
      let { progress } = walk(follow(scenario, NOTHING), NOTHING);
      for (const step of stepsOf(scenario).toReversed()) {
        assert.equal(progress.at, step);
        progress = goBack(progress);
      }
      assert.equal(progress.at, stepsOf(scenario)[0]);
      assert.deepEqual(progress.done, stepsOf(scenario));
    });
  }

  it('keeps what was ticked off and chosen when another is followed, and nothing of its steps', () => {
    const before: Progress = {
      ...complete(begin(NOTHING)),
      ticked: ['inbox'],
      backup: 'questions',
      lockedUntil: 1,
    };
    assert.deepEqual(follow('newDevice', NOTHING, before), {
      scenario: 'newDevice',
      at: 'signIn',
      done: [],
      ticked: ['inbox'],
      backup: 'questions',
      restarted: false,
    });
  });

  for (const step of ['', '0', '15', 'getKey', 'constructor', '__proto__', ' 5']) {
    it(`has no step “${step}” to open`, () => {
      const progress = complete(begin(NOTHING));
      assert.deepEqual(enter(progress, step), progress);
    });
  }

  it('does a step that was opened out of turn, and goes on from there', () => {
    const progress = complete(enter(begin(NOTHING), '9'));
    assert.deepEqual([progress.at, progress.done], ['10', ['9']]);
    assert.deepEqual(complete(enter(progress, '2')).done, ['2', '9']);
  });
});

describe('What is to be had before a scenario', () => {
  for (const scenario of SCENARIOS) {
    it(`is some of what there is, in its order: ${scenario}`, () => {
      const items = prerequisitesOf(scenario);
      assert.deepEqual(
        items,
        PREREQUISITES.filter(item => items.includes(item)),
      );
      assert.ok(items.includes('testOrganisation'));
    });
  }

  it('is all of it before the first set-up', () => {
    assert.deepEqual(prerequisitesOf('setUp'), PREREQUISITES);
    assert.deepEqual(prerequisitesOf('enforced'), PREREQUISITES);
  });

  it('is no mailbox where the team has the key', () => {
    for (const scenario of ['fromTeam', 'secretLost'] as const)
      assert.ok(!prerequisitesOf(scenario).includes('inbox'));
  });
});

describe('A key', () => {
  const leading = ['1', '2', '3', '4', '5', '6', '7'] as const;

  it('that is stored by other means has done step 7 and those that lead to it', () => {
    const progress = begin(NOTHING);
    assert.deepEqual(states(progress, STORED), {
      done: leading,
      todo: XERO_STEPS.slice(7),
    });
  });

  it('that is removed has not', () => {
    const { progress } = walk(begin(NOTHING), NOTHING);
    assert.equal(stateOf('7', progress, STORED), 'done');
    assert.deepEqual(states(progress, NOTHING)['todo'], ['7']);
    assert.ok(!isFinished(progress, NOTHING));
    assert.ok(!isFinished(progress, { secret: 'lost', isSetUp: true }));
  });

  it('opens what comes after it where a scenario begins', () => {
    assert.equal(follow('enforced', STORED).at, '8');
    assert.equal(follow('fromTeam', STORED).at, '8');
    assert.equal(follow('secretLost', { secret: 'lost', isSetUp: true }).at, 'getKey');
  });

  for (const scenario of ['newDevice', 'deviceLost', 'afterLeaver'] as const) {
    it(`that is to be replaced has done nothing before the new one is stored: ${scenario}`, () => {
      const progress = follow(scenario, SET_UP);
      assert.deepEqual(states(progress, SET_UP), {
        current: stepsOf(scenario).slice(0, 1),
        todo: stepsOf(scenario).slice(1),
      });
      assert.ok(!hasKey(progress, SET_UP));
      const stored = complete(enter(progress, '7'));
      assert.ok(hasKey(stored, SET_UP) && !hasKey(stored, { secret: 'lost', isSetUp: true }));
      assert.deepEqual(states(stored, SET_UP), {
        done: stepsOf(scenario).slice(0, stepsOf(scenario).indexOf('8')),
        current: ['8'],
        todo: ['9', '10', 'passOn'],
      });
    });
  }

  it('has done nothing where MFA is to be turned off', () => {
    assert.equal(follow('turnOff', SET_UP).at, 'signIn');
  });
});

describe('A set-up', () => {
  it('is finished without a single step where the list and the secrets say so', () => {
    for (const scenario of ['setUp', 'enforced'] as const) {
      assert.ok(isFinished(follow(scenario, SET_UP), SET_UP));
      assert.ok(!isFinished(follow(scenario, STORED), STORED));
    }
  });

  it('that was finished is begun anew from its first step', () => {
    const done: Progress = { ...walk(begin(NOTHING), NOTHING).progress, ticked: [...PREREQUISITES] };
    const progress = startOver(done, SET_UP);
    assert.deepEqual(progress, {
      scenario: 'setUp',
      at: '1',
      done: [],
      ticked: [],
      backup: 'email',
      restarted: true,
    });
    assert.deepEqual(states(progress, SET_UP), { current: ['1'], todo: XERO_STEPS.slice(1) });
    const stored = complete(enter(progress, '7'));
    assert.deepEqual(states(stored, SET_UP)['done'], XERO_STEPS.slice(0, 7));
  });

  it('that was begun anew is finished like the first', () => {
    const { walked, progress } = walk(startOver(begin(SET_UP), SET_UP), SET_UP);
    assert.deepEqual(walked, XERO_STEPS);
    assert.ok(isFinished(progress, SET_UP));
  });

  it('that was begun anew is still to do after a look at another scenario', () => {
    const restarted = startOver(begin(SET_UP), SET_UP);
    const back = follow('setUp', SET_UP, follow('turnOff', SET_UP, restarted));
    assert.equal(back.at, '1');
    assert.ok(!isFinished(back, SET_UP));
  });

  it('that was begun anew and finished stays so after a look at another scenario', () => {
    const { progress } = walk(startOver(begin(SET_UP), SET_UP), SET_UP);
    const back = follow('setUp', SET_UP, follow('turnOff', SET_UP, progress));
    assert.equal(back.at, '14');
    assert.ok(isFinished(back, SET_UP));
  });

  it('that was begun anew has no key before the new one is stored', () => {
    const restarted = startOver(begin(SET_UP), SET_UP);
    assert.ok(hasKey(begin(SET_UP), SET_UP) && !hasKey(restarted, SET_UP));
    assert.ok(hasKey(complete(enter(restarted, '7')), SET_UP));
  });

  for (const scenario of SCENARIOS) {
    it(`of which the last is done is done as a whole: ${scenario}`, () => {
      const progress = finish(follow(scenario, STORED));
      assert.ok(isFinished(progress, STORED));
      assert.deepEqual(progress.done, stepsOf(scenario));
    });
  }

  it('of which the last is done without an email has not confirmed one', () => {
    const progress = finish({ ...begin(STORED), backup: 'questions' });
    assert.ok(!progress.done.includes('12') && !progress.done.includes('13'));
    assert.ok(!isFinished({ ...progress, backup: 'email' }, STORED));
  });

  it('keeps the choice of questions when it is begun anew', () => {
    const progress: Progress = { ...begin(NOTHING), backup: 'questions' };
    assert.equal(startOver(progress, NOTHING).backup, 'questions');
  });
});

describe('Security questions', () => {
  const asked: Progress = { ...follow('setUp', STORED), backup: 'questions' };

  it('need no email: steps 12 and 13 are passed over both ways', () => {
    assert.deepEqual(states(asked, STORED)['skipped'], ['12', '13']);
    const on = complete(enter(asked, '11'));
    assert.equal(on.at, '14');
    assert.equal(goBack(on).at, '11');
  });

  it('finish the set-up without those', () => {
    const { walked, progress, known } = walk({ ...begin(NOTHING), backup: 'questions' }, NOTHING);
    assert.deepEqual(
      walked,
      XERO_STEPS.filter(step => step !== '12' && step !== '13'),
    );
    assert.ok(isFinished(progress, known));
  });

  it('leave a step that was opened all the same by its neighbours', () => {
    for (const step of ['12', '13']) {
      assert.equal(complete(enter(asked, step)).at, '14', step);
      assert.equal(goBack(enter(asked, step)).at, '11', step);
    }
  });

  it('are given up for an email again, which is then to do', () => {
    const { progress } = walk({ ...begin(NOTHING), backup: 'questions' }, NOTHING);
    const back: Progress = { ...progress, backup: 'email' };
    assert.deepEqual(states(back, STORED)['todo'], ['12', '13']);
    assert.ok(!isFinished(back, STORED));
  });
});

describe('Progress', () => {
  const known = fc.record<KnownState>({
    secret: fc.constantFrom('ready', 'none', 'lost'),
    isSetUp: fc.boolean(),
  });
  const anyStep = fc.oneof(
    { arbitrary: fc.constantFrom(...XERO_STEPS), weight: 3 },
    fc.constantFrom(...SCENARIOS.flatMap(scenario => [...stepsOf(scenario)])),
    fc.string({ maxLength: 3 }),
  );
  type Change = (progress: Progress) => Progress;
  const change = fc.oneof(
    { arbitrary: fc.constantFrom<Change[]>(complete, goBack), weight: 4 },
    fc.constant<Change>(finish),
    {
      arbitrary: anyStep.map(
        (step): Change =>
          progress =>
            enter(progress, step),
      ),
      weight: 4,
    },
    fc.tuple(fc.constantFrom(...SCENARIOS), known).map(
      ([scenario, known]): Change =>
        progress =>
          follow(scenario, known, progress),
    ),
    known.map(
      (known): Change =>
        progress =>
          startOver(progress, known),
    ),
    fc.constantFrom('email' as const, 'questions' as const).map(
      (backup): Change =>
        progress => ({ ...progress, backup }),
    ),
    fc.subarray([...PREREQUISITES]).map(
      (ticked): Change =>
        progress => ({ ...progress, ticked }),
    ),
    fc.nat().map(
      (lockedUntil): Change =>
        progress => ({ ...progress, lockedUntil }),
    ),
  );
  const anyProgress = fc
    .tuple(known, fc.array(change, { maxLength: 20, size: 'max' }))
    .map(([known, changes]) => changes.reduce((progress, each) => each(progress), begin(known)));

  it('is always at a step of its scenario, and has done only such', () => {
    fc.assert(
      fc.property(anyProgress, known, (progress, known) => {
        const steps = stepsOf(progress.scenario);
        assert.ok(steps.includes(progress.at));
        assert.ok(progress.done.every(step => steps.includes(step)));
        assert.ok(progress.at !== steps.at(-1) || complete(progress).at === progress.at);
        const isOver = steps.every(step => ['done', 'skipped'].includes(stateOf(step, progress, known)));
        assert.equal(isFinished(progress, known), isOver);
      }),
    );
  });

  it('goes on only forwards and back only backwards, wherever it is', () => {
    fc.assert(
      fc.property(anyProgress, progress => {
        const steps = stepsOf(progress.scenario);
        const place = steps.indexOf(progress.at);
        assert.ok(steps.indexOf(complete(progress).at) >= place);
        assert.ok(steps.indexOf(goBack(progress).at) <= place);
      }),
      { numRuns: 500 },
    );
  });

  it('comes to the end of its scenario from wherever it is', () => {
    fc.assert(
      fc.property(anyProgress, progress => {
        const { walked } = walk(progress, NOTHING);
        assert.equal(walked.at(-1), stepsOf(progress.scenario).at(-1));
      }),
    );
  });

  it('is read back as it was', () => {
    fc.assert(
      fc.property(anyProgress, progress =>
        assert.deepEqual(parseProgress(JSON.parse(JSON.stringify(progress))), progress),
      ),
      { numRuns: 500 },
    );
  });

  const stored = {
    scenario: 'setUp',
    at: '5',
    done: ['1'],
    ticked: ['clock'],
    backup: 'email',
    restarted: false,
  };
  const unreadable: readonly [what: string, value: unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(stored)],
    ['a list', [stored]],
    ['an unknown scenario', { ...stored, scenario: 'sideways' }],
    ['a scenario that every object has', { ...stored, scenario: 'constructor' }],
    ['a scenario that is a list', { ...stored, scenario: ['setUp'] }],
    ['an unknown step', { ...stored, at: '15' }],
    ['a step of another scenario', { ...stored, at: 'getKey' }],
    ['a step that is a number', { ...stored, at: 5 }],
    ['no step', { ...stored, at: undefined }],
    ['done that is no list', { ...stored, done: '1' }],
    ['numbers for what is done', { ...stored, done: [1] }],
    ['an unknown backup', { ...stored, backup: 'carrierPigeon' }],
    ['a text for a yes', { ...stored, restarted: 'true' }],
    ['a time that is text', { ...stored, lockedUntil: '1' }],
    ['a time that is none', { ...stored, lockedUntil: Number.NaN }],
  ];
  for (const [what, value] of unreadable)
    it(`is not read from ${what}`, () => assert.equal(parseProgress(value), undefined));

  it('is read without what this version does not know, in the order of the scenario', () => {
    const value = {
      ...stored,
      done: ['9', 'getKey', '2', '2', 'x'],
      ticked: ['owner', 'x', 'clock'],
      more: 1,
    };
    assert.deepEqual(parseProgress(value), { ...stored, done: ['2', '9'], ticked: ['clock', 'owner'] });
  });

  it('is read from anything without a fault', () => {
    const near = fc.record({
      scenario: fc.oneof(fc.constantFrom(...SCENARIOS), fc.anything()),
      at: fc.oneof(anyStep, fc.anything()),
      done: fc.oneof(fc.array(anyStep), fc.anything()),
      ticked: fc.oneof(fc.array(fc.constantFrom(...PREREQUISITES)), fc.anything()),
      backup: fc.oneof(fc.constantFrom('email', 'questions'), fc.anything()),
      restarted: fc.oneof(fc.boolean(), fc.anything()),
      lockedUntil: fc.oneof(fc.double(), fc.anything()),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), value => {
        const progress = parseProgress(value);
        if (progress) assert.ok(stepsOf(progress.scenario).includes(progress.at));
      }),
    );
  });
});
