import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FileVersion, type Sides, syncStep } from '../../../src/core/syncPlan';

const file = (hash: string, tag: string): FileVersion => ({ file: hash, tag });

describe('A sync of one login', () => {
  const base = file('f1', 'one');
  for (const [title, sides, step] of [
    ['does nothing where neither side has a key', {}, 'none'],
    ['sends a key the store has not', { here: 'one' }, 'send'],
    ['receives a key this computer has not', { file: base }, 'receive'],
    ['sees that both are one', { here: 'one', file: base }, 'agree'],
    ['asks where both are there and never agreed', { here: 'two', file: base }, 'conflict'],
    ['sends what changed here', { here: 'two', file: base, base }, 'send'],
    [
      'sends it though a colleague encrypted the file anew',
      { here: 'two', file: file('f2', 'one'), base },
      'send',
    ],
    ['receives what changed there', { here: 'one', file: file('f2', 'two'), base }, 'receive'],
    [
      'receives what replaced what is here',
      { here: 'one', file: file('f2', 'two'), base, replaces: ['x', 'one'] },
      'receive',
    ],
    [
      'asks where what is there replaced another',
      { here: 'one', file: file('f2', 'two'), base, replaces: ['x'] },
      'conflict',
    ],
    ['asks where both changed', { here: 'three', file: file('f2', 'two'), base }, 'conflict'],
    ['agrees where both changed to the same', { here: 'two', file: file('f2', 'two'), base }, 'agree'],
    ['keeps what a colleague took out of the store', { here: 'one', base }, 'removedThere'],
    ['sends what changed here after that', { here: 'two', base }, 'send'],
    ['does not bring back what was removed here', { file: base, base }, 'removedHere'],
    ['brings back what VS Code lost', { file: base, base, isLost: true }, 'receive'],
    ['receives a new key of a login removed here', { file: file('f2', 'two'), base }, 'receive'],
    [
      'takes nothing from a store moved back',
      { here: 'one', file: file('f0', 'zero'), base, earlierHashes: ['f0'] },
      'movedBack',
    ],
  ] as readonly (readonly [string, Sides, string])[]) {
    it(title, () => assert.equal(syncStep(sides), step));
  }

  it('never drops a key that only one side has', () => {
    const tag = fc.constantFrom('a', 'b', 'c');
    const synced = fc.record({ file: fc.constantFrom('f1', 'f2', 'f3'), tag });
    const sides = fc.record(
      {
        here: tag,
        file: synced,
        base: synced,
        earlierHashes: fc.array(fc.constantFrom('f1', 'f2', 'f3')),
        isLost: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(sides, ({ here, file: inStore, base: agreed, ...rest }) => {
        const step = syncStep({ here, file: inStore, base: agreed, ...rest });
        // What is overwritten is what both had when they last agreed.
        if (step === 'receive' && here !== undefined) assert.equal(here, agreed?.tag);
        if (step === 'send' && inStore && here !== undefined) {
          assert.ok(agreed && (agreed.file === inStore.file || agreed.tag === inStore.tag));
        }
        if (here !== undefined && here === inStore?.tag) assert.equal(step, 'agree');
      }),
    );
  });
});
