import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Organisation } from '../../../src/core/account';
import { matchAnswers, type WantedOrganisation } from '../../../src/core/answerMatch';
import { nextReset } from '../../../src/core/dueDays';
import { parseList } from '../../../src/core/list';
import { editOrganisations } from '../../../src/core/listEdit';
import { REGIONS } from '../../../src/core/organisation';
import { LOGIN } from '../../shared/lists';
import { cases } from '../../shared/thorough';
import { tenantIdOf } from '../../shared/xeroAnswers';

const TODAY = '2026-11-30';
const RESET = '2026-12-28';
const [ID, NEW_ID] = [tenantIdOf(1), tenantIdOf(2)];
const DEMO = 'Demo Company (AU)';

/** What becomes of one organisation of an answer beside those of an account. */
function match(
  wanted: WantedOrganisation,
  ...listed: readonly Organisation[]
): readonly [string, Organisation] {
  const [one] = matchAnswers([wanted], listed, TODAY);
  assert.ok(one);
  return [one.kind, one.after];
}

/** The list after everything of the answer was written. */
function written(text: string, wanted: readonly WantedOrganisation[]): string {
  return editOrganisations(text, LOGIN, listed =>
    matchAnswers(wanted, listed, TODAY).map(({ listed: before, after }) => ({
      index: before?.index,
      organisation: after,
    })),
  );
}

function organisationsIn(text: string): readonly Organisation[] {
  return parseList(text).accounts[0]?.organisations ?? [];
}

describe('An answer beside an account', () => {
  it('is new where nothing is like it, and a demo company is reset four weeks on', () => {
    assert.equal(nextReset('2026-02-10'), '2026-03-10');
    assert.deepEqual(match({ tenantId: ID, name: DEMO, region: 'AU', isDemo: true, shortCode: '!a' }), [
      'new',
      { name: DEMO, region: 'AU', kind: 'demo', tenantId: ID, shortCode: '!a', resetOn: RESET },
    ]);
    assert.deepEqual(match({ tenantId: ID, name: 'Kiwi' }, { name: 'Other', tenantId: NEW_ID }), [
      'new',
      { name: 'Kiwi', tenantId: ID },
    ]);
  });

  it('is the same by its tenant ID, in any case, and keeps what only the list knows', () => {
    const listed: Organisation = {
      name: DEMO,
      region: 'AU',
      kind: 'demo',
      tenantId: ID.toUpperCase(),
      shortCode: '!a',
      resetOn: '2026-12-01',
    };
    assert.deepEqual(
      match({ tenantId: ID, name: DEMO, region: 'AU', isDemo: true, shortCode: '!a' }, listed),
      ['same', listed],
    );
    assert.deepEqual(match({ tenantId: ID, name: DEMO }, listed), ['same', listed]);
  });

  it('changes the name, the region and the shortcode of a tenant', () => {
    const listed: Organisation = {
      name: 'Old',
      region: 'AU',
      kind: 'partner',
      tenantId: ID,
      shortCode: '!a',
      expiresOn: '2027-01-01',
    };
    assert.deepEqual(match({ tenantId: ID, name: 'New', region: 'NZ', shortCode: '!b' }, listed), [
      'changed',
      { ...listed, name: 'New', region: 'NZ', shortCode: '!b' },
    ]);
  });

  it('does not take the region of a list for the global edition', () => {
    assert.deepEqual(
      match({ tenantId: ID, name: 'A', region: 'GLOBAL' }, { name: 'A', region: 'GB', tenantId: ID })[0],
      'same',
    );
    assert.deepEqual(
      match({ tenantId: ID, name: 'A', region: 'GLOBAL' }, { name: 'A', tenantId: ID })[1].region,
      'GLOBAL',
    );
  });

  it('fills in what a list lacks, by the name', () => {
    assert.deepEqual(
      match({ tenantId: ID, name: DEMO, isDemo: true, shortCode: '!a' }, { name: `${DEMO.toUpperCase()} ` }),
      ['changed', { name: DEMO, kind: 'demo', tenantId: ID, shortCode: '!a', resetOn: RESET }],
    );
    assert.deepEqual(
      match({ tenantId: ID, name: 'Kiwi', shortCode: '!b' }, { name: 'Kiwi', shortCode: '!a' })[0],
      'new',
    );
  });

  it('replaces what is dead of a demo company that was reset', () => {
    const listed: Organisation = {
      name: DEMO,
      region: 'AU',
      kind: 'demo',
      tenantId: ID,
      shortCode: '!a',
      resetOn: '2026-11-29',
    };
    assert.deepEqual(match({ tenantId: NEW_ID, name: DEMO }, listed), [
      'changed',
      { name: DEMO, region: 'AU', kind: 'demo', tenantId: NEW_ID, resetOn: RESET },
    ]);
    assert.deepEqual(
      match({ tenantId: NEW_ID, name: DEMO, isDemo: true, shortCode: '!b' }, { name: DEMO, tenantId: ID })[1],
      {
        name: DEMO,
        kind: 'demo',
        tenantId: NEW_ID,
        shortCode: '!b',
        resetOn: RESET,
      },
    );
  });

  it('does not take another organisation of the same name for a demo company that was reset', () => {
    assert.equal(match({ tenantId: NEW_ID, name: 'Kiwi' }, { name: 'Kiwi', tenantId: ID })[0], 'new');
    assert.equal(
      match(
        { tenantId: NEW_ID, name: 'Kiwi', isDemo: true },
        { name: 'Kiwi', kind: 'trial', tenantId: ID },
      )[0],
      'new',
    );
    const both: readonly Organisation[] = [
      { name: DEMO, kind: 'demo', tenantId: ID, resetOn: RESET },
      { name: DEMO, kind: 'demo', tenantId: tenantIdOf(3), resetOn: RESET },
    ];
    const matches = matchAnswers(
      [
        { tenantId: NEW_ID, name: DEMO },
        { tenantId: ID, name: DEMO },
      ],
      both,
      TODAY,
    );
    assert.deepEqual(
      matches.map(({ kind, listed }) => [kind, listed?.index]),
      [
        ['changed', 1],
        ['same', 0],
      ],
    );
  });

  it('has the day of the reset that the person says, or none', () => {
    const listed: Organisation = { name: DEMO, kind: 'demo', tenantId: ID, resetOn: '2026-12-01' };
    const answered = { tenantId: ID, name: DEMO };
    assert.deepEqual(match({ ...answered, chosenReset: '2027-01-01' }, listed)[1].resetOn, '2027-01-01');
    assert.deepEqual(match({ ...answered, chosenReset: '' }, listed), [
      'changed',
      { name: DEMO, kind: 'demo', tenantId: ID },
    ]);
  });

  it('is written without a loss, whatever the list has', () => {
    const name = fc.constantFrom('Demo Company (AU)', 'Kiwi', 'kiwi ', 'A "b"');
    const tenantId = fc.integer({ min: 1, max: 6 }).map(tenantIdOf);
    const listed = fc.record(
      {
        name,
        region: fc.constantFrom(...REGIONS),
        kind: fc.constantFrom('demo', 'trial', 'nonsense'),
        tenantId: fc.oneof(
          tenantId,
          tenantId.map(id => id.toUpperCase()),
        ),
        shortCode: fc.constantFrom('!a', '!b', 'wrong'),
        resetOn: fc.constantFrom('2026-12-01', 'soon'),
        'x-own': fc.integer(),
      },
      { requiredKeys: ['name'] },
    );
    const wanted: fc.Arbitrary<WantedOrganisation> = fc
      .record(
        {
          tenantId,
          name,
          region: fc.constantFrom(...REGIONS),
          isDemo: fc.constant(true as const),
          shortCode: fc.constantFrom('!a', '!c'),
          chosenReset: fc.constantFrom('', '2027-01-01'),
        },
        { requiredKeys: ['tenantId', 'name'] },
      )
      .map(({ name: given, ...others }) => ({ ...others, name: given.trim() }));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof({ weight: 9, arbitrary: listed }, { weight: 1, arbitrary: fc.constantFrom({}, 7) }),
          { maxLength: 6 },
        ),
        fc.uniqueArray(wanted, { selector: each => each.tenantId, maxLength: 6 }),
        fc.boolean(),
        (before, answers, isOneLine) => {
          const entries = before.map((each, at) => `${JSON.stringify(each)} /* #${at}# */`);
          const text = `{ "version": 1, "accounts": [{ "login": "${LOGIN}", "organisations": [${isOneLine ? '' : '\n'}${entries.join(isOneLine ? ', ' : ',\n')}], "notes": "n" }] }`;
          const after = written(text, answers);
          const raw = JSON.parse(after.replace(/\/\*.*?\*\//g, '')).accounts[0].organisations as {
            'x-own'?: number;
          }[];
          assert.deepEqual(
            raw.slice(0, before.length).map(each => each['x-own']),
            before.map(each => (each as { 'x-own'?: number })['x-own']),
          );
          assert.deepEqual(
            [...after.matchAll(/#(\d+)#/g)].map(([, at]) => Number(at)),
            before.map((_, at) => at),
          );
          const then = organisationsIn(after);
          const now = organisationsIn(text);
          const matches = matchAnswers(answers, now, TODAY);
          const touched = new Set(matches.map(each => each.listed?.index));
          for (const [at, each] of now.entries()) if (!touched.has(at)) assert.deepEqual(then[at], each);
          for (const { after: expected } of matches)
            assert.ok(
              then.some(each => isEqual(each, expected)),
              JSON.stringify(expected),
            );
          assert.equal(then.length, now.length + matches.filter(each => !each.listed).length);
          const again = matchAnswers(answers, then, TODAY);
          assert.deepEqual(
            again.map(({ kind }) => kind),
            answers.map(() => 'same'),
          );
          assert.equal(written(after, answers), after);
        },
      ),
      { numRuns: cases(300, 5_000) },
    );
  });

  it('is found among thousands at once', () => {
    const many = Array.from({ length: 2000 }, (_, at) => ({ tenantId: tenantIdOf(at), name: DEMO }));
    const listed = many.map((each, at) => ({
      ...each,
      kind: 'demo' as const,
      tenantId: tenantIdOf(at + 5000),
    }));
    const matches = matchAnswers(many, listed, TODAY);
    assert.deepEqual(
      matches.map(each => each.listed?.index),
      many.map((_, at) => at),
    );
  });
});

function isEqual(a: Organisation, b: Organisation): boolean {
  const sorted = (organisation: Organisation): string => JSON.stringify(Object.entries(organisation).sort());
  return sorted(a) === sorted(b);
}
