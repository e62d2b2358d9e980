import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodeCopier } from '../../../src/codes/copier';
import { FreshCodes } from '../../../src/codes/freshCodes';
import { HandedOut } from '../../../src/codes/handedOut';
import { type Time, untilDue } from '../../../src/codes/untilDue';
import { loginKey } from '../../../src/core/account';
import type { Activity } from '../../../src/core/activity';
import { windowAt } from '../../../src/core/codeWindow';
import { UserError } from '../../../src/core/errors';
import { TotpSecret, XERO_PARAMETERS } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import { TestState } from '../../shared/testStorage';

const NOON = Date.UTC(2026, 10, 20, 12);
const LOGIN = 'qa@acme.test';
const KEY = Buffer.from('12345678901234567890');
const OTHER_KEY = Buffer.from('09876543210987654321');

const secretOf = (key: Uint8Array, period = 30): TotpSecret =>
  new TotpSecret(key, { ...XERO_PARAMETERS, digits: 8, period });

/** The copier with a clock of its own, which sleeping moves on. */
class Copying {
  readonly keys = new Map([[LOGIN, secretOf(KEY)]]);
  readonly settings = { minimumRemaining: 4, clearClipboardAfter: 30 };
  /** What was put on the clipboard. */
  readonly codes: string[] = [];
  /** When that was. */
  copiedAt = Number.NaN;
  /** What the person was told. */
  readonly told: string[] = [];
  /** Copies the code that the last message offers. */
  copyNextOffered: () => unknown = assert.fail;
  /** How many waits were begun. */
  waits = 0;
  readonly recorded: Activity[] = [];
  /** Ends the waits under way. */
  ended = new AbortController();
  /** How long the next reads of a key take, in milliseconds. */
  readsTake: number[] = [];
  /** What happens while a key is read. */
  duringRead: () => Promise<void> = async () => {};
  /** How long writing to the clipboard takes, in milliseconds. */
  writeTakes = 0;
  /** What happens while it waits. */
  duringSleep: () => unknown = () => {};
  readonly handedOut = new HandedOut(new TestState(), error => assert.fail(String(error)));
  readonly fresh: FreshCodes;
  readonly copier: CodeCopier;

  constructor(
    public instant: number,
    /** By how much each sleep is off. */
    offsets: readonly number[] = [],
    /** By how much the clock goes back after each look at it. */
    readonly back = 0,
  ) {
    const left = [...offsets];
    const time: Time = {
      now: () => {
        const now = this.instant;
        this.instant -= this.back;
        return now;
      },
      sleep: async milliseconds => {
        await undefined;
        this.instant += milliseconds + this.back + (left.shift() ?? 0);
        await this.duringSleep();
      },
    };
    const { settings } = this;
    this.fresh = new FreshCodes({
      secrets: {
        get: async login => {
          this.instant += this.readsTake.shift() ?? 0;
          await this.duringRead();
          return this.keys.get(loginKey(login));
        },
      },
      wait: {
        until: async ({ isDue, period, givenUp }) => {
          if (!givenUp?.aborted) this.waits++;
          const instant = await untilDue(isDue, period, () => {}, this.ended.signal, time);
          if (this.ended.signal.reason === 'cancelled') throw new Error('cancelled');
          if (givenUp?.aborted) throw new Error('given up');
          return instant;
        },
      },
      messages: { noSecret: async login => new UserError(`no secret of ${login}`) },
      handedOut: this.handedOut,
      settings: { minimumRemaining: () => settings.minimumRemaining },
      hmac,
      now: time.now,
    });
    this.copier = new CodeCopier({
      codes: this.fresh,
      handedOut: this.handedOut,
      record: activity => void this.recorded.push(activity),
      clipboard: {
        copy: async code => {
          this.copiedAt = this.instant;
          this.codes.push(code);
          this.instant += this.writeTakes;
        },
      },
      recent: { add: () => {} },
      messages: {
        copied: (_login, seconds) => void this.told.push(`copied, ${seconds} s`),
        copiedAgain: (_login, seconds, copyNext) => {
          this.told.push(`copied again, ${seconds} s`);
          this.copyNextOffered = copyNext;
        },
        expired: async (login, copyNext) => {
          this.copyNextOffered = copyNext;
          return new UserError(`expired: ${login}`);
        },
      },
      settings: { clearClipboardAfter: () => settings.clearClipboardAfter },
      now: time.now,
    });
  }

  codeAt(instant: number): string {
    return this.keys.get(LOGIN)?.codeAt(instant, hmac) ?? assert.fail();
  }
}

describe('CodeCopier', () => {
  it('records what it copied and by which route, also after a wait, but never the code', async () => {
    const copying = new Copying(NOON + 27_000);
    await copying.copier.copy('QA@acme.test', { route: 'shortcut' });
    await copying.copier.copyNext(LOGIN, { route: 'guide' });
    await assert.rejects(copying.copier.copy('other@acme.test'), UserError);
    assert.deepEqual(copying.recorded, [
      { action: 'copied', login: LOGIN, route: 'shortcut' },
      { action: 'copied', login: LOGIN, route: 'guide' },
    ]);
  });

  it('copies the current code if it is valid for long enough', async () => {
    const copying = new Copying(NOON + 26_000);
    assert.deepEqual(await copying.copier.copy(LOGIN), windowAt(NOON));
    assert.deepEqual([copying.codes, copying.waits], [[copying.codeAt(NOON)], 0]);
    assert.deepEqual(copying.told, ['copied, 4 s']);
  });

  it('copies the next one even if a timer fires early or the clock goes back', async () => {
    for (const copying of [new Copying(NOON + 27_000, [0, 0, -1]), new Copying(NOON + 27_000, [], 1)]) {
      await copying.copier.copy(LOGIN);
      assert.deepEqual(copying.codes, [copying.codeAt(NOON + 30_000)]);
    }
  });

  it('does not take the code of another key for a repeated one', async () => {
    const copying = new Copying(NOON);
    await copying.copier.copy(LOGIN);
    copying.keys.set(LOGIN, secretOf(OTHER_KEY));
    copying.handedOut.forget('QA@acme.test');
    await copying.copier.copy(LOGIN);
    await copying.copier.copy(LOGIN);
    assert.deepEqual(copying.told, ['copied, 30 s', 'copied, 30 s', 'copied again, 30 s']);
  });

  it('gives an equally fresh code without the clipboard or a message', async () => {
    const copying = new Copying(NOON + 26_001);
    const { copier, fresh } = copying;
    const [copied, ...given] = await Promise.all([
      copier.copy(LOGIN),
      fresh.freshCode(LOGIN),
      fresh.freshCode(LOGIN),
    ]);
    const next = windowAt(NOON + 30_000);
    assert.deepEqual([copied, ...given.map(({ window }) => window)], Array(3).fill(next));
    const code = copying.codeAt(NOON + 30_000);
    assert.deepEqual(
      given.map(each => each.code),
      [code, code],
    );
    assert.deepEqual([copying.codes, copying.told.length], [[code], 1]);
    assert.equal((await fresh.freshCode(LOGIN)).code, code);
    await assert.rejects(fresh.freshCode('who@acme.test'), UserError);
    assert.deepEqual([copying.codes.length, copying.told.length, copying.recorded.length], [1, 1, 1]);
  });

  const offsets = fc.array(
    fc.oneof(fc.integer({ min: -3, max: 0 }), fc.nat(2_000), fc.integer({ min: -100_000, max: 100_000 })),
    { maxLength: 30 },
  );

  it('copies a fresh code whatever timers and the clock do', async () => {
    const start = fc.integer({ min: NOON, max: NOON + 600_000 });
    const back = fc.constantFrom(0, 0, 1, 20);
    const period = fc.constantFrom(5, 15, 30, 60);
    await fc.assert(
      fc.asyncProperty(
        start,
        offsets,
        back,
        period,
        fc.nat(40),
        fc.boolean(),
        async (from, off, by, length, minimum, next) => {
          const copying = new Copying(from, off, by);
          copying.keys.set(LOGIN, secretOf(KEY, length));
          copying.settings.minimumRemaining = minimum;
          const first = windowAt(from, length);
          const window = await (next ? copying.copier.copyNext(LOGIN) : copying.copier.copy(LOGIN));
          assert.deepEqual(copying.codes, [copying.codeAt(window.start)]);
          if (next) assert.notEqual(window.counter, first.counter);
          const left = (window.end - copying.copiedAt) / 1000;
          assert.ok(left >= Math.min(minimum, length - 3), `It expired in ${left} s.`);
          if (!next && copying.waits === 0) {
            assert.equal(window.counter, first.counter);
            assert.ok(window.end - from >= Math.min(minimum, length - 1) * 1000);
          }
        },
      ),
    );
  });

  describe('waits', () => {
    for (const [setting, asked, seconds, waits] of [
      [4, undefined, 4, 0],
      [4, undefined, 3, 1],
      [4, 8, 8, 0],
      [4, 8, 7, 1],
      [10, 8, 9, 1],
      [0, undefined, 1, 0],
      [300, undefined, 29, 0],
      [300, undefined, 28, 1],
    ] as const) {
      const what = waits ? 'for the next code' : 'for nothing';
      it(`${what} with ${seconds} s left, the setting ${setting} and ${asked} asked for`, async () => {
        const copying = new Copying(NOON + (30 - seconds) * 1000);
        copying.settings.minimumRemaining = setting;
        await copying.copier.copy(LOGIN, asked === undefined ? {} : { minimumRemaining: asked });
        assert.equal(copying.waits, waits);
      });
    }

    it('once and copies once, however often the same login is asked for', async () => {
      const copying = new Copying(NOON + 27_000);
      const more: Promise<unknown>[] = [];
      copying.duringSleep = () => more.push(copying.copier.copy('QA@Acme.test'));
      const all = [copying.copier.copy(LOGIN), copying.copier.copy(LOGIN), copying.copier.copyNext(LOGIN)];
      await Promise.all(all);
      assert.deepEqual(await Promise.all(more), Array(3).fill(windowAt(NOON + 30_000)));
      assert.deepEqual([copying.waits, copying.codes], [1, [copying.codeAt(NOON + 30_000)]]);
      assert.deepEqual(copying.told, ['copied, 30 s']);
    });

    for (const [what, asked] of [
      ['set', undefined],
      ['asked for', 8],
    ] as const) {
      it(`again if the computer slept and fewer seconds are left than ${what}`, async () => {
        const copying = new Copying(NOON + 27_000, [3_600_000 + 28_500]);
        await copying.copier.copy(LOGIN, asked === undefined ? {} : { minimumRemaining: asked });
        assert.deepEqual(copying.codes, [copying.codeAt(NOON + 3_660_000)]);
        assert.deepEqual(copying.told, ['copied, 30 s']);
      });
    }

    it('not again if a timer is late, however many seconds are set', async () => {
      const copying = new Copying(NOON + 27_000, [0, 0, 3_000]);
      copying.settings.minimumRemaining = 300;
      await copying.copier.copy(LOGIN);
      assert.deepEqual(copying.told, ['copied, 27 s']);
    });

    describe('until the code of another login is asked for', () => {
      const OTHER = 'other@acme.test';

      it('and copies only that one, after a wait or at once', async () => {
        for (const period of [30, 300]) {
          const copying = new Copying(NOON + 27_000);
          const other = secretOf(OTHER_KEY, period);
          copying.keys.set(OTHER, other);
          const first = copying.copier.copy(LOGIN);
          await Promise.all([assert.rejects(first, /given up/), copying.copier.copy(OTHER)]);
          assert.deepEqual(copying.codes, [other.codeAt(copying.copiedAt, hmac)]);
          assert.equal(copying.told.length, 1);
        }
      });

      it('even after the wait, as long as nothing was written', async () => {
        const copying = new Copying(NOON + 27_000);
        copying.keys.set(OTHER, secretOf(OTHER_KEY));
        let other: unknown;
        copying.duringRead = async () => {
          if (copying.waits === 0) return;
          copying.duringRead = async () => {};
          other = await copying.copier.copy(OTHER);
        };
        await assert.rejects(copying.copier.copy(LOGIN), /given up/);
        assert.deepEqual(other, windowAt(NOON + 30_000));
        assert.deepEqual(copying.codes, [secretOf(OTHER_KEY).codeAt(NOON + 30_000, hmac)]);
      });

      it('and again when its own code is asked for again', async () => {
        const copying = new Copying(NOON + 27_000);
        copying.keys.set(OTHER, secretOf(OTHER_KEY));
        const { copier } = copying;
        const [first, second, third] = [copier.copy(LOGIN), copier.copy(OTHER), copier.copy(LOGIN)];
        for (const each of [first, second]) void assert.rejects(each, /given up/);
        assert.deepEqual(await third, windowAt(NOON + 30_000));
        assert.deepEqual(copying.codes, [copying.codeAt(NOON + 30_000)]);
      });

      it('but not if that has no key, or its code isn’t copied', async () => {
        const copying = new Copying(NOON + 27_000);
        copying.keys.set(OTHER, secretOf(OTHER_KEY));
        const { copier, fresh } = copying;
        const both = [copier.copy(LOGIN), fresh.freshCode(OTHER).then(({ window }) => window)];
        await assert.rejects(copier.copy('nobody@acme.test'), UserError);
        assert.deepEqual(await Promise.all(both), Array(2).fill(windowAt(NOON + 30_000)));
      });
    });

    it('until cancelled, and again when asked again', async () => {
      const copying = new Copying(NOON + 27_000);
      copying.duringSleep = () => copying.ended.abort('cancelled');
      const both = [copying.copier.copy(LOGIN), copying.copier.copy(LOGIN)];
      for (const each of both) await assert.rejects(each, /cancelled/);
      assert.deepEqual([copying.codes, copying.told], [[], []]);
      copying.ended = new AbortController();
      copying.duringSleep = () => {};
      await copying.copier.copy(LOGIN);
      assert.equal(copying.codes.length, 1);
    });

    it('until cut short, and then copies the current code', async () => {
      const copying = new Copying(NOON + 27_000);
      copying.duringSleep = () => copying.ended.abort();
      assert.deepEqual(await copying.copier.copy(LOGIN), windowAt(NOON));
      assert.deepEqual(copying.told, ['copied, 2 s']);
    });

    it('and copies the code of the key that replaced the old one meanwhile', async () => {
      const copying = new Copying(NOON + 27_000);
      copying.duringSleep = () => copying.keys.set(LOGIN, secretOf(OTHER_KEY));
      await copying.copier.copy(LOGIN);
      assert.deepEqual(copying.codes, [secretOf(OTHER_KEY).codeAt(NOON + 30_000, hmac)]);
    });

    it('again, by the period of the new key, if its code is about to expire', async () => {
      const copying = new Copying(NOON + 27_000);
      copying.duringSleep = () => copying.keys.set(LOGIN, secretOf(OTHER_KEY, 52));
      await copying.copier.copy(LOGIN);
      assert.deepEqual([copying.waits, copying.told], [2, ['copied, 52 s']]);
    });

    it('again if reading the key took so long that its code has expired or is about to', async () => {
      for (const [takes, waits, said] of [
        [45_000, 1, 'copied, 15 s'],
        [57_000, 2, 'copied, 30 s'],
      ] as const) {
        const copying = new Copying(NOON + 27_000);
        copying.readsTake = [0, takes];
        await copying.copier.copy(LOGIN);
        assert.deepEqual(copying.codes, [copying.codeAt(copying.instant)]);
        assert.deepEqual([copying.waits, copying.told], [waits, [said]]);
      }
    });

    it('until cut short, even if reading the key is slow then', async () => {
      const copying = new Copying(NOON + 27_000);
      copying.readsTake = [0, 31_000];
      copying.duringSleep = () => copying.ended.abort();
      assert.deepEqual(await copying.copier.copy(LOGIN), windowAt(NOON + 30_000));
      assert.deepEqual(copying.told, ['copied, 1 s']);
    });
  });

  it('warns that a code was copied again, and offers the next one', async () => {
    const copying = new Copying(NOON);
    await copying.copier.copy(LOGIN);
    await copying.copier.copy(LOGIN);
    assert.deepEqual(copying.told, ['copied, 30 s', 'copied again, 30 s']);
    await copying.copyNextOffered();
    assert.deepEqual(copying.told.at(-1), 'copied, 30 s');
    assert.deepEqual([copying.waits, copying.codes.at(-1)], [1, copying.codeAt(NOON + 30_000)]);
  });

  it('warns as well if a task, a terminal or another window had the code', async () => {
    const others = [
      (copying: Copying) => copying.fresh.unusedCode(LOGIN),
      (copying: Copying) => copying.fresh.freshCode('QA@acme.test'),
      async (copying: Copying) => copying.handedOut.note('QA@acme.test', windowAt(NOON).counter),
    ];
    for (const give of others) {
      const copying = new Copying(NOON);
      await give(copying);
      await copying.copier.copy(LOGIN);
      assert.deepEqual(copying.told, ['copied again, 30 s']);
    }
  });

  it('gives a task no code that somebody was given before, however many ask at once', async () => {
    const copying = new Copying(NOON);
    const { fresh, copier } = copying;
    await copier.copy(LOGIN);
    const given = await Promise.all([
      fresh.unusedCode(LOGIN),
      fresh.unusedCode('QA@acme.test'),
      fresh.unusedCode(LOGIN),
    ]);
    const starts = given.map(({ window: { end } }) => end - NOON);
    assert.deepEqual(
      starts.sort((a, b) => a - b),
      [60_000, 90_000, 120_000],
    );
    for (const { code, window } of given) assert.equal(code, copying.codeAt(window.end - 1));
    // The clock is set back, and comes there again.
    copying.handedOut.note(LOGIN, windowAt(NOON - 30_000).counter);
    assert.equal(copying.handedOut.note('QA@acme.test', windowAt(NOON).counter), true);
    // The key that Xero has now has no code that was used.
    copying.instant = NOON + 100_000;
    copying.keys.set(LOGIN, secretOf(OTHER_KEY));
    copying.handedOut.forget(LOGIN);
    assert.equal((await fresh.unusedCode(LOGIN)).instant, NOON + 100_000);
  });

  it('says how long the code is valid from when it is on the clipboard', async () => {
    const copying = new Copying(NOON);
    copying.writeTakes = 29_999;
    await copying.copier.copy(LOGIN);
    assert.deepEqual(copying.told, ['copied, 1 s']);
  });

  it('says that a code expired while it was being copied, and offers the next one', async () => {
    const copying = new Copying(NOON);
    copying.writeTakes = 30_000;
    await assert.rejects(copying.copier.copy(LOGIN), /expired: qa@acme\.test/);
    assert.deepEqual(copying.told, []);
    assert.equal(copying.recorded.length, 1);
    copying.writeTakes = 0;
    await copying.copyNextOffered();
    assert.deepEqual([copying.codes.at(-1), copying.told], [copying.codeAt(NOON + 30_000), ['copied, 30 s']]);
  });

  it('copies the offered code at once if its time has come and it is valid for long enough', async () => {
    const copying = new Copying(NOON);
    await copying.copier.copy(LOGIN);
    await copying.copier.copy(LOGIN);
    copying.instant = NOON + 40_000;
    await copying.copyNextOffered();
    assert.deepEqual([copying.waits, copying.codes.at(-1)], [0, copying.codeAt(NOON + 30_000)]);
    await copying.copier.copy(LOGIN);
    copying.instant = NOON + 89_000;
    await copying.copyNextOffered();
    assert.deepEqual([copying.waits, copying.codes.at(-1)], [1, copying.codeAt(NOON + 90_000)]);
  });

  it('copies nothing for a login without a key, even if the key goes during the wait', async () => {
    const copying = new Copying(NOON + 27_000);
    await assert.rejects(copying.copier.copy('nobody@acme.test'), /no secret of nobody@acme\.test/);
    await assert.rejects(copying.copier.copyNext('nobody@acme.test'), /no secret/);
    copying.duringSleep = () => copying.keys.clear();
    await assert.rejects(copying.copier.copy(LOGIN), /no secret/);
    assert.deepEqual([copying.codes, copying.told], [[], []]);
  });
});
