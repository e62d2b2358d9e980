import { env, l10n } from 'vscode';
import { type Account, loginKey } from '../core/account';
import { type CodeWindow, windowAt } from '../core/codeWindow';
import type { Publication } from '../core/team/loginState';
import { readSetting } from '../platform/settings';
import { scenarioOf } from './content/scenarios';
import { GivenKeys } from './givenKeys';
import type { Findings, GuideModel, KnownState, NextDue, Progress, ScenarioId } from './model';
import type { Action } from './page/buttons';
import { isLocked } from './page/lockedText';
import { begin, currentStep, follow, hasKey, isFinished, isOver, resume } from './progress';
import type { GuideView, ToGuide } from './protocol';
import type { GuideServices } from './services';
import { guideView } from './view';
import { ViewUpdates } from './viewUpdates';

/** Where the person was when they asked for something. It completes that step, however long it takes. */
export interface Position {
  readonly progress: Progress;
  readonly run: number;
}

/** What the guide knows about one login. Updates its page when that changes. */
export class GuideState {
  readonly #updates: ViewUpdates;
  #findings: Findings = {};
  /** The account as the lists last had it. */
  #account: Account | undefined;
  /** Counts how often a scenario was chosen or begun again. */
  #run = 0;
  readonly given = new GivenKeys();
  /** The window of the code of the stored key that was last copied. */
  #copied: CodeWindow | undefined;
  /** Until when it is on the clipboard, in milliseconds since the Unix epoch, unless something else is copied before. */
  #keptUntil = 0;
  /** Whether the page was last told that a code is fresh, and that the login is locked. */
  #says = { fresh: false, locked: false };
  /** The button that waits for the next code, and when that begins, in milliseconds since the Unix epoch. */
  #wait: { readonly action: Action; readonly until: number } | undefined;
  #publication: Publication | undefined;
  /** How often {@link lookAtPublication} began. */
  #looks = 0;

  constructor(
    readonly login: string,
    private readonly services: GuideServices,
    private readonly post: (message: ToGuide) => void,
  ) {
    this.#updates = new ViewUpdates(() => post({ type: 'view', view: this.view }));
  }

  /** The account as the lists have it, or last had it if it was removed since. */
  get account(): Account {
    const { login } = this;
    this.#account = this.services.accounts.find(login) ?? this.#account;
    return this.#account ?? { login, name: login, organisations: [], tags: [] };
  }

  get progress(): Progress {
    return this.services.progress.get(this.login) ?? begin(this.known);
  }

  /** The progress in a scenario. One that is over begins again. */
  progressOn(scenario: ScenarioId): Progress {
    const { progress, known } = this;
    const remembered = this.services.progress.get(this.login, scenario);
    if (!remembered || isOver(remembered, known)) return follow(scenario, known, progress);
    return resume(remembered, progress);
  }

  get known(): KnownState {
    const { login } = this;
    const { secrets, team } = this.services;
    const leaver = team.due.get(loginKey(login));
    return {
      secret: secrets.stateOf(login),
      isSetUp: this.account.mfaSetUpOn !== undefined,
      isReplacing: secrets.isReplacing(login),
      hasCandidates: secrets.hasCandidates(login),
      hasAnswers: secrets.hasAnswers(login),
      hasPassword: secrets.passwords.has(login),
      store: team.storeOf(login),
      ...(leaver !== undefined && { leaver }),
    };
  }

  /** The first of the other logins in the lists whose MFA must be set up again. */
  get nextDue(): NextDue | undefined {
    const { accounts, team } = this.services;
    const others = [...team.due.keys()].filter(login => login !== loginKey(this.login));
    const found = others.flatMap(login => accounts.find(login) ?? []);
    const [next] = found.sort((one, other) => one.name.localeCompare(other.name));
    return next && { login: next.login, name: next.name, left: found.length };
  }

  get model(): GuideModel {
    const { account, progress, known } = this;
    return {
      account,
      scenario: scenarioOf(progress.scenario),
      progress,
      known,
      findings: this.#findings,
      hasKey: hasKey(progress, known),
      hasFreshCode: this.hasFreshCode,
      isFinished: isFinished(progress, known),
      nextDue: this.nextDue,
      publication: this.#publication,
      language: env.language,
    };
  }

  get view(): GuideView {
    this.#says = this.#passing;
    const wait = this.#wait && {
      action: this.#wait.action,
      label: l10n.t('Waiting {0} s…'),
      remaining: this.#wait.until - this.services.now(),
    };
    return guideView(this.model, wait);
  }

  /** The counter of the window of {@link noteCopied}. */
  get copied(): number | undefined {
    return this.#copied?.counter;
  }

  /** Whether a code of the stored key is on the clipboard, has not expired, and is not about to be replaced. */
  get hasFreshCode(): boolean {
    const now = this.services.now();
    const isThere = now < this.#keptUntil && this.#wait === undefined;
    return isThere && this.#copied !== undefined && now < this.#copied.end;
  }

  /** What the page says that ends by itself. */
  get #passing(): { fresh: boolean; locked: boolean } {
    return { fresh: this.hasFreshCode, locked: isLocked(this.progress) };
  }

  /** Whether the page says something that ends by itself. */
  get changesWithTime(): boolean {
    const { fresh, locked } = this.#passing;
    return fresh || locked;
  }

  /** Call this while {@link changesWithTime}, as time passes. */
  noteTime(): void {
    const { fresh, locked } = this.#passing;
    if (this.#says.fresh !== fresh || this.#says.locked !== locked) this.refresh();
  }

  /** A code of the stored key was copied. */
  noteCopied(window: CodeWindow): void {
    const clearAfter = readSetting('clearClipboardAfter');
    this.#copied = window;
    this.#keptUntil = clearAfter > 0 ? this.services.now() + clearAfter * 1000 : window.end;
    this.#wait = undefined;
    this.found({ hasCopiedSince: true });
  }

  /** The clipboard holds no code of this login any more. */
  noteOverwritten(): void {
    this.#keptUntil = 0;
    this.refresh();
  }

  /** Shows on its button that a task may wait for the next code. */
  async whileWaiting<T>(action: Action, task: (onWait: (period: number) => void) => Promise<T>): Promise<T> {
    try {
      return await task(period => {
        this.#wait = { action, until: windowAt(this.services.now(), period).end };
        this.announce(l10n.t('Waiting for the next code. It will be copied.'));
        this.refresh();
      });
    } finally {
      if (this.#wait?.action === action) {
        this.#wait = undefined;
        this.refresh();
      }
    }
  }

  /** Looks at what is to be committed where the last step is open, and shows it. */
  async lookAtPublication(): Promise<void> {
    const { progress, services } = this;
    const look = ++this.#looks;
    const isAtEnd = scenarioOf(progress.scenario).steps.at(-1)?.id === progress.at;
    const publication = isAtEnd ? await (await services.team.loaded()).publicationOf(this.login) : undefined;
    // Git may take longer for an earlier look than for this one.
    if (look !== this.#looks || publication === this.#publication) return;
    this.#publication = publication;
    this.#updates.request();
  }

  /** Whether the current step shows a code. */
  get showsCode(): boolean {
    return currentStep(this.progress).widget?.(this.model)?.kind === 'code';
  }

  get position(): Position {
    return { progress: this.progress, run: this.#run };
  }

  /** Whether the person has chosen another scenario since, or begun the same one again. */
  hasLeft({ progress, run }: Position): boolean {
    return run !== this.#run || progress.scenario !== this.progress.scenario;
  }

  /** Call this when a scenario is chosen or begun again: what was asked for before completes none of its steps. */
  beginRun(): void {
    this.#run++;
  }

  /** Remembers how far the person is, and shows it. */
  async save(progress: Progress): Promise<void> {
    await this.services.progress.set(this.login, progress);
    this.refresh();
  }

  /** Sends the page its view. */
  refresh(): void {
    this.#updates.request();
    void this.services.run('guide', () => this.lookAtPublication());
  }

  /** Sends the page one view after a task of several changes. */
  hold<T>(task: () => Promise<T>): Promise<T> {
    return this.#updates.hold(task);
  }

  /** Adds findings; `undefined` removes one. */
  found(findings: { readonly [F in keyof Findings]?: Findings[F] | undefined }): void {
    this.#findings = Object.fromEntries(
      Object.entries({ ...this.#findings, ...findings }).filter(([, value]) => value !== undefined),
    );
    this.refresh();
  }

  /** Adds a finding and has a screen reader say it. */
  report(finding: 'key' | 'otherKey' | 'clock' | 'otherLogin' | 'comparison' | 'list', text: string): void {
    this.announce(text);
    this.found({ [finding]: text });
  }

  /** Forgets all findings and the copied code, which belong to an earlier key or attempt. */
  forget(): void {
    this.#findings = {};
    this.#copied = undefined;
    this.given.forget();
    this.refresh();
  }

  /** The person chose another key here: forgets the findings about the one before, and its codes. */
  forgetKey(): void {
    this.given.forget();
    this.noteReplaced();
  }

  /** The key was replaced elsewhere: forgets the findings about it and its copied code, which the person may still use. */
  noteReplaced(): void {
    this.#copied = undefined;
    this.found({
      key: undefined,
      otherKey: undefined,
      otherLogin: undefined,
      hasSameKey: undefined,
      comparison: undefined,
      isOtherKey: undefined,
      isMended: undefined,
    });
  }

  /** Has a screen reader say something. */
  announce(text: string): void {
    this.post({ type: 'announce', text });
  }
}
