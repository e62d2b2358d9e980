import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { Account } from '../../../src/core/account';
import { windowAt } from '../../../src/core/codeWindow';
import { UserError } from '../../../src/core/errors';
import { acceptKey, type LoginKeys, NO_KEYS, proposeKey, putKeyBack } from '../../../src/core/keyReplacement';
import type { AccountChanges } from '../../../src/core/listEdit';
import type { RecoveryAnswers } from '../../../src/core/recovery';
import { parseSecret, SecretError, toUri } from '../../../src/core/secret';
import type { Hmac, TotpSecret } from '../../../src/core/totp';
import type { Action } from '../../../src/guide/buttons';
import { ProgressStore } from '../../../src/guide/progressStore';
import type { Field, GuideRequest, GuideView, Outcome, ToGuide } from '../../../src/guide/protocol';
import type { ScenarioId } from '../../../src/guide/scenarios';
import { scenarioOf } from '../../../src/guide/scenarios';
import type { GuideServices } from '../../../src/guide/services';
import { GuideSession } from '../../../src/guide/session';
import type { Written } from '../../../src/secrets/store';
import { type OpenStep, openStep } from '../../shared/guidePages';

export const LOGIN = 'qa-au@acme.test';
export const OTHER = 'qa-nz@acme.test';

/** What VS Code throws where a person changes their mind. */
export class Cancelled extends Error {}

const hmac: Hmac = (algorithm, key, message) => createHmac(algorithm, key).update(message).digest();

type Listener = () => void;

class FakeEvent {
  readonly listeners = new Set<Listener>();
  readonly event = (listener: Listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** The secrets of a computer, by the same rules as the real store and without VS Code. */
class FakeSecrets {
  readonly keys = new Map<string, LoginKeys>();
  readonly answers = new Map<string, RecoveryAnswers>();
  readonly lost = new Set<string>();
  readonly #changed = new FakeEvent();
  readonly onDidChange = this.#changed.event;
  readonly #writeListeners = new Set<(written: Written) => void>();
  readonly onDidWrite = (listener: (written: Written) => void) => {
    this.#writeListeners.add(listener);
    return { dispose: () => this.#writeListeners.delete(listener) };
  };

  async ready(): Promise<void> {}

  async has(login: string): Promise<boolean> {
    return this.stateOf(login) === 'ready';
  }

  stateOf(login: string) {
    if (this.#of(login).current !== undefined) return 'ready' as const;
    return this.lost.has(login) ? ('lost' as const) : ('none' as const);
  }

  isReplacing = (login: string): boolean => this.#of(login).previous !== undefined;
  hasCandidates = (login: string): boolean => this.#of(login).candidates.length > 0;
  hasAnswers = (login: string): boolean => this.answers.has(login);

  async get(login: string): Promise<TotpSecret | undefined> {
    const { current } = this.#of(login);
    return current === undefined ? undefined : parseSecret(current, login).secret;
  }

  get readable(): ReadonlySet<string> {
    return new Set([...this.keys].flatMap(([login, { current }]) => (current === undefined ? [] : login)));
  }

  async candidates(login: string): Promise<readonly TotpSecret[]> {
    const { previous, candidates } = this.#of(login);
    return [...candidates, previous].flatMap(key =>
      key === undefined ? [] : parseSecret(key, login).secret,
    );
  }

  async set(login: string, secret: TotpSecret): Promise<void> {
    await this.#change(login, keys => proposeKey(keys, toUri(secret, login)));
  }

  accept = (login: string): Promise<void> => this.#change(login, acceptKey);
  putBack = (login: string): Promise<void> => this.#change(login, putKeyBack);

  async delete(login: string): Promise<void> {
    this.answers.delete(login);
    await this.#change(login, () => NO_KEYS);
  }

  getAnswers = async (login: string): Promise<RecoveryAnswers | undefined> => this.answers.get(login);

  async setAnswers(login: string, answers: RecoveryAnswers): Promise<void> {
    this.answers.set(login, answers);
    this.#changed.fire();
    this.#tellWritten({ login, route: 'guide', action: 'answersStored' });
  }

  /** The key that codes are made with, as base32. */
  async stored(login = LOGIN): Promise<string | undefined> {
    return (await this.get(login))?.base32;
  }

  /** All keys that are kept for a login, as base32. */
  kept(login = LOGIN): string[] {
    const { current, previous, candidates } = this.#of(login);
    return [current, previous, ...candidates].flatMap(key =>
      key === undefined ? [] : parseSecret(key, login).secret.base32,
    );
  }

  #of(login: string): LoginKeys {
    return this.keys.get(login) ?? NO_KEYS;
  }

  async #change(login: string, change: (keys: LoginKeys) => LoginKeys): Promise<void> {
    const after = change(this.#of(login));
    await undefined;
    const isSame = after.current === this.#of(login).current;
    this.keys.set(login, after);
    this.#changed.fire();
    this.#tellWritten({ login, route: 'guide', action: isSame ? undefined : 'replaced' });
  }

  #tellWritten(written: Written): void {
    for (const listener of this.#writeListeners) listener(written);
  }
}

class FakeState {
  readonly values = new Map<string, unknown>();
  keys = () => [...this.values.keys()];
  get = <T>(key: string) => this.values.get(key) as T;
  update = async (key: string, value: unknown) => void this.values.set(key, value);
}

/** A computer with a login in a list, on which the guide can be opened. What it asks the person is answered here. */
export class FakeComputer {
  readonly secrets = new FakeSecrets();
  readonly state = new FakeState();
  readonly accounts = new Map<string, Account>();
  readonly posted: ToGuide[] = [];
  /** What was done besides, in words. */
  readonly log: string[] = [];
  clipboard = '';
  /** Whether the person says yes where they are asked. */
  saysYes = true;
  /** What the person enters or picks where they are asked. */
  answer: string | undefined;
  /** Why the list cannot be written. */
  listError: string | undefined;
  clock: GuideServices['checkClock'] = async () => ({
    text: 'The clock is right.',
    isRight: true,
  });
  finished = 0;

  constructor() {
    this.add({ login: LOGIN, name: 'AU' });
    this.add({ login: OTHER, name: 'NZ' });
  }

  add(account: Partial<Account> & Pick<Account, 'login'>): void {
    const key = account.login;
    this.accounts.set(key, {
      name: account.login,
      organisations: [],
      tags: [],
      ...this.accounts.get(key),
      ...account,
    });
  }

  /** Settles what the person was asked. */
  #ask(what: string): void {
    this.log.push(`asked: ${what}`);
    if (!this.saysYes) throw new Cancelled();
  }

  async #secretOf(login: string): Promise<TotpSecret> {
    const secret = await this.secrets.get(login);
    if (!secret) throw new UserError(`There is no secret of ${login}.`);
    return secret;
  }

  async #edit(login: string, changes: AccountChanges): Promise<void> {
    if (this.listError !== undefined) throw new UserError(this.listError);
    const before = this.accounts.get(login);
    if (!before) throw new UserError(`${login} is in none of the lists.`);
    const after = { ...before, ...changes };
    this.accounts.set(
      login,
      Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)) as never,
    );
  }

  isShared = false;
  /** Whose new key Xero accepted. */
  readonly accepted: string[] = [];

  readonly services: GuideServices = {
    team: {
      isShared: () => this.isShared,
      keyAccepted: async login => {
        this.accepted.push(login);
      },
    },
    accounts: {
      ready: async () => {},
      find: login => this.accounts.get(login.toLowerCase()),
      onDidChange: new FakeEvent().event,
      edit: (login, changes) => this.#edit(login, changes),
      openList: async login => void this.log.push(`list opened at ${login}`),
      copyLogin: async login => void this.log.push(`login copied: ${login}`),
    },
    secrets: this.secrets,
    lostAdvice: async () => 'Advice.',
    setupKeys: {
      problemOf: async (text, login) => {
        try {
          parseSecret(text, login);
          return undefined;
        } catch (error) {
          if (error instanceof SecretError) return error.problem.kind;
          throw error;
        }
      },
      store: async (text, account) => {
        const { secret, issuer } = parseSecret(text, account.login);
        const stored = await this.secrets.get(account.login);
        if (stored && !stored.equals(secret)) {
          this.log.push('asked: replace');
          if (!this.saysYes) return undefined;
        }
        await this.secrets.set(account.login, secret);
        return issuer === undefined || issuer === 'Xero' ? [] : [`It is for ${issuer}.`];
      },
      isKeyOf: async (text, secret) => parseSecret(text).secret.base32 === secret.base32,
      remove: async login => {
        this.#ask('remove');
        await this.secrets.delete(login);
      },
    },
    copier: {
      copy: async (login, options) => {
        const secret = await this.#secretOf(login);
        this.log.push(`code copied: ${login}, with ${options?.minimumRemaining} s left`);
        return windowAt(Date.now(), secret.period);
      },
      copyNext: async login => {
        const secret = await this.#secretOf(login);
        this.log.push(`next code copied: ${login}`);
        return windowAt(windowAt(Date.now(), secret.period).end, secret.period);
      },
      copyWithAutoClear: async text => {
        this.clipboard = text;
      },
    },
    clipboard: {
      readText: async () => this.clipboard,
      writeText: async text => {
        this.clipboard = text;
      },
    },
    prompts: {
      confirmPutBack: async () => this.#ask('put back'),
      confirmNewAnswers: async () => this.#ask('new answers'),
      askOwner: async () => this.answer,
      pickAnswer: async answers => answers.find(({ question }) => question === this.answer)?.answer,
      pickSecret: async secrets =>
        secrets.find(({ base32 }) => this.answer === undefined || base32 === this.answer),
      showCopied: text => void this.log.push(text),
    },
    checkClock: correct => this.clock(correct),
    openXero: async login => void this.log.push(`Xero opened for ${login}`),
    onFinished: () => void this.finished++,
    progress: new ProgressStore(this.state as never),
    hmac,
    now: Date.now,
    record: () => {},
    onSecond: () => assert.fail('Nothing ticks in a session.'),
    run: async (_name, task) => void (await task()),
    language: 'en',
  };

  session(login = LOGIN): TestSession {
    return new TestSession(login, this);
  }

  /** The guide of a login in a scenario, at its first undone step or at the one named. */
  async on(scenario: ScenarioId, step?: string, login = LOGIN): Promise<TestSession> {
    const session = this.session(login);
    await session.choose(scenario);
    if (step !== undefined) {
      await session.ask({ type: 'openStep', step });
      assert.equal(session.state.progress.at, step);
    }
    return session;
  }

  async setSecret(key: string, login = LOGIN): Promise<void> {
    await this.secrets.set(login, parseSecret(key, login).secret);
    // As one that was there long before: nothing is kept beside it.
    await this.secrets.accept(login);
  }
}

/** A request without its number. */
type Ask = GuideRequest extends infer R ? (R extends GuideRequest ? Omit<R, 'request'> : never) : never;

/** A guide whose page is this test. */
export class TestSession extends GuideSession {
  readonly posted: ToGuide[];
  #requests = 0;

  constructor(login: string, computer: FakeComputer) {
    const posted: ToGuide[] = [];
    super(login, computer.services, message => {
      posted.push(message);
      computer.posted.push(message);
    });
    this.posted = posted;
    computer.secrets.onDidWrite(written => this.noteWritten(written));
  }

  /** Asks for something as the page does, and waits until the page was told all that came of it. */
  async ask(request: Ask): Promise<Outcome> {
    try {
      return await this.receive({ ...request, request: this.#requests++ });
    } finally {
      await undefined;
    }
  }

  press(action: Action): Promise<Outcome> {
    return this.ask({ type: 'press', action, step: this.state.progress.at });
  }

  submit(field: Field, text: string): Promise<Outcome> {
    return this.ask({ type: 'submit', field, text });
  }

  /** The messages of one type, in the order they were sent. */
  sent<T extends ToGuide['type']>(type: T): Extract<ToGuide, { type: T }>[] {
    return this.posted.filter(message => message.type === type) as Extract<ToGuide, { type: T }>[];
  }

  get announced(): string[] {
    return this.sent('announce').map(({ text }) => text);
  }

  /** The page as it was sent last. */
  get shownView(): GuideView {
    const view = this.sent('view').at(-1)?.view;
    assert.ok(view, 'No view was sent.');
    return view;
  }

  /** The step that is open on the page. */
  get shownStep(): OpenStep {
    return openStep(this.shownView);
  }

  /** The actions of its buttons, in their order. */
  get actions(): string[] {
    return this.shownStep.body.buttons.map(({ action }) => action);
  }
}

export function stepsOf(scenario: ScenarioId): string[] {
  return scenarioOf(scenario).steps.map(({ id }) => id);
}

/** The codes that a key gives around now. */
export function codesAround(time: number, key: string): string[] {
  const { secret } = parseSecret(key);
  const { start } = windowAt(time, secret.period);
  return [-60, -30, 0, 30, 60, 90].map(seconds => secret.codeAt(start + seconds * 1000, hmac));
}
