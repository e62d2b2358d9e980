import { loginKey } from '../core/account';
import { UserError } from '../core/errors';
import { passwordProblem } from '../core/password';
import type { StoredKey } from './keyItem';
import type { ImportPasswords } from './services';
import type { Source } from './source';

/** An entry of a file that has a password, and the login it is for at the moment. */
export interface PasswordEntry {
  /** By which {@link PasswordFile.read} has its password. */
  readonly position: number;
  /** What the file calls the account. */
  readonly account: string;
  readonly login: () => string | undefined;
}

/** A file with passwords. They stay unread until the person turns them on. */
export interface PasswordFile {
  readonly source: Source;
  readonly entries: readonly PasswordEntry[];
  /** By which the same file is known again. */
  readonly text: string;
  /** Reads the passwords of all its entries. */
  readonly read: () => ReadonlyMap<number, string>;
}

/** A password that can be stored, without the password. */
export interface PasswordItem extends PasswordEntry {
  readonly id: number;
  readonly source: Source;
  readonly file: number;
  ticked: boolean;
  /** What its login has now. */
  stored: StoredKey;
  /** Whether a login has another password among these, too. */
  hasRival: boolean;
  /** Whether an earlier one is the same for the same login. */
  isRepeated: boolean;
  readonly isUsable: boolean;
}

interface OpenFile {
  readonly id: number;
  /** Dropped with all that it reads as soon as nothing is left to do. */
  given: PasswordFile | undefined;
  isOn: boolean;
}

/** A file as the page names it. */
export interface OfferedFile {
  readonly id: number;
  readonly source: Source;
  readonly isOn: boolean;
}

/**
 * The passwords beside what an import has found. They are read only for files that the person turned on, and again each time
 * they are compared or stored: none is kept in between.
 */
export class FoundPasswords {
  readonly #files: OpenFile[] = [];
  #items: PasswordItem[] = [];
  #nextId = 0;

  constructor(private readonly passwords: ImportPasswords) {}

  /** The files that passwords can be read of. */
  get files(): readonly OfferedFile[] {
    return this.#files.flatMap(({ id, given, isOn }) => (given ? { id, source: given.source, isOn } : []));
  }

  /** The passwords of the files that are turned on, each once. */
  get items(): readonly PasswordItem[] {
    return this.#items.filter(({ isRepeated }) => !isRepeated);
  }

  /** The passwords that would be stored. */
  get wanted(): readonly PasswordItem[] {
    return this.#items.filter(item => item.ticked && canTick(item));
  }

  /** The files whose passwords this import has stored. */
  readonly storedFiles = new Set<Source>();

  /** Takes a file whose entries have passwords. The same file again changes nothing, unless its text is another one. */
  add(file: PasswordFile): void {
    const { text, source } = file;
    const { name, uri } = source;
    const isKnown = this.#files.some(
      ({ given }) =>
        given?.source.name === name && given.source.uri === uri && uri !== undefined && given.text === text,
    );
    if (file.entries.length > 0 && !isKnown)
      this.#files.push({ id: this.#files.length, given: file, isOn: false });
  }

  /** Reads the passwords of a file, or forgets that they were read. Ticks none. */
  async turn(id: number, isOn: boolean): Promise<void> {
    const file = this.#files[id];
    if (!file?.given || file.isOn === isOn) return;
    file.isOn = isOn;
    this.#items = this.#items.filter(item => item.file !== id);
    if (!isOn) return this.look();
    const { entries, source, read } = file.given;
    const passwords = read();
    for (const entry of entries) {
      const password = passwords.get(entry.position);
      if (password === undefined) continue;
      this.#items.push({
        ...entry,
        id: this.#nextId++,
        source,
        file: id,
        ticked: false,
        stored: 'none',
        hasRival: false,
        isRepeated: false,
        isUsable: passwordProblem(password) === undefined,
      });
    }
    await this.look();
  }

  /** Ticks a password, or not. Of those for one login only the last one stays ticked. */
  tick(id: number, ticked: boolean): void {
    const item = this.#items.find(each => each.id === id);
    if (!item || !canTick(item)) return;
    item.ticked = ticked;
    const login = loginKey(item.login() ?? '');
    for (const other of this.#items)
      if (ticked && other !== item && loginKey(other.login() ?? '') === login) other.ticked = false;
  }

  /** Compares all passwords with each other and with what their logins have now. */
  async look(): Promise<void> {
    const read = [...this.#read()].map(([item, password]) => ({ item, password, login: item.login() }));
    const byLogin = new Map<string, Set<string>>();
    const ticked = new Set<string>();
    for (const { item, login, password } of read) {
      // An entry without a login is like no other.
      const key = login === undefined ? `\n${item.id}` : loginKey(login);
      const known = byLogin.get(key) ?? new Set();
      byLogin.set(key, known);
      item.isRepeated = known.has(password);
      // Its key may have gone to a login whose password is ticked.
      if (item.isRepeated || login === undefined || ticked.has(key)) item.ticked = false;
      if (item.ticked) ticked.add(key);
      known.add(password);
    }
    for (const { item, login, password } of read) {
      item.hasRival = login !== undefined && (byLogin.get(loginKey(login))?.size ?? 0) > 1;
      const stored = login === undefined ? 'none' : await this.#storedFor(login, password);
      // It may have got another login meanwhile.
      if (item.login() === login) item.stored = stored;
    }
  }

  /** The ticked passwords that would replace another one. Reads what is stored now. */
  async replacing(): Promise<readonly PasswordItem[]> {
    await this.look();
    return this.wanted.filter(({ stored }) => stored === 'different' || stored === 'unreadable');
  }

  /** Stores the ticked passwords. A file that has no others left is forgotten. */
  async store(): Promise<number> {
    const { wanted } = this;
    const all = this.#read();
    for (const item of wanted) {
      const [login, password] = [item.login(), all.get(item)];
      if (login === undefined || password === undefined) continue;
      await this.passwords.set(login, password, 'import');
      item.ticked = false;
      this.storedFiles.add(item.source);
    }
    await this.look();
    for (const file of this.#files) {
      const isLeft = (item: PasswordItem): boolean => item.file === file.id && item.stored !== 'same';
      if (!file.isOn || this.#items.some(isLeft)) continue;
      file.given = undefined;
      this.#items = this.#items.filter(item => item.file !== file.id);
    }
    return wanted.length;
  }

  /** Drops the files. */
  forget(): void {
    for (const file of this.#files) file.given = undefined;
    this.#items = [];
  }

  #read(): ReadonlyMap<PasswordItem, string> {
    const passwords = new Map<PasswordItem, string>();
    for (const { id, given, isOn } of this.#files) {
      const items = this.#items.filter(({ file }) => file === id);
      const read = isOn && items.length > 0 ? given?.read() : undefined;
      for (const item of read ? items : []) passwords.set(item, read?.get(item.position) ?? '');
    }
    return passwords;
  }

  async #storedFor(login: string, password: string): Promise<StoredKey> {
    try {
      const stored = await this.passwords.get(login);
      if (stored === undefined) return 'none';
      return stored === password ? 'same' : 'different';
    } catch (error) {
      if (error instanceof UserError) return 'unreadable';
      throw error;
    }
  }
}

/** Whether it can be stored, and is not yet. */
export function canTick(item: PasswordItem): boolean {
  return item.isUsable && !item.isRepeated && item.stored !== 'same' && item.login() !== undefined;
}
