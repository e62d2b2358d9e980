import assert from 'node:assert/strict';
import { isScenarioId, scenarioOf, stepNumbered } from '../../../src/guide/content/scenarios';
import { SCENARIO_IDS, XERO_STEPS } from '../../../src/guide/model';
import { parseArguments } from '../../../src/platform/parseArguments';

const idsOf = (scenario: (typeof SCENARIO_IDS)[number]) => scenarioOf(scenario).steps.map(({ id }) => id);

describe('The scenarios of the guide', () => {
  for (const scenario of SCENARIO_IDS) {
    const { steps } = scenarioOf(scenario);

    it(`have each step once: ${scenario}`, () => {
      assert.equal(new Set(idsOf(scenario)).size, steps.length);
    });

    it(`have Xero's steps in Xero's order: ${scenario}`, () => {
      const ids = idsOf(scenario);
      assert.deepEqual(
        ids.filter(id => XERO_STEPS.some(step => step === id)),
        XERO_STEPS.filter(step => ids.includes(step)),
      );
    });

    it(`ask for a key once at most, and always if they renew it: ${scenario}`, () => {
      const asking = steps.filter(({ needsKey }) => needsKey);
      assert.ok(asking.length <= 1);
      if (scenarioOf(scenario).renewsKey) assert.equal(asking.length, 1);
    });

    it(`record the state of MFA at their end, if at all: ${scenario}`, () => {
      const recording = steps.filter(({ records }) => records !== undefined);
      assert.deepEqual(
        recording,
        scenarioOf(scenario).prerequisites.includes('owner') ? steps.slice(-1) : [],
      );
    });
  }

  it('have every step that the command can open, and number no other', () => {
    for (let step = 0; step <= 20; step++) {
      const { problem } = parseArguments('openGuide', { login: 'qa@acme.test', step });
      assert.equal(stepNumbered(step) !== undefined, problem === undefined, `step ${step}`);
    }
  });

  it('have exactly Xero’s 14 steps for the first set-up', () => {
    assert.equal(XERO_STEPS.length, 14);
    assert.deepEqual(idsOf('setUp'), XERO_STEPS);
    assert.deepEqual(
      [0, 1, 7, 14, 15].map(number => stepNumbered(number)?.id),
      [undefined, 'openMenu', 'pasteKey', 'finish', undefined],
    );
  });

  it('begin at the choice of the app if Xero itself asks for the set-up', () => {
    assert.deepEqual(idsOf('enforced'), ['askToSetUp', ...idsOf('setUp').slice(3)]);
  });

  it('end with a new key, or replace the team’s, only where they should', () => {
    assert.deepEqual(
      SCENARIO_IDS.filter(scenario => idsOf(scenario).includes('confirmCode')),
      ['setUp', 'enforced', 'newDevice', 'deviceLost', 'afterLeaver'],
    );
    assert.deepEqual(
      SCENARIO_IDS.filter(scenario => scenarioOf(scenario).renewsKey),
      ['newDevice', 'deviceLost', 'afterLeaver'],
    );
  });

  it('are recognised by exactly their ids', () => {
    assert.ok(SCENARIO_IDS.every(isScenarioId));
    for (const text of ['', 'SetUp', ' setUp', '1', 'constructor', '__proto__', 'toString', 'length']) {
      assert.equal(isScenarioId(text), false, text);
    }
  });
});
