import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  AnswersError,
  type AnswersProblem,
  answerProblem,
  answersProblem,
  type BackupEmailProblem,
  backupEmailProblem,
  MINIMUM_ANSWER,
  parseAnswers,
  type RecoveryAnswers,
  serialiseAnswers,
} from '../../../src/core/recovery';
import { anyText, anyUnits } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';

describe('backupEmailProblem', () => {
  const cases: readonly [email: string, problem: BackupEmailProblem | undefined][] = [
    ['qa-backup@acme.test', undefined],
    ['  qa-backup@acme.test\n', undefined],
    ['qa-au+backup@acme.test', undefined],
    ['qa-au@acme.test.nz', undefined],
    ['', 'empty'],
    [' \u00A0\n', 'empty'],
    ['qa-backup', 'notEmail'],
    ['qa-backup@acme', 'notEmail'],
    ['qa backup@acme.test', 'notEmail'],
    ['a@acme.test, b@acme.test', 'notEmail'],
    ['qa-backup@acme.test\u202E', 'notEmail'],
    [LOGIN, 'sameAsLogin'],
    [' QA-AU@Acme.Test ', 'sameAsLogin'],
  ];
  for (const [email, problem] of cases) {
    it(`is ${problem ?? 'none'} for ${JSON.stringify(email)}`, () =>
      assert.equal(backupEmailProblem(email, ` ${LOGIN.toUpperCase()}`), problem));
  }
});

describe('answerProblem', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    minLength: MINIMUM_ANSWER,
    maxLength: 200,
  });

  it('is none for five or more letters and digits', () => {
    fc.assert(fc.property(letters, answer => answerProblem(answer) === undefined));
  });

  it('reports the first other character and its position', () => {
    const other = fc.oneof(
      fc.constantFrom(...' !-_.,\'"@é\u00DFİıſ\u212Aａ１٣中\u200B\u00A0\n\t\0😀'),
      anyText.map(text => [...text].find(character => !/[A-Za-z0-9]/.test(character)) ?? '?'),
    );
    const around = fc.string({ unit: fc.constantFrom(...'aZ09'), maxLength: 10 });
    fc.assert(
      fc.property(around, other, anyUnits, (before, character, after) => {
        assert.deepEqual(answerProblem(before + character + after), {
          kind: 'badCharacter',
          character,
          position: before.length + 1,
        });
      }),
    );
  });

  it('rejects empty, short and very long answers', () => {
    assert.deepEqual(answerProblem(''), { kind: 'empty' });
    assert.deepEqual(answerProblem('Rex1'), { kind: 'tooShort', characters: 4 });
    assert.equal(answerProblem('Rex12'), undefined);
    assert.deepEqual(answerProblem('a'.repeat(201)), { kind: 'tooLong', characters: 201 });
  });
});

describe('Recovery answers', () => {
  const answer = fc.string({ unit: fc.constantFrom(...'aZ09'), minLength: 5, maxLength: 200 });
  const list = fc.uniqueArray(
    fc.record(
      { question: anyText.map(text => text.trim()).filter(text => text !== ''), answer },
      { noNullPrototype: true },
    ),
    {
      minLength: 1,
      maxLength: 10,
      selector: ({ question }) => question.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase(),
    },
  );
  const two: RecoveryAnswers = [
    { question: 'What was your first pet called?', answer: 'Rex2009' },
    { question: 'Where were you born?', answer: 'Wellington' },
  ];

  it('are stored in the form of version 1', () => {
    assert.equal(
      serialiseAnswers([{ question: ' Where were you born? ', answer: 'Wellington' }]),
      '{"version":1,"answers":[{"question":"Where were you born?","answer":"Wellington"}]}',
    );
  });

  it('are read back', () => {
    fc.assert(
      fc.property(list, answers => assert.deepEqual(parseAnswers(serialiseAnswers(answers)), answers)),
    );
  });

  const long = 'q'.repeat(301);
  const rejected: readonly [what: string, answers: RecoveryAnswers, problem: AnswersProblem][] = [
    ['none', [], { kind: 'none' }],
    [
      'eleven',
      Array.from({ length: 11 }, (_, index) => ({ question: `${index}?`, answer: 'abcde' })),
      { kind: 'tooMany', maximum: 10 },
    ],
    [
      'one without a question',
      [...two, { question: ' ', answer: 'abcde' }],
      { kind: 'noQuestion', index: 2 },
    ],
    [
      'one with a book for a question',
      [{ question: long, answer: 'abcde' }],
      { kind: 'longQuestion', index: 0 },
    ],
    [
      'a question asked twice',
      [...two, { question: ' where  were YOU born? ', answer: 'abcde' }],
      { kind: 'sameQuestion', index: 2 },
    ],
    [
      'one that Xero refuses',
      [...two, { question: 'What is your team?', answer: 'All Blacks' }],
      { kind: 'answer', index: 2, problem: { kind: 'badCharacter', character: ' ', position: 4 } },
    ],
  ];
  for (const [what, answers, problem] of rejected) {
    it(`are not stored if there are ${what}`, () => {
      assert.deepEqual(answersProblem(answers), problem);
      assert.throws(
        () => serialiseAnswers(answers),
        (error: unknown) => {
          assert.ok(error instanceof AnswersError);
          assert.deepEqual(error.problem, problem);
          const shown = inspect(error, { depth: 9, showHidden: true });
          return answers.every(each => !shown.includes(each.answer));
        },
      );
    });
  }

  const stored = JSON.parse(serialiseAnswers(two));
  const [first] = stored.answers;
  const unreadable: readonly [what: string, value: unknown][] = [
    ['another version', { ...stored, version: 2 }],
    ['no version', { answers: stored.answers }],
    ['a version in letters', { ...stored, version: '1' }],
    ['more than the format has', { ...stored, hint: 'x' }],
    ['more of an answer than the format has', { ...stored, answers: [{ ...first, hint: 'x' }] }],
    ['no answers', { ...stored, answers: [] }],
    ['answers that are no list', { ...stored, answers: { 0: first, length: 1 } }],
    ['an answer that is nothing', { ...stored, answers: [null] }],
    ['an answer that is a number', { ...stored, answers: [{ question: 'q?', answer: 12345 }] }],
    ['an answer that is a list', { ...stored, answers: [['q?', 'abcde']] }],
    ['the same question twice', { ...stored, answers: [first, first] }],
    ['an answer that Xero refuses', { ...stored, answers: [{ question: 'q?', answer: 'no!' }] }],
    ['a list', [stored]],
    ['nothing', null],
    ['megabytes', { ...stored, answers: [{ question: 'q'.repeat(5_000_000), answer: 'abcde' }] }],
  ];
  for (const [what, value] of unreadable)
    it(`are not read from ${what}`, () => assertUnreadable(JSON.stringify(value)));

  it('are not read from a part of a text', () => {
    const text = serialiseAnswers(two);
    assertUnreadable('');
    assertUnreadable(`${text}x`);
    assertUnreadable(text.replace('"version":1', '"version":1,"version":1e0,"__proto__":null'));
    fc.assert(fc.property(fc.nat(text.length - 1), length => assertUnreadable(text.slice(0, length))));
  });

  it('throw only an AnswersError, which has nothing of the text', () => {
    const text = fc.oneof(anyUnits, fc.json());
    fc.assert(fc.property(text, assertUnreadable));
    const secret = serialiseAnswers(two).slice(0, -1);
    assert.throws(
      () => parseAnswers(secret),
      error => !/Rex2009|Wellington/.test(inspect(error, { depth: 9, showHidden: true })),
    );
  });

  function assertUnreadable(text: string): void {
    assert.throws(
      () => parseAnswers(text),
      (error: unknown) => error instanceof AnswersError && error.problem.kind === 'unreadable',
    );
  }
});
