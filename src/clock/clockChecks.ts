import * as vscode from 'vscode';
import type { CommandResult } from '../contributions/commands';
import { EXTENSION_ID } from '../contributions/ids';
import { type ClockCorrection, clockVerdict, codesWork, judgeCorrection, type Skew } from '../core/clock';
import { type Remedy, UserError } from '../core/errors';
import type { CommandTable } from '../platform/commandRegistry';
import { completeWalkthroughStep, setContext } from '../platform/context';
import type { Offer } from '../platform/errorBoundary';
import { hostSystem } from '../platform/hostSystem';
import { learnMore } from '../platform/learnMore';
import { sanitizeLabel } from '../platform/sanitize';
import { readWebAddress } from '../platform/settings';
import { ClockCheckError, checkClock } from './clockCheck';
import { clockRow } from './clockRow';
import {
  type ClockPlace,
  clockError,
  clockVerdictText,
  correctionEndedText,
  correctionOffer,
  noCorrectionText,
} from './clockText';
import { CodeCorrection, type Settled } from './codeCorrection';
import type { ClockFinding, ClockServices } from './services';

type Verdict = CommandResult<'checkClock'>;

/** Checks the clock, for the command and the guide, and corrects codes while the clock is wrong. */
export class ClockChecks implements vscode.Disposable {
  readonly #correction: CodeCorrection;
  readonly #place: ClockPlace = isOnSshHost() ? 'ssh' : hostSystem();
  readonly #offer: Offer;

  /** @param key of the correction in the global state, which all windows share */
  constructor(
    { boundary, globalState, onChanged }: Pick<ClockServices, 'boundary' | 'globalState' | 'onChanged'>,
    key: string,
  ) {
    this.#offer = boundary.offer;
    this.#correction = new CodeCorrection({
      get: () => globalState.get<ClockCorrection>(key),
      set: async correction => globalState.update(key, correction),
      sleepsUnseen: this.#place === 'wsl' || this.#place === 'container',
      onChanged: () => {
        setContext('codesCorrected', this.#correction.current !== undefined);
        onChanged();
      },
      onEnded: (skew, settled) => this.#say(skew, settled),
      log: boundary.log,
    });
  }

  /** The row that shows the correction of codes, while there is one. */
  get rows(): readonly vscode.TreeItem[] {
    const { current } = this.#correction;
    return current ? [clockRow(current, this.#place)] : [];
  }

  get handlers(): CommandTable<'clock'> {
    return {
      checkClock: { ask: () => this.#show(), run: ({ correct }) => this.#show(correct) },
      stopClockCorrection: () => this.#correction.stop(),
    };
  }

  /**
   * Follows the current correction, if any.
   *
   * @param isStart whether the window has just been opened
   */
  follow(isStart: boolean): void {
    this.#correction.follow(isStart);
  }

  /**
   * Checks the clock and returns the result as text, or why it could not be checked.
   *
   * @param correct whether to correct codes if the clock is wrong
   */
  async describe(correct = false): Promise<ClockFinding> {
    try {
      const url = readWebAddress('clockCheck.url');
      const skew = await this.#measure(url, new AbortController().signal, () => this.describe());
      const settled = await this.#correction.settle(skew, correct);
      const verdict = clockVerdict(skew);
      const canCorrect = settled === 'off' && judgeCorrection(verdict) === 'correctable';
      return {
        text: canCorrect ? `${this.#text(skew, settled)} ${correctionOffer(url)}` : this.#text(skew, settled),
        isRight: codesWork(verdict) || settled === 'correctable',
        canCorrect,
      };
    } catch (error) {
      if (error instanceof UserError) return { text: error.message, isRight: false, canCorrect: false };
      throw error;
    }
  }

  dispose(): void {
    this.#correction.dispose();
  }

  /** Checks the clock, shows the result and returns it. The person can cancel at any time. */
  async #show(correct = false): Promise<Verdict> {
    const url = readWebAddress('clockCheck.url');
    const skew = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Asking {0} for the time…', sanitizeLabel(url.host)),
        cancellable: true,
      },
      async (_progress, cancellation) => {
        const controller = new AbortController();
        const subscription = cancellation.onCancellationRequested(() => controller.abort());
        try {
          return await this.#measure(url, controller.signal, () => this.#show(correct));
        } finally {
          subscription.dispose();
        }
      },
    );
    const settled = await this.#correction.settle(skew, correct);
    if (correct && (settled === 'tooFar' || settled === 'tooVague')) {
      throw new UserError(this.#text(skew, settled), [this.#again]);
    }
    this.#say(skew, settled, url);
    return clockVerdict(skew);
  }

  async #measure(url: URL, signal: AbortSignal, again: () => unknown): Promise<Skew> {
    try {
      const skew = await checkClock(url, signal);
      completeWalkthroughStep('clockChecked');
      return skew;
    } catch (error) {
      if (signal.aborted) throw new vscode.CancellationError();
      if (!(error instanceof ClockCheckError)) throw error;
      await this.#correction.failed();
      throw clockError(error.failure, url, this.#place, again);
    }
  }

  #text(skew: Skew, settled: Settled): string {
    const text = clockVerdictText(clockVerdict(skew), this.#place, settled === 'correctable');
    if (settled === 'ended') return correctionEndedText(text, clockVerdict(skew));
    if (settled === 'tooFar') return `${text} ${noCorrectionText('tooFar')}`;
    if (settled !== 'tooVague') return text;
    return `${text} ${noCorrectionText(this.#correction.current ? 'outdated' : 'tooVague')}`;
  }

  /** @param url the server, to offer the correction of codes */
  #say(skew: Skew, settled: Settled, url?: URL): void {
    const verdict = clockVerdict(skew);
    const text = this.#text(skew, settled);
    const warn = (message: string, remedies: readonly Remedy[]): void =>
      void this.#offer(message, remedies, vscode.window.showWarningMessage);
    if (codesWork(verdict)) void this.#offer(text);
    else if (settled === 'correctable') {
      void this.#offer(text, [
        { label: vscode.l10n.t('Stop Correcting Codes'), run: () => this.#correction.stop() },
      ]);
    } else if (url && settled === 'off' && judgeCorrection(verdict) === 'correctable') {
      const correct: Remedy = { label: vscode.l10n.t('Correct Codes'), run: () => this.#show(true) };
      warn(`${text} ${correctionOffer(url)}`, [correct, this.#again, learnMore('clock')]);
    } else warn(text, [this.#again, learnMore('clock')]);
  }

  get #again(): Remedy {
    return { label: vscode.l10n.t('Check Again'), run: () => this.#show() };
  }
}

function isOnSshHost(): boolean {
  const kind = vscode.extensions.getExtension(EXTENSION_ID)?.extensionKind;
  return vscode.env.remoteName === 'ssh-remote' && kind === vscode.ExtensionKind.Workspace;
}
