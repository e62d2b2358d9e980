import { loginKey } from '../core/account';
import { formatCode, windowAt } from '../core/codeWindow';
import type { TotpSecret } from '../core/totp';
import { DisposableOwner, MutableDisposable } from '../platform/disposables';
import type { CodeView, ToGuide } from './protocol';
import type { GuideServices } from './services';

/** A countdown may be wrong by less than this, in milliseconds. */
const NOTICEABLE = 500;

/**
 * Sends the page the code of a login, and the next one when its time comes, as long as the page shows it. The secret
 * is read when that begins and held in memory until it ends.
 */
export class CodeFeed extends DisposableOwner {
  readonly #ticking = this.register(new MutableDisposable());
  #secret: TotpSecret | undefined;
  /** The window whose code the page has, and the window whose code was copied then. */
  #sent:
    | { readonly counter: number; readonly copied: number | undefined; readonly shift: number }
    | undefined;
  /** Counts the reads of the secret: the result of an earlier one is discarded. */
  #turn = 0;

  /** @param copied the window of time whose code was copied last */
  constructor(
    private readonly login: string,
    private readonly services: Pick<
      GuideServices,
      'secrets' | 'hmac' | 'now' | 'run' | 'onSecond' | 'record'
    >,
    private readonly post: (message: ToGuide) => void,
    private readonly copied: () => number | undefined,
  ) {
    super();
  }

  /** Starts sending, or sends again whether the code was copied. */
  start(): void {
    if (this.#ticking.value) {
      this.#send();
      return;
    }
    this.#ticking.value = this.services.onSecond(() => this.#send());
    this.#read(true);
  }

  /** The page forgets the code, and so does this. */
  stop(): void {
    this.#turn++;
    this.#ticking.value = undefined;
    this.#secret = undefined;
    this.#withdraw();
  }

  /** Call this when the stored secret may have changed. */
  restart(): void {
    if (this.#ticking.value) this.#read();
  }

  /** The page was loaded again and has no code. */
  forgetSent(): void {
    this.#sent = undefined;
  }

  /** @param begins whether the page has shown no code before */
  #read(begins = false): void {
    const turn = ++this.#turn;
    void this.services.run('guide', async () => {
      let secret: TotpSecret | undefined;
      try {
        secret = await this.services.secrets.get(this.login);
      } finally {
        // Meanwhile the page may have been hidden, or the secret changed.
        if (turn === this.#turn) {
          this.#secret = secret;
          this.#sent = secret && this.#sent;
          if (secret && begins)
            this.services.record({ action: 'shown', login: loginKey(this.login), route: 'guide' });
          if (secret) this.#send(true);
          else this.#withdraw(true);
        }
      }
    });
  }

  /** @param isOtherSecret what the page has is no longer of this secret */
  #send(isOtherSecret = false): void {
    if (!this.#secret) return;
    const now = this.services.now();
    const { counter, end } = windowAt(now, this.#secret.period);
    const copied = this.copied();
    // The page counts down by its own stopwatch, and does not see that the clock is set or corrected.
    const shift = now - performance.now();
    const isSame =
      this.#sent?.counter === counter &&
      this.#sent.copied === copied &&
      Math.abs(this.#sent.shift - shift) < NOTICEABLE;
    if (isSame && !isOtherSecret) return;
    this.#sent = { counter, copied, shift };
    this.post({
      type: 'code',
      code: {
        code: formatCode(this.#secret.codeAt(now, this.services.hmac)),
        next: formatCode(this.#secret.codeAt(end, this.services.hmac)),
        remaining: end - now,
        period: this.#secret.period * 1000,
        ...copiedPart(copied, counter),
      },
    });
  }

  /** @param isShown the page may show a code that was sent before */
  #withdraw(isShown = this.#sent !== undefined): void {
    this.#sent = undefined;
    if (isShown) this.post({ type: 'code' });
  }
}

function copiedPart(copied: number | undefined, counter: number): Pick<CodeView, 'copied'> {
  if (copied === undefined) return {};
  return { copied: copied === counter ? 'this' : 'expired' };
}
