/** The clipboard, as VS Code gives it. */
export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/**
 * Puts codes on the clipboard and takes them off again. Only a clipboard that still holds the very code is ever
 * emptied; a second copy starts the clock anew.
 */
export class CodeClipboard {
  /** The code to take off again, until that is done. */
  #code: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #overdue = false;

  /** @param onError hears of a clipboard that could not be read or emptied when its time came */
  constructor(
    private readonly clipboard: Clipboard,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @param clearAfter seconds until the code is taken off again; 0 leaves it there */
  async copy(code: string, clearAfter: number): Promise<void> {
    clearTimeout(this.#timer);
    await this.clipboard.writeText(code);
    this.#overdue = false;
    this.#code = clearAfter > 0 ? code : undefined;
    if (clearAfter > 0) this.#timer = setTimeout(() => this.clear().catch(this.onError), clearAfter * 1000);
  }

  /** Empties the clipboard now if it still holds the code that was to be taken off. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    const code = this.#code;
    if (code === undefined) return;
    const held = await this.clipboard.readText();
    if (code !== this.#code) return;
    // A browser tab that is not in front reads every clipboard as empty, so an empty one is looked at again.
    this.#overdue = held === '';
    if (this.#overdue) return;
    this.#code = undefined;
    if (held === code) await this.clipboard.writeText('');
  }

  /** To be called when the window comes to the front: does what could not be done behind. */
  async clearIfOverdue(): Promise<void> {
    if (this.#overdue) await this.clear();
  }
}
