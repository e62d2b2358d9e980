import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  DetailsError,
  type LoginDetails,
  NO_DETAILS,
  parseDetails,
  serialiseDetails,
} from '../../../src/core/loginDetails';
import { MAXIMUM_PASSWORD, PasswordError, passwordProblem } from '../../../src/core/password';
import {
  AnswersError,
  parseAnswers,
  type RecoveryAnswers,
  serialiseAnswers,
} from '../../../src/core/recovery';
import { anyText, anyUnits } from '../../shared/anyText';

const answers = fc.uniqueArray(
  fc.record(
    {
      question: anyText.map(text => text.trim()).filter(text => text !== ''),
      answer: fc.string({ unit: fc.constantFrom(...'aZ09'), minLength: 5, maxLength: 200 }),
    },
    { noNullPrototype: true },
  ),
  {
    maxLength: 10,
    selector: ({ question }) => question.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase(),
  },
);
/** Any that Xero may have, with quotes, backslashes, line separators and halves of characters. */
const password = fc
  .oneof(anyText, anyUnits, fc.string({ unit: fc.constantFrom(...'"\\}{,:\u2028\uFEFF\uD800 é') }))
  .filter(text => passwordProblem(text) === undefined);
const details = fc.record({ answers, password: fc.option(password, { nil: undefined }) }).map(
  ({ answers: given, password: one }): LoginDetails => ({
    answers: given,
    ...(one !== undefined && { password: one }),
  }),
);

const two: RecoveryAnswers = [
  { question: 'What was your first pet called?', answer: 'Rex2009' },
  { question: 'Where were you born?', answer: 'Wellington' },
];
const both: LoginDetails = { answers: two, password: 'Correct "horse" 9' };

describe('The details of a login', () => {
  it('have no half of a character, which no keyring keeps', () => {
    for (const half of ['\uD800', 'a\uDC00b']) assert.equal(passwordProblem(half), 'controlCharacter');
    assert.equal(passwordProblem('\u{1F600}'), undefined);
  });

  it('are one line: the answers, and the password behind them', () => {
    assert.equal(
      serialiseDetails({
        answers: [{ question: 'Where were you born?', answer: 'Wellington' }],
        password: 'a"b',
      }),
      '{"version":1,"answers":[{"question":"Where were you born?","answer":"Wellington"}],"password":"a\\"b"}',
    );
    assert.equal(
      serialiseDetails({ answers: [], password: 'p' }),
      '{"version":1,"answers":[],"password":"p"}',
    );
    assert.equal(serialiseDetails({ answers: [] }), NO_DETAILS);
  });

  it('are read back, to the byte, and written in one way only', () => {
    fc.assert(
      fc.property(details, given => {
        const text = serialiseDetails(given);
        assert.ok(!text.includes('\n'));
        assert.deepEqual(parseDetails(text), given);
        // As a file is: what UTF-8 can't hold is escaped.
        assert.deepEqual(parseDetails(Buffer.from(text).toString()), given);
        const { version, answers: listed, ...rest } = JSON.parse(text);
        const otherwise = JSON.stringify({ ...rest, answers: listed, version }, undefined, 2);
        assert.equal(serialiseDetails(parseDetails(otherwise)), text);
      }),
    );
  });

  it('are the answers as they were, to the byte, where there is no password', () => {
    fc.assert(
      fc.property(answers, given => {
        fc.pre(given.length > 0);
        const text = serialiseDetails({ answers: given });
        assert.equal(text, serialiseAnswers(given));
        assert.deepEqual(parseAnswers(text), given);
      }),
    );
  });

  it('are not answers alone to what knows of no password, so that it is not lost', () => {
    assert.throws(() => parseAnswers(serialiseDetails(both)), AnswersError);
  });

  it('are not written if they can’t be, by errors that have nothing of them', () => {
    const secret = 'tell-nobody';
    for (const bad of [`${secret}\n`, `${secret}\0`, secret.repeat(MAXIMUM_PASSWORD)])
      throwsSilently(() => serialiseDetails({ answers: two, password: bad }), PasswordError, secret);
    assert.throws(() => serialiseDetails({ answers: [], password: '' }), PasswordError);
    const refused = [{ question: 'First pet?', answer: 'Tell nobody' }];
    throwsSilently(
      () => serialiseDetails({ answers: refused, password: secret }),
      AnswersError,
      'Tell nobody',
    );
  });

  const stored = JSON.parse(serialiseDetails(both));
  const unreadable: readonly [what: string, value: unknown][] = [
    ['another version', { ...stored, version: 2 }],
    ['another version without answers', { version: 2, answers: [], password: 'p' }],
    ['no version', { answers: [], password: 'p' }],
    ['no answers at all', { version: 1, password: 'p' }],
    ['more than the format has', { ...stored, hint: 'x' }],
    ['more than the format has, without answers', { version: 1, answers: [], password: 'p', hint: 'x' }],
    ['an empty password', { ...stored, password: '' }],
    ['a password with a line break', { ...stored, password: 'a\nb' }],
    ['a password that is a number', { ...stored, password: 12345 }],
    ['a password that is nothing', { ...stored, password: null }],
    ['a password that is a list', { ...stored, password: ['p'] }],
    ['a book for a password', { ...stored, password: 'p'.repeat(MAXIMUM_PASSWORD + 1) }],
    ['an answer that Xero refuses', { ...stored, answers: [{ question: 'q?', answer: 'no!' }] }],
    ['a list', [stored]],
    ['a text', 'p'],
    ['nothing', null],
    ['megabytes', { ...stored, password: 'p'.repeat(5_000_000) }],
  ];
  for (const [what, value] of unreadable)
    it(`are not read from ${what}`, () => assertUnreadable(JSON.stringify(value)));

  it('are not read from a part of a text, or from any other', () => {
    const text = serialiseDetails(both);
    assertUnreadable(text.replace('"version":1', '"version":1,"__proto__":null'));
    assertUnreadable('['.repeat(100_000));
    fc.assert(fc.property(fc.nat(text.length - 1), length => assertUnreadable(text.slice(0, length))));
    fc.assert(fc.property(fc.oneof(anyUnits, fc.json()), assertUnreadable));
    throwsSilently(() => parseDetails(text.slice(0, -1)), DetailsError, 'horse');
  });
});

function assertUnreadable(text: string): void {
  assert.throws(() => parseDetails(text), DetailsError);
}

function throwsSilently(task: () => void, kind: new (...args: never[]) => Error, secret: string): void {
  assert.throws(task, error => {
    assert.ok(error instanceof kind);
    return !inspect(error, { depth: 9, showHidden: true }).includes(secret);
  });
}
