import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scenarioOf } from '../../../src/guide/content/scenarios';
import { PREREQUISITE_IDS, type Progress, SCENARIO_IDS } from '../../../src/guide/model';
import {
  begin,
  complete,
  enter,
  finish,
  follow,
  goBack,
  isFinished,
  keyAccepted,
  keyPutBack,
  parseProgress,
  pasted,
  startOver,
  stateOf,
} from '../../../src/guide/progress';
import { cases } from '../../shared/thorough';
import { type Known, NOTHING, stepsOf, walk, XERO_STEPS } from './walk';

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
