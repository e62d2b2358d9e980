import assert from 'node:assert/strict';
import { Disposable, env } from 'vscode';
import { type Copying, createCopying } from '../../../src/codes/createCopying';
import type { Account } from '../../../src/core/account';
import type { Activity } from '../../../src/core/activity';
import { windowAt } from '../../../src/core/codeWindow';
import { UserError } from '../../../src/core/errors';
import type { AccountChanges } from '../../../src/core/listEdit';
import { parseSecret } from '../../../src/core/secret';
import type { Action } from '../../../src/guide/buttons';
import { ProgressStore } from '../../../src/guide/progressStore';
import { guidePrompts } from '../../../src/guide/prompts';
import type { Field, GuideRequest, GuideView, Outcome, ToGuide } from '../../../src/guide/protocol';
import type { ScenarioId } from '../../../src/guide/scenarios';
import { scenarioOf } from '../../../src/guide/scenarios';
import type { GuideServices } from '../../../src/guide/services';
import { GuideSession } from '../../../src/guide/session';
import { hmac } from '../../../src/platform/runtime';
import { SecretStore } from '../../../src/secrets/store';
import { createPastedKeys } from '../../../src/setupKeys/createSetupKeys';
import { removeKey } from '../../../src/setupKeys/removeSetupKey';
import { Memento, Secrets } from '../../shared/fakeVscode/storage';
import type { Question } from '../../shared/fakeVscode/window';
import { type OpenStep, openStep } from '../../shared/guidePages';
import { codeAt } from '../../shared/oracle';
import { fake } from '../vscode';

export const LOGIN = 'qa-au@acme.test';
export const OTHER = 'qa-nz@acme.test';

/** At noon, with enough of a code's window left to paste it. */
const START = Date.UTC(2026, 10, 20, 12, 0, 10);

/** Answers what a question offers, or a text where it offers nothing. `undefined` leaves it. */
type Answer = string | undefined | ((choices: readonly string[]) => string | undefined);

/**
 * A computer with two logins in a list, on which the guide can be opened. The parts that the guide works with are the real
 * ones, over a VS Code in memory. Its clock stands still unless a code is waited for.
 */
export class FakeComputer {
  /** VS Code's storage of secrets. */
  readonly storage = new Secrets();
  readonly state = new Memento();
  readonly accounts = new Map<string, Account>();
  readonly #nameOf = (login: string): string => this.accounts.get(login)?.name ?? login;
  readonly posted: ToGuide[] = [];
  /** What the person was asked, and what was done besides, in words. */
  readonly log: string[] = [];
  readonly recorded: Activity[] = [];
  clipboard = '';
  /** What the clock shows that codes are made by, in milliseconds since the Unix epoch. */
  time = START;
  /** Whether the person says yes where they are asked. */
  saysYes = true;
  /** What the person enters or picks where they are asked. */
  answer: Answer;
  /** Why the list cannot be written. */
  listError: string | undefined;
  isShared = false;
  /** Whose new key Xero accepted. */
  readonly accepted: string[] = [];
  clock: GuideServices['checkClock'] = async () => ({
    text: 'The clock is right.',
    isRight: true,
  });
  finished = 0;
  secrets = this.#openSecrets();
  #copying = this.#createCopying();
  services = this.#createServices();
  readonly #listening = [
    fake.window.onDidAsk(question => this.#answer(question)),
    fake.window.onDidProgress(() => this.#passWindow()),
  ];

  constructor() {
    this.add({ login: LOGIN, name: 'AU' });
    this.add({ login: OTHER, name: 'NZ' });
    fake.clipboard = {
      readText: async () => this.clipboard,
      writeText: async text => {
        this.clipboard = text;
      },
    };
  }

  /** Settles when it is known which keys there are. */
  ready(): Promise<void> {
    return this.secrets.ready();
  }

  /** Reloads the window: the next one has what VS Code keeps. */
  async reload(): Promise<void> {
    await this.#close();
    this.secrets = this.#openSecrets();
    this.#copying = this.#createCopying();
    this.services = this.#createServices();
    await this.ready();
  }

  async dispose(): Promise<void> {
    await this.#close();
    for (const each of this.#listening) each.dispose();
  }

  async #close(): Promise<void> {
    this.secrets.dispose();
    await this.#copying.clipboard.clear();
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

  #answer({ kind, message, choices, answer }: Question): void {
    this.log.push(`asked: ${message}`);
    if (kind === 'message') {
      answer(this.saysYes ? choices[0] : undefined);
      return;
    }
    const given = typeof this.answer === 'function' ? this.answer(choices) : this.answer;
    answer(choices.length === 0 || choices.includes(given ?? '') ? given : undefined);
  }

  /** A code is waited for: its window begins, and the wait ends without its timer. */
  #passWindow(): void {
    this.time = windowAt(this.time).end;
    this.#copying.wait.copyNow();
  }

  #openSecrets(): SecretStore {
    return new SecretStore(this.storage, this.state, fail);
  }

  #createCopying(): Copying {
    return createCopying({
      secrets: this.secrets,
      hmac,
      now: () => this.time,
      record: activity => void this.recorded.push(activity),
      state: this.state,
      nameOf: this.#nameOf,
      offer: async () => {},
      setUpRemedies: () => [],
      isShared: () => this.isShared,
      lostAdvice: async () => 'Advice.',
      onError: fail,
    });
  }

  #createServices(): GuideServices {
    const { secrets } = this;
    const isShared = (): boolean => this.isShared;
    return {
      team: {
        isShared,
        keyAccepted: async login => {
          this.accepted.push(login);
        },
      },
      accounts: {
        ready: async () => {},
        find: login => this.accounts.get(login.toLowerCase()),
        onDidChange: () => new Disposable(() => {}),
        edit: (login, changes) => this.#edit(login, changes),
        openList: async login => void this.log.push(`list opened at ${login}`),
        copyLogin: async login => void this.log.push(`login copied: ${login}`),
      },
      secrets,
      lostAdvice: async () => 'Advice.',
      setupKeys: {
        ...createPastedKeys(secrets),
        remove: login => removeKey(login, { secrets, nameOf: this.#nameOf, isShared }, false, 'guide'),
      },
      copier: this.#copying.copier,
      clipboard: env.clipboard,
      prompts: guidePrompts,
      checkClock: correct => this.clock(correct),
      openXero: async login => void this.log.push(`Xero opened for ${login}`),
      onFinished: () => void this.finished++,
      progress: new ProgressStore(this.state),
      hmac,
      now: () => this.time,
      record: activity => void this.recorded.push(activity),
      onSecond: () => assert.fail('Nothing ticks in a session.'),
      run: async (_name, task) => void (await task()),
      language: 'en',
    };
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

  /** VS Code deletes a key that it cannot decrypt when it is asked for it. */
  async loseKey(login = LOGIN): Promise<void> {
    this.storage.values.delete(`totp:${login}`);
    assert.equal(await this.secrets.get(login), undefined);
    assert.equal(this.secrets.stateOf(login), 'lost');
  }

  /** The key that codes are made with, as base32. */
  async stored(login = LOGIN): Promise<string | undefined> {
    return (await this.secrets.get(login))?.base32;
  }

  /** All keys that are kept for a login, as base32: the current one, the one before it, and those tried in between. */
  kept(login = LOGIN): string[] {
    return ['totp', 'former', 'candidate']
      .flatMap(prefix => this.storage.values.get(`${prefix}:${login}`)?.split('\n') ?? [])
      .map(key => parseSecret(key, login).secret.base32);
  }
}

function fail(error: unknown): never {
  assert.fail(String(error));
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

/** The codes that a key gives from two windows before an instant to two windows after another. */
export function codesAround(from: number, to: number, key: string): string[] {
  const codes: string[] = [];
  for (let { start } = windowAt(from - 60_000); start <= to + 60_000; start += 30_000)
    codes.push(codeAt(start, key));
  return codes;
}
