import { loginKey } from '../../core/account';
import type { GuideState } from '../guideState';
import { ENOUGH_SECONDS } from '../page/codeWidget';
import { isLocked, lockedText } from '../page/lockedText';
import { complete, currentStep, goOn, isKeyNew, keyAccepted } from '../progress';
import type { GuideServices } from '../services';
import type { StepActions } from './steps';

/** Xero unlocks a login after a while: 15 minutes by most accounts. In milliseconds. */
const LOCKED_FOR = 15 * 60 * 1000;

/** Copies codes, and takes note of what Xero made of them. */
export class CodeActions {
  constructor(
    private readonly state: GuideState,
    private readonly services: GuideServices,
    private readonly steps: StepActions,
  ) {}

  /** Copies the current code, or waits for the next one if too little time is left to use it. */
  async copy(): Promise<void> {
    const { position } = this.state;
    await this.state.whileWaiting('copyCode', onWait =>
      this.services.copier.copy(this.state.login, {
        minimumRemaining: ENOUGH_SECONDS,
        route: 'guide',
        onWait,
      }),
    );
    // The person may have gone elsewhere during the wait.
    const { progress } = this.state;
    const isHere = !this.state.hasLeft(position) && progress.at === position.progress.at;
    if (!isHere || !currentStep(progress).isDoneByCopying) return;
    const next = complete(progress);
    await this.state.save(currentStep(next).isToldByNext ? goOn(next) : next);
  }

  async copyNext(): Promise<void> {
    await this.state.whileWaiting('copyNextCode', onWait =>
      this.services.copier.copyNext(this.state.login, { route: 'guide', onWait }),
    );
  }

  /** Xero accepted a code, so keys other than the code's are obsolete. If it isn't sure which key that was, all are kept. */
  async accepted(): Promise<void> {
    if (!this.state.model.hasKey) return;
    const { login, position } = this.state;
    await this.state.hold(async () => {
      const { accepted } = this.state.given;
      // A code that was copied in another window, or given to a task, may be of a key before the current one.
      const isOfCurrent = accepted === undefined && this.services.copier.hasHandedOut(login);
      if (isOfCurrent) await this.services.secrets.accept(login);
      else if (accepted && accepted !== 'unsure') await this.services.secrets.accept(login, accepted);
      this.state.given.forget();
      if (isKeyNew(position.progress)) await this.services.team.keyAccepted(loginKey(login));
      this.state.found({ isRejected: false, isMended: undefined });
      if (this.state.hasLeft(position)) return;
      await this.state.save(keyAccepted(this.state.progress));
      await this.steps.complete(position);
    });
  }

  async rejected(): Promise<void> {
    this.state.given.forget();
    // Xero rejects it again.
    this.state.noteOverwritten();
    this.state.found({ isRejected: true, hasCopiedSince: undefined, isMended: undefined });
  }

  async waitForUnlock(): Promise<void> {
    const { progress } = this.state;
    if (isLocked(progress)) return;
    await this.state.save({ ...progress, lockedUntil: Date.now() + LOCKED_FOR });
    this.state.announce(lockedText(this.state.model) ?? '');
  }
}
