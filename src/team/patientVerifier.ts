import { isKnown, verify } from '../age/signing';
import type { Verify } from '../core/team/takeEntries';
import { yieldToEventLoop } from './concurrency';

/** A signature takes some milliseconds to verify, and nothing else may wait for much longer. */
const AT_ONCE = 8;

/** Verifies signatures, and lets others work in between. */
export type Verifier = Pick<PatientVerifier, 'verify' | 'rest' | 'run'>;

/** Verifies signatures, a few at a time. */
export class PatientVerifier {
  /** How many signatures were verified that were not known. */
  count = 0;
  #rested = 0;

  readonly verify: Verify = (signingKey, message, signature) => {
    if (!isKnown(signingKey, message, signature)) this.count++;
    return verify(signingKey, message, signature);
  };

  /** Lets the extension host do something else, if it is time. */
  async rest(): Promise<void> {
    if (this.count - this.#rested < AT_ONCE) return;
    this.#rested = this.count;
    await yieldToEventLoop();
  }

  /** Takes all steps of something that verifies signatures. */
  async run<T>(steps: Iterator<void, T>): Promise<T> {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await this.rest();
    }
  }
}
