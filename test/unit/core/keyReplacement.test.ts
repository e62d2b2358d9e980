import assert from 'node:assert/strict';
import fc from 'fast-check';
import { acceptKey, type LoginKeys, NO_KEYS, proposeKey, putKeyBack } from '../../../src/core/keyReplacement';
import { cases, Kinds } from '../../shared/thorough';

function propose(...keys: readonly string[]): LoginKeys {
  return keys.reduce(proposeKey, NO_KEYS);
}

describe('A key that replaces another', () => {
  it('is the only key if there was none before', () => {
    assert.deepEqual(propose('A'), { current: 'A', candidates: [] });
  });

  it('keeps the key that Xero accepts, however many are tried after it', () => {
    assert.deepEqual(propose('A', 'B'), { current: 'B', previous: 'A', candidates: [] });
    assert.deepEqual(propose('A', 'B', 'C'), { current: 'C', previous: 'A', candidates: ['B'] });
    assert.deepEqual(propose('A', 'B', 'C', 'C'), propose('A', 'B', 'C'));
  });

  it('may be the old key again, or one that was tried before', () => {
    assert.deepEqual(propose('A', 'B', 'A'), { current: 'A', candidates: ['B'] });
    assert.deepEqual(propose('A', 'B', 'C', 'B'), { current: 'B', previous: 'A', candidates: ['C'] });
  });

  it('drops the others once Xero has accepted a code from it', () => {
    assert.deepEqual(acceptKey(propose('A', 'B', 'C')), { current: 'C', candidates: [] });
    assert.deepEqual(acceptKey(NO_KEYS), NO_KEYS);
    assert.deepEqual(acceptKey(propose('A', 'B', 'C'), 'C'), { current: 'C', candidates: [] });
  });

  it('becomes current again if another has replaced it before Xero accepted its code, and drops none', () => {
    assert.deepEqual(acceptKey(propose('A', 'B', 'C'), 'B'), { current: 'B', candidates: ['A', 'C'] });
    assert.deepEqual(acceptKey(propose('A', 'B'), 'A'), { current: 'A', candidates: ['B'] });
    assert.deepEqual(acceptKey(propose('B'), 'A'), { current: 'A', candidates: ['B'] });
  });

  it('is kept when the old key is restored', () => {
    assert.deepEqual(putKeyBack(propose('A', 'B')), { current: 'A', candidates: ['B'] });
    assert.deepEqual(putKeyBack(propose('A')), propose('A'));
    assert.deepEqual(putKeyBack({ previous: 'A', candidates: [] }), { current: 'A', candidates: [] });
  });

  it('stays the only one if the other was lost', () => {
    assert.deepEqual(proposeKey({ previous: 'A', candidates: ['B'] }, 'C'), {
      current: 'C',
      previous: 'A',
      candidates: ['B'],
    });
  });
});

/** Xero and a person with a login, who may stop, start over, paste what they like and tell us late or never. */
class XeroModel {
  keys: LoginKeys = NO_KEYS;
  /** The key that Xero accepts codes of. */
  inForce: string | undefined;
  /** The key whose code the person copied last. */
  given: string | undefined;
  #issued = 0;

  issue(): string {
    return `key ${this.#issued++}`;
  }
}

type Step = (xero: XeroModel) => void;

const steps: Readonly<Record<string, Step>> = {
  pasteNewKey: xero => {
    xero.keys = proposeKey(xero.keys, xero.issue());
  },
  pasteKeyAgain: xero => {
    const [again = xero.keys.previous] = xero.keys.candidates;
    if (again !== undefined) xero.keys = proposeKey(xero.keys, again);
  },
  personCopiesCode: xero => {
    xero.given = xero.keys.current;
  },
  // Another key may have replaced the code's since.
  xeroAcceptsCode: xero => {
    xero.inForce = xero.given ?? xero.inForce;
  },
  personSaysItWorked: xero => {
    if (xero.given !== undefined && xero.inForce === xero.given) xero.keys = acceptKey(xero.keys, xero.given);
  },
  putBack: xero => {
    xero.keys = putKeyBack(xero.keys);
  },
};

describe('The key in force', () => {
  it('is never lost, in any order of pasting, restoring and accepting', () => {
    const step = Kinds.of(...Object.keys(steps));
    fc.assert(
      fc.property(fc.array(step.any, { maxLength: 20, size: 'max' }), names => {
        const xero = new XeroModel();
        for (const name of names) {
          steps[name]?.(xero);
          const { current, previous, candidates } = xero.keys;
          const kept = [current, previous, ...candidates].filter(key => key !== undefined);
          if (xero.inForce !== undefined) assert.ok(kept.includes(xero.inForce), `lost after ${name}`);
          assert.equal(new Set(kept).size, kept.length, 'A key is kept twice.');
        }
      }),
      { numRuns: cases(500, 5000) },
    );
    step.assertAllMade();
  });
});
