import { l10n } from 'vscode';
import { UserError } from '../../core/errors';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideState } from '../guideState';
import type { Backup, ScenarioId, Step } from '../model';
import {
  complete,
  currentStep,
  enter,
  enterKeyStep,
  finish,
  goBack,
  goOn,
  returnToGap,
  startOver,
} from '../progress';
import type { GuideServices } from '../services';

/** Moves through the scenarios, and completes their steps. */
export class StepActions {
  constructor(
    private readonly state: GuideState,
    private readonly services: GuideServices,
  ) {}

  /** Opens a step of the current scenario. */
  async open(id: string): Promise<void> {
    await this.state.save(enter(this.state.progress, id));
  }

  /** Resumes a scenario; one that is over begins again. */
  async choose(scenario: ScenarioId): Promise<void> {
    this.state.beginRun();
    await this.state.save(this.state.progressOn(scenario));
  }

  /** Goes to the scenario that gets the existing key, instead of setting MFA up again. */
  async getKey(): Promise<void> {
    await this.choose(this.state.known.secret === 'lost' ? 'secretLost' : 'fromTeam');
  }

  async startOver(): Promise<void> {
    this.state.beginRun();
    await this.state.hold(async () => {
      this.state.forget();
      await this.state.save(startOver(this.state.progress, this.state.known));
    });
  }

  async goBack(): Promise<void> {
    await this.state.save(goBack(this.state.progress));
  }

  async goToKey(): Promise<void> {
    await this.state.save(enterKeyStep(this.state.progress));
  }

  /** Opens Xero. Its first step in Xero is told by the next one, too. */
  async openXero(): Promise<void> {
    const { position } = this.state;
    await this.services.openXero(this.state.login);
    this.state.found({ isXeroOpened: true });
    const { progress } = this.state;
    const isHere = !this.state.hasLeft(position) && progress.at === position.progress.at;
    if (isHere && progress.at === 'openMenu') await this.state.save(goOn(progress));
  }

  /** Has git get what is new of the login, which completes the step that gives a key to the team. */
  async publish(): Promise<void> {
    const { position } = this.state;
    const step = currentStep(position.progress);
    const isLeft = !this.state.model.isFinished && step.records === 'setUp';
    if (isLeft) await this.#record('setUp');
    const git = await this.services.team.loaded();
    await git.publish(this.state.login);
    // The list, its store or its repository may be gone by now, and then nothing was pushed.
    if (isLeft && (await git.publicationOf(this.state.login)) === 'nothing') await this.complete(position);
    await this.state.lookAtPublication();
  }

  async setBackup(backup: Backup): Promise<void> {
    this.state.found({ isBackupCopied: undefined });
    await this.state.save({ ...this.state.progress, backup });
  }

  /** Completes the step that was current at a position, and goes on to the next. */
  async complete(position = this.state.position): Promise<void> {
    if (this.state.hasLeft(position)) return;
    const step = currentStep(position.progress);
    const before = this.state.model;
    if (step.records === 'setUp' && !before.hasKey) return;
    if (step.records) await this.#record(step.records);
    // The person may have gone elsewhere while the list was written.
    if (this.state.hasLeft(position)) return;
    const { progress } = this.state;
    const there = { ...progress, at: step.id };
    const done = step.records === 'setUp' ? finish(there) : returnToGap(complete(there), this.state.known);
    await this.state.save(progress.at === step.id ? done : { ...done, at: progress.at });
    const wasFinished = before.isFinished;
    if (step.records === 'setUp' && !wasFinished && this.state.model.isFinished) this.#announceFinished();
  }

  #announceFinished(): void {
    this.services.onFinished();
    // The step stays open and only its text changes, which a screen reader wouldn't notice.
    this.state.announce(
      l10n.t('{0} is ready. You can copy its codes.', sanitizeLabel(this.state.account.name)),
    );
  }

  /** Writes into the list that MFA is set up. */
  async recordSetUp(): Promise<void> {
    await this.#record('setUp');
  }

  /** MFA is set up in Xero by now, so a list that can't be written is only reported: it can be written later. */
  async #record(what: NonNullable<Step['records']>): Promise<void> {
    try {
      const mfaSetUpOn = what === 'setUp' ? today() : undefined;
      await this.services.accounts.edit(this.state.login, { mfaSetUpOn });
      this.state.found({ list: undefined });
    } catch (error) {
      if (!(error instanceof UserError) || what !== 'setUp') throw error;
      this.state.report('list', error.message);
    }
  }
}

/** Today's date in local time, as lists write it. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
