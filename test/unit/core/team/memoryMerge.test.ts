import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agreedOn, emptyMemory, type SharedMemory, type StoreMemory } from '../../../../src/core/team/memory';
import { mergeMemories } from '../../../../src/core/team/memoryMerge';
import { cases } from '../../../shared/thorough';

const ID = `${'a'.repeat(25)}e`;
const LOGIN = 'qa@acme.test';
const MOST = 50;

const tagOf = (number: number): string => number.toString(16).padStart(32, '0');
const tags = fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(tagOf), { maxLength: 6 });
const tag = fc.integer({ min: 0, max: 9 }).map(tagOf);

const seen = fc
  .record({
    file: fc.constantFrom('a', 'b'),
    stamp: fc.constantFrom('1', '2'),
    people: fc.nat(3),
    excluded: fc.array(
      fc.nat(1).map(count => ({ recipient: 'x', count, by: 'y' })),
      {
        maxLength: 1,
      },
    ),
  })
  .map(facts => facts as Pick<SharedMemory, 'file' | 'stamp' | 'people' | 'excluded'>);

/** What one window remembers of a login. */
const shared: fc.Arbitrary<SharedMemory> = fc
  .record({
    highest: fc.nat(3),
    agreed: fc.option(tag, { nil: undefined }),
    former: tags,
    texts: fc.option(tags, { nil: undefined }),
    unsent: fc.option(fc.option(tag, { nil: 'unknown' }), { nil: undefined }),
    seen: fc.option(seen, { nil: undefined }),
    isConflict: fc.boolean(),
    putOff: fc.option(tag, { nil: undefined }),
    signed: fc.option(tag, { nil: undefined }),
  })
  .map(({ highest, agreed, former, texts, unsent, seen: facts, isConflict, putOff, signed }) => ({
    login: LOGIN,
    highest,
    ...(agreed !== undefined && { agreed }),
    former: former.filter(each => each !== agreed),
    ...(texts && { texts }),
    ...(unsent !== undefined && { isUnsent: true as const }),
    ...(unsent !== undefined && unsent !== 'unknown' && { unsent }),
    ...facts,
    ...(isConflict && { isConflict: true as const }),
    ...(putOff !== undefined && { putOff: { here: putOff } }),
    ...(signed !== undefined && { signed }),
  }));

const names = fc.uniqueArray(fc.constantFrom('one', 'two', 'three'));

const memory: fc.Arbitrary<StoreMemory> = fc
  .record({
    shared: fc.dictionary(fc.constantFrom('a', 'b'), shared, { noNullPrototype: true }),
    listed: names,
    folders: names,
    syncedAt: fc.option(fc.nat(9), { nil: undefined }),
  })
  .map(({ syncedAt, ...known }) => ({
    ...emptyMemory(ID),
    ...known,
    ...(syncedAt !== undefined && { syncedAt }),
  }));

const sorted = (texts: readonly string[] = []): readonly string[] => [...texts].sort();

/** All that a window agreed on with the store. */
const keysOf = (known: SharedMemory | undefined): readonly string[] => [
  ...(known?.former ?? []),
  ...(known?.agreed === undefined ? [] : [known.agreed]),
];

/** Without the order of what has none. */
const unordered = (known: StoreMemory): unknown => ({
  ...known,
  listed: sorted(known.listed),
  folders: sorted(known.folders),
  shared: Object.fromEntries(
    Object.entries(known.shared).map(([name, { former, texts, ...each }]) => [
      name,
      { ...each, former: sorted(former), texts: sorted(texts) },
    ]),
  ),
});

/** Each login with what both windows remember of it, and what comes of it. */
function* pairs(
  one: StoreMemory,
  other: StoreMemory,
): Generator<[mine: SharedMemory, theirs: SharedMemory | undefined, merged: SharedMemory]> {
  const merged = mergeMemories(one, other);
  for (const [mine, theirs] of [
    [one, other],
    [other, one],
  ] as const)
    for (const [name, each] of Object.entries(mine.shared))
      yield [each, theirs.shared[name], merged.shared[name] ?? assert.fail(name)];
}

function holds(check: (one: StoreMemory, other: StoreMemory) => void): void {
  fc.assert(fc.property(memory, memory, check), { numRuns: cases(300, 3000) });
}

describe('What two windows remember of one store', () => {
  it('has all that one of them has yet to send, unless the other has sent that very thing since', () => {
    holds((one, other) => {
      for (const [mine, theirs, merged] of pairs(one, other)) {
        if (!mine.isUnsent) continue;
        const isSent =
          mine.unsent !== undefined &&
          keysOf(theirs).includes(mine.unsent) &&
          !keysOf(mine).includes(mine.unsent) &&
          (theirs?.highest ?? 0) > mine.highest;
        assert.equal(merged.isUnsent === true, !isSent || theirs?.isUnsent === true);
        if (merged.unsent !== undefined) assert.ok([mine.unsent, theirs?.unsent].includes(merged.unsent));
      }
    });
  });

  it('has nothing to send that neither has', () => {
    holds((one, other) => {
      for (const [mine, theirs, merged] of pairs(one, other))
        if (!mine.isUnsent && !theirs?.isUnsent)
          assert.deepEqual([merged.isUnsent, merged.unsent], [undefined, undefined]);
    });
  });

  it('has the highest count, and all keys and texts that were agreed on', () => {
    holds((one, other) => {
      for (const [mine, theirs, merged] of pairs(one, other)) {
        assert.equal(merged.highest, Math.max(mine.highest, theirs?.highest ?? 0));
        assert.deepEqual(sorted(keysOf(merged)), sorted([...new Set([...keysOf(mine), ...keysOf(theirs)])]));
        assert.deepEqual(
          sorted(merged.texts),
          sorted([...new Set([...(mine.texts ?? []), ...(theirs?.texts ?? [])])]),
        );
      }
    });
  });

  it('says of a file only what both saw, so that it is read again', () => {
    holds((one, other) => {
      for (const [mine, theirs, merged] of pairs(one, other)) {
        const factsOf = ({ file, stamp, people, excluded }: SharedMemory): unknown[] => [
          file,
          stamp,
          people,
          excluded,
        ];
        if (theirs && JSON.stringify(factsOf(mine)) !== JSON.stringify(factsOf(theirs)))
          assert.ok(factsOf(merged).every(fact => fact === undefined));
        else assert.deepEqual(factsOf(merged), factsOf(mine));
        const putOff = [mine.putOff?.here, theirs?.putOff?.here].filter(each => each !== undefined);
        assert.ok(putOff.length === 0 ? !merged.putOff : putOff.includes(merged.putOff?.here ?? ''));
        const signed = [mine.signed, theirs?.signed].filter(each => each !== undefined);
        assert.ok(signed.length === 0 ? merged.signed === undefined : signed.includes(merged.signed ?? ''));
        assert.equal(merged.isConflict === true, mine.isConflict === true || theirs?.isConflict === true);
      }
    });
  });

  it('has the logins and folders of both, and the time of the last sync', () => {
    holds((one, other) => {
      const merged = mergeMemories(one, other);
      assert.deepEqual(sorted(merged.listed), sorted([...new Set([...one.listed, ...other.listed])]));
      assert.deepEqual(sorted(merged.folders), sorted([...new Set([...one.folders, ...other.folders])]));
      const times = [one, other].flatMap(({ syncedAt }) => syncedAt ?? []);
      assert.equal(merged.syncedAt, times.length === 0 ? undefined : Math.max(...times));
    });
  });

  it('is the same in either order, but where both decided otherwise at the same count', () => {
    holds((one, other) => {
      const isOpen = Object.entries(one.shared).some(([name, { highest, agreed, putOff, signed }]) => {
        const theirs = other.shared[name];
        const isSame =
          theirs?.agreed === agreed && theirs?.putOff?.here === putOff?.here && theirs?.signed === signed;
        return theirs?.highest === highest && !isSame;
      });
      if (!isOpen)
        assert.deepEqual(unordered(mergeMemories(one, other)), unordered(mergeMemories(other, one)));
    });
  });

  it('is what one of them remembers if the other remembers the same, or nothing', () => {
    holds(one => {
      assert.deepEqual(mergeMemories(one, one), one);
      assert.deepEqual(unordered(mergeMemories(one, emptyMemory(ID))), unordered(one));
    });
  });

  it('is bounded', () => {
    const many = (first: number): string[] =>
      Array.from({ length: MOST }, (_, index) => tagOf(first + index));
    const of = (first: number): StoreMemory => ({
      ...emptyMemory(ID),
      shared: {
        a: { login: LOGIN, highest: 1, agreed: tagOf(first + MOST), former: many(first), texts: many(first) },
      },
    });
    const { a } = mergeMemories(of(100), of(200)).shared;
    assert.equal(a?.agreed, tagOf(200 + MOST));
    assert.deepEqual(a?.former, many(200));
    assert.deepEqual(a?.texts, many(200));
  });

  it('has nothing to send any more once the window that was to send it has', () => {
    const unsent: SharedMemory = { login: LOGIN, highest: 1, former: [], isUnsent: true, unsent: tagOf(7) };
    const sent = agreedOn(unsent, { login: LOGIN, tag: tagOf(7), count: 2, people: 1, file: 'a' });
    const remembered = (a: SharedMemory): StoreMemory => ({ ...emptyMemory(ID), shared: { a } });
    assert.equal(mergeMemories(remembered(unsent), remembered(sent)).shared['a']?.isUnsent, undefined);
    const again = { ...sent, isUnsent: true as const, unsent: tagOf(8) };
    assert.equal(mergeMemories(remembered(again), remembered(sent)).shared['a']?.isUnsent, true);
  });
});
