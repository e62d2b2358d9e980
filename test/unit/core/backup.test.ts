import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type BackupEntry,
  BackupError,
  type BackupLineProblem,
  MAXIMUM_BACKUP,
  parseBackup,
  serialiseBackup,
} from '../../../src/core/backup';
import { passwordProblem } from '../../../src/core/password';
import { parseSecret } from '../../../src/core/secret';
import { toUri } from '../../../src/core/secretUri';
import { ALGORITHMS, TotpSecret } from '../../../src/core/totp';
import { anyText, anyUnits } from '../../shared/anyText';
import { LOGIN as AU } from '../../shared/lists';
import { EXAMPLE_KEY, OTHER_KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';

const NZ = 'qa+nz@acme.test';
const KEY = parseSecret(EXAMPLE_KEY.base32).secret;
const OTHER = parseSecret(OTHER_KEY).secret;
const ANSWERS = [{ question: 'First pet?', answer: 'Tiddles' }];
const JSON_ANSWERS = '{"version":1,"answers":[{"question":"First pet?","answer":"Tiddles"}]}';

/** What can be compared: a key does not show itself. */
function plain({ login, secret, former, answers, password }: BackupEntry): unknown {
  const uris = { uri: secret && toUri(secret, login), former: former && toUri(former, login) };
  return { login, ...uris, answers, password };
}

function problemsOf(text: string): [number, BackupLineProblem][] {
  return parseBackup(text).problems.map(({ line, problem }) => [line, problem]);
}

const secrets = fc
  .record({
    key: fc.uint8Array({ minLength: 10, maxLength: 64 }),
    algorithm: fc.constantFrom(...ALGORITHMS),
    digits: fc.integer({ min: 6, max: 8 }),
    period: fc.integer({ min: 5, max: 300 }),
  })
  .map(({ key, ...parameters }) => new TotpSecret(key, parameters));
const logins = fc
  .oneof(fc.emailAddress(), anyText)
  .map(text => text.trim().toLowerCase())
  // Some letters have another lower case when they stand alone.
  .filter(text => text !== '' && text === text.toLowerCase().trim());
const answer = fc.stringMatching(/^[A-Za-z0-9]{5,20}$/);
const answers = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,20}\?$/), { minLength: 1, maxLength: 3 })
  .chain(questions =>
    fc.tuple(...questions.map(question => answer.map(each => ({ question, answer: each })))),
  );
const passwords = fc
  .oneof(anyText, anyUnits, fc.string({ unit: fc.constantFrom(...'"\\ #\u2028\uFEFF\uD800é') }))
  .filter(text => passwordProblem(text) === undefined);
const entries = fc.uniqueArray(
  fc
    .record({
      login: logins,
      secret: fc.option(secrets, { nil: undefined }),
      former: fc.option(secrets, { nil: undefined }),
      answers: fc.option(answers, { nil: undefined }),
      password: fc.option(passwords, { nil: undefined }),
    })
    .map(
      ({ login, secret, former, answers: given, password }): BackupEntry => ({
        login,
        ...(secret && { secret }),
        ...(former && { former }),
        ...(given && { answers: given }),
        ...(password !== undefined && { password }),
      }),
    ),
  { selector: ({ login }) => login, maxLength: 8 },
);

describe('The text of a backup', () => {
  it('is one URI a line, sorted by login, then the answers, then keys that wait beside newer ones, then passwords', () => {
    const text = serialiseBackup([
      { login: NZ, answers: ANSWERS, secret: KEY, former: OTHER, password: ' a"b ' },
      { login: AU, secret: KEY, answers: ANSWERS },
      { login: 'a@acme.test', secret: OTHER },
    ]);
    assert.equal(
      text,
      [
        `otpauth://totp/Xero:a@acme.test?secret=${OTHER_KEY}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
        `otpauth://totp/Xero:qa%2Bnz@acme.test?secret=${EXAMPLE_KEY.base32}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
        `otpauth://totp/Xero:${AU}?secret=${EXAMPLE_KEY.base32}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
        `# recovery ${NZ} ${JSON_ANSWERS}`,
        `# recovery ${AU} ${JSON_ANSWERS}`,
        `# former ${NZ} ${toUri(OTHER, NZ)}`,
        `# password ${NZ} " a\\"b "`,
        '',
      ].join('\n'),
    );
  });

  it('is read back with any logins', () => {
    fc.assert(
      fc.property(entries, given => {
        const written = given.filter(
          ({ secret, former, answers: some, password }) => secret ?? former ?? some ?? password,
        );
        const { entries: read, problems } = parseBackup(serialiseBackup(given));
        assert.deepEqual(problems, []);
        const byLogin = (one: BackupEntry, other: BackupEntry): number => (one.login < other.login ? -1 : 1);
        assert.deepEqual(read.map(plain), written.sort(byLogin).map(plain));
      }),
      { numRuns: cases(50, 200) },
    );
  });

  it('may have been edited by hand', () => {
    const { entries: read, problems } = parseBackup(
      `\uFEFF# my keys\r\n\r\n  ${toUri(KEY, AU)}  \r\n# recovery ${AU}   ${JSON_ANSWERS}\r\n#\r${toUri(KEY, AU)}\r\n`,
    );
    assert.deepEqual(read.map(plain), [plain({ login: AU, secret: KEY, answers: ANSWERS })]);
    assert.deepEqual(problems, []);
  });

  it('accepts URIs that other tools write', () => {
    const { entries: read } = parseBackup(
      `otpauth://totp/QA-AU@Acme.test?secret=${EXAMPLE_KEY.base32.toLowerCase()}\notpauth://totp/Xero:%20qa%2Bnz%40acme.test?secret=${OTHER_KEY}&issuer=Xero`,
    );
    assert.deepEqual(
      read.map(({ login }) => login),
      [NZ, AU],
    );
  });

  for (const [what, line, problem] of [
    ['a key of nobody', EXAMPLE_KEY.base32, 'noLogin'],
    ['a URI of nobody', `otpauth://totp/?secret=${EXAMPLE_KEY.base32}`, 'noLogin'],
    ['a URI of an issuer alone', `otpauth://totp/Xero:?secret=${EXAMPLE_KEY.base32}`, 'noLogin'],
    ['counter-based codes', `otpauth://hotp/Xero:${AU}?secret=${EXAMPLE_KEY.base32}&counter=1`, 'key'],
    ['a short key', `otpauth://totp/Xero:${AU}?secret=JBSWY3DP`, 'key'],
    ['another text', 'hello', 'key'],
    ['a long line', `otpauth://totp/Xero:${'a'.repeat(5000)}@b.test?secret=${EXAMPLE_KEY.base32}`, 'key'],
    ['answers of nobody', `# recovery ${JSON_ANSWERS}`, 'answers'],
    ['answers cut off', `# recovery ${AU} ${JSON_ANSWERS.slice(0, -2)}`, 'answers'],
    [
      'answers that Xero refuses',
      `# recovery ${AU} {"version":1,"answers":[{"question":"q","answer":"é"}]}`,
      'answers',
    ],
    ['no answers', `# recovery ${AU}`, 'noLogin'],
    ['a former key of nobody', `# former ${toUri(OTHER, AU)}`, 'noLogin'],
    ['a former key that is none', `# former ${AU} otpauth://totp/x`, 'key'],
    ['a password of nobody', '# password "Correct"', 'noLogin'],
    ['a password without quotes', `# password ${AU} Correct`, 'password'],
    ['a password cut off', `# password ${AU} "Correct`, 'password'],
    ['a password that is a number', `# password ${AU} 12345`, 'password'],
    ['an empty password', `# password ${AU} ""`, 'password'],
    ['a password of two lines', `# password ${AU} "a\\nb"`, 'password'],
    ['a book for a password', `# password ${AU} "${'p'.repeat(501)}"`, 'password'],
  ] as const) {
    it(`reports the line of ${what} and reads the others`, () => {
      const text = `# a comment\n${line}\n${toUri(OTHER, NZ)}\n`;
      assert.deepEqual(problemsOf(text), [[2, problem]]);
      assert.deepEqual(parseBackup(text).entries.map(plain), [plain({ login: NZ, secret: OTHER })]);
    });
  }

  it('keeps the first of two keys or answers of a login and reports the line of the other', () => {
    const other = JSON_ANSWERS.replace('Tiddles', 'Rover');
    const text = `${toUri(KEY, AU)}\n${toUri(OTHER, AU)}\n# recovery ${AU} ${JSON_ANSWERS}\n# recovery ${AU} ${other}\n`;
    assert.deepEqual(problemsOf(text), [
      [2, 'again'],
      [4, 'again'],
    ]);
    assert.deepEqual(parseBackup(text).entries.map(plain), [
      plain({ login: AU, secret: KEY, answers: ANSWERS }),
    ]);
  });

  it('keeps the first of two passwords of a login and reports the line of the other', () => {
    const line = (password: string): string => `# password ${AU} ${JSON.stringify(password)}\n`;
    const text = [line('one'), line('other'), line('one')].join('');
    assert.deepEqual(problemsOf(text), [[2, 'again']]);
    assert.deepEqual(parseBackup(text).entries.map(plain), [plain({ login: AU, password: 'one' })]);
  });

  it('is limited in length, and reports a hundred problems at most', () => {
    assert.throws(() => parseBackup('#'.repeat(MAXIMUM_BACKUP + 1)), BackupError);
    assert.throws(() => parseBackup('#\n'.repeat(5001)), BackupError);
    const many = Array.from({ length: 5001 }, (_, index) => ({ login: `${index}@b.test`, secret: KEY }));
    assert.throws(() => serialiseBackup(many), BackupError);
    assert.equal(parseBackup(serialiseBackup(many.slice(1))).entries.length, 5000);
    assert.equal(problemsOf('x\n'.repeat(5000)).length, 100);
  });

  it('keeps logins that look as if they were percent-encoded', () => {
    const entries = ['%00', 'a%41b', '%2500'].map(login => ({ login, secret: KEY }));
    assert.deepEqual(
      parseBackup(serialiseBackup(entries)).entries.map(({ login }) => login),
      entries.map(({ login }) => login).sort(),
    );
  });

  it('throws only its own error for any text', () => {
    const line = new Kinds({
      anyText,
      anyUnits,
      'a URI of any login': anyText.map(text => `otpauth://totp/${text}?secret=${EXAMPLE_KEY.base32}`),
      'a URI with any parameters': anyUnits.map(text => `otpauth://totp/Xero:${AU}?${text}`),
      'any former': anyText.map(text => `# former ${text}`),
      'a former key': fc.constant(`# former ${AU} ${toUri(OTHER, AU)}`),
      'any recovery': anyText.map(text => `# recovery ${text}`),
      'any password': anyText.map(text => `# password ${text}`),
      'any text for a password': fc.json().map(json => `# password ${AU} ${json}`),
      password: fc.constant(`# password ${AU} "Correct 9"`),
      'any answers': fc.json().map(json => `# recovery ${AU} ${json}`),
      'a key': fc.constant(toUri(KEY, AU)),
      'another key': fc.constant(toUri(OTHER, NZ)),
      answers: fc.constant(`# recovery ${AU} ${JSON_ANSWERS}`),
    });
    const text = fc
      .array(line.any, { maxLength: 6 })
      .chain(lines => fc.record({ lines: fc.constant(lines), cut: fc.nat(400) }));
    fc.assert(
      fc.property(text, ({ lines, cut }) => {
        const whole = lines.join('\n');
        for (const each of [whole, whole.slice(0, cut)]) {
          const { entries: read, problems } = parseBackup(each);
          // What it gives can be written, and is then the same.
          assert.deepEqual(parseBackup(serialiseBackup(read)).entries.map(plain), read.map(plain));
          for (const { line: number } of problems)
            assert.ok(number >= 1 && number <= each.split(/\r\n|\n|\r/).length);
        }
      }),
      { numRuns: cases(1_000, 5_000) },
    );
    line.assertAllMade();
  });
});
