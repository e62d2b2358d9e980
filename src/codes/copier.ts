import { loginKey } from '../core/account';
import type { RecordActivity, Route } from '../core/activity';
import { type CodeWindow, windowAt } from '../core/codeWindow';
import type { Hmac, TotpSecret } from '../core/totp';
import type { SecretStore } from '../secrets/store';
import type { CodeClipboard } from './clipboard';
import type { CodeSettings } from './codeSettings';
import type { CopyMessages } from './copyMessages';
import type { NextCodeWait } from './nextCodeWait';
import type { RecentLogins } from './recentLogins';

/** What copying works with. */
export interface CodeCopierOptions {
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly clipboard: Pick<CodeClipboard, 'copy'>;
  readonly recent: Pick<RecentLogins, 'add'>;
  readonly wait: Pick<NextCodeWait, 'until'>;
  readonly messages: CopyMessages;
  readonly settings: CodeSettings;
  readonly hmac: Hmac;
  readonly record: RecordActivity;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** Which code to copy. */
export interface CopyOptions {
  /** Seconds for which the code must still be valid; the setting counts where it asks for more. */
  readonly minimumRemaining?: number;
  /** The counter of the window whose code was used already, so that another one is copied. */
  readonly usedWindow?: number | undefined;
  /** Takes the code in place of the clipboard. Nothing is said then. */
  readonly deliver?: (code: string) => void;
  /** By what it is copied, for the log of activity. */
  readonly route?: Route;
}

/** How many seconds late a timer may be, so that the code it waited for still counts as new. */
const TIMER_LATENESS = 3;

type Delivery = Required<Pick<CopyOptions, 'route'>> & { readonly deliver: CopyOptions['deliver'] };

/** Copies the code of a login: valid for long enough to use, and cleared afterwards. */
export class CodeCopier {
  /** The code that was last copied and its window, by login: to tell that Xero may reject it a second time. */
  readonly #copied = new Map<string, { readonly code: string; readonly counter: number }>();
  /** The copy that waits for the next code. */
  #waiting:
    | { readonly key: string; readonly copying: Promise<CodeWindow>; readonly giveUp: AbortController }
    | undefined;

  constructor(private readonly options: CodeCopierOptions) {}

  /**
   * Copies a code that is valid for long enough, for which it may wait. While one is waited for, it is copied once,
   * however often that is asked; the code of another login is copied in its place.
   *
   * @returns the window of the code, when that is on the clipboard
   * @throws `UserError` if the login has no secret here or it cannot be read, or if its code expired while it was
   * being written to the clipboard
   * @throws `vscode.CancellationError` if the person cancels the wait, or copies the code of another login meanwhile
   */
  async copy(
    login: string,
    { minimumRemaining = 0, usedWindow, route = 'command', deliver }: CopyOptions = {},
  ): Promise<CodeWindow> {
    const { settings, now } = this.options;
    const secret = await this.#secretOf(login);
    const key = loginKey(login);
    if (!deliver) {
      if (this.#waiting?.key === key) return this.#waiting.copying;
      // The clipboard holds one code: that of the login that was asked for last.
      this.#waiting?.giveUp.abort();
      this.#waiting = undefined;
    }
    const start = now();
    const minimum = Math.max(minimumRemaining, settings.minimumRemaining());
    const isWanted = (instant: number, period: number): boolean => {
      const { counter, end } = windowAt(instant, period);
      const isLater = counter > windowAt(start, period).counter;
      // A period may be as short as what is asked for: its code is as good as it gets when it is new.
      const best = period - (isLater ? TIMER_LATENESS : 1);
      return counter !== usedWindow && end - instant >= Math.min(minimum, best) * 1000;
    };
    const how = { route, deliver };
    if (isWanted(start, secret.period)) return this.#write(login, secret, start, how);
    const giveUp = new AbortController();
    const writing = this.#writeWhen(isWanted, login, secret, how, giveUp.signal);
    if (deliver) return writing;
    const copying = writing.finally(() => {
      if (this.#waiting?.copying === copying) this.#waiting = undefined;
    });
    this.#waiting = { key, copying, giveUp };
    return copying;
  }

  /**
   * Waits for the code after the current one and copies that.
   *
   * @returns and throws as {@link copy} does
   */
  async copyNext(login: string, route?: Route): Promise<CodeWindow> {
    const { period } = await this.#secretOf(login);
    const usedWindow = windowAt(this.options.now(), period).counter;
    return this.copy(login, { usedWindow, ...(route && { route }) });
  }

  /** Copies a text and clears it after the time that the settings say. */
  async copyWithAutoClear(text: string): Promise<void> {
    await this.options.clipboard.copy(text, this.options.settings.clearClipboardAfter());
  }

  async #writeWhen(
    isWanted: (instant: number, period: number) => boolean,
    login: string,
    before: TotpSecret,
    how: Delivery,
    givenUp: AbortSignal,
  ): Promise<CodeWindow> {
    const { wait, now } = this.options;
    let secret = before;
    for (;;) {
      const { period } = secret;
      const isDue = (instant: number): boolean => isWanted(instant, period);
      const waited = await wait.until(isDue, login, period, !how.deliver, givenUp);
      const isCutShort = !isDue(waited);
      // The key may have been replaced meanwhile. Reading it may take so long that its code expires.
      secret = await this.#secretOf(login);
      // A clock that goes back a little would lead to the code before.
      const instant = Math.max(waited, now());
      const isFresh = isCutShort || isWanted(instant, secret.period);
      if (isFresh && !givenUp.aborted) return this.#write(login, secret, instant, how);
    }
  }

  async #write(
    login: string,
    secret: TotpSecret,
    instant: number,
    { route, deliver }: Delivery,
  ): Promise<CodeWindow> {
    const { hmac, messages, recent, record, now } = this.options;
    const code = secret.codeAt(instant, hmac);
    const window = windowAt(instant, secret.period);
    if (deliver) {
      deliver(code);
      return window;
    }
    await this.copyWithAutoClear(code);
    const key = loginKey(login);
    record({ action: 'copied', login: key, route });
    const before = this.#copied.get(key);
    const isAgain = before?.code === code && before.counter === window.counter;
    this.#copied.set(key, { code, counter: window.counter });
    recent.add(login);
    const copyNext = () => this.copy(login, { usedWindow: window.counter, route });
    // Writing may take so long that the code expires, as reading may.
    const seconds = Math.ceil((window.end - Math.max(instant, now())) / 1000);
    if (seconds <= 0) throw await messages.expired(login, copyNext);
    if (isAgain) messages.copiedAgain(login, seconds, copyNext);
    else messages.copied(login, seconds);
    return window;
  }

  async #secretOf(login: string): Promise<TotpSecret> {
    const secret = await this.options.secrets.get(login);
    if (!secret) throw await this.options.messages.noSecret(login);
    return secret;
  }
}
