import * as vscode from 'vscode';
import { MutableDisposable, runAfter } from '../platform/disposables';

/** When it tries again to clear a clipboard that failed, in milliseconds. */
const RETRY = 5000;

/**
 * Puts codes, logins and passwords on the clipboard and clears them again. The clipboard is cleared only while it still holds
 * what was copied; a second copy restarts the timer.
 */
export class CodeClipboard {
  /** The text to clear, until that is done. An object, as the same text may be copied twice. */
  #copied: { readonly text: string; readonly by: object | undefined } | undefined;
  readonly #timer = new MutableDisposable();
  #overdue = false;
  /** Those under way. */
  readonly #writes = new Set<Thenable<void>>();
  #hasEnded = false;
  readonly #didCopy = new vscode.EventEmitter<object | undefined>();
  readonly #didClear = new vscode.EventEmitter<object | undefined>();
  /** Fires after a text was copied, with who copied it. */
  readonly onDidCopy = this.#didCopy.event;
  /** Fires after a text was cleared because its time was over, with who copied it. */
  readonly onDidClear = this.#didClear.event;

  /** @param onError called if the clipboard could not be read or cleared when its time came */
  constructor(
    private readonly clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * @param clearAfter seconds until the text is cleared; 0 leaves it there
   * @param by who copies it, for {@link clear} and the events
   * @throws `vscode.CancellationError` after {@link end}
   */
  async copy(text: string, clearAfter: number, by?: object): Promise<void> {
    if (this.#hasEnded) throw new vscode.CancellationError();
    const write = this.clipboard.writeText(text);
    this.#writes.add(write);
    try {
      await write;
    } catch (error) {
      this.#writes.delete(write);
      // What was due meanwhile is still there.
      this.clearIfOverdue().catch(this.onError);
      throw error;
    }
    this.#writes.delete(write);
    this.#overdue = false;
    this.#copied = clearAfter > 0 ? { text, by } : undefined;
    this.#timer.value = undefined;
    if (this.#copied) this.#clearIn(clearAfter * 1000);
    this.#didCopy.fire(by);
  }

  /**
   * Clears the clipboard now if it still holds the text that was to be cleared.
   *
   * @param by clears only what this one has copied
   */
  async clear(by?: object): Promise<void> {
    const copied = this.#copied;
    if (!copied || (by && by !== copied.by)) return;
    this.#timer.value = undefined;
    this.#overdue = true;
    try {
      const held = await this.clipboard.readText();
      if (copied !== this.#copied) return;
      // A browser tab in the background reads any clipboard as empty, so look again later. Also while a new text is being
      // written: clearing now would lose it.
      if (held === '' || this.#writes.size > 0) return;
      if (held === copied.text) await this.clipboard.writeText('');
    } catch (error) {
      if (copied === this.#copied) this.#clearIn(RETRY);
      throw error;
    }
    if (copied !== this.#copied) return;
    this.#overdue = false;
    this.#copied = undefined;
    this.#didClear.fire(copied.by);
  }

  /** Call this when the window comes to the front: clears what could not be cleared in the background. */
  async clearIfOverdue(): Promise<void> {
    if (this.#overdue) await this.clear();
  }

  /** Call this when the extension ends: clears the text, as its timer doesn't run any more, and copies nothing after it. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await Promise.allSettled(this.#writes);
    await this.clear();
  }

  #clearIn(milliseconds: number): void {
    this.#timer.value = runAfter(milliseconds, () => this.clear().catch(this.onError));
  }
}
