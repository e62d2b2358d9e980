import * as vscode from 'vscode';

/** A keyring by its name. Without one, VS Code keeps secrets in the memory of a window. */
export type Keyring = 'first' | 'second' | 'none';

/** What a desktop VS Code has on its disk. */
export class Disk {
  readonly items = new Map<string, { readonly value: string; readonly keyring: Keyring }>();
  keyring: Keyring = 'first';
  readonly changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  /** The items that VS Code deleted because it could not decrypt them. */
  readonly deleted: string[] = [];
}

/** The storage of one window of it, which behaves as VS Code's `BaseSecretStorageService` does. */
export class DesktopStorage implements vscode.SecretStorage {
  readonly #items: Disk['items'];
  readonly #keyring: Keyring;
  readonly reads: string[] = [];
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent>;
  readonly #changed: Disk['changed'];

  constructor(readonly disk: Disk) {
    const isInMemory = disk.keyring === 'none';
    this.#keyring = disk.keyring;
    this.#items = isInMemory ? new Map() : disk.items;
    this.#changed = isInMemory ? new vscode.EventEmitter() : disk.changed;
    this.onDidChange = this.#changed.event;
  }

  async keys(): Promise<string[]> {
    return [...this.#items.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    this.reads.push(key);
    const item = this.#items.get(key);
    if (!item || item.keyring === this.#keyring) return item?.value;
    this.#items.delete(key);
    this.disk.deleted.push(key);
    this.#changed.fire({ key });
    return undefined;
  }

  async store(key: string, value: string): Promise<void> {
    this.#items.set(key, { value, keyring: this.#keyring });
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    if (this.#items.delete(key)) this.#changed.fire({ key });
  }
}
