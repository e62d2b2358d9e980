import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scenarioOf } from '../../../src/guide/content/scenarios';
import { PREREQUISITE_IDS, type Progress, SCENARIO_IDS, type ScenarioId } from '../../../src/guide/model';
import {
  begin,
  complete,
  currentStep,
  enter,
  finish,
  follow,
  goBack,
  hasKey,
  isFinished,
  keyAccepted,
  keyPutBack,
  parseProgress,
  pasted,
  startOver,
  stateOf,
} from '../../../src/guide/progress';
import type { StepState } from '../../../src/guide/protocol';
import { cases } from '../../shared/thorough';

type Known = Parameters<typeof begin>[0];

const NOTHING: Known = { secret: 'none', isSetUp: false };
const STORED: Known = { secret: 'ready', isSetUp: false };
const SET_UP: Known = { secret: 'ready', isSetUp: true };

function stepsOf(scenario: ScenarioId): string[] {
  return scenarioOf(scenario).steps.map(({ id }) => id);
}

const XERO_STEPS = stepsOf('setUp');

/** The steps by state. */
function states(progress: Progress, known: Known): Partial<Record<StepState, readonly string[]>> {
  const found: Partial<Record<StepState, readonly string[]>> = {};
  for (const step of scenarioOf(progress.scenario).steps) {
    const state = stateOf(step, progress, known);
    found[state] = [...(found[state] ?? []), step.id];
  }
  return found;
}

/** Completes one step after another until the end, and updates what is known on the way. */
function walk(progress: Progress, known: Known): { walked: string[]; progress: Progress; known: Known } {
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

describe('begin', () => {
  const starts: readonly [known: Known, scenario: ScenarioId, at: string][] = [
    [NOTHING, 'setUp', 'openMenu'],
    [{ secret: 'none', isSetUp: true }, 'fromTeam', 'getKey'],
    [STORED, 'setUp', 'copyCode'],
    [SET_UP, 'setUp', 'finish'],
    [{ secret: 'lost', isSetUp: false }, 'secretLost', 'getKey'],
    [{ secret: 'lost', isSetUp: true }, 'secretLost', 'getKey'],
  ];
  for (const [known, scenario, at] of starts) {
    it(`opens ${at} of ${scenario} when the secret is ${known.secret} and the list says ${known.isSetUp}`, () => {
      assert.deepEqual(begin(known), {
        scenario,
        at,
        done: [],
        ticked: [],
        backup: 'email',
        key: 'stored',
      });
    });
  }
});

describe('A scenario', () => {
  for (const scenario of SCENARIO_IDS) {
    it(`runs to its end, step by step: ${scenario}`, () => {
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
      assert.equal(stateOf(currentStep(progress), progress, STORED), 'current');
    });

    it(`goes back to its first step and no further: ${scenario}`, () => {
      let { progress } = walk(follow(scenario, NOTHING), NOTHING);
      for (const step of stepsOf(scenario).toReversed()) {
        assert.equal(progress.at, step);
        progress = goBack(progress);
      }
      assert.equal(progress.at, stepsOf(scenario)[0]);
      assert.deepEqual(progress.done, stepsOf(scenario));
    });
  }

  it('takes over ticks, the kind of backup and a lock from the one before, but none of its steps', () => {
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
      key: 'wanted',
      lockedUntil: 1,
    });
  });

  for (const step of ['', '0', '15', 'getKey', 'constructor', '__proto__', ' 5']) {
    it(`ignores the unknown step “${step}”`, () => {
      const progress = complete(begin(NOTHING));
      assert.deepEqual(enter(progress, step), progress);
    });
  }

  it('completes a step that was opened out of turn, and goes on from there', () => {
    const progress = complete(enter(begin(NOTHING), 'enterCode'));
    assert.deepEqual([progress.at, progress.done], ['confirmCode', ['enterCode']]);
    assert.deepEqual(complete(enter(progress, 'openAccount')).done, ['openAccount', 'enterCode']);
  });
});

describe('The prerequisites of a scenario', () => {
  for (const scenario of SCENARIO_IDS) {
    it(`are some of all prerequisites, in their order: ${scenario}`, () => {
      const items = scenarioOf(scenario).prerequisites;
      assert.deepEqual(
        items,
        PREREQUISITE_IDS.filter(item => items.includes(item)),
      );
      assert.ok(items.includes('testOrganisation'));
    });
  }

  it('are all of them before a first set-up', () => {
    assert.deepEqual(scenarioOf('setUp').prerequisites, PREREQUISITE_IDS);
    assert.deepEqual(scenarioOf('enforced').prerequisites, PREREQUISITE_IDS);
  });

  it('do not include a mailbox when the team has the key', () => {
    for (const scenario of ['fromTeam', 'secretLost'] as const)
      assert.ok(!scenarioOf(scenario).prerequisites.includes('inbox'));
  });
});

describe('A stored key', () => {
  const leading = XERO_STEPS.slice(0, 7);

  it('completes step 7 and the steps that lead to it, even if it was stored elsewhere', () => {
    const progress = begin(NOTHING);
    assert.deepEqual(states(progress, STORED), {
      done: leading,
      todo: XERO_STEPS.slice(7),
    });
  });

  it('no longer does once it is removed', () => {
    const { progress } = walk(begin(NOTHING), NOTHING);
    assert.ok(states(progress, STORED)['done']?.includes('pasteKey'));
    assert.deepEqual(states(progress, NOTHING)['todo'], ['pasteKey']);
    assert.ok(!isFinished(progress, NOTHING));
    assert.ok(!isFinished(progress, { secret: 'lost', isSetUp: true }));
  });

  it('makes a scenario begin at the step after it', () => {
    assert.equal(follow('enforced', STORED).at, 'copyCode');
    assert.equal(follow('fromTeam', STORED).at, 'copyCode');
    assert.equal(follow('secretLost', { secret: 'lost', isSetUp: true }).at, 'getKey');
  });

  for (const scenario of ['newDevice', 'deviceLost', 'afterLeaver'] as const) {
    it(`completes nothing if it is to be replaced, until the new one is stored: ${scenario}`, () => {
      const progress = follow(scenario, SET_UP);
      assert.deepEqual(states(progress, SET_UP), {
        current: stepsOf(scenario).slice(0, 1),
        todo: stepsOf(scenario).slice(1),
      });
      assert.ok(!hasKey(progress, SET_UP));
      const stored = complete(pasted(progress));
      assert.ok(hasKey(stored, SET_UP) && !hasKey(stored, { secret: 'lost', isSetUp: true }));
      assert.deepEqual(states(stored, SET_UP), {
        done: stepsOf(scenario).slice(0, stepsOf(scenario).indexOf('copyCode')),
        current: ['copyCode'],
        todo: ['enterCode', 'confirmCode', 'passOn'],
      });
    });
  }

  it('completes no step of turning MFA off', () => {
    assert.equal(follow('turnOff', SET_UP).at, 'signIn');
  });
});

describe('A pasted key', () => {
  for (const scenario of ['newDevice', 'deviceLost', 'afterLeaver'] as const) {
    const stored = complete(pasted(follow(scenario, SET_UP)));

    it(`is wanted again once the old one is restored: ${scenario}`, () => {
      const back = keyPutBack(stored, SET_UP);
      assert.ok(hasKey(stored, SET_UP) && !hasKey(back, SET_UP));
      assert.deepEqual(back, follow(scenario, SET_UP));
    });

    it(`stays once Xero has accepted it: ${scenario}`, () => {
      const accepted = keyAccepted(stored);
      assert.deepEqual(keyPutBack(accepted, SET_UP), accepted);
      assert.ok(hasKey(accepted, SET_UP));
    });
  }

  it('must be accepted by Xero even if it replaces the key of a finished set-up', () => {
    const progress = complete(pasted(begin(SET_UP)));
    assert.equal(progress.at, 'copyCode');
    assert.ok(!isFinished(progress, SET_UP));
    assert.deepEqual(states(progress, SET_UP)['todo'], XERO_STEPS.slice(8));
    const back = keyPutBack(progress, SET_UP);
    assert.ok(isFinished(back, SET_UP), 'The finished set-up had the old key.');
  });

  it('is the only one that Xero’s acceptance changes', () => {
    assert.deepEqual(keyAccepted(begin(STORED)), begin(STORED));
  });

  it('is not part of turning MFA off', () => {
    assert.deepEqual(pasted(follow('turnOff', SET_UP)), follow('turnOff', SET_UP));
  });
});

describe('A set-up', () => {
  it('is finished without a single step if the list and the secrets say so', () => {
    for (const scenario of ['setUp', 'enforced'] as const) {
      assert.ok(isFinished(follow(scenario, SET_UP), SET_UP));
      assert.ok(!isFinished(follow(scenario, STORED), STORED));
    }
  });

  it('that was finished starts over from its first step', () => {
    const done: Progress = { ...walk(begin(NOTHING), NOTHING).progress, ticked: [...PREREQUISITE_IDS] };
    const progress = startOver(done, SET_UP);
    assert.deepEqual(progress, {
      scenario: 'setUp',
      at: 'openMenu',
      done: [],
      ticked: [],
      backup: 'email',
      key: 'wanted',
    });
    assert.deepEqual(states(progress, SET_UP), { current: ['openMenu'], todo: XERO_STEPS.slice(1) });
    const stored = complete(pasted(progress));
    assert.deepEqual(states(stored, SET_UP)['done'], XERO_STEPS.slice(0, 7));
  });

  it('that was started over finishes like the first', () => {
    const { walked, progress } = walk(startOver(begin(SET_UP), SET_UP), SET_UP);
    assert.deepEqual(walked, XERO_STEPS);
    assert.ok(isFinished(progress, SET_UP));
  });

  it('that was started over has no key until the new one is stored', () => {
    const restarted = startOver(begin(SET_UP), SET_UP);
    assert.ok(hasKey(begin(SET_UP), SET_UP) && !hasKey(restarted, SET_UP));
    assert.ok(hasKey(complete(pasted(restarted)), SET_UP));
  });

  for (const scenario of SCENARIO_IDS) {
    it(`is finished by its last step, once its key is stored: ${scenario}`, () => {
      const begun = follow(scenario, STORED);
      const progress = finish(begun.key === 'wanted' ? pasted(begun) : begun);
      assert.ok(isFinished(progress, STORED));
      assert.deepEqual(progress.done, stepsOf(scenario));
    });
  }

  it('is not finished by its last step without the new key', () => {
    assert.ok(!isFinished(finish(follow('newDevice', STORED)), STORED));
  });

  it('does not confirm an email by its last step if there are questions instead', () => {
    const progress = finish({ ...begin(STORED), backup: 'questions' });
    assert.ok(!progress.done.includes('copyEmailCode') && !progress.done.includes('confirmEmail'));
    assert.ok(!isFinished({ ...progress, backup: 'email' }, STORED));
  });

  it('keeps the choice of questions when it starts over', () => {
    const progress: Progress = { ...begin(NOTHING), backup: 'questions' };
    assert.equal(startOver(progress, NOTHING).backup, 'questions');
  });
});

describe('Security questions', () => {
  const asked: Progress = { ...follow('setUp', STORED), backup: 'questions' };

  it('skip steps 12 and 13, which confirm an email, in both directions', () => {
    assert.deepEqual(states(asked, STORED)['skipped'], ['copyEmailCode', 'confirmEmail']);
    const on = complete(enter(asked, 'addBackup'));
    assert.equal(on.at, 'finish');
    assert.equal(goBack(on).at, 'addBackup');
  });

  it('finish the set-up without those steps', () => {
    const { walked, progress, known } = walk({ ...begin(NOTHING), backup: 'questions' }, NOTHING);
    assert.deepEqual(
      walked,
      XERO_STEPS.filter(step => step !== 'copyEmailCode' && step !== 'confirmEmail'),
    );
    assert.ok(isFinished(progress, known));
  });

  it('let a person open a skipped step and leave it for its neighbours', () => {
    for (const step of ['copyEmailCode', 'confirmEmail']) {
      assert.equal(complete(enter(asked, step)).at, 'finish', step);
      assert.equal(goBack(enter(asked, step)).at, 'addBackup', step);
    }
  });

  it('leave the email to confirm when the person goes back to email', () => {
    const { progress } = walk({ ...begin(NOTHING), backup: 'questions' }, NOTHING);
    const back: Progress = { ...progress, backup: 'email' };
    assert.deepEqual(states(back, STORED)['todo'], ['copyEmailCode', 'confirmEmail']);
    assert.ok(!isFinished(back, STORED));
  });
});

describe('Progress', () => {
  const known = fc.record<Known>({
    secret: fc.constantFrom('ready', 'none', 'lost'),
    isSetUp: fc.boolean(),
  });
  const anyStep = fc.oneof(
    { arbitrary: fc.constantFrom(...XERO_STEPS), weight: 3 },
    fc.constantFrom(...SCENARIO_IDS.flatMap(scenario => [...stepsOf(scenario)])),
    fc.string({ maxLength: 3 }),
  );
  type Change = (progress: Progress) => Progress;
  const change = fc.oneof(
    { arbitrary: fc.constantFrom<Change[]>(complete, goBack, pasted, keyAccepted), weight: 4 },
    fc.constant<Change>(finish),
    {
      arbitrary: anyStep.map(
        (step): Change =>
          progress =>
            enter(progress, step),
      ),
      weight: 4,
    },
    fc.tuple(fc.constantFrom(...SCENARIO_IDS), known).map(
      ([scenario, known]): Change =>
        progress =>
          follow(scenario, known, progress),
    ),
    known.map(
      (known): Change =>
        progress =>
          startOver(progress, known),
    ),
    known.map(
      (known): Change =>
        progress =>
          keyPutBack(progress, known),
    ),
    fc.constantFrom('email' as const, 'questions' as const).map(
      (backup): Change =>
        progress => ({ ...progress, backup }),
    ),
    fc.subarray([...PREREQUISITE_IDS]).map(
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

  it('is always at a step of its scenario, and has only its steps done', () => {
    fc.assert(
      fc.property(anyProgress, known, (progress, known) => {
        const steps = stepsOf(progress.scenario);
        assert.ok(steps.includes(progress.at));
        assert.ok(progress.done.every(step => steps.includes(step)));
        assert.ok(progress.at !== steps.at(-1) || complete(progress).at === progress.at);
        const isOver = scenarioOf(progress.scenario).steps.every(step =>
          ['done', 'skipped'].includes(stateOf(step, progress, known)),
        );
        assert.equal(isFinished(progress, known), isOver);
      }),
    );
  });

  it('goes on only forwards and goes back only backwards, from anywhere', () => {
    fc.assert(
      fc.property(anyProgress, progress => {
        const steps = stepsOf(progress.scenario);
        const place = steps.indexOf(progress.at);
        assert.ok(steps.indexOf(complete(progress).at) >= place);
        assert.ok(steps.indexOf(goBack(progress).at) <= place);
      }),
      { numRuns: cases(100, 500) },
    );
  });

  it('reaches the end of its scenario from anywhere', () => {
    fc.assert(
      fc.property(anyProgress, progress => {
        const { walked } = walk(progress, NOTHING);
        assert.equal(walked.at(-1), stepsOf(progress.scenario).at(-1));
      }),
    );
  });

  it('is the same after it was stored and read', () => {
    fc.assert(
      fc.property(anyProgress, progress =>
        assert.deepEqual(parseProgress(JSON.parse(JSON.stringify(progress))), progress),
      ),
      { numRuns: cases(100, 500) },
    );
  });

  const stored = {
    scenario: 'setUp',
    at: 'showKey',
    done: ['openMenu'],
    ticked: ['clock'],
    backup: 'email',
    key: 'stored',
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
    ['done that is no list', { ...stored, done: 'openMenu' }],
    ['numbers for what is done', { ...stored, done: [1] }],
    ['an unknown backup', { ...stored, backup: 'carrierPigeon' }],
    ['an unknown state of the key', { ...stored, key: 'lost' }],
    ['what an earlier version wrote', { ...stored, at: '5', done: ['1'], restarted: false }],
    ['a time that is text', { ...stored, lockedUntil: 'openMenu' }],
    ['a time that is none', { ...stored, lockedUntil: Number.NaN }],
  ];
  for (const [what, value] of unreadable)
    it(`is not read from ${what}`, () => assert.equal(parseProgress(value), undefined));

  it('is read without what this version does not know, in the scenario’s order', () => {
    const value = {
      ...stored,
      done: ['enterCode', 'getKey', 'openAccount', 'openAccount', 'x'],
      ticked: ['owner', 'x', 'clock'],
      more: 1,
    };
    assert.deepEqual(parseProgress(value), {
      ...stored,
      done: ['openAccount', 'enterCode'],
      ticked: ['clock', 'owner'],
    });
  });

  it('is read from any value without an error', () => {
    const near = fc.record({
      scenario: fc.oneof(fc.constantFrom(...SCENARIO_IDS), fc.anything()),
      at: fc.oneof(anyStep, fc.anything()),
      done: fc.oneof(fc.array(anyStep), fc.anything()),
      ticked: fc.oneof(fc.array(fc.constantFrom(...PREREQUISITE_IDS)), fc.anything()),
      backup: fc.oneof(fc.constantFrom('email', 'questions'), fc.anything()),
      key: fc.oneof(fc.constantFrom('stored', 'wanted', 'pasted', 'accepted'), fc.anything()),
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
