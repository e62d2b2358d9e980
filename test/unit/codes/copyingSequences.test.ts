import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodeCopier } from '../../../src/codes/copier';
import { FreshCodes } from '../../../src/codes/freshCodes';
import { HandedOut } from '../../../src/codes/handedOut';
import { untilDue } from '../../../src/codes/untilDue';
import { windowAt } from '../../../src/core/codeWindow';
import { UserError } from '../../../src/core/errors';
import { TotpSecret, XERO_PARAMETERS } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import { TestState } from '../../shared/testStorage';
import { cases, Kinds } from '../../shared/thorough';

const NOON = Date.UTC(2026, 10, 20, 12);
const MINIMUM = 4;
const LOGINS = ['a@acme.test', 'b@acme.test'] as const;
type Login = (typeof LOGINS)[number];

/** A code that tells what it was made of. */
interface Marked {
  readonly login: Login;
  readonly key: number;
  readonly start: number;
  readonly end: number;
}

class MarkedSecret extends TotpSecret {
  constructor(
    readonly login: Login,
    readonly number: number,
    period: number,
  ) {
    super(new Uint8Array(20), { ...XERO_PARAMETERS, period });
  }

  override codeAt(timestamp: number): string {
    const { start, end } = windowAt(timestamp, this.period);
    return JSON.stringify({ login: this.login, key: this.number, start, end } satisfies Marked);
  }
}

/** Lets every promise that can settle do so. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** A person who copies codes, on a computer whose time passes when the test says so. */
class Person {
  /** What the clock shows. */
  clock = NOON;
  #elapsed = 0;
  #timers: { readonly at: number; readonly ring: () => void }[] = [];
  readonly #keys = new Map<Login, MarkedSecret>(LOGINS.map(login => [login, new MarkedSecret(login, 0, 30)]));
  /** How long the next reads of a key and the next writes to the clipboard take, in milliseconds. */
  readonly readsTake: number[] = [];
  readonly writesTake: number[] = [];
  #reading = 0;
  #writing = 0;
  #lastWrite = Promise.resolve();
  clipboard: Marked | undefined;
  /** What was written and not reported yet. */
  readonly #untold: Marked[] = [];
  /** Whose code the last message was about. */
  toldOf: string | undefined;
  readonly waits = new Set<{ readonly login: string; skip(): void; cancel(): void }>();
  /** The logins whose waits were cut short. */
  readonly #cut = new Set<string>();
  readonly copies: Promise<unknown>[] = [];

  readonly #handedOut = new HandedOut(new TestState(), error => assert.fail(String(error)));

  readonly #codes = new FreshCodes({
    settings: { minimumRemaining: () => MINIMUM },
    hmac,
    now: () => this.clock,
    secrets: {
      get: async login => {
        this.#reading++;
        await this.#sleep(this.readsTake.shift() ?? 0);
        this.#reading--;
        return this.#keys.get(login as Login);
      },
    },
    wait: {
      until: async ({ isDue, login, period, canCopyNow, givenUp }) => {
        const canceled = (): Error => new Error('Canceled');
        if (givenUp?.aborted) throw canceled();
        assert.ok(canCopyNow);
        const ended = new AbortController();
        const wait = { login, skip: () => {}, cancel: () => {} };
        const byPerson = new Promise<number>((resolve, reject) => {
          wait.skip = () => resolve(this.clock);
          wait.cancel = () => reject(canceled());
        });
        givenUp?.addEventListener('abort', () => wait.cancel());
        this.waits.add(wait);
        const time = { now: () => this.clock, sleep: (milliseconds: number) => this.#sleep(milliseconds) };
        try {
          return await Promise.race([untilDue(isDue, period, () => {}, ended.signal, time), byPerson]);
        } finally {
          ended.abort();
          this.waits.delete(wait);
        }
      },
    },
    messages: { noSecret: async () => assert.fail() },
    handedOut: this.#handedOut,
  });

  readonly copier = new CodeCopier({
    codes: this.#codes,
    handedOut: this.#handedOut,
    record: () => {},
    recent: { add: () => {} },
    settings: { clearClipboardAfter: () => 30 },
    now: () => this.clock,
    clipboard: { copy: code => this.#write(code) },
    messages: {
      copied: (login, seconds) => this.#hear(login, seconds),
      copiedAgain: (login, seconds) => this.#hear(login, seconds),
      expired: async login => {
        const { end } = this.#told(login);
        assert.ok(end <= this.clock, 'It was said to be expired.');
        return new UserError('expired');
      },
    },
  });

  get isBusy(): boolean {
    return this.#reading > 0 || this.#writing > 0;
  }

  async copy(login: Login, isNext: boolean): Promise<void> {
    const copying = isNext ? this.copier.copyNext(login) : this.copier.copy(login);
    this.copies.push(copying.catch(error => assert.match(String(error), /Canceled|UserError: expired/)));
    await settle();
    if (this.isBusy) return;
    for (const wait of this.waits) assert.equal(wait.login, login);
  }

  copyNow(): void {
    for (const { login, skip } of this.waits) {
      this.#cut.add(login);
      skip();
    }
  }

  cancel(): void {
    for (const { cancel } of this.waits) cancel();
  }

  replaceKey(login: Login, period: number): void {
    const { number = 0 } = this.#keys.get(login) ?? {};
    this.#keys.set(login, new MarkedSecret(login, number + 1, period));
  }

  /** The clock is set, or the computer sleeps, when every timer stands still. */
  jump(milliseconds: number): void {
    if (this.isBusy && milliseconds < 0) return;
    this.clock += milliseconds;
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    for (;;) {
      await settle();
      const next = Math.min(end, ...this.#timers.map(({ at }) => at));
      this.clock += next - this.#elapsed;
      this.#elapsed = next;
      const rings = this.#timers.filter(({ at }) => at <= next);
      this.#timers = this.#timers.filter(({ at }) => at > next);
      for (const { ring } of rings) ring();
      if (rings.length === 0) return;
    }
  }

  /** What has to hold whenever nothing is under way. */
  check(): void {
    assert.ok(this.waits.size <= 1);
    if (!this.isBusy) assert.equal(this.clipboard?.login, this.toldOf);
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (milliseconds === 0) return;
    await new Promise<void>(ring => this.#timers.push({ at: this.#elapsed + milliseconds, ring }));
  }

  /** One after the other, as VS Code writes. */
  async #write(code: string): Promise<void> {
    const marked: Marked = JSON.parse(code);
    const secret = this.#keys.get(marked.login) ?? assert.fail();
    assert.equal(marked.key, secret.number);
    assert.ok(marked.start <= this.clock && this.clock < marked.end);
    const left = (marked.end - this.clock) / 1000;
    if (!this.#cut.delete(marked.login)) assert.ok(left >= Math.min(MINIMUM, secret.period - 3), `${left} s`);
    this.#writing++;
    this.#lastWrite = this.#lastWrite.then(async () => {
      await this.#sleep(this.writesTake.shift() ?? 0);
      this.clipboard = marked;
      this.#untold.push(marked);
      this.#writing--;
    });
    await this.#lastWrite;
  }

  #hear(login: string, seconds: number): void {
    const { end } = this.#told(login);
    assert.ok(seconds > 0);
    assert.ok((end - this.clock) / 1000 > seconds - 1, 'It was said to be valid for longer.');
  }

  #told(login: string): Marked {
    this.toldOf = login;
    const written = this.#untold.shift() ?? assert.fail();
    assert.equal(written.login, login);
    return written;
  }
}

describe('Copying, in any sequence', () => {
  const login = fc.constantFrom(...LOGINS);
  const duration = fc.integer({ min: 1, max: 90_000 });
  const action = new Kinds({
    copy: fc.record({ what: fc.constant('copy'), login }),
    copyNext: fc.record({ what: fc.constant('copyNext'), login }),
    copyNow: fc.record({ what: fc.constant('copyNow') }),
    cancel: fc.record({ what: fc.constant('cancel') }),
    replaceKey: fc.record({ what: fc.constant('replaceKey'), login, period: fc.constantFrom(5, 30, 60) }),
    slowRead: fc.record({ what: fc.constant('slowRead'), by: duration }),
    slowWrite: fc.record({ what: fc.constant('slowWrite'), by: duration }),
    jump: fc.record({ what: fc.constant('jump'), by: fc.integer({ min: -90_000, max: 7_200_000 }) }),
    'jump ahead': fc.record({ what: fc.constant('jump'), by: duration }),
    pass: fc.record({ what: fc.constant('pass'), by: duration }),
    'pass a moment': fc.record({ what: fc.constant('pass'), by: fc.nat(2_000) }),
  });

  it('leaves the code of the last message on the clipboard, and none that is about to expire', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30_000), fc.array(action.any, { maxLength: 20 }), async (from, actions) => {
        const person = new Person();
        person.jump(from);
        for (const each of actions) {
          switch (each.what) {
            case 'copy':
            case 'copyNext':
              await person.copy(each.login, each.what === 'copyNext');
              break;
            case 'copyNow':
            case 'cancel':
              person[each.what]();
              break;
            case 'replaceKey':
              person.replaceKey(each.login, each.period);
              break;
            case 'slowRead':
              person.readsTake.push(each.by);
              break;
            case 'slowWrite':
              person.writesTake.push(each.by);
              break;
            case 'jump':
              person.jump(each.by);
              break;
            case 'pass':
              await person.pass(each.by);
          }
          await settle();
          person.check();
        }
        // Longer than all that is slow takes one after the other.
        await person.pass(20 * 90_000 * 2);
        person.check();
        assert.ok(!person.isBusy && person.waits.size === 0);
        await Promise.all(person.copies);
      }),
      { numRuns: cases(200, 1000) },
    );
    action.assertAllMade();
  });
});
