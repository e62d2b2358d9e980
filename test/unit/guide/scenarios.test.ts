import assert from 'node:assert/strict';
import { isScenario, replacesKey, SCENARIOS, stepsOf, XERO_STEPS } from '../../../src/guide/scenarios';

describe('The scenarios of the guide', () => {
  for (const scenario of SCENARIOS) {
    it(`lead to each step once: ${scenario}`, () => {
      assert.equal(new Set(stepsOf(scenario)).size, stepsOf(scenario).length);
    });

    it(`take Xero's steps in Xero's order: ${scenario}`, () => {
      const steps = stepsOf(scenario).filter(step => (XERO_STEPS as readonly string[]).includes(step));
      assert.deepEqual(
        steps,
        XERO_STEPS.filter(step => steps.includes(step)),
      );
    });
  }

  it('have all 14 steps and nothing else for the first set-up', () => {
    assert.deepEqual(
      stepsOf('setUp'),
      Array.from({ length: 14 }, (_, index) => String(index + 1)),
    );
  });

  it('begin at step 4 where Xero asks for the set-up itself', () => {
    assert.deepEqual(stepsOf('enforced'), ['askToSetUp', ...XERO_STEPS.slice(XERO_STEPS.indexOf('4'))]);
  });

  it('say which of them end with a new key, and which with one that takes the place of the team’s', () => {
    assert.deepEqual(
      SCENARIOS.filter(scenario => stepsOf(scenario).includes('10')),
      ['setUp', 'enforced', 'newDevice', 'deviceLost', 'afterLeaver'],
    );
    assert.deepEqual(SCENARIOS.filter(replacesKey), ['newDevice', 'deviceLost', 'afterLeaver']);
  });

  it('are known by their names alone', () => {
    assert.ok(SCENARIOS.every(isScenario));
    for (const text of ['', 'SetUp', ' setUp', '1', 'constructor', '__proto__', 'toString', 'length']) {
      assert.equal(isScenario(text), false, text);
    }
  });
});
