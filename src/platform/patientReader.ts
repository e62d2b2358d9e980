import { runAfter } from './disposables';

/** What was asked for has not come within the time there is for it. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/**
 * Reads from places that may not answer, such as a remote computer that is asleep. Nobody waits longer than
 * `patience`, in milliseconds, and no place is asked again while it owes an answer. An answer that comes late is kept
 * for the next one who asks.
 */
export class PatientReader<T> {
  readonly #reading = new Map<string, Promise<T>>();
  readonly #late = new Map<string, Promise<T>>();

  constructor(
    private readonly patience: number,
    private readonly onLate: () => void,
  ) {}

  /** @throws what `start` throws, or {@link NoAnswerError} */
  read(place: string, start: () => Promise<T>): Promise<T> {
    const late = this.#late.get(place);
    if (late) {
      this.#late.delete(place);
      return late;
    }
    const reading = this.#reading.get(place) ?? start();
    this.#reading.set(place, reading);
    return new Promise((resolve, reject) => {
      let isLate = false;
      const timer = runAfter(this.patience, () => {
        isLate = true;
        reject(new NoAnswerError());
      });
      const settle = (): void => {
        timer.dispose();
        this.#reading.delete(place);
        if (!isLate || this.#late.has(place)) return;
        this.#late.set(place, reading);
        this.onLate();
      };
      // This runs first, so that whoever asks again on hearing the answer starts a new read.
      reading.then(settle, settle);
      reading.then(resolve, reject);
    });
  }
}
