import { runAfter } from './disposables';

/** A read took longer than the reader's patience. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/**
 * Reads from places that may not answer, such as a sleeping remote computer. A read fails after `patience` milliseconds,
 * and a place is not read again while an earlier read is pending. A late answer is kept for the next read.
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
      // Registered before `resolve`, so that a caller who reads again in response starts a new read.
      reading.then(settle, settle);
      reading.then(resolve, reject);
    });
  }
}
