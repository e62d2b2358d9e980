import assert from 'node:assert/strict';
import {
  begin,
  complete,
  follow,
  hasKey,
  isFinished,
  keyAccepted,
  keyPutBack,
  pasted,
} from '../../../src/guide/progress';
import { NOTHING, SET_UP, STORED, states, stepsOf, walk, XERO_STEPS } from './walk';

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
