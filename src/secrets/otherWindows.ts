import type { ChangeCount } from './changeCount';
import type { KeyStates } from './keyStates';
import type { KnownItems } from './knownItems';

/** Whether this window sees what other windows wrote. In a browser it may not, and undoes it by writing. */
export class OtherWindows {
  /** Whether VS Code announces their writes here, as it does where all windows share one storage. */
  #isShared = false;

  /** @param isDesktop where no window undoes what another one stored */
  constructor(
    private readonly changes: ChangeCount,
    private readonly known: KnownItems,
    private readonly keys: KeyStates,
    private readonly isDesktop: boolean,
  ) {}

  noteAnnounced(): void {
    this.#isShared = true;
  }

  /** The logins, in lower case, whose key another window has stored and this one doesn't see. */
  get unseen(): readonly string[] {
    // If windows share one storage, a missing key only means that VS Code doesn't list its items.
    if (this.isDesktop || (this.#isShared && !this.known.isKnown)) return [];
    return this.keys.unseen;
  }

  /** Whether a write here would undo another window's: keys or answers it stored, replaced or removed. */
  get isBehind(): boolean {
    return this.unseen.length > 0 || (this.changes.isBehind && !this.#isShared && !this.isDesktop);
  }

  /** @throws `UserError` if this window {@link isBehind} */
  async requireSeen(): Promise<void> {
    await this.known.list(false);
    if (!this.isBehind) return;
    const { unseenKeysError } = await import('./whenUsed');
    throw unseenKeysError(this.unseen);
  }
}
