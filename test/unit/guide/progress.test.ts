import assert from 'node:assert/strict';
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
  pasted,
  startOver,
  stateOf,
} from '../../../src/guide/progress';
import { type Known, NOTHING, SET_UP, STORED, states, stepsOf, walk, XERO_STEPS } from './walk';

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
    assert.deepEqual(complete(enter(progress, 'openAccount')).done, ['openMenu', 'openAccount', 'enterCode']);
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
