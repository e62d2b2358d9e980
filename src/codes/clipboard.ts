import type * as vscode from 'vscode';
import { MutableDisposable, runAfter } from '../platform/disposables';

/**
 * Puts codes on the clipboard and clears them again. The clipboard is cleared only while it still holds the code; a second
 * copy restarts the timer.
 */
export class CodeClipboard {
  /** The code to clear, until that is done. An object, as the same code may be copied twice. */
  #copied: { readonly code: string } | undefined;
  readonly #timer = new MutableDisposable();
  #overdue = false;
  /** How many writes are under way. */
  #writing = 0;

  /** @param onError called if the clipboard could not be read or cleared when its time came */
  constructor(
    private readonly clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @param clearAfter seconds until the code is cleared; 0 leaves it there */
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

  /** Clears the clipboard now if it still holds the code that was to be cleared. */
  async clear(): Promise<void> {
    this.#timer.value = undefined;
    const copied = this.#copied;
    if (!copied) return;
    this.#overdue = true;
    const held = await this.clipboard.readText();
    if (copied !== this.#copied) return;
    // A browser tab in the background reads any clipboard as empty, so look again later. Also while a new code is being
    // written: clearing now would lose it.
    if (held === '' || this.#writing > 0) return;
    this.#overdue = false;
    this.#copied = undefined;
    if (held === copied.code) await this.clipboard.writeText('');
  }

  /** Call this when the window comes to the front: clears what could not be cleared in the background. */
  async clearIfOverdue(): Promise<void> {
    if (this.#overdue) await this.clear();
  }
}
