import type { ToImport } from './protocol';
import type { Source } from './source';

type Scan = Extract<ToImport, { type: 'scan' }>;

/** The pictures that the page is reading for the extension. */
export class PictureScans {
  readonly #pending = new Map<number, { readonly source: Source; readonly done: () => void }>();
  #count = 0;

  constructor(private readonly ask: (scan: Scan) => void) {}

  /** Has the page read a picture. Settles when {@link end} is called for it, or {@link endAll}. */
  async scan(source: Source, bytes: Uint8Array): Promise<void> {
    const picture = this.#count++;
    await new Promise<void>(done => {
      this.#pending.set(picture, { source, done });
      // A copy, because VS Code transfers typed arrays, but not a Node.js Buffer.
      this.ask({ type: 'scan', picture, name: source.name, bytes: new Uint8Array(bytes) });
    });
  }

  /** Where a picture came from, or `undefined` if the page was not asked to read it. */
  sourceOf(picture: number): Source | undefined {
    return this.#pending.get(picture)?.source;
  }

  end(picture: number): void {
    const { done } = this.#pending.get(picture) ?? {};
    this.#pending.delete(picture);
    done?.();
  }

  endAll(): void {
    for (const picture of [...this.#pending.keys()]) this.end(picture);
  }
}
