import { type CodeWindow, windowAt } from '../core/codeWindow';
import type { Hmac, TotpSecret } from '../core/totp';
import type { SecretStore } from '../secrets/store';
import type { CodeSettings } from './codeSettings';
import type { CopyMessages } from './copyMessages';
import type { HandedOut } from './handedOut';
import { type CodeRequest, isFresh } from './isFresh';
import type { NextCodeWait } from './nextCodeWait';

/** What fresh codes are made with. */
export interface FreshCodesOptions {
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly wait: Pick<NextCodeWait, 'until'>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly settings: Pick<CodeSettings, 'minimumRemaining'>;
  readonly messages: Pick<CopyMessages, 'noSecret'>;
  readonly handedOut: Pick<HandedOut, 'latest' | 'note'>;
}

/** A code that is valid for long enough. */
export interface FreshCode {
  readonly code: string;
  readonly secret: TotpSecret;
  readonly window: CodeWindow;
  /** The instant it was made for, in milliseconds since the Unix epoch. */
  readonly instant: number;
}

/** Makes codes that are valid for long enough, and waits for them if need be. */
export class FreshCodes {
  constructor(private readonly options: FreshCodesOptions) {}

  /**
   * A fresh code of a login. Waits for the next one if the current one won't do.
   *
   * @throws `UserError` if the login has no secret here, or it can't be read
   * @throws `vscode.CancellationError` if the person cancels the wait
   */
  async freshCode(login: string): Promise<FreshCode> {
    const fresh = await this.#fresh(login);
    this.options.handedOut.note(login, fresh.window.counter);
    return fresh;
  }

  /**
   * A fresh code of a login that nobody on this computer was given before: Xero may reject a code a second time. Waits and
   * throws as {@link freshCode} does.
   */
  async unusedCode(login: string): Promise<FreshCode> {
    const { handedOut } = this.options;
    for (let used = handedOut.latest(login); ; ) {
      const fresh = await this.#fresh(login, used);
      used = fresh.window.counter;
      if (!handedOut.note(login, used)) return fresh;
    }
  }

  /** @throws `UserError` if the login has no secret here, or it can't be read */
  async secretOf(login: string): Promise<TotpSecret> {
    const secret = await this.options.secrets.get(login);
    if (!secret) throw await this.options.messages.noSecret(login);
    return secret;
  }

  /**
   * A request made now.
   *
   * @param minimumRemaining seconds for which the code must still be valid; the setting counts if it asks for more
   * @param usedWindow as in {@link CodeRequest}
   */
  request(minimumRemaining = 0, usedWindow?: number): CodeRequest {
    const { settings, now } = this.options;
    const minimum = Math.max(minimumRemaining, settings.minimumRemaining());
    return { madeAt: now(), minimumRemaining: minimum, usedWindow };
  }

  /** The code of the instant of the request, if that will do. */
  current(secret: TotpSecret, request: CodeRequest): FreshCode | undefined {
    const { madeAt } = request;
    return isFresh(madeAt, secret.period, request) ? this.#codeAt(madeAt, secret) : undefined;
  }

  /**
   * Waits for a code that will do. The secret is read again afterwards.
   *
   * @param secret of the login before the wait
   * @param givenUp ends the wait as if the person cancelled it. A wait that can be given up can be cut short, too; no two
   * of them are under way at once.
   * @throws as {@link freshCode} does
   */
  async next(
    login: string,
    secret: TotpSecret,
    request: CodeRequest,
    givenUp?: AbortSignal,
  ): Promise<FreshCode> {
    const { wait, now } = this.options;
    let latest = secret;
    for (;;) {
      const { period } = latest;
      const isDue = (instant: number): boolean => isFresh(instant, period, request);
      const waited = await wait.until({
        login,
        period,
        isDue,
        givenUp,
        canCopyNow: givenUp !== undefined,
      });
      const isCutShort = !isDue(waited);
      // The key may have been replaced meanwhile, and reading it may take so long that its code expires.
      latest = await this.secretOf(login);
      // If the clock was set back a little, it would give the code before.
      const instant = Math.max(waited, now());
      const willDo = isCutShort || isFresh(instant, latest.period, request);
      if (willDo && !givenUp?.aborted) return this.#codeAt(instant, latest);
    }
  }

  async #fresh(login: string, usedWindow?: number): Promise<FreshCode> {
    const secret = await this.secretOf(login);
    const request = this.request(0, usedWindow);
    return this.current(secret, request) ?? this.next(login, secret, request);
  }

  #codeAt(instant: number, secret: TotpSecret): FreshCode {
    return {
      code: secret.codeAt(instant, this.options.hmac),
      secret,
      window: windowAt(instant, secret.period),
      instant,
    };
  }
}
