import { l10n } from 'vscode';
import type { GuideState } from '../guideState';
import { tick } from '../progress';
import type { GuideServices } from '../services';

/** Checks the computer's clock, one check at a time. */
export class ClockActions {
  #isChecking = false;

  constructor(
    private readonly state: GuideState,
    private readonly services: GuideServices,
  ) {}

  check(): Promise<void> {
    return this.#check(false);
  }

  /** Corrects codes if the clock is still wrong. */
  correctCodes(): Promise<void> {
    return this.#check(true);
  }

  async #check(correct: boolean): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    this.state.found({ clock: l10n.t('Checking the clock…') });
    try {
      this.state.found({ isClockChecked: undefined });
      const { text, isRight, canCorrect } = await this.services.checkClock(correct);
      await this.state.hold(async () => {
        this.state.report('clock', text);
        this.state.found({ canCorrect, isClockChecked: true, ...(correct && isRight && { isMended: true }) });
        await this.state.save(tick(this.state.progress, 'clock', isRight));
      });
    } catch (error) {
      this.state.found({ clock: undefined });
      throw error;
    } finally {
      this.#isChecking = false;
    }
  }
}
