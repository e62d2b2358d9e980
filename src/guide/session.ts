import { l10n } from 'vscode';
import { loginKey } from '../core/account';
import { UserError } from '../core/errors';
import type { RecoveryAnswers } from '../core/recovery';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretWrite } from '../secrets/store';
import { press } from './buttons';
import { GuideState } from './guideState';
import { compareKey, findOtherLogin } from './keyChecks';
import { PREREQUISITE_IDS } from './prerequisites';
import {
  type Backup,
  complete,
  enter,
  finish,
  goBack,
  isKeyNew,
  keyAccepted,
  keyPutBack,
  openStep,
  type Progress,
  pasted,
  startOver,
} from './progress';
import type { Field, GuideRequest, Outcome, ToGuide } from './protocol';
import { keepAnswers, writeBackupEmail } from './saveBackup';
import { isScenarioId, type ScenarioId, scenarioOf } from './scenarios';
import type { GuideServices } from './services';
import { pasteKey } from './steps/newKey';
import { lockedText, type Step } from './steps/step';
import { ENOUGH_SECONDS } from './widgets/code';

/** Xero lets a login in again after a while: 15 minutes by most accounts. */
const LOCKED_FOR = 15 * 60 * 1000;

const ACCEPTED: Outcome = { result: 'accepted' };
const DISCARDED: Outcome = { result: 'discarded' };

/** Where the person was when they asked for something: that is the step it finishes, however long it takes. */
interface Place {
  readonly progress: Progress;
  readonly run: number;
}

/** The guide for one login: carries out what the person does on its page. */
export class GuideSession {
  readonly #state: GuideState;
  /** The buttons that are still at work, by their step. */
  readonly #pressed = new Set<string>();
  /** Counts how often a scenario was chosen or begun again. */
  #run = 0;
  #isAskingTime = false;

  constructor(
    readonly login: string,
    readonly services: GuideServices,
    post: (message: ToGuide) => void,
  ) {
    this.#state = new GuideState(login, services, post);
  }

  /** What is known and shown of the login. */
  get state(): Pick<GuideState, 'account' | 'progress' | 'view' | 'showsCode' | 'copied' | 'refresh'> {
    return this.#state;
  }

  /** Opens a step of the current scenario, or of the set-up where the current scenario does not have it. */
  async open(step: Step): Promise<void> {
    const { progress } = this.#state;
    const isHere = scenarioOf(progress.scenario).steps.includes(step);
    await this.#state.save(enter(isHere ? progress : this.#state.progressOn('setUp'), step.id));
  }

  /**
   * Does what the page asks for.
   *
   * @throws `vscode.CancellationError` if the person changed their mind
   */
  async receive(request: GuideRequest): Promise<Outcome> {
    switch (request.type) {
      case 'openStep':
        await this.#state.save(enter(this.#state.progress, request.step));
        return ACCEPTED;
      case 'chooseScenario':
        if (!isScenarioId(request.scenario)) return DISCARDED;
        await this.choose(request.scenario);
        return ACCEPTED;
      case 'tick':
        await this.#tick(request.item, request.ticked);
        return ACCEPTED;
      case 'press':
        return this.#press(request.action, request.step);
      case 'submit':
        return this.#submit(request.field, request.text);
      case 'pasteKey':
        return this.#pasteKey();
      case 'submitAnswers':
        return this.#keepAnswers(request.answers);
    }
  }

  /** A second click is discarded, before its step has gone or while the first is still at work. */
  async #press(action: string, step: string): Promise<Outcome> {
    const pressed = `${step} ${action}`;
    if (step !== this.#state.progress.at || this.#pressed.has(pressed)) return DISCARDED;
    this.#pressed.add(pressed);
    try {
      return (await press(action, this)) ? ACCEPTED : DISCARDED;
    } finally {
      this.#pressed.delete(pressed);
    }
  }

  get #here(): Place {
    return { progress: this.#state.progress, run: this.#run };
  }

  /** Whether the person turned to another scenario meanwhile, or began the same one again. */
  #isLeft({ progress, run }: Place): boolean {
    return run !== this.#run || progress.scenario !== this.#state.progress.scenario;
  }

  /** Resumes a scenario; a finished one begins again. */
  async choose(scenario: ScenarioId): Promise<void> {
    this.#run++;
    await this.#state.save(this.#state.progressOn(scenario));
  }

  /** To get the key from who has it, rather than set MFA up again. */
  async getKey(): Promise<void> {
    await this.choose(this.#state.known.secret === 'lost' ? 'secretLost' : 'fromTeam');
  }

  async startOver(): Promise<void> {
    this.#run++;
    await this.#state.hold(async () => {
      this.#state.forget();
      await this.#state.save(startOver(this.#state.progress, this.#state.known));
    });
  }

  async goBack(): Promise<void> {
    await this.#state.save(goBack(this.#state.progress));
  }

  async goToKey(): Promise<void> {
    await this.#state.save(enter(this.#state.progress, pasteKey.id));
  }

  async setBackup(backup: Backup): Promise<void> {
    await this.#state.save({ ...this.#state.progress, backup });
  }

  /** Finishes a step, the open one unless another is given, and goes on to the next. */
  async completeStep(place = this.#here): Promise<void> {
    if (this.#isLeft(place)) return;
    const step = openStep(place.progress);
    const before = this.#state.model;
    if (step.records === 'setUp' && !before.hasKey) return;
    if (step.records) await this.#record(step.records);
    // That took a while: the person may have gone elsewhere.
    if (this.#isLeft(place)) return;
    const { progress } = this.#state;
    const there = { ...progress, at: step.id };
    const done = step.records === 'setUp' ? finish(there) : complete(there);
    await this.#state.save(progress.at === step.id ? done : { ...done, at: progress.at });
    const wasFinished = before.isFinished;
    if (step.records === 'setUp' && !wasFinished && this.#state.model.isFinished) this.#announceFinished();
  }

  #announceFinished(): void {
    this.services.onFinished();
    // The same step stays open, and only its text changes.
    this.#state.announce(
      l10n.t('{0} is ready. You can copy its codes.', sanitizeLabel(this.#state.account.name)),
    );
  }

  /** Writes into the list that MFA is set up. */
  async recordSetUp(): Promise<void> {
    await this.#record('setUp');
  }

  /** In Xero it has happened already: a list that cannot be written is reported, can be written later, and stops nothing. */
  async #record(what: NonNullable<Step['records']>): Promise<void> {
    try {
      const mfaSetUpOn = what === 'setUp' ? today() : undefined;
      await this.services.accounts.edit(this.login, { mfaSetUpOn });
      this.#state.found({ list: undefined });
    } catch (error) {
      if (!(error instanceof UserError) || what !== 'setUp') throw error;
      this.#state.report('list', error.message);
    }
  }

  async codeRejected(): Promise<void> {
    this.#state.found({ isRejected: true });
  }

  /** Xero accepted a code of the stored key, so it has that and no other. */
  async codeAccepted(): Promise<void> {
    if (!this.#state.model.hasKey) return;
    const place = this.#here;
    await this.#state.hold(async () => {
      await this.services.secrets.accept(this.login);
      if (isKeyNew(place.progress)) await this.services.team.keyAccepted(loginKey(this.login));
      this.#state.found({ isRejected: false });
      if (this.#isLeft(place)) return;
      await this.#state.save(keyAccepted(this.#state.progress));
      await this.completeStep(place);
    });
  }

  async waitForUnlock(): Promise<void> {
    await this.#state.save({ ...this.#state.progress, lockedUntil: Date.now() + LOCKED_FOR });
    this.#state.announce(lockedText(this.#state.model) ?? '');
  }

  /** Copies the current code, or waits for the next one if too little time is left to use it. */
  async copyCode(): Promise<void> {
    const place = this.#here;
    const { counter } = await this.services.copier.copy(this.login, {
      minimumRemaining: ENOUGH_SECONDS,
      route: 'guide',
    });
    this.#state.copied = counter;
    // The person may have gone elsewhere while a fresh code was waited for.
    const { progress } = this.#state;
    const isHere = !this.#isLeft(place) && progress.at === place.progress.at;
    if (isHere && openStep(progress).isDoneByCopying) await this.#state.save(complete(progress));
    else this.#state.refresh();
  }

  async copyNextCode(): Promise<void> {
    const { counter } = await this.services.copier.copyNext(this.login, 'guide');
    this.#state.copied = counter;
    this.#state.refresh();
  }

  async #submit(field: Field, text: string): Promise<Outcome> {
    switch (field) {
      case 'key':
        return this.#storeKey(text);
      case 'compareKey':
        return this.#compare(text);
      case 'backupEmail': {
        const outcome = await writeBackupEmail(text, this.login, this.services);
        if (outcome.result === 'accepted') this.#state.announce(l10n.t('The backup email is in the list.'));
        return outcome;
      }
    }
  }

  async #storeKey(text: string, place = this.#here): Promise<Outcome> {
    const { setupKeys } = this.services;
    const { key, problem } = await setupKeys.read(text, this.login);
    if (!key) return { result: 'rejected', problem };
    const warnings = await this.#state.hold(async () => {
      const found = await setupKeys.store(key, this.#state.account);
      if (found) await this.#keyStored(found, place);
      return found;
    });
    if (warnings) return ACCEPTED;
    this.#state.report('key', l10n.t('The key was not replaced. The previous key is still stored.'));
    return DISCARDED;
  }

  /** @param warnings what to know of the key; it has to be read before going on */
  async #keyStored(warnings: readonly string[], place: Place): Promise<void> {
    this.#state.announce(l10n.t('The key is stored.'));
    this.#state.forget();
    if (warnings.length > 0) this.#state.found({ key: warnings.join(' ') });
    if (this.#isLeft(place)) return;
    const stored = pasted(this.#state.progress);
    const done = complete(stored);
    await this.#state.save(warnings.length > 0 ? { ...done, at: stored.at } : done);
  }

  /** Stores the key on the clipboard and takes it off there, unless something else was copied meanwhile. */
  async #pasteKey(): Promise<Outcome> {
    const { clipboard } = this.services;
    const place = this.#here;
    const text = await clipboard.readText();
    const outcome = await this.#storeKey(text, place);
    if (outcome.result === 'accepted' && (await clipboard.readText()) === text) await clipboard.writeText('');
    return outcome;
  }

  async putKeyBack(): Promise<void> {
    await this.services.prompts.confirmPutBack(this.#state.account);
    await this.#exchangeKey(() => this.services.secrets.putBack(this.login));
    this.#state.announce(l10n.t('The old key is restored.'));
  }

  /** Makes codes with a key that was tried before and is still kept. */
  async useOtherKey(): Promise<void> {
    const { secrets, prompts, now, hmac, record } = this.services;
    const candidates = await secrets.candidates(this.login);
    if (candidates.length > 0) record({ action: 'shown', login: loginKey(this.login), route: 'guide' });
    const secret = await prompts.pickSecret(candidates, now(), hmac);
    if (!secret) return;
    await secrets.set(this.login, secret, 'guide');
    this.#state.forgetKey();
    this.#state.report(
      'otherKey',
      l10n.t('Codes now come from the key you picked. Copy a new code and try again.'),
    );
  }

  /** Call this when the key of a login was written. What the guide writes, it forgets itself. */
  noteWritten({ login, action, route }: SecretWrite): void {
    if (route === 'guide' || login !== loginKey(this.login)) return;
    if (action !== undefined && action !== 'answersStored') this.#state.forgetKey();
  }

  async #exchangeKey(exchange: () => Promise<void>): Promise<void> {
    await this.#state.hold(async () => {
      await exchange();
      this.#run++;
      this.#state.forget();
      await this.services.progress.changeAll(this.login, progress => keyPutBack(progress, this.#state.known));
      this.#state.refresh();
    });
  }

  /** Forgets the key, and with it the last step of turning MFA off is done. */
  async removeSecret(): Promise<void> {
    const place = this.#here;
    await this.services.setupKeys.remove(this.login);
    this.#state.forgetKey();
    await this.completeStep(place);
  }

  async #compare(text: string): Promise<Outcome> {
    const { key, problem } = await this.services.setupKeys.read(text, this.login);
    if (!key) return { result: 'rejected', problem };
    this.#state.report('comparison', await compareKey(key, this.login, this.services));
    return ACCEPTED;
  }

  async findOtherLogin(): Promise<void> {
    this.#state.report('otherLogin', await findOtherLogin(this.login, this.services));
  }

  /** @param correct whether to correct codes if the clock is wrong */
  async checkClock(correct = false): Promise<void> {
    if (this.#isAskingTime) return;
    this.#isAskingTime = true;
    this.#state.found({ clock: l10n.t('Checking the clock…') });
    try {
      const { text, isRight, canCorrect } = await this.services.checkClock(correct);
      await this.#state.hold(async () => {
        this.#state.report('clock', text);
        this.#state.found({ canCorrect });
        await this.#tick('clock', isRight);
      });
    } catch (error) {
      this.#state.found({ clock: undefined });
      throw error;
    } finally {
      this.#isAskingTime = false;
    }
  }

  async #keepAnswers(answers: RecoveryAnswers): Promise<Outcome> {
    const outcome = await keepAnswers(answers, this.#state.account, this.services);
    if (outcome.result === 'accepted') this.#state.announce(l10n.t('The answers are stored.'));
    this.#state.refresh();
    return outcome;
  }

  async copyAnswer(): Promise<void> {
    const { secrets, prompts, copier } = this.services;
    const answer = await prompts.pickAnswer((await secrets.getAnswers(this.login)) ?? []);
    if (answer === undefined) return;
    await copier.copyWithAutoClear(answer);
    const text = l10n.t('Answer copied');
    prompts.showCopied(text);
    this.#state.announce(text);
  }

  async enterOwner(): Promise<void> {
    const owner = await this.services.prompts.askOwner(this.#state.account);
    if (owner !== undefined) await this.services.accounts.edit(this.login, { owner });
  }

  async #tick(item: string, ticked: boolean): Promise<void> {
    const { progress } = this.#state;
    await this.#state.save({
      ...progress,
      ticked: PREREQUISITE_IDS.filter(each => (each === item ? ticked : progress.ticked.includes(each))),
    });
  }
}

/** The day it is here, as lists write it. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
