import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type LoginStep, loginStep, type Sides } from '../../../../src/core/team/loginStep';

/** Both agreed on `one`, which was signed with the count 3; `zero` came before it. */
const AGREED = { agreed: 'one', former: ['zero'], highest: 3 };
/** This computer has never seen the store’s file. */
const NEVER = { highest: 0 };

/** The table “One login, here and in the store” of the design: what is here, what is in the store, and what then. */
const TABLE: readonly (readonly [here: string, store: string, Partial<Sides>, LoginStep])[] = [
  ['the same key', 'signed', { ...AGREED, here: 'one', store: { tag: 'one', count: 3 } }, 'agree'],
  [
    'the same key, never agreed',
    'signed',
    { ...NEVER, here: 'one', store: { tag: 'one', count: 9 } },
    'agree',
  ],
  [
    'unchanged',
    'signed, a higher count',
    { ...AGREED, here: 'one', store: { tag: 'two', count: 4 } },
    'receive',
  ],
  ['lost', 'signed, the same count', { ...AGREED, isLost: true, store: { tag: 'one', count: 3 } }, 'receive'],
  ['none and never removed', 'signed', { ...NEVER, store: { tag: 'one', count: 1 } }, 'receive'],
  [
    'changed',
    'as agreed',
    { ...AGREED, here: 'two', isUnsent: true, store: { tag: 'one', count: 3 } },
    'send',
  ],
  [
    'changed',
    'a former key',
    { ...AGREED, here: 'two', isUnsent: true, store: { tag: 'zero', count: 2 } },
    'send',
  ],
  ['set here, never agreed', 'no file', { ...NEVER, here: 'one', isUnsent: true }, 'send'],
  ['known before, never agreed', 'no file', { ...NEVER, here: 'one' }, 'ask'],
  ['agreed', 'no file', { ...AGREED, here: 'one' }, 'keep'],
  ['set here again after it was removed', 'no file', { ...AGREED, here: 'one', isUnsent: true }, 'send'],
  ['changed', 'no file', { ...AGREED, here: 'two', isUnsent: true }, 'send'],
  [
    'changed by another store',
    'as agreed',
    { ...AGREED, here: 'two', store: { tag: 'one', count: 3 } },
    'ask',
  ],
  [
    'put back to a former key',
    'the same, an older file',
    { ...AGREED, here: 'zero', store: { tag: 'zero', count: 2 } },
    'resend',
  ],
  ['removed here', 'as agreed', { ...AGREED, store: { tag: 'one', count: 3 } }, 'keep'],
  ['removed here', 'signed, a higher count', { ...AGREED, store: { tag: 'two', count: 4 } }, 'conflict'],
  [
    'unchanged',
    'signed, the same count',
    { ...AGREED, here: 'one', store: { tag: 'two', count: 3 } },
    'conflict',
  ],
  [
    'unchanged',
    'signed, a lower count',
    { ...AGREED, here: 'one', store: { tag: 'zero', count: 2 } },
    'conflict',
  ],
  ['unchanged', 'unsigned', { ...AGREED, here: 'one', store: { tag: 'two' } }, 'conflict'],
  ['the same key, never agreed', 'unsigned', { ...NEVER, here: 'one', store: { tag: 'one' } }, 'conflict'],
  ['the same key, as chosen', 'unsigned', { ...AGREED, here: 'one', store: { tag: 'one' } }, 'keep'],
  [
    'the same key, accepted by Xero',
    'unsigned',
    { ...AGREED, here: 'one', isUnsent: true, store: { tag: 'one' } },
    'resend',
  ],
  ['none', 'unsigned', { ...NEVER, store: { tag: 'one' } }, 'conflict'],
  [
    'lost',
    'signed, a lower count',
    { ...AGREED, isLost: true, store: { tag: 'zero', count: 2 } },
    'conflict',
  ],
  [
    'changed',
    'changed, signed',
    { ...AGREED, here: 'two', isUnsent: true, store: { tag: 'three', count: 4 } },
    'conflict',
  ],
  ['never agreed', 'another, signed', { ...NEVER, here: 'one', store: { tag: 'two', count: 9 } }, 'conflict'],
  ['none', 'no file', NEVER, 'none'],
];

describe('A login, here and in the store', () => {
  for (const [here, store, sides, step] of TABLE)
    it(`${here} · ${store} → ${step}`, () => assert.equal(loginStep({ highest: 0, ...sides }), step));

  it('is never overwritten where only one side has it, nor moved by what nobody signed', () => {
    const tag = fc.constantFrom('a', 'b', 'c');
    const sides = fc.record(
      {
        here: tag,
        isLost: fc.boolean(),
        isUnsent: fc.boolean(),
        agreed: tag,
        former: fc.array(tag),
        highest: fc.nat(4),
        store: fc.record({ tag, count: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: ['tag'] }),
      },
      { requiredKeys: ['highest'] },
    );
    fc.assert(
      fc.property(sides, each => {
        const { here, agreed, former = [], store, highest, isUnsent = false } = each;
        const step = loginStep(each);
        if (step === 'receive') {
          assert.ok(store?.count !== undefined && store.count >= highest);
          if (here !== undefined) assert.equal(here, agreed);
        }
        if (step === 'send' || step === 'resend') {
          assert.ok(here !== undefined);
          if (step === 'send') assert.ok(isUnsent);
          if (store && store.tag !== here)
            assert.ok(agreed !== undefined && (store.tag === agreed || former.includes(store.tag)));
        }
        if (step === 'agree') assert.ok(store?.tag === here && store?.count !== undefined);
      }),
    );
  });
});
