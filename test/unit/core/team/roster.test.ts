import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Entry, entryBytes, markOf, type Unsigned } from '../../../../src/core/team/entry';
import { Roster } from '../../../../src/core/team/roster';
import { adoptEntries, takeEntries, takingEntries, type Verify } from '../../../../src/core/team/takeEntries';

const ID = `${'a'.repeat(25)}e`;
const NAMES = ['priya', 'sam', 'kim', 'lee', 'eve'] as const;
type Name = (typeof NAMES)[number];

const LETTERS: Readonly<Record<Name, string>> = { priya: 'p', sam: 's', kim: 'k', lee: 'l', eve: 'e' };
const keyOf = (name: Name): string => `age1${LETTERS[name].repeat(58)}`;
const signingKeyOf = (name: Name): string => NAMES.indexOf(name).toString(16).repeat(64);

/** A signature that only the key and the message give. It stands for Ed25519, which `age/signing.ts` has. */
function signatureOf(signingKey: string, message: Uint8Array): string {
  let [one, other] = [0x811c9dc5, 0x1234567];
  for (const byte of [...Buffer.from(signingKey), ...message]) {
    one = Math.imul(one ^ byte, 0x01000193) >>> 0;
    other = Math.imul(other ^ byte, 0x85ebca6b) >>> 0;
  }
  const half = one.toString(16).padStart(8, '0') + other.toString(16).padStart(8, '0');
  return half.repeat(8);
}

const verify: Verify = (signingKey, message, signature) => signatureOf(signingKey, message) === signature;

/** What one says of another. */
function entry(
  by: Name,
  about: Name,
  state: Entry['state'],
  count: number,
  change: Partial<Entry> = {},
): Entry {
  const said: Unsigned<Entry> = {
    recipient: keyOf(about),
    signingKey: signingKeyOf(about),
    name: about,
    role: 'member',
    logins: [],
    state,
    keeps: [],
    count,
    on: '2026-11-25',
    by: keyOf(by),
    ...change,
  };
  return { ...said, signature: signatureOf(signingKeyOf(by), entryBytes(ID, said)) };
}

const approve = (by: Name, about: Name, count: number, change?: Partial<Entry>): Entry =>
  entry(by, about, 'approved', count, change);
const remove = (by: Name, about: Name, count: number, keeps: readonly Entry[] = []): Entry =>
  entry(by, about, 'removed', count, { keeps: keeps.map(markOf).sort() });

const founded = approve('priya', 'priya', 1);
const team = (me: Name, ...entries: Entry[]): Roster => new Roster([founded, ...entries], keyOf(me));
const take = (roster: Roster, ...entries: Entry[]): Roster => takeEntries(roster, ID, entries, verify).roster;
const membersOf = (roster: Roster): string =>
  roster.people
    .map(({ name }) => name)
    .sort()
    .join(' ');

describe('A roster', () => {
  const samByPriya = approve('priya', 'sam', 1);
  const leeByPriya = approve('priya', 'lee', 1);
  const kimByLee = approve('lee', 'kim', 1);

  describe('takes what a member signed', () => {
    it('and what somebody signed whom that member approved', () => {
      assert.equal(membersOf(take(team('priya'), kimByLee, leeByPriya)), 'kim lee priya');
    });

    for (const [title, one, other, members] of [
      ['the higher count wins', remove('sam', 'lee', 2), approve('priya', 'lee', 3), 'lee priya sam'],
      ['at the same count a removal wins', remove('sam', 'lee', 2), approve('priya', 'lee', 2), 'priya sam'],
    ] as const) {
      it(title, () => {
        const before = team('priya', samByPriya, leeByPriya);
        for (const order of [
          [one, other],
          [other, one],
        ]) {
          assert.equal(membersOf(take(before, ...order)), members);
          assert.equal(membersOf(order.reduce((roster, each) => take(roster, each), before)), members);
        }
      });
    }

    it('at the same count, of two approvals that of the smaller key', () => {
      const one = approve('sam', 'kim', 1, { role: 'machine', logins: ['a@b.test'] });
      const roster = take(team('priya', samByPriya), one, approve('priya', 'kim', 1));
      assert.equal(roster.of(keyOf('kim'))?.role, 'member');
    });
  });

  describe('takes nothing', () => {
    const mine = team('priya', samByPriya);
    for (const [title, forged] of [
      ['by somebody who is not in the team', approve('eve', 'lee', 1)],
      ['with another’s signature', { ...approve('priya', 'eve', 1), signature: samByPriya.signature }],
      ['with a changed field', { ...approve('priya', 'lee', 1), name: 'eve' }],
      ['that somebody says of themselves', approve('eve', 'eve', 1)],
      [
        'for another store',
        {
          ...approve('priya', 'eve', 1),
          signature: signatureOf(
            signingKeyOf('priya'),
            entryBytes(`${'b'.repeat(25)}e`, approve('priya', 'eve', 1)),
          ),
        },
      ],
      ['with a count that is far above the highest', approve('priya', 'eve', 1001)],
      ['by a machine', approve('kim', 'eve', 1)],
    ] as const) {
      it(title, () => {
        const machine = approve('priya', 'kim', 1, { role: 'machine', logins: ['a@b.test'] });
        assert.equal(membersOf(take(mine.with([machine]), forged)), 'kim priya sam');
      });
    }

    it('that a member without a signing key is said to have signed', () => {
      const reader = approve('priya', 'kim', 1, { signingKey: '' });
      assert.equal(membersOf(take(mine.with([reader]), approve('kim', 'eve', 1))), 'kim priya sam');
    });
  });

  describe('after somebody left', () => {
    const before = team('priya', samByPriya, leeByPriya, kimByLee);

    it('keeps those whom the one who removed them kept, and no others', () => {
      assert.equal(membersOf(take(before, remove('priya', 'lee', 2, [kimByLee]))), 'kim priya sam');
      assert.equal(membersOf(take(before, remove('priya', 'lee', 2))), 'priya sam');
    });

    it('keeps those whom somebody else approved too', () => {
      assert.equal(
        membersOf(take(before, approve('sam', 'kim', 2), remove('priya', 'lee', 2))),
        'kim priya sam',
      );
    });

    it('has the removal although its count is far above the approval that came along', () => {
      const after = take(team('priya', samByPriya), leeByPriya, remove('sam', 'lee', 1001));
      assert.equal(membersOf(after), 'priya sam');
    });

    it('has nothing of what the leaver signs now, nor what a second identity of theirs does', () => {
      const after = take(before, remove('priya', 'lee', 2));
      for (const late of [
        approve('lee', 'eve', 1),
        remove('lee', 'priya', 2),
        approve('kim', 'lee', 3),
        remove('kim', 'sam', 2),
      ])
        assert.equal(membersOf(take(after, late)), 'priya sam', late.name);
    });

    it('has no late approval once the removal is known, even if it came before it and by a member who did not know', () => {
      const eve = approve('lee', 'eve', 1);
      const ignorant = take(before, eve);
      assert.equal(membersOf(ignorant), 'eve kim lee priya sam');
      const told = take(ignorant, remove('priya', 'lee', 2, [kimByLee]));
      assert.equal(membersOf(told), 'kim priya sam');
      // What the one who did not know passes on is signed by the leaver, and by nobody else.
      const knowing = take(before, remove('priya', 'lee', 2, [kimByLee]));
      assert.equal(membersOf(take(knowing, ...ignorant.entries)), 'kim priya sam');
    });

    it('lets them in again with a higher count', () => {
      const after = take(before, remove('priya', 'lee', 2, [kimByLee]), approve('sam', 'lee', 3));
      assert.equal(membersOf(after), 'kim lee priya sam');
    });

    it('stands although the founder left', () => {
      const after = take(
        team('sam', samByPriya, leeByPriya),
        remove('sam', 'priya', 2, [samByPriya, leeByPriya]),
      );
      assert.equal(membersOf(after), 'lee sam');
      // The one who removes her was approved by somebody whom she approved.
      const chain = [leeByPriya, kimByLee, remove('kim', 'priya', 2, [leeByPriya])];
      for (const me of ['kim', 'lee', 'sam'] as const)
        assert.equal(membersOf(take(team(me, leeByPriya), ...chain)), 'kim lee', me);
    });

    it('never seems to know less', () => {
      const removal = remove('priya', 'lee', 2 + kimByLee.count);
      assert.ok(take(before, removal).knowledge > before.knowledge);
    });
  });

  describe('of somebody whose key a leaver said wrongly', () => {
    const puppet = 'e'.repeat(64);
    const swapped = (count: number): Entry => approve('lee', 'sam', count, { signingKey: puppet });
    const said = approve('sam', 'eve', 1);
    const asSam: Entry = { ...said, signature: signatureOf(puppet, entryBytes(ID, said)) };

    it('keeps the key that it knows', () => {
      const after = take(team('priya', samByPriya, leeByPriya), swapped(2), asSam);
      assert.equal(membersOf(after), 'lee priya sam');
      assert.equal(after.signingKeyOf(keyOf('sam')), signingKeyOf('sam'));
    });

    it('has the right key, and nothing of the wrong one, once the leaver is out', () => {
      const before = take(team('priya', leeByPriya), swapped(1), asSam);
      assert.equal(membersOf(before), 'eve lee priya sam');
      const kim = approve('sam', 'kim', 1);
      for (const files of [
        [[remove('priya', 'lee', 2)], [samByPriya, kim]],
        [[remove('priya', 'lee', 2), samByPriya, kim]],
      ]) {
        const after = files.reduce((roster, entries) => take(roster, ...entries, asSam, swapped(1)), before);
        assert.equal(membersOf(take(after, kim)), 'kim priya sam');
      }
    });

    it('has the key of the entry that decides, where it is taken as a whole', () => {
      const entries = [founded, samByPriya, { ...leeByPriya, signingKey: '' }, asSam, said];
      const leaver = [leeByPriya, remove('priya', 'lee', 2), swapped(3)];
      assert.equal(
        membersOf(adoptEntries(ID, [...entries, ...leaver], keyOf('priya'), verify)),
        'eve priya sam',
      );
      const forged = [founded, samByPriya, asSam, ...leaver];
      assert.equal(membersOf(adoptEntries(ID, forged, keyOf('priya'), verify)), 'priya sam');
    });
  });

  it('has a removal from a file with many entries whose signer’s key the leaver said wrongly', () => {
    const wrong = approve('lee', 'kim', 1, { signingKey: signingKeyOf('eve') });
    const before = team('sam', samByPriya, leeByPriya, wrong);
    const byKim = Array.from({ length: 60 }, (_, index) =>
      approve('kim', 'eve', 1, { recipient: `age1${String(index).padStart(58, '0')}` }),
    );
    const file = [...byKim, remove('priya', 'lee', 2)];
    const steps = takingEntries(before, ID, [file], verify);
    let step = steps.next();
    while (!step.done) step = steps.next();
    assert.equal(membersOf(step.value.roster), 'priya sam');
  });

  describe('of two who removed each other', () => {
    const before = team('kim', samByPriya, leeByPriya, approve('priya', 'kim', 1));
    const both = [remove('sam', 'lee', 2), remove('lee', 'sam', 2)];

    it('has neither, and asks, where both came at once', () => {
      const { roster } = takeEntries(before, ID, both, verify);
      assert.equal(membersOf(roster), 'kim priya');
      assert.deepEqual(roster.doubts, [[keyOf('lee'), keyOf('sam')]]);
      const settled = take(roster, approve('kim', 'sam', 3), remove('kim', 'lee', 3));
      assert.equal(membersOf(settled), 'kim priya sam');
      assert.deepEqual(settled.doubts, []);
    });

    it('has the one who removed first, and asks, where the other came later', () => {
      const [first = assert.fail(), second = assert.fail()] = both;
      const { roster, disputes } = takeEntries(take(before, first), ID, [second], verify);
      assert.equal(membersOf(roster), 'kim priya sam');
      assert.deepEqual(disputes, [[keyOf('sam'), keyOf('lee')]]);
      // A leaver may have been first, on a computer that had not heard of the removal.
      const other = takeEntries(take(before, second), ID, [first], verify);
      assert.equal(membersOf(other.roster), 'kim lee priya');
      assert.deepEqual(other.disputes, [[keyOf('lee'), keyOf('sam')]]);
    });

    it('asks whose word counts where one of them is the founder, and keeps the others', () => {
      const kimByPriya = approve('priya', 'kim', 1);
      const dispute = [
        remove('priya', 'lee', 2),
        remove('lee', 'priya', 2),
        approve('kim', 'priya', 3),
        remove('kim', 'lee', 3),
      ];
      const roster = take(team('sam', samByPriya, kimByPriya, leeByPriya), ...dispute);
      assert.equal(membersOf(roster), 'kim sam');
      assert.deepEqual(roster.doubts, [[keyOf('lee'), keyOf('priya')]]);
      const settled = take(roster, remove('sam', 'lee', 4));
      assert.equal(membersOf(settled), 'kim priya sam');
    });

    it('asks about one whose word was kept when they were removed, by somebody who had not heard of the other’s', () => {
      const [first = assert.fail(), second = assert.fail()] = both;
      const kept = take(take(before, second), remove('priya', 'lee', 3, [second]));
      assert.equal(membersOf(kept), 'kim priya');
      const { roster, disputes } = takeEntries(kept, ID, [first], verify);
      assert.deepEqual(disputes, [[keyOf('lee'), keyOf('sam')]]);
      const settled = take(roster, approve('kim', 'sam', 3), remove('kim', 'lee', 4));
      assert.equal(membersOf(settled), 'kim priya sam');
    });

    it('never shuts a person out of their own team by a leaver’s word', () => {
      const mine = take(team('priya', leeByPriya), remove('priya', 'lee', 2));
      assert.equal(membersOf(take(mine, remove('lee', 'priya', 2))), 'priya');
    });
  });

  it('of the member who approved this computer is believed as a whole, where its entries are signed', () => {
    const entries = [
      founded,
      samByPriya,
      approve('sam', 'kim', 1),
      { ...approve('sam', 'eve', 1), name: 'mallory' },
    ];
    assert.equal(membersOf(adoptEntries(ID, entries, keyOf('kim'), verify)), 'kim priya sam');
  });

  it('is the same on all computers that know the same, in whichever order they learned it', () => {
    const action = fc.record({
      by: fc.constantFrom(...NAMES),
      about: fc.constantFrom(...NAMES),
      state: fc.constantFrom('approved', 'approved', 'removed'),
      role: fc.constantFrom('member', 'member', 'machine'),
      count: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 14 }), fc.infiniteStream(fc.nat()), (actions, random) => {
        const entries = actions
          .filter(({ by, about }) => by !== about)
          .map(({ by, about, state, role, count }) =>
            entry(by, about, state as Entry['state'], count, { role: role as Entry['role'] }),
          );
        const shuffled = entries
          .map(each => [random.next().value, each] as const)
          .sort(([one], [other]) => one - other)
          .map(([, each]) => each);
        const [first, second] = [entries, shuffled].map(each => new Roster([founded, ...each], 'nobody'));
        assert.deepEqual(first?.entries, second?.entries);
        for (const name of NAMES)
          assert.equal(first?.standingOf(keyOf(name)), second?.standingOf(keyOf(name)));
        assert.equal(first?.knowledge, second?.knowledge);
        // Nobody is in whom no one who counts has approved.
        for (const { by, state, recipient } of first?.people ?? []) {
          assert.equal(state, 'approved');
          const signer = first?.standingOf(by);
          assert.ok(signer === 'in' || signer === 'doubt' || by === recipient, `${recipient} by ${by}`);
        }
      }),
    );
  });
});
