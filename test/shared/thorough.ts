import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countCases } from './randomCases.mjs';

/**
 * How many random cases a test tries: `full` in CI and with `npm test -- --thorough`, else `quick`. Call it while the test
 * runs: the sum is printed at the end of the suite.
 */
export function cases(quick: number, full: number): number {
  const count = process.env['XERO_MFA_THOROUGH'] === 'yes' ? full : quick;
  countCases(count, full);
  return count;
}

type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** A generator of several kinds of values that remembers which kinds it has made, so that few cases can't miss one. */
export class Kinds<K extends Readonly<Record<string, fc.Arbitrary<unknown>>>> {
  readonly any: fc.Arbitrary<ValueOf<K[keyof K]>>;
  readonly #missing: Set<string>;

  constructor(kinds: K) {
    this.#missing = new Set(Object.keys(kinds));
    const each = Object.entries(kinds).map(([kind, values]) =>
      values.map(value => {
        this.#missing.delete(kind);
        return value as ValueOf<K[keyof K]>;
      }),
    );
    this.any = fc.oneof(...each);
  }

  /** @param names each of them a kind, with itself as the value */
  static of<const N extends string>(...names: readonly N[]): Kinds<Record<N, fc.Arbitrary<N>>> {
    const kinds = Object.fromEntries(names.map(name => [name, fc.constant(name)]));
    return new Kinds(kinds as Record<N, fc.Arbitrary<N>>);
  }

  /** Expects that each kind was made. */
  assertAllMade(): void {
    assert.deepEqual([...this.#missing], [], 'These kinds were never made.');
  }
}
