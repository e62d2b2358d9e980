import type { Account } from '../core/account';
import type { Findings, GuideModel, KnownState } from './guideModel';
import { begin, follow, hasKey, isFinished, isOver, openStep, type Progress, resume } from './progress';
import type { GuideView, ToGuide } from './protocol';
import { type ScenarioId, scenarioOf } from './scenarios';
import type { GuideServices } from './services';
import { guideView } from './view';
import { ViewUpdates } from './viewUpdates';

/** What the guide knows of one login; updates its page when that changes. */
export class GuideState {
  readonly #updates: ViewUpdates;
  #findings: Findings = {};
  /** The account as the lists had it last. */
  #account: Account | undefined;
  /** The window of time whose code of the stored key was copied here last, as `CodeWindow` counts them. */
  copied: number | undefined;

  constructor(
    readonly login: string,
    private readonly services: GuideServices,
    private readonly post: (message: ToGuide) => void,
  ) {
    this.#updates = new ViewUpdates(() => post({ type: 'view', view: this.view }));
  }

  /** The account as the lists have it, or as they last had it if it was removed meanwhile. */
  get account(): Account {
    const { login } = this;
    this.#account = this.services.accounts.find(login) ?? this.#account;
    return this.#account ?? { login, name: login, organisations: [], tags: [] };
  }

  get progress(): Progress {
    return this.services.progress.get(this.login) ?? begin(this.known);
  }

  /** The progress in a scenario, which begins again if it is over. */
  progressOn(scenario: ScenarioId): Progress {
    const { progress, known } = this;
    const remembered = this.services.progress.get(this.login, scenario);
    if (!remembered || isOver(remembered, known)) return follow(scenario, known, progress);
    return resume(remembered, progress);
  }

  get known(): KnownState {
    const { login } = this;
    const { secrets, team } = this.services;
    return {
      secret: secrets.stateOf(login),
      isSetUp: this.account.mfaSetUpOn !== undefined,
      isReplacing: secrets.isReplacing(login),
      hasCandidates: secrets.hasCandidates(login),
      hasAnswers: secrets.hasAnswers(login),
      isShared: team.isShared(login),
    };
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
      isFinished: isFinished(progress, known),
      language: this.services.language,
    };
  }

  get view(): GuideView {
    return guideView(this.model);
  }

  /** Whether the step that is open shows a code. */
  get showsCode(): boolean {
    return openStep(this.progress).widget?.(this.model)?.kind === 'code';
  }

  /** Remembers how far the person is, and shows it. */
  async save(progress: Progress): Promise<void> {
    await this.services.progress.set(this.login, progress);
    this.refresh();
  }

  /** Sends the page what it is to show now. */
  refresh(): void {
    this.#updates.request();
  }

  /** Sends the page nothing before a task of short steps is done. */
  hold<T>(task: () => Promise<T>): Promise<T> {
    return this.#updates.hold(task);
  }

  /** Adds to what was found out; `undefined` takes a finding back. */
  found(findings: { readonly [F in keyof Findings]?: Findings[F] | undefined }): void {
    this.#findings = Object.fromEntries(
      Object.entries({ ...this.#findings, ...findings }).filter(([, value]) => value !== undefined),
    );
    this.refresh();
  }

  /** Adds a finding and reads it out. */
  report(finding: 'key' | 'otherKey' | 'clock' | 'otherLogin' | 'comparison' | 'list', text: string): void {
    this.announce(text);
    this.found({ [finding]: text });
  }

  /** Forgets the findings and the copied code: they belong to a key or an attempt that is over. */
  forget(): void {
    this.#findings = {};
    this.copied = undefined;
    this.refresh();
  }

  /** Forgets what was found out about a key, and the code that was copied of it. */
  forgetKey(): void {
    this.copied = undefined;
    this.found({ key: undefined, otherKey: undefined, otherLogin: undefined, comparison: undefined });
  }

  /** Has a screen reader say something. */
  announce(text: string): void {
    this.post({ type: 'announce', text });
  }
}
