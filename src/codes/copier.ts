import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { RecordActivity, Route } from '../core/activity';
import { type CodeWindow, windowAt } from '../core/codeWindow';
import type { TotpSecret } from '../core/totp';
import type { CodeClipboard } from './clipboard';
import type { CodeSettings } from './codeSettings';
import type { CopyMessages } from './copyMessages';
import type { FreshCode, FreshCodes } from './freshCodes';
import type { HandedOut } from './handedOut';
import type { RecentLogins } from './recentLogins';

/** What copying works with. */
export interface CodeCopierOptions {
  readonly codes: Pick<FreshCodes, 'secretOf' | 'request' | 'current' | 'next'>;
  readonly handedOut: Pick<HandedOut, 'note' | 'latest'>;
  readonly clipboard: Pick<CodeClipboard, 'copy'>;
  readonly recent: Pick<RecentLogins, 'add'>;
  readonly messages: Pick<CopyMessages, 'copied' | 'copiedAgain' | 'expired'>;
  readonly settings: Pick<CodeSettings, 'clearClipboardAfter'>;
  readonly record: RecordActivity;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
}

/** Which code to copy. */
export interface CopyOptions {
  /** Seconds for which the code must still be valid; the setting counts if it asks for more. */
  readonly minimumRemaining?: number;
  /** The counter of the window whose code was used already, so that another one is copied. */
  readonly usedWindow?: number | undefined;
  /** How it was asked for, for the log of activity. */
  readonly route?: Route;
  /** Ends the copying, and the wait that it may be in, with its reason. A code that is being written is not kept back. */
  readonly signal?: AbortSignal;
  /** Who copies it, for the clipboard. */
  readonly by?: object;
  /** Called if it waits, with how long codes of the login are valid, in seconds. */
  readonly onWait?: (period: number) => void;
}

/** A code that was copied. */
export interface CopiedCode {
  /** In lower case. */
  readonly login: string;
  readonly secret: TotpSecret;
  readonly window: CodeWindow;
}

/** Copies the code of a login: valid for long enough to use, and cleared afterwards. */
export class CodeCopier {
  readonly #didCopy = new vscode.EventEmitter<CopiedCode>();
  readonly onDidCopy = this.#didCopy.event;
  /** The copy that waits for the next code. */
  #waiting:
    | { readonly key: string; readonly copying: Promise<CodeWindow>; readonly giveUp: AbortController }
    | undefined;

  constructor(private readonly options: CodeCopierOptions) {}

  /**
   * Copies a code that is valid for long enough, and waits for one if need be. Further requests for the same login join the
   * wait; a request for another login ends it.
   *
   * @returns the window of the code, when that is on the clipboard
   * @throws `UserError` if the login has no secret here or it can't be read, or if its code expired while it was being
   * written to the clipboard
   * @throws `vscode.CancellationError` if the person cancels the wait, or copies the code of another login meanwhile
   */
  async copy(
    login: string,
    { minimumRemaining, usedWindow, route = 'command', signal, by, onWait }: CopyOptions = {},
  ): Promise<CodeWindow> {
    const { codes } = this.options;
    const secret = await codes.secretOf(login);
    signal?.throwIfAborted();
    const key = loginKey(login);
    let waiting = this.#waiting;
    if (waiting?.key !== key) {
      // The clipboard holds one code: that of the login that was asked for last.
      waiting?.giveUp.abort(new vscode.CancellationError());
      this.#waiting = undefined;
      const request = codes.request(minimumRemaining, usedWindow);
      const current = codes.current(secret, request);
      if (current) return this.#write(login, current, route, by);
      const giveUp = new AbortController();
      const next = codes.next(login, secret, request, giveUp.signal);
      const copying = this.#writeNext(login, next, giveUp.signal, route, by).finally(() => {
        if (this.#waiting?.copying === copying) this.#waiting = undefined;
      });
      this.#waiting = waiting = { key, copying, giveUp };
    }
    const { copying, giveUp } = waiting;
    signal?.addEventListener('abort', () => giveUp.abort(signal.reason));
    onWait?.(secret.period);
    return copying;
  }

  /**
   * Waits for the code after the current one and copies that.
   *
   * @returns and throws as {@link copy} does
   */
  async copyNext(login: string, options: Pick<CopyOptions, 'route' | 'onWait'> = {}): Promise<CodeWindow> {
    const { codes, now } = this.options;
    const { period } = await codes.secretOf(login);
    return this.copy(login, { ...options, usedWindow: windowAt(now(), period).counter });
  }

  /** Whether a code of the key that a login has now was handed out, by any window of this computer. */
  hasHandedOut(login: string): boolean {
    return this.options.handedOut.latest(login) !== undefined;
  }

  /**
   * Copies a text and clears it after the time in the settings.
   *
   * @param by who copies it, for the clipboard
   */
  async copyWithAutoClear(text: string, by?: object): Promise<void> {
    await this.options.clipboard.copy(text, this.options.settings.clearClipboardAfter(), by);
  }

  async #writeNext(
    login: string,
    next: Promise<FreshCode>,
    givenUp: AbortSignal,
    route: Route,
    by: object | undefined,
  ): Promise<CodeWindow> {
    const fresh = await next;
    givenUp.throwIfAborted();
    return this.#write(login, fresh, route, by);
  }

  async #write(
    login: string,
    { code, secret, window, instant }: FreshCode,
    route: Route,
    by: object | undefined,
  ): Promise<CodeWindow> {
    const { handedOut, messages, recent, record, now } = this.options;
    const key = loginKey(login);
    // First, as writing may take so long that a task asks for the same code.
    const isAgain = handedOut.note(key, window.counter);
    await this.copyWithAutoClear(code, by);
    record({ action: 'copied', login: key, route });
    this.#didCopy.fire({ login: key, secret, window });
    recent.add(login);
    const copyNext = () => this.copy(login, { usedWindow: window.counter, route });
    // The code may have expired while it was being written.
    const seconds = Math.ceil((window.end - Math.max(instant, now())) / 1000);
    if (seconds <= 0) throw await messages.expired(login, copyNext);
    if (isAgain) messages.copiedAgain(login, seconds, copyNext);
    else messages.copied(login, seconds);
    return window;
  }
}
