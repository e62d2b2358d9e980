import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AnsweredOrganisation,
  type LeftOut,
  parseXeroAnswers,
  XeroAnswerError,
  type XeroAnswerProblem,
} from '../../../src/core/xeroAnswers';
import { anyText } from '../../shared/anyText';
import { KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';
import { newToken } from '../../shared/tokens';
import {
  connectionOf,
  connections,
  DEMO_AU,
  KIWI,
  organisationAnswer,
  type Tenant,
  tenantIdOf,
} from '../../shared/xeroAnswers';

const found = (text: string): readonly AnsweredOrganisation[] | undefined =>
  parseXeroAnswers(text)?.organisations;
const leftOut = (text: string): readonly LeftOut[] => parseXeroAnswers(text)?.leftOut ?? [];

function problemOf(text: string): XeroAnswerProblem | undefined {
  try {
    parseXeroAnswers(text);
  } catch (error) {
    if (error instanceof XeroAnswerError) return error.problem;
    throw error;
  }
  return undefined;
}

const AU: AnsweredOrganisation = {
  tenantId: DEMO_AU.tenantId,
  name: 'Demo Company (AU)',
  region: 'AU',
  isDemo: true,
  shortCode: '!x1Y2z',
};
const AU_CONNECTION: AnsweredOrganisation = { tenantId: DEMO_AU.tenantId, name: 'Demo Company (AU)' };

/** What people paste around an answer. */
const AROUND = {
  nothing: (answer: string) => answer,
  marked: (answer: string) => `\uFEFF${answer}\n`,
  crlf: (answer: string) => answer.replaceAll('\n', '\r\n'),
  status: (answer: string) =>
    `HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nNEL: {"report_to":"x","max_age":1}\r\n\r\n${answer}`,
  curl: (answer: string) =>
    `$ curl -s -H "Xero-Tenant-Id: ${DEMO_AU.tenantId}" -d '{"a": [1]}' https://api.xero.com/connections\n${answer}\n$`,
  log: (answer: string) => `[2026-11-30 09:10] {info} answer: ${answer}`,
  envelope: (answer: string) => JSON.stringify({ status: 200, data: { body: JSON.parse(answer) } }),
  string: (answer: string) => JSON.stringify(answer),
  stringTwice: (answer: string) => JSON.stringify(JSON.stringify(answer)),
  stringInEnvelope: (answer: string) => JSON.stringify([{ statusCode: 200, body: answer }]),
  array: (answer: string) => `[${answer}, 1]`,
} as const;

const around = new Kinds(
  Object.fromEntries(Object.entries(AROUND).map(([name, wrap]) => [name, fc.constant(wrap)])) as Record<
    keyof typeof AROUND,
    fc.Arbitrary<(answer: string) => string>
  >,
);
const COUNTRIES = {
  AU: 'AU',
  NZ: 'NZ',
  GB: 'GB',
  UK: 'GB',
  US: 'US',
  ZA: 'ZA',
  DE: 'GLOBAL',
  ie: 'GLOBAL',
} as const;
const tenant: fc.Arbitrary<Tenant> = fc.record({
  tenantId: fc.integer({ min: 1, max: 9 }).map(tenantIdOf),
  name: fc.constantFrom('Demo Company (AU)', 'Kiwi Trading', 'Müller “Bau” {GmbH}', 'a \\ b ]', '😀 Ltd'),
  shortCode: fc.constantFrom('!x1Y2z', '!a-_9'),
  countryCode: fc.constantFrom(...(Object.keys(COUNTRIES) as (keyof typeof COUNTRIES)[])),
  isDemo: fc.boolean(),
});

describe('The answers of Xero’s API', () => {
  it('give each connection that is an organisation', () => {
    const text = JSON.stringify([
      connectionOf(DEMO_AU),
      connectionOf(KIWI, 'PRACTICE'),
      connectionOf(KIWI, 'COMPANY'),
    ]);
    assert.deepEqual(found(text), [AU_CONNECTION]);
    assert.deepEqual(
      leftOut(text).map(({ number, name, why }) => [number, name, why]),
      [
        [2, 'Kiwi Trading', 'notOrganisation'],
        [3, 'Kiwi Trading', 'notOrganisation'],
      ],
    );
  });

  it('give what an organisation says of itself', () => {
    assert.deepEqual(found(organisationAnswer(DEMO_AU)), [AU]);
    assert.deepEqual(found(organisationAnswer(KIWI)), [
      { tenantId: KIWI.tenantId, name: 'Kiwi Trading', region: 'NZ', shortCode: '!k9W8i' },
    ]);
    assert.deepEqual(found(organisationAnswer({ tenantId: KIWI.tenantId, name: 'Bare' })), [
      { tenantId: KIWI.tenantId, name: 'Bare' },
    ]);
  });

  it('give the same with names in the case of a library', () => {
    assert.deepEqual(
      found(
        JSON.stringify({
          organisations: [
            {
              organisationID: DEMO_AU.tenantId,
              name: DEMO_AU.name,
              shortCode: '!x1Y2z',
              countryCode: 'AU',
              isDemoCompany: true,
            },
          ],
        }),
      ),
      [AU],
    );
  });

  it('are found in whatever stands around them, and those about one tenant are one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(tenant, { minLength: 1, maxLength: 4 }), fc.boolean(), around.any), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom('\n', '\r\n\r\n', '\n--\n'),
        (answers, between) => {
          const text = answers
            .map(([tenants, isConnections, wrap]) =>
              wrap(isConnections ? connections(...tenants) : organisationAnswer(...tenants)),
            )
            .join(between);
          const expected = new Map<string, AnsweredOrganisation>();
          for (const [tenants, isConnections] of answers)
            for (const { tenantId, name, shortCode = '', countryCode, isDemo } of tenants)
              expected.set(tenantId, {
                ...expected.get(tenantId),
                tenantId,
                name,
                ...(!isConnections && {
                  shortCode,
                  region: COUNTRIES[countryCode as keyof typeof COUNTRIES],
                  ...(isDemo && { isDemo: true }),
                }),
              });
          // A JSON string beside other JSON is a text like any other.
          const isReadable = answers.length === 1 || answers.every(([, , wrap]) => !isString(wrap));
          if (isReadable) assert.deepEqual(found(text), [...expected.values()], text);
        },
      ),
      { numRuns: cases(300, 5_000) },
    );
    around.assertAllMade();
  });

  for (const [name, fields, why] of [
    ['a tenant ID that is none', { tenantId: 'b7c1' }, 'noTenantId'],
    ['a tenant ID that is a number', { tenantId: 7 }, 'noTenantId'],
    ['no tenant ID', { tenantId: undefined }, 'noTenantId'],
    ['no name', { tenantName: null }, 'noName'],
    ['an invisible name', { tenantName: ' \u200B\u202E\u0000 ' }, 'noName'],
    ['an endless name', { tenantName: 'Acme '.repeat(50) }, 'tooLong'],
    ['a token as its name', { tenantName: newToken() }, 'holdsSecret'],
    ['a key in its name', { tenantName: `Demo ${KEY}` }, 'holdsSecret'],
    ['no type', { tenantType: undefined }, 'notOrganisation'],
    ['a type that is no text', { tenantType: ['ORGANISATION'] }, 'notOrganisation'],
  ] as const)
    it(`leave out a connection with ${name}, and no other`, () => {
      const text = JSON.stringify([{ ...connectionOf(KIWI), ...fields }, connectionOf(DEMO_AU)]);
      assert.deepEqual(found(text), [AU_CONNECTION]);
      const [one, ...others] = leftOut(text);
      assert.deepEqual([one?.why, others], [why, []]);
      assert.equal(one?.name, 'tenantName' in fields ? '' : 'Kiwi Trading');
    });

  for (const shortCode of ['x1Y2z', '!a b', '!<b>', `!${'a'.repeat(41)}`, `!${KEY}`])
    it(`leave out the shortcode ${shortCode.slice(0, 8)}… alone`, () => {
      const text = organisationAnswer({ ...DEMO_AU, shortCode });
      const { shortCode: _, ...others } = AU;
      assert.deepEqual(found(text), [others]);
      assert.deepEqual(leftOut(text)[0]?.why, 'notShortCode');
    });

  it('give names on one line, without what changes the direction of a text', () => {
    const [one] =
      found(connections({ ...KIWI, name: ' Kiwi\r\n\u202Etrading\u200B $(trash) [x](command:y) ' })) ?? [];
    assert.equal(one?.name, 'Kiwi trading $(trash) [x](command:y)');
  });

  for (const text of [
    '',
    '[]',
    '{"Organisations":[]}',
    'Dear team, the tenantId is on the wiki.',
    'login,tenantId\nqa-au@acme.test,b7c1',
    '"login","notes"\n"a@acme.test","{""tenantId"": ""b7c1"""',
    '{"version":1,"accounts":[{"login":"a@acme.test","organisations":[{"name":"Demo","tenantId":"b7c1"}]}]}',
    '{"Title":"Unauthorized","Status":401,"Detail":"AuthenticationUnsuccessful","OrganisationID":null}',
    '[{"tenantId": 1}]',
  ])
    it(`are not in ${text.slice(0, 50)}`, () => assert.equal(parseXeroAnswers(text), undefined));

  it('say on which line they are damaged', () => {
    const text = organisationAnswer(DEMO_AU, KIWI);
    const lines = text.split('\n');
    assert.deepEqual(problemOf(lines.slice(0, 20).join('\n')), { kind: 'damaged', line: 20 });
    assert.deepEqual(problemOf(`HTTP/1.1 200 OK\r\n\r\n${lines.slice(0, 20).join('\r\n')}`), {
      kind: 'damaged',
      line: 22,
    });
    const wrong = lines.with(8, `${lines[8]?.replace('"', '')}`).join('\n');
    assert.deepEqual(problemOf(wrong), { kind: 'damaged', line: 9 });
    assert.deepEqual(problemOf(`${connections(KIWI)}\n${connections(DEMO_AU).slice(0, -5)}`), {
      kind: 'damaged',
      line: 2,
    });
  });

  it('say that XML can’t be read', () => {
    const xml = `<Response><Organisations><Organisation><OrganisationID>${KIWI.tenantId}</OrganisationID></Organisation></Organisations></Response>`;
    assert.deepEqual(problemOf(xml), { kind: 'xml' });
  });

  it('are bounded', () => {
    const tenants = Array.from({ length: 10_000 }, (_, at) => ({ ...KIWI, tenantId: tenantIdOf(at) }));
    const answers = parseXeroAnswers(connections(...tenants));
    assert.deepEqual([answers?.organisations.length, answers?.hasMore], [2000, true]);
    const wrong = parseXeroAnswers(connections(...tenants.map(each => ({ ...each, tenantId: '' }))));
    assert.deepEqual([wrong?.organisations.length, wrong?.leftOut.length], [0, 20]);
    assert.deepEqual(problemOf(connections({ ...KIWI, name: 'W'.repeat(5_000_000) })), { kind: 'tooLarge' });
    const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [at, at]));
    const beside = parseXeroAnswers(JSON.stringify({ wide, answer: connections(KIWI) }));
    assert.equal(beside?.organisations.length, 1);
    for (const [open, close] of ['[]', '{}'].map(pair => pair.split('')))
      for (const deep of [`${open}`, `${open}"a":`, `${open}"`, '[[', '{"tenantId":']) {
        const nested = deep.repeat(Math.ceil(2_000_000 / deep.length));
        for (const text of [nested, `${nested}${close?.repeat(100_000)}`, `"tenantId": ${nested}`])
          assert.match(problemOf(text)?.kind ?? 'none', /^(?:none|damaged)$/);
      }
  });

  it('never throw anything but their own error', () => {
    const words = fc.constantFrom(
      '"tenantId"',
      ':',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"OrganisationID"',
      '"Name"',
      '"x"',
      '1',
      '\\',
      '\n',
      'tenantName',
      '"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(words).map(each => each.join('')),
        ),
        text => {
          for (const each of [text, `${connections(KIWI)}${text}`, `${text}${organisationAnswer(KIWI)}`])
            problemOf(each);
        },
      ),
      { numRuns: cases(1000, 5_000) },
    );
  });
});

function isString(wrap: (answer: string) => string): boolean {
  return wrap === AROUND.string || wrap === AROUND.stringTwice;
}
