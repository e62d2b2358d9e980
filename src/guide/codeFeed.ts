import { loginKey } from '../core/account';
import { formatCode, windowAt } from '../core/codeWindow';
import type { TotpSecret } from '../core/totp';
import { DisposableOwner, MutableDisposable } from '../platform/disposables';
import type { CodeView, ToGuide } from './protocol';
import type { GuideServices } from './services';

/** How far off a countdown may be, in milliseconds, before it is sent again. */
const NOTICEABLE = 500;

/**
 * Sends the page each code of a login as it becomes current, while the page shows codes. The secret is read at the
 * start and kept in memory until the end.
 */
export class CodeFeed extends DisposableOwner {
  readonly #ticking = this.register(new MutableDisposable());
  #secret: TotpSecret | undefined;
  /** What the page has: the counter of its code, the counter of the code copied by then, the clock's shift. */
  #sent:
    | { readonly counter: number; readonly copied: number | undefined; readonly shift: number }
    | undefined;
  /** Counts the reads of the secret, to discard the result of an earlier one. */
  #turn = 0;

  /**
   * @param copied the counter of the window whose code was last copied
   * @param onShown called with the secret of each code that the page gets
   */
  constructor(
    private readonly login: string,
    private readonly services: Pick<
      GuideServices,
      'secrets' | 'hmac' | 'now' | 'run' | 'onSecond' | 'record'
    >,
    private readonly post: (message: ToGuide) => void,
    private readonly copied: () => number | undefined,
    private readonly onShown: (secret: TotpSecret) => void,
  ) {
    super();
  }

  /** Starts sending. If it has started, updates whether the code was copied. */
  start(): void {
    if (this.#ticking.value) {
      this.#send();
      return;
    }
    this.#ticking.value = this.services.onSecond(() => this.#send());
    this.#read(true);
  }

  /** Removes the code from the page and the secret from memory. */
  stop(): void {
    this.#turn++;
    this.#ticking.value = undefined;
    this.#secret = undefined;
    this.#withdraw();
  }

  /** Reads the secret again: it may have changed. */
  restart(): void {
    if (this.#ticking.value) this.#read();
  }

  /** The page was reloaded and has no code. */
  forgetSent(): void {
    this.#sent = undefined;
  }

  /** @param isFirst whether the page has shown no code yet */
  #read(isFirst = false): void {
    const turn = ++this.#turn;
    void this.services.run('guide', async () => {
      let secret: TotpSecret | undefined;
      try {
        secret = await this.services.secrets.get(this.login);
      } finally {
        // During the read the page may have been hidden, or the secret changed.
        if (turn === this.#turn) {
          this.#secret = secret;
          this.#sent = secret && this.#sent;
          if (secret && isFirst)
            this.services.record({ action: 'shown', login: loginKey(this.login), route: 'guide' });
          if (secret) this.#send(true);
          else this.#withdraw(true);
        }
      }
    });
  }

  /** @param isOtherSecret whether the page has a code from another secret */
  #send(isOtherSecret = false): void {
    if (!this.#secret) return;
    const now = this.services.now();
    const { counter, end } = windowAt(now, this.#secret.period);
    const copied = this.copied();
    // The page counts down by its own stopwatch, which doesn't follow changes of the clock.
    const shift = now - performance.now();
    const isSame =
      this.#sent?.counter === counter &&
      this.#sent.copied === copied &&
      Math.abs(this.#sent.shift - shift) < NOTICEABLE;
    if (isSame && !isOtherSecret) return;
    this.#sent = { counter, copied, shift };
    this.onShown(this.#secret);
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

  /** @param isShown whether the page may show a code */
  #withdraw(isShown = this.#sent !== undefined): void {
    this.#sent = undefined;
    if (isShown) this.post({ type: 'code' });
  }
}

function copiedPart(copied: number | undefined, counter: number): Pick<CodeView, 'copied'> {
  if (copied === undefined) return {};
  return { copied: copied === counter ? 'this' : 'expired' };
}
