import assert from 'node:assert/strict';
import { isWay, replacesKey, STEPS, stopsOf, WAYS } from '../../../src/guide/ways';

describe('The ways through the guide', () => {
  for (const way of WAYS) {
    it(`lead to each stop once: ${way}`, () => {
      assert.equal(new Set(stopsOf(way)).size, stopsOf(way).length);
    });

    it(`take Xero's steps in Xero's order: ${way}`, () => {
      const steps = stopsOf(way).filter(stop => (STEPS as readonly string[]).includes(stop));
      assert.deepEqual(
        steps,
        STEPS.filter(step => steps.includes(step)),
      );
    });
  }

  it('have all 14 steps and nothing else for the first set-up', () => {
    assert.deepEqual(
      stopsOf('setUp'),
      Array.from({ length: 14 }, (_, index) => String(index + 1)),
    );
  });

  it('begin at step 4 where Xero asks for the set-up itself', () => {
    assert.deepEqual(stopsOf('enforced'), ['askToSetUp', ...STEPS.slice(STEPS.indexOf('4'))]);
  });

  it('say which of them end with a new key, and which with one that takes the place of the team’s', () => {
    assert.deepEqual(
      WAYS.filter(way => stopsOf(way).includes('10')),
      ['setUp', 'enforced', 'newDevice', 'deviceLost', 'afterLeaver'],
    );
    assert.deepEqual(WAYS.filter(replacesKey), ['newDevice', 'deviceLost', 'afterLeaver']);
  });

  it('are known by their names alone', () => {
    assert.ok(WAYS.every(isWay));
    for (const text of ['', 'SetUp', ' setUp', '1', 'constructor', '__proto__', 'toString', 'length']) {
      assert.equal(isWay(text), false, text);
    }
  });
});
