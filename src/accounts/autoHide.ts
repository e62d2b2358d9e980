import { MutableDisposable, runAfter } from '../platform/disposables';

/** How long codes stay in the sidebar that nobody looks at, in milliseconds. */
export const HIDE_AFTER = 60_000;

/** Hides what nobody has looked at for {@link HIDE_AFTER}. */
export class AutoHide extends MutableDisposable {
  #unwatchedSince: number | undefined;

  constructor(private readonly hide: () => void) {
    super();
  }

  /** @param isWatched whether somebody can be looking at it */
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
    // While a computer sleeps, timers stand still and its clock does not.
    if (isShown && since !== undefined && Date.now() - since >= HIDE_AFTER) this.hide();
  }
}
