import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Entry, entryBytes, isPersonName, toPersonName } from '../../../../src/core/team/entry';
import { gitAttributes } from '../../../../src/core/team/gitAttributes';
import {
  formatMember,
  parseMember,
  parseRequest,
  statementBytesOf,
} from '../../../../src/core/team/memberFile';
import {
  emptyMemory,
  formatMemory,
  MemoryError,
  MemoryReader,
  parseMemory,
} from '../../../../src/core/team/memory';
import {
  formatRotation,
  moreRecent,
  parseRotation,
  type Rotation,
  rotationBytes,
} from '../../../../src/core/team/rotation';
import { formatSharedFile, parseSharedFile, sealBytes } from '../../../../src/core/team/sharedFile';
import { statementBytes } from '../../../../src/core/team/statement';
import { formatStore, isStoreId, parseStore, storeIdOf } from '../../../../src/core/team/storeId';
import { areWordsAt, askedPlaces } from '../../../../src/core/team/words';
import { anyText } from '../../../shared/anyText';

const ID = `${'a'.repeat(25)}e`;
const ONE = `age1${'q'.repeat(58)}`;
const OTHER = `age1${'z'.repeat(58)}`;
const SIGNATURE = '0'.repeat(128);

const entry: Entry = {
  recipient: ONE,
  signingKey: 'a'.repeat(64),
  name: 'Sam',
  role: 'machine',
  logins: ['qa-au@acme.test', 'qa-nz@acme.test'],
  state: 'approved',
  keeps: [],
  count: 1,
  on: '2026-11-25',
  by: OTHER,
  signature: SIGNATURE,
};

const rotation: Rotation = {
  login: 'qa-au@acme.test',
  state: 'due',
  count: 2,
  since: '2026-11-25',
  because: 'Sam',
  by: ONE,
  signature: SIGNATURE,
};

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('What is signed', () => {
  it('is one JSON array of the purpose, the id and every field in order', () => {
    assert.equal(
      text(statementBytes('key', ID, ['a', 1, ['b', ['c']]])),
      `["xero-mfa key","${ID}","a",1,["b",["c"]]]`,
    );
  });

  it('is no number that could be written in two ways, and no half of a character', () => {
    for (const field of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '\ud800', ['x\udfff']])
      assert.throws(() => statementBytes('key', ID, [field as string]), RangeError, String(field));
  });

  it('differs wherever a field does, however texts are cut', () => {
    const fields = fc.array(fc.oneof(fc.string(), fc.nat(), fc.array(fc.string())), { maxLength: 4 });
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const [first, second] = [one, other].map(each => text(statementBytes('key', ID, each)));
        assert.equal(first === second, JSON.stringify(one) === JSON.stringify(other));
      }),
    );
    // The attack on names with line breaks: no text can look like the end of a field.
    assert.notEqual(
      text(entryBytes(ID, { ...entry, name: 'a","member",[' })),
      text(entryBytes(ID, { ...entry, name: 'a', role: 'member', logins: [] })),
    );
  });

  it('changes with every field of an entry, of a rotation, of a file and of its seal', () => {
    const changes: Partial<Entry>[] = [
      { recipient: OTHER },
      { signingKey: '' },
      { name: 'Lee' },
      { role: 'member' },
      { logins: ['qa-au@acme.test'] },
      { state: 'removed' },
      { keeps: ['0'.repeat(128)] },
      { count: 2 },
      { on: '2026-11-26' },
      { by: ONE },
    ];
    assert.deepEqual(
      changes.flatMap(Object.keys).sort(),
      Object.keys(entry)
        .filter(key => key !== 'signature')
        .sort(),
    );
    const signed = [entry, ...changes.map(change => ({ ...entry, ...change }))].map(each =>
      text(entryBytes(ID, each)),
    );
    signed.push(text(entryBytes(`${'b'.repeat(25)}e`, entry)));
    assert.equal(new Set(signed).size, changes.length + 2);
    const rotations = [
      {},
      { login: 'x' },
      { state: 'done' },
      { count: 3 },
      { since: '2026-11-26' },
      { because: 'Lee' },
      { by: OTHER },
    ];
    assert.equal(
      new Set(rotations.map(change => text(rotationBytes(ID, { ...rotation, ...change } as Rotation)))).size,
      rotations.length,
    );
    const file = { secret: 'otpauth://x', others: ['note: a'] };
    const seal = { count: 1, people: 1, by: ONE };
    const seals = [
      sealBytes('key', ID, 'a@b.test', file, seal),
      sealBytes('answers', ID, 'a@b.test', file, seal),
      sealBytes('key', `${'b'.repeat(25)}e`, 'a@b.test', file, seal),
      sealBytes('key', ID, 'c@b.test', file, seal),
      sealBytes('key', ID, 'a@b.test', { ...file, secret: 'otpauth://y' }, seal),
      sealBytes('key', ID, 'a@b.test', { ...file, others: [] }, seal),
      sealBytes(
        'key',
        ID,
        'a@b.test',
        { ...file, excluded: [{ recipient: OTHER, count: 1, by: ONE }] },
        seal,
      ),
      sealBytes(
        'key',
        ID,
        'a@b.test',
        { ...file, excluded: [{ recipient: OTHER, count: 2, by: ONE }] },
        seal,
      ),
      sealBytes('key', ID, 'a@b.test', file, { ...seal, count: 2 }),
      sealBytes('key', ID, 'a@b.test', file, { ...seal, people: 2 }),
      sealBytes('key', ID, 'a@b.test', file, { ...seal, by: OTHER }),
    ].map(text);
    assert.equal(new Set(seals).size, seals.length);
    const member = { name: 'Sam', requested: '2026-11-25', signingKey: 'a'.repeat(64) };
    const said = { by: ONE, roster: [entry] };
    const statements = [
      statementBytesOf(ID, ONE, member, said),
      statementBytesOf(ID, OTHER, member, said),
      statementBytesOf(ID, ONE, { ...member, name: 'Lee' }, said),
      statementBytesOf(ID, ONE, { ...member, requested: '2026-11-26' }, said),
      statementBytesOf(ID, ONE, { name: 'Sam', requested: '2026-11-25' }, said),
      statementBytesOf(ID, ONE, member, { ...said, by: OTHER }),
      statementBytesOf(ID, ONE, member, { ...said, roster: [] }),
      statementBytesOf(ID, ONE, member, { ...said, roster: [{ ...entry, signature: '1'.repeat(128) }] }),
    ].map(text);
    assert.equal(new Set(statements).size, statements.length);
  });
});

describe('The id of a store', () => {
  it('is 128 bits in one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
        const id = storeIdOf(bytes);
        assert.ok(isStoreId(id), id);
        assert.equal(parseStore(formatStore(id)), id);
      }),
    );
    for (const id of [
      '',
      'a'.repeat(25),
      `${'a'.repeat(25)}b`,
      'A'.repeat(26),
      `${'a'.repeat(24)}1e`,
      'team:identity',
    ])
      assert.ok(!isStoreId(id), id);
  });

  it('is read from exactly what is written', () => {
    const written = formatStore(ID);
    for (const other of [
      written.replace('2', '3'),
      written.replace('2', '2.0'),
      written.replace('"version"', '"id": "x", "version"'),
      written.replace('}', ', "more": 1}'),
      `${written} `,
      '',
      '{}',
      '[]',
    ])
      assert.equal(parseStore(other), undefined, other);
    assert.equal(parseStore(written.replaceAll('\n', '\r\n')), ID);
  });
});

describe('A name', () => {
  it('is one visible line in one spelling', () => {
    for (const name of ['Priya', 'Zoë', 'José', '李', "O'Brien-Smith"]) assert.ok(isPersonName(name), name);
    for (const name of [
      '',
      ' ',
      ' a',
      'a ',
      'a\nb',
      'a\u2028b',
      'a\u202eb',
      'a\u200bb',
      'Zoe\u0308',
      'x'.repeat(101),
      'a\0',
    ])
      assert.ok(!isPersonName(name), JSON.stringify(name));
  });

  it('can be made of any text, or nothing is left', () => {
    fc.assert(
      fc.property(anyText, each => {
        const name = toPersonName(each);
        assert.ok(name === '' || isPersonName(name), JSON.stringify(name));
      }),
    );
  });
});

describe('A file in members and one in rotations', () => {
  const member = {
    name: 'Sam',
    requested: '2026-11-25',
    signingKey: 'a'.repeat(64),
    statement: { by: OTHER, roster: [entry], signature: SIGNATURE },
  };

  it('are read back', () => {
    assert.deepEqual(parseMember(formatMember(member)), member);
    const request = { name: 'Sam', requested: '2026-11-25', signingKey: 'a'.repeat(64), roster: [entry] };
    assert.deepEqual(parseMember(formatMember(request)), request);
    assert.deepEqual(parseRotation(formatRotation(rotation)), rotation);
    assert.deepEqual(parseRotation(formatRotation(rotation).replaceAll('\n', '\r\n')), rotation);
  });

  it('are nothing with a name or a day that is none, a request by another tool as well', () => {
    const { name, requested } = member;
    assert.deepEqual(parseRequest(JSON.stringify({ requested, name, team: 'ours' })), { name, requested });
    for (const wrong of [
      { name: '' },
      { name: 'S\u200Bam' },
      { name: 7 },
      { requested: 'soon' },
      { requested: '2026-13-01' },
      { requested: undefined },
    ]) {
      const file = { ...member, ...wrong } as typeof member;
      assert.equal(parseMember(formatMember(file)), undefined, JSON.stringify(wrong));
      assert.equal(parseRequest(JSON.stringify(file)), undefined, JSON.stringify(wrong));
    }
    for (const wrong of [
      { because: '' },
      { because: 'S\u200Bam' },
      { since: 'soon' },
      { since: '2026-13-01' },
    ])
      assert.equal(
        parseRotation(formatRotation({ ...rotation, ...wrong })),
        undefined,
        JSON.stringify(wrong),
      );
  });

  it('are refused, or say something else, with any byte flipped', () => {
    for (const [written, parse] of [
      [formatMember(member), parseMember],
      [formatRotation(rotation), parseRotation],
    ] as const) {
      const bytes = Buffer.from(written);
      const original = JSON.stringify(parse(written));
      for (let at = 0; at < bytes.length; at++) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        const read = parse(flipped.toString());
        if (read) assert.notEqual(JSON.stringify(read), original, `${at}`);
      }
      for (let length = 0; length < bytes.length; length++)
        assert.equal(parse(written.slice(0, length)), undefined);
    }
  });

  it('of a login count by their number, and a due one before a done one', () => {
    const done = { ...rotation, state: 'done' } as const;
    assert.equal(moreRecent(undefined, rotation), rotation);
    assert.equal(moreRecent(done, rotation), rotation);
    assert.equal(moreRecent(rotation, done), rotation);
    const later = { ...done, count: 3 };
    assert.equal(moreRecent(rotation, later), later);
    assert.equal(moreRecent(later, rotation), later);
  });
});

describe('The text of a login’s file', () => {
  const line = `xero-mfa: 3 12 ${ONE} ${SIGNATURE}`;
  const seal = { count: 3, people: 12, by: ONE, signature: SIGNATURE };

  it('keeps other lines to the byte', () => {
    const written = `otpauth://x\n${line}\nreaders: 0123456789abcdef\n  note: two  spaces \n\n\tpassword: x\r\n`;
    const file = parseSharedFile(written);
    assert.deepEqual(file.seal, seal);
    assert.deepEqual(file.others, ['  note: two  spaces ', '', '\tpassword: x\r']);
    assert.equal(formatSharedFile(file), written);
  });

  it('keeps lines of others that look nearly like ours', () => {
    for (const other of [
      'readers: Bob and Alice',
      'readers:',
      'readers: 0123456789abcdef Bob',
      'without: Bob',
      `without: ${ONE}`,
      `without: ${ONE} 2`,
      `without: ${ONE} 02 ${OTHER}`,
    ]) {
      const written = `otpauth://x\n${line}\n${other}\n`;
      assert.deepEqual(parseSharedFile(written).others, [other]);
      assert.equal(formatSharedFile(parseSharedFile(written)), written);
    }
  });

  it('names whom its signer knew not to be a reader, in one line before those of others', () => {
    const written = `otpauth://x\n${line}\nwithout: ${ONE} 2 ${OTHER} ${OTHER} 1000000 ${ONE}\nnote: x\n`;
    const file = parseSharedFile(written);
    assert.deepEqual(file.excluded, [
      { recipient: ONE, count: 2, by: OTHER },
      { recipient: OTHER, count: 1_000_000, by: ONE },
    ]);
    assert.deepEqual(file.others, ['note: x']);
    assert.equal(formatSharedFile(file), written);
  });

  it('is unsigned with two seals, or with one that is not exactly one', () => {
    for (const bad of [
      `${line}\n${line}`,
      line.replace(' 3 ', ' 03 '),
      line.replace(' 3 ', ' 0 '),
      line.replace(' 3 ', ' 1000001 '),
      line.replace(' 12 ', '  12 '),
      line.replace(ONE, 'age1x'),
      line.replace('000', 'AAA'),
      `${line} `,
      `${line}\r`,
      line.slice(0, -1),
    ])
      assert.equal(parseSharedFile(`otpauth://x\n${bad}\n`).seal, undefined, bad);
    assert.deepEqual(parseSharedFile(`otpauth://x\n${line}\n`).seal, seal);
  });

  it('is read from any text, and written back the same once it was', () => {
    fc.assert(
      fc.property(anyText, each => {
        const once = formatSharedFile(parseSharedFile(each));
        assert.equal(formatSharedFile(parseSharedFile(once)), once);
      }),
    );
  });
});

describe('The words that a person types', () => {
  const WORDS = 'one two three four five six seven eight';
  it('are three places out of eight, sorted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 3, maxLength: 3 }),
        numbers => {
          const places = askedPlaces(8, () => numbers.shift() ?? 0);
          assert.equal(new Set(places).size, 3);
          assert.deepEqual(
            places,
            [...places].sort((one, other) => one - other),
          );
          assert.ok(places.every(place => place >= 1 && place <= 8));
        },
      ),
    );
  });

  it('count in any case and spacing, in this order, and no others', () => {
    for (const typed of ['two five eight', ' Two,  FIVE eight '])
      assert.ok(areWordsAt([2, 5, 8], WORDS, typed), typed);
    for (const typed of ['', 'two five', 'five two eight', 'two five seven', WORDS, 'two five eight nine'])
      assert.ok(!areWordsAt([2, 5, 8], WORDS, typed), typed);
  });
});

describe('What a computer remembers', () => {
  it('is read back, and is nothing after damage', () => {
    const memory = { ...emptyMemory(ID), roster: [entry], rotations: { x: rotation } };
    assert.deepEqual(parseMemory(formatMemory(memory)), memory);
    for (const damaged of ['', '{}', formatMemory(memory).slice(1), formatMemory({ ...memory, id: 'x' })])
      assert.equal(parseMemory(damaged), undefined);
  });

  it('is read without the items that can’t be read', () => {
    const memory = { ...emptyMemory(ID), roster: [entry], rotations: { x: rotation } };
    const text = JSON.stringify({
      ...memory,
      roster: [{ ...entry, name: 'x'.repeat(101) }, entry, null],
      rotations: { ...memory.rotations, y: { ...rotation, count: 0 } },
      shared: { x: { login: 'x' } },
    });
    assert.deepEqual(parseMemory(text), memory);
  });

  it('is never nothing to a computer that has some', () => {
    assert.throws(() => new MemoryReader().read(ID, '{'), MemoryError);
  });
});

describe('The rules for git', () => {
  it('are added to those that are there, once', () => {
    const rules =
      '*.age -diff -text merge=binary\n.age-recipients merge=union\nmembers/*.json merge=binary\n';
    assert.equal(gitAttributes(''), rules);
    assert.equal(gitAttributes(rules), rules);
    assert.equal(gitAttributes('*.png binary\r\n'), `*.png binary\n${rules}`);
  });
});
