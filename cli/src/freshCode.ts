import { createHmac } from 'node:crypto';
import { isFresh } from '../../src/codes/isFresh';
import { windowAt } from '../../src/core/codeWindow';
import type { Hmac, TotpSecret } from '../../src/core/totp';
import { TimeoutError } from './errors';
import type { Host } from './host';
import type { Code } from './options';

const hmac: Hmac = (algorithm, key, message) => createHmac(algorithm, key).update(message).digest();

/** What a code must be. */
export interface CodeRequest {
  /** Shown in an error. */
  readonly login: string;
  /** Seconds for which it must still be valid. */
  readonly minimumRemaining: number;
  /** The most seconds to wait. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes the code of a window. @returns whether nobody has taken it before */
  readonly take: (window: number) => Promise<boolean>;
}

/**
 * A code that is valid for long enough and that nobody has taken, as soon as there is one.
 *
 * @param readSecret is called once more after each wait: the key may have been replaced
 * @throws TimeoutError, and what `readSecret`, `take` and the signal throw
 */
export async function freshCode(
  readSecret: () => Promise<TotpSecret>,
  { login, minimumRemaining, timeout, signal, take }: CodeRequest,
  { now, sleep }: Pick<Host, 'now' | 'sleep'>,
): Promise<Code> {
  signal?.throwIfAborted();
  const madeAt = now();
  for (;;) {
    const secret = await readSecret();
    signal?.throwIfAborted();
    const { period } = secret;
    const window = windowAt(now(), period);
    const willDo = (): boolean => {
      const instant = now();
      const isSame = windowAt(instant, period).counter === window.counter;
      return isSame && isFresh(instant, period, { madeAt, minimumRemaining });
    };
    // To take it needs the disk, which may be slow.
    if (willDo() && (await take(window.counter)) && willDo())
      return { code: secret.codeAt(window.start, hmac), expiresAt: window.end };
    // The clock of a container that was stopped may have moved on meanwhile.
    const rest = window.end - now();
    if (window.end > madeAt + timeout * 1000)
      throw new TimeoutError(
        `${login}: No usable code comes within ${timeout} seconds. Allow more with --timeout, or use fewer workers at once.`,
      );
    if (rest > 0) await sleep(rest, signal);
  }
}
