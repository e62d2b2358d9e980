import assert from 'node:assert/strict';
import { Disposable } from 'vscode';
import type { Account } from '../../../src/core/account';
import type { Activity } from '../../../src/core/activity';
import { windowAt } from '../../../src/core/codeWindow';
import { UserError } from '../../../src/core/errors';
import type { AccountChanges } from '../../../src/core/listEdit';
import { parseSecret } from '../../../src/core/secret';
import type { Publication, StoreOfLogin } from '../../../src/core/team/loginState';
import type { ScenarioId } from '../../../src/guide/model';
import type { Outcome, ToGuide } from '../../../src/guide/protocol';
import type { GuideServices } from '../../../src/guide/services';
import { SecretStore } from '../../../src/secrets/store';
import { Memento, Secrets } from '../../shared/fakeVscode/storage';
import type { Question } from '../../shared/fakeVscode/window';
import { createGuideParts, type GuideParts } from '../../shared/guideParts';
import { codeAt, KEY } from '../../shared/oracle';
import { fake } from '../vscode';
import { TestSession } from './testSession';

export const LOGIN = 'qa-au@acme.test';
export const OTHER = 'qa-nz@acme.test';

/** The key as people paste it. */
export const GROUPED = KEY.toLowerCase().replace(/.{4}(?=.)/g, '$& ');

export const ANSWERS = [
  { question: 'What was your first pet called?', answer: 'Rex2009' },
  { question: 'Where were you born?', answer: 'Wellington' },
];

/** What is wrong with a key that lost two characters. */
export const INCOMPLETE = /^A setup key can’t have this many characters \(30\)\./;

/** Noon, with enough time left to paste the current code. */
const START = Date.UTC(2026, 10, 20, 12, 0, 10);

/** One of the choices that a question offers, or a text if it offers none. `undefined` dismisses it. */
type Answer = string | undefined | ((choices: readonly string[]) => string | undefined);

/**
 * A computer with two logins in a list, with the guide's real parts over a VS Code in memory. Its clock stands still
 * except while a code is waited for.
 */
export class FakeComputer {
  /** VS Code's storage of secrets. */
  readonly storage = new Secrets();
  readonly state = new Memento();
  readonly accounts = new Map<string, Account>();
  readonly posted: ToGuide[] = [];
  /** What the person was asked, and what the guide did outside its page. */
  readonly log: string[] = [];
  readonly recorded: Activity[] = [];
  clipboard = '';
  /** The time that codes are made by, in milliseconds since the Unix epoch. */
  time = START;
  /** Whether the person confirms what they are asked. */
  saysYes = true;
  /** What the person enters or picks. */
  answer: Answer;
  /** Why the list cannot be written. */
  listError: string | undefined;
  store: StoreOfLogin = 'none';
  /** What git has yet to get. */
  publication: Publication | undefined;
  /** Says so; it may take a while. */
  publicationOf: () => Promise<Publication | undefined> = async () => this.publication;
  /** What git has yet to get after it was to get all. */
  afterPublishing: Publication | undefined = 'nothing';
  /** Why git can't commit. */
  gitError: string | undefined;
  /** The logins whose MFA must be set up again, and who left. */
  readonly due = new Map<string, string>();
  /** The logins whose new key Xero accepted. */
  readonly accepted: string[] = [];
  clock: GuideServices['checkClock'] = async () => ({
    text: 'The clock is right.',
    isRight: true,
  });
  finished = 0;
  #parts = this.#createParts();
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

  get secrets(): SecretStore {
    return this.#parts.secrets;
  }

  get services(): GuideServices {
    return this.#parts.services;
  }

  /** Settles when it is known which keys there are. */
  ready(): Promise<void> {
    return this.secrets.ready();
  }

  /** Reloads the window. The next one has what VS Code keeps. */
  async reload(): Promise<void> {
    await this.#close();
    this.#parts = this.#createParts();
    await this.ready();
  }

  async dispose(): Promise<void> {
    await this.#close();
    for (const each of this.#listening) each.dispose();
  }

  async #close(): Promise<void> {
    this.secrets.dispose();
    await this.#parts.copying.clipboard.clear();
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

  /** Jumps to the window of the awaited code, and ends the wait without its timer. */
  #passWindow(): void {
    this.time = windowAt(this.time).end;
    this.#parts.copying.wait.copyNow();
  }

  #createParts(): GuideParts {
    return createGuideParts({
      storage: this.storage,
      state: this.state,
      accounts: {
        ready: async () => {},
        find: login => this.accounts.get(login.toLowerCase()),
        onDidChange: () => new Disposable(() => {}),
        edit: (login, changes) => this.#edit(login, changes),
        openList: async login => void this.log.push(`list opened at ${login}`),
        copyLogin: async login => void this.log.push(`login copied: ${login}`),
      },
      team: {
        storeOf: () => this.store,
        loaded: async () => ({
          publicationOf: () => this.publicationOf(),
          publish: async login => {
            if (this.gitError !== undefined) throw new UserError(this.gitError);
            this.log.push(`published: ${login}`);
            this.publication = this.afterPublishing;
          },
        }),
        due: this.due,
        onDidChange: () => new Disposable(() => {}),
        keyAccepted: async login => {
          this.accepted.push(login);
          this.due.delete(login);
        },
      },
      checkClock: correct => this.clock(correct),
      openXero: async login => void this.log.push(`Xero opened for ${login}`),
      now: () => this.time,
      record: activity => void this.recorded.push(activity),
      onSecond: () => assert.fail('Nothing ticks in a session.'),
      run: async (_name, task) => void (await task()),
      onFinished: () => void this.finished++,
      open: async login => void this.log.push(`guide opened for ${login}`),
      onError: error => assert.fail(String(error)),
    });
  }

  async #edit(login: string, changes: AccountChanges): Promise<void> {
    if (this.listError !== undefined) throw new UserError(this.listError);
    const before = this.accounts.get(login);
    if (!before) throw new UserError(`${login} isn’t in any list.`);
    const after = { ...before, ...changes };
    this.accounts.set(
      login,
      Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)) as never,
    );
  }

  session(login = LOGIN): TestSession {
    return new TestSession(login, this);
  }

  /** The guide of a login in a scenario, at its first undone step or at the given one. */
  async on(scenario: ScenarioId, step?: string, login = LOGIN): Promise<TestSession> {
    const session = this.session(login);
    await session.choose(scenario);
    if (step !== undefined) {
      await session.ask({ type: 'openStep', step });
      assert.equal(session.state.progress.at, step);
    }
    return session;
  }

  /** The guide of a login at a step of the first set-up. */
  at(step: string, login = LOGIN): Promise<TestSession> {
    return this.on('setUp', step, login);
  }

  async setSecret(key: string, login = LOGIN): Promise<void> {
    await this.secrets.set(login, parseSecret(key, login).secret);
    // Nothing is kept beside it, as if it was stored long ago.
    await this.secrets.accept(login);
  }

  /** Another window replaces a key. */
  async replaceElsewhere(login: string, key: string): Promise<void> {
    const other = new SecretStore(this.storage, this.state, error => assert.fail(String(error)));
    await other.ready();
    await other.set(login, parseSecret(key, login).secret);
    other.dispose();
  }

  /** VS Code deletes a key that it can't decrypt when the key is read. */
  async loseKey(login = LOGIN): Promise<void> {
    this.storage.values.delete(`totp:${login}`);
    assert.equal(await this.secrets.get(login), undefined);
    assert.equal(this.secrets.stateOf(login), 'lost');
  }

  /** The current key, as base32. */
  async stored(login = LOGIN): Promise<string | undefined> {
    return (await this.secrets.get(login))?.base32;
  }

  /** All keys of a login, as base32: the current one, the previous one, and those tried in between. */
  kept(login = LOGIN): string[] {
    return ['totp', 'former', 'candidate']
      .flatMap(prefix => this.storage.values.get(`${prefix}:${login}`)?.split('\n') ?? [])
      .map(key => parseSecret(key, login).secret.base32);
  }
}

/** Gives each test of a suite a computer of its own. */
export function useComputer(take: (computer: FakeComputer) => void): void {
  let computer: FakeComputer;
  beforeEach(async () => {
    computer = new FakeComputer();
    take(computer);
    await computer.ready();
  });
  afterEach(() => computer.dispose());
}

export function assertRejected(outcome: Outcome, problem: RegExp): void {
  assert.ok(outcome.result === 'rejected');
  assert.match(outcome.problem, problem);
}

/** The codes that a key gives from two windows before one instant to two windows after another. */
export function codesAround(from: number, to: number, key: string): string[] {
  const codes: string[] = [];
  for (let { start } = windowAt(from - 60_000); start <= to + 60_000; start += 30_000)
    codes.push(codeAt(start, key));
  return codes;
}
