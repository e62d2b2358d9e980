import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';
import { listOf, run, setSecret, startFresh, teamList, vsCode, writeList } from '../extension';

const LOGINS = [LOGIN, OTHER] as const;
type Login = (typeof LOGINS)[number];
const NAMES = { [LOGIN]: 'AU', [OTHER]: 'NZ' } as const;
const KEYS = { [LOGIN]: KEY, [OTHER]: OTHER_KEY } as const;
const PASSWORDS = ['password 1', 'password 2'] as const;

/** Lets every promise that can settle do so. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** What is on the clipboard, and when it is cleared, in milliseconds that the computer was awake. */
interface Held {
  readonly text: string;
  readonly clearAt: number;
}

const EMPTY: Held = { text: '', clearAt: Infinity };

interface Sequence {
  readonly login: Login;
  readonly step: 'login' | 'password' | 'code';
  readonly held: Held;
  readonly pressedAt: number;
  /** Whether it may have ended, which shows a heartbeat later at the latest. */
  isOver: boolean;
}

/** A person at a computer whose time passes when the test says so, and what they should find. */
class Desk {
  clock = Date.UTC(2026, 10, 20, 12);
  #awake = 0;
  #setting = 30;
  #clipboard = EMPTY;
  #sequence: Sequence | undefined;
  readonly #passwords = new Map<Login, string>();
  /** Since when the clipboard has what it has. */
  #since = 0;

  async reset(setting: number): Promise<void> {
    await run('stopSignIn');
    for (const login of this.#passwords.keys()) await run('removePassword', { login, confirm: true });
    this.#passwords.clear();
    this.#setting = setting;
    vsCode.settings['xeroMfa.clearClipboardAfter'] = setting;
    this.#sequence = undefined;
    await settle();
    this.foreign('');
  }

  /** The clipboard notes when something is put on it. */
  watchClipboard(): void {
    let text = '';
    vsCode.clipboard = {
      readText: async () => text,
      writeText: async given => {
        text = given;
        this.#since = this.#awake;
      },
    };
  }

  async press(login?: Login): Promise<void> {
    const running = this.#running();
    const isRunning = running !== undefined && running.step !== 'code';
    const isPicking = login === undefined && !isRunning;
    const listening = vsCode.window.onDidCreateQuickPick(picker => {
      assert.ok(isPicking, 'It asked although a sign-in was under way.');
      setImmediate(() => picker.hide());
    });
    await run('signIn', login && { login });
    listening.dispose();
    if (isRunning && (login ?? running.login) === running.login) {
      const password = this.#passwords.get(running.login);
      if (running.step === 'login' && password !== undefined)
        this.#copied(running.login, 'password', password);
      else this.#copied(running.login, 'code', codeAt(this.clock, KEYS[running.login]));
    } else if (login !== undefined) {
      this.#end();
      this.#copied(login, 'login', login);
    }
  }

  async back(): Promise<void> {
    const running = this.#running();
    await run('signInBack');
    if (!running) return;
    const password = this.#passwords.get(running.login);
    if (running.step === 'code' && password !== undefined) this.#copied(running.login, 'password', password);
    else this.#copied(running.login, 'login', running.login);
  }

  async stop(): Promise<void> {
    await run('stopSignIn');
    this.#end();
  }

  async copyCode(login: Login): Promise<void> {
    await run('copyCode', { login });
    this.#otherCopy(codeAt(this.clock, KEYS[login]), this.#setting);
  }

  async copyPassword(login: Login): Promise<void> {
    const password = this.#passwords.get(login);
    if (password === undefined) return;
    await run('copyPassword', { login });
    this.#otherCopy(password, Math.min(this.#setting || 60, 60));
  }

  foreign(text = 'of another program'): void {
    void vsCode.clipboard.writeText(text);
    this.#clipboard = { text, clearAt: Infinity };
  }

  async setPassword(login: Login, password: string): Promise<void> {
    await vsCode.secrets.store(`password:${login}`, password);
    this.#passwords.set(login, password);
    await settle();
  }

  async removePassword(login: Login): Promise<void> {
    if (!this.#passwords.delete(login)) return;
    await run('removePassword', { login, confirm: true });
  }

  otherWindow(): void {
    vsCode.globalState.values.set('signIn', 'of another window');
    if (this.#sequence) this.#sequence.isOver = true;
  }

  async comeBack(): Promise<void> {
    vsCode.window.leaveAndComeBack();
    this.#running();
    await settle();
  }

  async pass(seconds: number): Promise<void> {
    const wasOver = this.#sequence?.isOver;
    for (let second = 0; second < seconds; second++) {
      this.clock += 1000;
      this.#awake += 1000;
      mock.timers.tick(1000);
      await settle();
      if (this.#clipboard.clearAt <= this.#awake) this.#clipboard = EMPTY;
      // After the code, there is nothing to go on with.
      const { step, held } = this.#sequence ?? {};
      if (step === 'code' && held && held.clearAt <= this.#awake) this.#sequence = undefined;
      if (this.#sequence && this.clock - this.#sequence.pressedAt >= 300_000) this.#sequence.isOver = true;
      await this.check();
    }
    if (wasOver && seconds > 15) assert.equal(this.#sequence, undefined);
  }

  /** The computer sleeps, when its timers stand still. */
  sleep(seconds: number): void {
    this.clock += seconds * 1000;
    if (this.#sequence && seconds > 45) this.#sequence.isOver = true;
  }

  async check(): Promise<void> {
    await settle();
    const shown = vsCode.window.statusBar.get('xeroMfa.signIn')?.text?.replace('$(sign-in) ', '');
    // Only this may show later.
    if (this.#sequence?.isOver && shown === undefined) this.#end();
    const text = await vsCode.clipboard.readText();
    assert.equal(text, this.#clipboard.text);
    assert.equal(shown, this.#text());
    assert.equal(vsCode.contexts.get('xeroMfa.signingIn') ?? false, shown !== undefined);
    if (text.startsWith('password')) assert.ok(this.#awake - this.#since < 60_000, 'A password stayed.');
  }

  #text(): string | undefined {
    if (!this.#sequence) return undefined;
    const { login, step, held } = this.#sequence;
    if (step === 'code') return `${NAMES[login]}: code copied`;
    const next = step === 'login' && this.#passwords.has(login) ? 'password' : 'code';
    const isHeld = held.clearAt > this.#awake;
    return `${NAMES[login]}: ${isHeld ? `${step} copied, next: ${next}` : `next is the ${next}`}`;
  }

  /** The sign-in that a press goes on with. */
  #running(): Sequence | undefined {
    if (this.#sequence?.isOver) this.#end();
    return this.#sequence;
  }

  #copied(login: Login, step: Sequence['step'], text: string): void {
    const seconds = step === 'password' ? Math.min(this.#setting || 60, 60) : this.#setting || Infinity;
    const held = { text, clearAt: this.#awake + seconds * 1000 };
    this.#clipboard = held;
    this.#sequence = { login, step, held, pressedAt: this.clock, isOver: false };
  }

  #otherCopy(text: string, seconds: number): void {
    this.#sequence = undefined;
    this.#clipboard = { text, clearAt: this.#awake + (seconds || Infinity) * 1000 };
  }

  /** A password does not outlast its sign-in. */
  #end(): void {
    const sequence = this.#sequence;
    this.#sequence = undefined;
    if (sequence?.step === 'password' && this.#clipboard === sequence.held) this.#clipboard = EMPTY;
  }
}

describe('Signing in, in any order', () => {
  startFresh();
  const desk = new Desk();
  beforeEach(async () => {
    await writeList(teamList, listOf(...LOGINS.map(login => ({ login, name: NAMES[login] }))));
    for (const login of LOGINS) await setSecret(login, KEYS[login]);
    desk.watchClipboard();
    vsCode.window.onDidAsk(question => question.answer(question.choices[0]));
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(Date, 'now', () => desk.clock);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  const login = fc.constantFrom(...LOGINS);
  const action = new Kinds({
    press: fc.record({ what: fc.constant('press'), login }),
    again: fc.record({ what: fc.constant('press'), login: fc.constant(undefined) }),
    'again, too': fc.record({ what: fc.constant('press'), login: fc.constant(undefined) }),
    back: fc.record({ what: fc.constant('back') }),
    stop: fc.record({ what: fc.constant('stop') }),
    copyCode: fc.record({ what: fc.constant('copyCode'), login }),
    copyPassword: fc.record({ what: fc.constant('copyPassword'), login }),
    foreign: fc.record({ what: fc.constant('foreign') }),
    setPassword: fc.record({
      what: fc.constant('setPassword'),
      login,
      password: fc.constantFrom(...PASSWORDS),
    }),
    removePassword: fc.record({ what: fc.constant('removePassword'), login }),
    otherWindow: fc.record({ what: fc.constant('otherWindow') }),
    comeBack: fc.record({ what: fc.constant('comeBack') }),
    pass: fc.record({ what: fc.constant('pass'), seconds: fc.integer({ min: 1, max: 130 }) }),
    'pass minutes': fc.record({ what: fc.constant('pass'), seconds: fc.integer({ min: 280, max: 330 }) }),
    nap: fc.record({ what: fc.constant('sleep'), seconds: fc.integer({ min: 1, max: 14 }) }),
    sleep: fc.record({ what: fc.constant('sleep'), seconds: fc.integer({ min: 46, max: 7200 }) }),
  });

  it('leaves on the clipboard what the item says, and no password for longer than a minute or than the sign-in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 20, 30, 90),
        fc.nat(2),
        fc.array(action.any, { maxLength: 25 }),
        async (setting, presses, actions) => {
          await desk.reset(setting);
          await desk.setPassword(LOGIN, PASSWORDS[0]);
          for (let press = 0; press < presses; press++) await desk.press(LOGIN);
          for (const each of actions) {
            switch (each.what) {
              case 'press':
              case 'copyCode':
              case 'copyPassword':
              case 'removePassword':
                await desk[each.what](each.login as Login);
                break;
              case 'setPassword':
                await desk.setPassword(each.login, each.password);
                break;
              case 'pass':
                await desk.pass(each.seconds);
                break;
              case 'sleep':
                desk.sleep(each.seconds);
                // Until a heartbeat, naps add up to a sleep.
                if (each.seconds < 15) await desk.pass(16);
                break;
              default:
                await desk[each.what]();
            }
            await desk.check();
          }
        },
      ),
      { numRuns: cases(150, 600) },
    );
    action.assertAllMade();
  });
});
