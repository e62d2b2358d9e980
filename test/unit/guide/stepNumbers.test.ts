import assert from 'node:assert/strict';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { textsIn } from '../../shared/guidePages';
import { KEY } from '../../shared/oracle';
import { type FakeComputer, useComputer } from './fakeGuide';
import { stepsOf } from './walk';

/** What a text says of steps, and which ones it is about. */
const REFERENCES: readonly (readonly [text: RegExp, ...steps: string[]])[] = [
  [/^Finish steps (\d+) to (\d+) in one go/, 'showKey', 'confirmCode'],
  [/you’ll need it in step (\d+)\.$/, 'enterCode'],
  [/where you saved it in step (\d+)\.$/, 'copyKey'],
];

let computer: FakeComputer;

describe('The numbers of steps', () => {
  useComputer(each => {
    computer = each;
  });

  it('are those of the rail wherever a text refers to a step', async () => {
    const found = new Set<RegExp>();
    for (const scenario of SCENARIO_IDS) {
      for (const key of [undefined, KEY]) {
        if (key !== undefined) await computer.setSecret(key);
        const session = await computer.on(scenario);
        for (const step of stepsOf(scenario)) {
          await session.ask({ type: 'openStep', step });
          const marks = new Map(session.shownView.steps.map(({ id, mark }) => [id, mark]));
          const { scenario: described, notice } = session.shownView;
          const { text, ...body } = session.shownStep.body;
          const sentences = text.map(parts =>
            parts.map(part => (typeof part === 'string' ? part : part.label)).join(''),
          );
          for (const each of [...sentences, ...textsIn([described.text, notice, body])]) {
            if (!/\bsteps? \d/i.test(each)) continue;
            const [reference, ...steps] = REFERENCES.find(([pattern]) => pattern.test(each)) ?? [];
            assert.ok(reference, `${scenario}, ${step}: nobody checks the number in “${each}”`);
            found.add(reference);
            assert.deepEqual(
              reference.exec(each)?.slice(1),
              steps.map(id => marks.get(id)),
              `${scenario}, ${step}: ${each}`,
            );
          }
        }
      }
    }
    assert.equal(found.size, REFERENCES.length);
  });
});
