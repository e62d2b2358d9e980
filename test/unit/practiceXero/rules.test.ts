import assert from 'node:assert/strict';
import { newPerson, type Person, snapshot } from '../../../practice-xero/person.mjs';
import { attemptsAllowed, lockTime, unlock } from '../../../practice-xero/rules/attempts.mjs';
import { questions } from '../../../practice-xero/rules/backup.mjs';
import {
  askForEmailCode,
  changeDevice,
  changeNeedsCode,
  turnOff,
  useAnswers,
  useCode,
  useEmailCode,
} from '../../../practice-xero/rules/mfa.mjs';
import { OutOfStep, Refused } from '../../../practice-xero/rules/refused.mjs';
import { isRemembered, remember, rememberTime } from '../../../practice-xero/rules/remembered.mjs';
import {
  beginSetUp,
  chooseMethod,
  confirmApp,
  confirmBackupEmail,
  confirmQuestions,
  expireSetUp,
  keepSetUp,
  offerBackupEmail,
  renewKey,
  setUpTime,
} from '../../../practice-xero/rules/setUp.mjs';
import { accept, keyUri, newKey, shownKey } from '../../../practice-xero/rules/totp.mjs';
import { codeAt } from '../../shared/oracle';

/** The beginning of a time step. */
const T = 1_800_000_000_000;
const PERIOD = 30_000;
const BACKUP = 'qa-backup@acme.test';
const [FIRST = '', SECOND = '', THIRD = ''] = questions;
const ANSWERS = [
  { question: FIRST, answer: 'Rex12' },
  { question: SECOND, answer: 'Wānaka' },
  { question: THIRD, answer: '12345' },
];

const invalid = { message: 'The code is invalid.' };

/** Six digits that no time step near `instant` has. */
function wrongCode(key: string, instant: number): string {
  const right = [-2, -1, 0, 1, 2].map(step => codeAt(instant + step * PERIOD, key));
  return (
    ['111111', '222222', '333333', '444444', '555555', '666666'].find(code => !right.includes(code)) ?? ''
  );
}

function chosen(now = T): { person: Person; key: string } {
  const person = newPerson('qa@acme.test');
  beginSetUp(person, now);
  chooseMethod(person, 'app', now);
  return { person, key: snapshot(person, now).setUpKeyBase32 ?? '' };
}

function confirmed(now = T): { person: Person; key: string } {
  const { person, key } = chosen(now);
  confirmApp(person, codeAt(now, key), now);
  return { person, key };
}

/** MFA is on; the code of `T` is used. */
function on(): { person: Person; key: string } {
  const { person, key } = confirmed();
  confirmBackupEmail(person, offerBackupEmail(person, BACKUP, T).code, T);
  return { person, key };
}

describe('the rules of the practice Xero', () => {
  describe('codes', () => {
    const device = { keyBase32: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', usedSteps: [] };

    it('are those of RFC 6238', () => {
      for (const [seconds, code] of [
        [59, '287082'],
        [1_111_111_109, '081804'],
        [20_000_000_000, '353130'],
      ] as const)
        assert.ok(accept(device, code, seconds * 1000), code);
    });

    it('are taken one period early or late, no more', () => {
      for (const at of [T, T + 15_000, T + PERIOD - 1]) {
        for (const [step, taken] of [
          [-2, false],
          [-1, true],
          [0, true],
          [1, true],
          [2, false],
        ] as const) {
          const code = codeAt(T + step * PERIOD, device.keyBase32);
          assert.equal(accept(device, code, at) !== undefined, taken, `${step} at ${at - T}`);
        }
      }
    });

    it('are six digits and nothing else', () => {
      const code = codeAt(T, device.keyBase32);
      for (const text of [
        '',
        code.slice(1),
        `${code}0`,
        `${code.slice(0, 3)} ${code.slice(3)}`,
        'abcdef',
        '१२३४५६',
      ])
        assert.equal(accept(device, text, T), undefined, text);
    });

    it('are taken once, the neighbours still', () => {
      const used = accept(device, codeAt(T, device.keyBase32), T);
      assert.ok(used);
      assert.equal(accept(used, codeAt(T, device.keyBase32), T + PERIOD), undefined);
      assert.ok(accept(used, codeAt(T + PERIOD, device.keyBase32), T));
      assert.ok(accept(used, codeAt(T - PERIOD, device.keyBase32), T));
    });

    it('come of a key of 160 random bits, shown in groups of four', () => {
      const key = newKey();
      assert.match(key, /^[A-Z2-7]{32}$/);
      assert.notEqual(newKey(), key);
      assert.match(shownKey(key), /^([a-z2-7]{4} ){7}[a-z2-7]{4}$/);
      assert.equal(shownKey(key).replaceAll(' ', '').toUpperCase(), key);
      assert.equal(
        keyUri('a+b@acme.test', key),
        `otpauth://totp/Xero:a%2Bb%40acme.test?secret=${key}&issuer=Xero`,
      );
    });
  });

  describe('the set-up', () => {
    it('turns MFA on with the confirmation of the backup email, not before', () => {
      const { person, key } = confirmed();
      const sent = offerBackupEmail(person, BACKUP, T);
      assert.deepEqual(snapshot(person, T), {
        login: 'qa@acme.test',
        mfa: false,
        locked: false,
        setUpKeyBase32: key,
      });
      assert.throws(() => useCode(person, codeAt(T + PERIOD, key), T), invalid);
      confirmBackupEmail(person, sent.code, T);
      assert.deepEqual(snapshot(person, T), {
        login: 'qa@acme.test',
        mfa: true,
        locked: false,
        keyBase32: key,
        backupEmail: BACKUP,
      });
    });

    it('turns MFA on with security questions', () => {
      const { person } = confirmed();
      confirmQuestions(person, ANSWERS, T);
      const { mfa, backupEmail, questions: asked } = snapshot(person, T);
      assert.deepEqual([mfa, backupEmail, asked], [true, undefined, [FIRST, SECOND, THIRD]]);
      useAnswers(person, ['rEX12', 'WĀNAKA', '12345'], T);
      assert.throws(() => useAnswers(person, ['Rex12', 'Wānaka', '12346'], T), /answers are not right/);
      assert.throws(() => useAnswers(person, ['Rex12'], T), /answers are not right/);
    });

    it('refuses a wrong code, and at sign-in the one it was confirmed with', () => {
      const { person, key } = chosen();
      assert.throws(() => confirmApp(person, wrongCode(key, T), T), invalid);
      confirmApp(person, codeAt(T, key), T);
      confirmBackupEmail(person, offerBackupEmail(person, BACKUP, T).code, T);
      assert.throws(() => useCode(person, codeAt(T, key), T + 1000), invalid);
      useCode(person, codeAt(T + PERIOD, key), T + PERIOD);
      assert.throws(() => useCode(person, codeAt(T + PERIOD, key), T + PERIOD), invalid);
    });

    it('knows no Xero Verify', () => {
      const person = newPerson('qa@acme.test');
      beginSetUp(person, T);
      assert.throws(() => chooseMethod(person, 'verify', T), /Use my own app/);
    });

    it('has a new key each time its page is opened, and takes codes of the newest only', () => {
      const { person, key: first } = chosen();
      const keys = [first];
      const acts = [
        () => renewKey(person, T),
        () => chooseMethod(person, 'app', T),
        () => {
          beginSetUp(person, T);
          chooseMethod(person, 'app', T);
        },
      ];
      for (const act of acts) {
        act();
        keys.push(snapshot(person, T).setUpKeyBase32 ?? '');
      }
      assert.equal(new Set(keys).size, 4);
      const newest = keys.at(-1) ?? '';
      for (const old of keys.slice(0, -1))
        if (codeAt(T, old) !== codeAt(T, newest))
          assert.throws(() => confirmApp(person, codeAt(T, old), T), invalid);
      confirmApp(person, codeAt(T, newest), T);
      assert.throws(() => renewKey(person, T), OutOfStep);
    });

    it('goes on while its person is at it', () => {
      const { person, key } = chosen();
      keepSetUp(person, T + setUpTime - 1);
      const later = T + 2 * setUpTime - 2;
      confirmApp(person, codeAt(later, key), later);
      keepSetUp(person, T + 2 * setUpTime);
      assert.throws(() => offerBackupEmail(person, BACKUP, T + 2 * setUpTime), OutOfStep);
    });

    it('expires after ten minutes without its person, at every step', () => {
      const late = T + setUpTime;
      const steps: [string, (person: Person, key: string) => void][] = [
        ['the choice', person => chooseMethod(person, 'app', late)],
        ['the code', (person, key) => confirmApp(person, codeAt(late, key), late)],
        ['the backup', person => offerBackupEmail(person, BACKUP, late)],
        ['the questions', person => confirmQuestions(person, ANSWERS, late)],
        ['the email', person => confirmBackupEmail(person, '123456', late)],
      ];
      for (const [what, step] of steps) {
        const { person, key } = what === 'the code' ? chosen() : confirmed();
        assert.throws(() => step(person, key), OutOfStep, what);
        assert.equal(snapshot(person, late).setUpKeyBase32, undefined);
      }
      const { person } = confirmed();
      offerBackupEmail(person, BACKUP, late - 1);
      expireSetUp(person);
      assert.throws(() => offerBackupEmail(person, BACKUP, T), OutOfStep);
    });

    it('goes step by step', () => {
      const { person } = chosen();
      assert.throws(() => offerBackupEmail(person, BACKUP, T), OutOfStep);
      assert.throws(() => confirmQuestions(person, ANSWERS, T), OutOfStep);
      assert.throws(() => confirmBackupEmail(person, '123456', T), OutOfStep);
      assert.throws(() => chooseMethod(newPerson('other@acme.test'), 'app', T), OutOfStep);
    });
  });

  describe('the backup', () => {
    it('is an email address, and not the login', () => {
      const { person } = confirmed();
      for (const email of ['', 'nobody', 'a@b', '@acme.test', 'a b@acme.test', 'a@acme.', 'a@b@acme.test'])
        assert.throws(() => offerBackupEmail(person, email, T), /Enter an email address/, email);
      for (const email of ['qa@acme.test', 'QA@Acme.TEST'])
        assert.throws(() => offerBackupEmail(person, email, T), /must be different from your login/, email);
    });

    it('is confirmed by the last code sent, for ten minutes', () => {
      const { person } = confirmed();
      const sent = [1, 2].map(() => offerBackupEmail(person, BACKUP, T).code);
      const [first = '', second = ''] = sent;
      if (first !== second) assert.throws(() => confirmBackupEmail(person, first, T), invalid);
      assert.match(second, /^\d{6}$/);
      assert.throws(() => useEmailCode(person, second, T), invalid);

      const { person: other } = on();
      const code = askForEmailCode(other, T)?.code ?? '';
      assert.throws(() => useEmailCode(other, code, T + 10 * 60_000), invalid);
      useEmailCode(other, code, T);
      assert.throws(() => useEmailCode(other, code, T), invalid);
    });

    it('may be three different questions, with answers of five letters or digits', () => {
      const { person } = confirmed();
      const withAnswer = (answer: string) => [...ANSWERS.slice(0, 2), { question: THIRD, answer }];
      for (const [answers, message, field] of [
        [ANSWERS.slice(1), /Choose 3 questions/, undefined],
        [[...ANSWERS.slice(0, 2), { question: '', answer: '12345' }], /^Choose question 3/, 'question3'],
        [[...ANSWERS.slice(0, 2), { question: 'What?', answer: '12345' }], /^Choose question 3/, 'question3'],
        [[...ANSWERS.slice(0, 2), { question: FIRST, answer: '12345' }], /already chosen/, 'question3'],
        [withAnswer(''), /at least five characters/, 'answer3'],
        [withAnswer('1234'), /at least five characters/, 'answer3'],
        [withAnswer('12 345'), /only letters and digits/, 'answer3'],
        [withAnswer('rex-12'), /only letters and digits/, 'answer3'],
      ] as const)
        assert.throws(
          () => confirmQuestions(person, answers, T),
          error => error instanceof Refused && message.test(error.message) && error.field === field,
        );
      assert.equal(snapshot(person, T).mfa, false);
    });

    it('sends no code where there are questions', () => {
      const { person } = confirmed();
      confirmQuestions(person, ANSWERS, T);
      assert.equal(askForEmailCode(person, T), undefined);
    });
  });

  describe('the lock', () => {
    it('comes with the sixth wrong code in a row and goes after 15 minutes', () => {
      const { person, key } = on();
      const wrong = wrongCode(key, T);
      for (let count = 1; count < attemptsAllowed; count += 1)
        assert.throws(() => useCode(person, wrong, T), invalid);
      assert.throws(() => useCode(person, wrong, T), /locked .* Try again in 15 minutes/);
      assert.equal(snapshot(person, T).locked, true);
      const last = T + lockTime - 1;
      assert.throws(() => useCode(person, codeAt(last, key), last), /Try again in 1 minute\./);
      const over = T + lockTime;
      assert.equal(snapshot(person, over).locked, false);
      assert.throws(() => useCode(person, wrongCode(key, over), over), invalid);
      useCode(person, codeAt(over, key), over);
    });

    it('counts those in a row only, of all kinds', () => {
      const { person, key } = on();
      const wrong = wrongCode(key, T);
      for (let count = 1; count < attemptsAllowed; count += 1)
        assert.throws(() => useCode(person, wrong, T), invalid);
      useCode(person, codeAt(T + PERIOD, key), T);
      for (let count = 1; count < attemptsAllowed; count += 1)
        assert.throws(() => useEmailCode(person, 'none', T), invalid);
      assert.throws(() => turnOff(person, wrong, T), /locked/);
      assert.throws(() => useEmailCode(person, askForEmailCode(person, T)?.code ?? '', T), /locked/);
    });

    it('holds in a set-up too, and can be opened', () => {
      const { person, key } = chosen();
      for (let count = 1; count <= attemptsAllowed; count += 1)
        assert.throws(() => confirmApp(person, wrongCode(key, T), T), Refused);
      assert.throws(() => confirmApp(person, codeAt(T, key), T), /locked/);
      unlock(person);
      confirmApp(person, codeAt(T, key), T);
    });
  });

  describe('the change of device', () => {
    it('ends the old key at once and keeps the backup', () => {
      const { person, key } = on();
      assert.equal(changeNeedsCode(person, false), true);
      assert.throws(() => changeDevice(person, wrongCode(key, T), T), invalid);
      assert.equal(snapshot(person, T).keyBase32, key);

      changeDevice(person, codeAt(T + PERIOD, key), T + PERIOD);
      const between = snapshot(person, T + PERIOD);
      assert.deepEqual([between.mfa, between.keyBase32, between.backupEmail], [true, undefined, BACKUP]);
      const later = T + 2 * PERIOD;
      assert.throws(() => useCode(person, codeAt(later, key), later), invalid);

      chooseMethod(person, 'app', later);
      const next = snapshot(person, later).setUpKeyBase32 ?? '';
      assert.notEqual(next, key);
      confirmApp(person, codeAt(later, next), later);
      const after = snapshot(person, later);
      assert.deepEqual([after.mfa, after.keyBase32, after.backupEmail], [true, next, BACKUP]);
    });

    it('takes no code of who signed in by the backup, or has no device', () => {
      const { person } = on();
      assert.equal(changeNeedsCode(person, true), false);
      changeDevice(person, undefined, T);
      assert.equal(changeNeedsCode(person, false), false);
      expireSetUp(person);
      beginSetUp(person, T);
      chooseMethod(person, 'app', T);
      assert.equal(snapshot(person, T).backupEmail, BACKUP);
    });

    it('is the only way to a new key while a device is connected', () => {
      const { person } = on();
      assert.throws(() => beginSetUp(person, T), OutOfStep);
    });
  });

  describe('a browser', () => {
    it('is remembered for 30 days, with a few others', () => {
      const { person } = on();
      remember(person, 'one', T);
      remember(person, 'two', T + 1);
      for (const [browser, now, isKnown] of [
        ['one', T + rememberTime - 1, true],
        ['one', T + rememberTime, false],
        ['two', T + rememberTime, true],
        ['three', T, false],
        [undefined, T, false],
      ] as const)
        assert.equal(isRemembered(person, browser, now), isKnown, `${browser} at ${now - T}`);
      for (let count = 0; count < 50; count += 1) remember(person, `${count}`, T);
      assert.equal(person.remembered?.length, 10);
    });

    it('is forgotten with a new device, and without MFA', () => {
      const { person, key } = on();
      remember(person, 'one', T);
      changeDevice(person, undefined, T);
      assert.equal(isRemembered(person, 'one', T), false);

      const other = on();
      remember(other.person, 'one', T);
      turnOff(other.person, codeAt(T + PERIOD, other.key), T);
      assert.equal(isRemembered(other.person, 'one', T), false);
      assert.notEqual(key, other.key);
    });
  });

  it('turns MFA off for a code, all of it', () => {
    const { person, key } = on();
    assert.throws(() => turnOff(person, codeAt(T, key), T), invalid);
    turnOff(person, codeAt(T + PERIOD, key), T);
    assert.deepEqual(snapshot(person, T), { login: 'qa@acme.test', mfa: false, locked: false });
  });
});
