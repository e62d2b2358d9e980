import { MutableDisposable, runAfter } from '../platform/disposables';

/** How long codes stay in a sidebar that nobody sees, in milliseconds. */
export const HIDE_AFTER = 60_000;

/** Hides the codes when nobody has seen them for {@link HIDE_AFTER}. */
export class AutoHide extends MutableDisposable {
  #unwatchedSince: number | undefined;

  constructor(private readonly hide: () => void) {
    super();
  }

  /** @param isWatched whether the view is visible in the active window */
  update(isShown: boolean, isWatched: boolean): void {
    const since = this.#unwatchedSince;
    if (isShown && !isWatched) {
      if (since !== undefined) return;
      this.#unwatchedSince = Date.now();
      this.value = runAfter(HIDE_AFTER, this.hide);
      return;
    }
    this.#unwatchedSince = undefined;
    this.value = undefined;
    // Timers stop during sleep, the clock doesn't.
    if (isShown && since !== undefined && Date.now() - since >= HIDE_AFTER) this.hide();
  }
}
