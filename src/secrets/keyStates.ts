import type * as vscode from 'vscode';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { CURRENT } from './itemKeys';
import type { KnownItems } from './knownItems';

/** The entry of the global state with the logins whose key was stored and not removed, by any window. */
const STORED_HERE = 'secretsStoredHere';
/** In milliseconds: by then an entry that another window wrote has reached this one. */
const PROPAGATION = 1000;

/** `lost`: stored on this computer, but VS Code no longer has it. `unknown`: VS Code doesn't say which keys it has. */
export type SecretState = 'ready' | 'none' | 'lost' | 'unknown';

/**
 * Tells keys that VS Code has lost from keys that were removed or never stored. The global state says which keys there
 * should be. Logins are in lower case.
 */
export class KeyStates extends DisposableOwner {
  /** At first all logins that should have a key; those that have one go when VS Code lists its items. */
  #lost: ReadonlySet<string>;
  readonly #justChanged = new Set<string>();
  readonly #recheck = this.register(new MutableDisposable());

  constructor(
    private readonly known: KnownItems,
    private readonly state: vscode.Memento,
  ) {
    super();
    this.#lost = new Set(this.#storedHere);
    // Only what is missing when the window opens is lost. What goes missing later was removed, by this or another window.
    this.register(
      known.onDidList(() => {
        this.#lost = new Set(this.lost.filter(login => !this.ready.has(login)));
      }),
    );
  }

  /** The logins that have a key. */
  get ready(): ReadonlySet<string> {
    return this.known.namesWith(CURRENT);
  }

  /** The logins whose key VS Code has lost. */
  get lost(): readonly string[] {
    return this.#storedHere.filter(login => this.#lost.has(login));
  }

  /** The logins whose key should be there and is neither there nor lost: another window has stored it. */
  get unseen(): readonly string[] {
    return this.#storedHere.filter(login => !this.ready.has(login) && !this.#lost.has(login));
  }

  /** The logins that have a key, or may have one as long as that is unknown; the latest to get its first key leads. */
  get newest(): readonly string[] {
    return [...new Set([...this.#storedHere.toReversed(), ...this.ready])].filter(login =>
      ['ready', 'unknown'].includes(this.stateOf(login)),
    );
  }

  stateOf(login: string): SecretState {
    if (this.ready.has(login)) return 'ready';
    if (!this.known.knowsKeyOf(login)) return 'unknown';
    return this.lost.includes(login) ? 'lost' : 'none';
  }

  /** Whether VS Code announced within the last second or so that the key was written or deleted, by any window. */
  hasJustChanged(login: string): boolean {
    return this.#justChanged.has(login);
  }

  /** Remembers that a login should have a key. */
  async expect(login: string): Promise<void> {
    await this.#remember(stored => stored.add(login));
  }

  /** Remembers that the key of a login was removed. */
  async forget(login: string): Promise<void> {
    await this.#remember(stored => stored.delete(login));
  }

  /** Notes a key that a read has found missing. If nobody removed it, VS Code deleted it. */
  noteMissing(login: string): void {
    if (this.#storedHere.includes(login)) this.#lost = new Set([...this.#lost, login]);
  }

  /** VS Code announced that a key was written or deleted. */
  noteChanged(login: string): void {
    this.#justChanged.add(login);
    this.#recheck.value = runAfter(PROPAGATION, () => {
      // Nobody removed these: VS Code deleted them because it couldn't decrypt them.
      const gone = this.unseen.filter(each => this.#justChanged.has(each));
      this.#justChanged.clear();
      if (gone.length === 0 || !this.known.isKnown) return;
      this.#lost = new Set([...this.#lost, ...gone]);
      void this.known.refresh();
    });
  }

  get #storedHere(): readonly string[] {
    return this.state.get<readonly string[]>(STORED_HERE, []);
  }

  async #remember(change: (stored: Set<string>) => unknown): Promise<void> {
    const stored = new Set(this.#storedHere);
    change(stored);
    await this.state.update(STORED_HERE, [...stored]);
  }
}
