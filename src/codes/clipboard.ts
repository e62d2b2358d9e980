import type * as vscode from 'vscode';
import { MutableDisposable, runAfter } from '../platform/disposables';

/**
 * Puts codes on the clipboard and takes them off again. Only a clipboard that still holds the very code is ever
 * emptied; a second copy restarts the timer.
 */
export class CodeClipboard {
  /** The code to take off again, until that is done; an object, as the same code may be copied twice. */
  #copied: { readonly code: string } | undefined;
  readonly #timer = new MutableDisposable();
  #overdue = false;
  /** How many copies are being written. */
  #writing = 0;

  /** @param onError hears of a clipboard that could not be read or emptied when its time came */
  constructor(
    private readonly clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @param clearAfter seconds until the code is taken off again; 0 leaves it there */
  async copy(code: string, clearAfter: number): Promise<void> {
    this.#writing++;
    try {
      await this.clipboard.writeText(code);
    } finally {
      this.#writing--;
    }
    this.#overdue = false;
    this.#copied = clearAfter > 0 ? { code } : undefined;
    this.#timer.value = this.#copied && runAfter(clearAfter * 1000, () => this.clear().catch(this.onError));
  }

  /** Empties the clipboard now if it still holds the code that was to be taken off. */
  async clear(): Promise<void> {
    this.#timer.value = undefined;
    const copied = this.#copied;
    if (!copied) return;
    this.#overdue = true;
    const held = await this.clipboard.readText();
    if (copied !== this.#copied) return;
    // A browser tab that is not in front reads every clipboard as empty, so an empty one is looked at again. So is
    // one that is being written to: emptied now, it would lose the new code.
    if (held === '' || this.#writing > 0) return;
    this.#overdue = false;
    this.#copied = undefined;
    if (held === copied.code) await this.clipboard.writeText('');
  }

  /** To be called when the window comes to the front: does what could not be done behind. */
  async clearIfOverdue(): Promise<void> {
    if (this.#overdue) await this.clear();
  }
}
