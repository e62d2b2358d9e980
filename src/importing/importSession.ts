import { l10n } from 'vscode';
import { type Account, isEmail, loginKey } from '../core/account';
import type { AccountTableView } from '../core/accountTable';
import { UserError } from '../core/errors';
import { type ImportedKey, mayBeXero } from '../core/importedKey';
import { type KeyExport, type KeyExportProblem, parseKeyExport } from '../core/keyExport';
import type { NewEntry } from '../core/listEdit';
import { type MigrationBatch, missingParts } from '../core/migration';
import { toUri } from '../core/secret';
import type { Hmac, TotpSecret } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import { keyProblemText } from '../secrets/keyProblemText';
import type { SecretStore } from '../secrets/store';
import { exportProblemText, missingPartsText, notMfaText } from './importProblemText';

/** Where something came from. */
export interface Source {
  /** What people call it: a file's name. */
  readonly name: string;
  readonly uri?: string;
  /** Whether it is a file, which goes on to have what was read. */
  readonly isFile?: boolean;
  /** Whether it is what a QR code says. */
  readonly isScan?: boolean;
}

/** Why a source, or a part of it, gives nothing. */
export interface ImportProblem {
  readonly source: Source;
  readonly reason: string;
}

/** Where a key goes: to an account of the lists, to one that is added for it, or nowhere yet. */
export type Target =
  | { readonly kind: 'account' | 'new'; readonly login: string }
  | { readonly kind: 'none'; readonly login?: never };

/** A key that can be used, and what is to become of it. */
export interface KeyItem {
  readonly id: number;
  readonly source: Source;
  readonly account: string;
  readonly issuer: string;
  readonly isXero: boolean;
  readonly secret: TotpSecret;
  target: Target;
  ticked: boolean;
  /** How it is to what is stored for its target. */
  stored: StoredKey;
  /** Why it is not for the one login that was asked for. */
  readonly otherLogin?: string;
}

/** `kept`: another key is stored. `unreadable`: one is that cannot be understood. */
export type StoredKey = 'none' | 'same' | 'different' | 'unreadable';

/** What an import needs of the rest. */
export interface ImportSessionServices {
  readonly secrets: Pick<SecretStore, 'ready' | 'get' | 'set'>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made with. */
  readonly now: () => number;
  readonly accounts: {
    ready(): Promise<void>;
    all(): readonly Account[];
    find(login: string): Account | undefined;
    /** Adds accounts to the list at a URI, else to the first. */
    addAll(entries: readonly NewEntry[], list?: string): Promise<void>;
    /** The accounts of a spreadsheet, or why a text is none; `undefined` where it does not look like one. */
    readTable(text: string): Promise<readonly AccountTableView[] | string | undefined>;
  };
  /** @throws `vscode.CancellationError` if the person keeps the keys that are stored for these accounts */
  confirmReplacing(names: readonly string[]): Promise<void>;
}

/** What was found of keys and accounts so far, and what is to become of them. It holds the keys until it ends. */
export class ImportSession {
  #items: KeyItem[] = [];
  #problems: ImportProblem[] = [];
  #parts: { readonly source: Source; readonly batch: MigrationBatch }[] = [];
  readonly #rows: AccountTableView[] = [];
  readonly #known = new Set<string>();
  readonly #storedIds = new Set<number>();
  readonly #added = new Set<string>();

  /** @param login the one that is asked for, if one is */
  constructor(
    private readonly services: ImportSessionServices,
    readonly login?: string,
  ) {}

  get items(): readonly KeyItem[] {
    return this.#items;
  }

  /** Why what was read gives less than the person may expect, transfers that are not complete last. */
  get problems(): readonly ImportProblem[] {
    const [first] = this.#parts;
    const missing = missingParts(this.#parts.map(({ batch }) => batch));
    return [
      ...this.#problems,
      ...(first ? missing.map(parts => ({ source: first.source, reason: missingPartsText(parts) })) : []),
    ];
  }

  /** The rows of spreadsheets. */
  get rows(): readonly AccountTableView[] {
    return this.#rows;
  }

  isStored({ id }: KeyItem): boolean {
    return this.#storedIds.has(id);
  }

  isAdded({ login }: AccountTableView): boolean {
    return this.#added.has(loginKey(login));
  }

  /** The code each key gives now, by its id. */
  codes(): Readonly<Record<number, string>> {
    const { hmac, now } = this.services;
    const instant = now();
    return Object.fromEntries(this.#items.map(({ id, secret }) => [id, secret.codeAt(instant, hmac)]));
  }

  addProblem(source: Source, reason: string): void {
    this.#problems.push({ source, reason });
  }

  /** Takes in what a QR code, a file or the clipboard says. */
  async addText(source: Source, text: string): Promise<void> {
    await Promise.all([this.services.accounts.ready(), this.services.secrets.ready()]);
    const read = parseKeyExport(text);
    if (isNothing(read)) {
      const rows = source.isScan ? undefined : await this.services.accounts.readTable(text);
      if (typeof rows === 'string') this.addProblem(source, rows);
      else if (rows) this.addRows(rows);
      else
        this.addProblem(source, source.isScan ? notMfaText() : exportProblemText({ kind: 'notRecognised' }));
      return;
    }
    for (const problem of read.problems) this.addProblem(source, exportProblemText(problem));
    for (const batch of read.batches) this.#parts.push({ source, batch });
    for (const key of read.keys) await this.#addKey(source, key);
  }

  /** Takes in the rows of a spreadsheet. Those that an earlier one has as well are left out. */
  addRows(rows: readonly AccountTableView[]): void {
    const earlier = new Set(this.#rows.map(identityOf));
    const logins = new Set(this.#rows.flatMap(({ entry }) => (entry ? loginKey(entry.login) : [])));
    for (const row of rows) {
      if (earlier.has(identityOf(row))) continue;
      const { entry, ...others } = row;
      const isOther = entry !== undefined && logins.has(loginKey(entry.login));
      this.#rows.push(isOther ? { ...others, kind: 'different', state: otherDetailsText() } : row);
    }
  }

  async #addKey(source: Source, key: ImportedKey): Promise<void> {
    const { account, issuer, secret, problem } = key;
    if (problem) {
      this.addProblem(source, withName(key, keyProblemText(problem)));
      return;
    }
    // Parts of a transfer may be read twice, and a key may be in two exports.
    const identity = JSON.stringify([account, issuer, toUri(secret, account)]);
    if (this.#known.has(identity)) return;
    this.#known.add(identity);
    const isOther =
      this.login !== undefined && isEmail(account) && loginKey(account) !== loginKey(this.login);
    if (isOther) this.addProblem(source, keyProblemText({ kind: 'otherLogin', login: account }));
    const target: Target =
      this.login !== undefined && !isOther ? { kind: 'account', login: this.login } : this.#targetOf(key);
    const item: KeyItem = {
      id: this.#items.length,
      source,
      account,
      issuer,
      isXero: mayBeXero(key),
      secret,
      target,
      ticked: false,
      stored: 'none',
      ...(isOther && { otherLogin: account }),
    };
    this.#items.push(item);
    if (!(await this.#look(item))) return;
    const isContested = this.#isCandidate(item) && this.contested.has(loginKey(target.login ?? ''));
    item.ticked = this.#isCandidate(item) && item.stored === 'none' && !isContested && this.#isFree(item);
    if (isContested) this.#untickOthers(item);
  }

  /** Whether it may be the key that its account needs. */
  #isCandidate({ isXero, otherLogin }: KeyItem): boolean {
    return this.login === undefined ? isXero : otherLogin === undefined;
  }

  /** The logins, in lower case, that several keys may be for: a person has to choose. */
  get contested(): ReadonlySet<string> {
    const first = new Map<string, KeyItem>();
    const contested = new Set<string>();
    for (const item of this.#items) {
      if (item.target.login === undefined || !this.#isCandidate(item)) continue;
      const key = loginKey(item.target.login);
      const other = first.get(key);
      if (!other) first.set(key, item);
      else if (!other.secret.equals(item.secret)) contested.add(key);
    }
    return contested;
  }

  /** Matched by login; one that says it is Xero's gets an account where the lists have none. */
  #targetOf({ account, issuer }: ImportedKey): Target {
    const login = account.trim();
    const listed = this.services.accounts.find(login);
    if (listed) return { kind: 'account', login: listed.login };
    return isEmail(login) && issuer !== '' && mayBeXero({ account, issuer })
      ? { kind: 'new', login }
      : { kind: 'none' };
  }

  /** Whether it has a target that no other ticked key has. */
  #isFree({ id, target: { login } }: KeyItem): boolean {
    return (
      login !== undefined &&
      !this.#items.some(other => other.id !== id && other.ticked && goesTo(other, login))
    );
  }

  /** Looks what is stored for a key's target now. False if the key was sent elsewhere meanwhile. */
  async #look(item: KeyItem): Promise<boolean> {
    const { target } = item;
    const stored = await this.#storedFor(item);
    if (item.target !== target) return false;
    item.stored = stored;
    return true;
  }

  async #storedFor({ target: { login }, secret }: KeyItem): Promise<StoredKey> {
    if (login === undefined) return 'none';
    try {
      const stored = await this.services.secrets.get(login);
      if (!stored) return 'none';
      return stored.equals(secret) ? 'same' : 'different';
    } catch (error) {
      if (error instanceof UserError) return 'unreadable';
      throw error;
    }
  }

  /** Ticks a key, or not. Of those that go to one account, only the one ticked last is. */
  tick(id: number, ticked: boolean): void {
    const item = this.#items[id];
    if (!item || this.isStored(item) || item.stored === 'same') return;
    item.ticked = ticked && item.target.login !== undefined;
    if (item.ticked) this.#untickOthers(item);
  }

  /** Says where a key goes, which ticks it. */
  async goTo(id: number, target: Target): Promise<void> {
    const item = this.#items[id];
    if (!item || this.isStored(item)) return;
    item.target = target;
    item.ticked = false;
    if (!(await this.#look(item))) return;
    item.ticked = target.login !== undefined && item.stored !== 'same';
    if (item.ticked) this.#untickOthers(item);
  }

  #untickOthers({ id, target: { login = '' } }: KeyItem): void {
    for (const other of this.#items) if (other.id !== id && goesTo(other, login)) other.ticked = false;
  }

  /** The keys that would be stored. */
  get wanted(): readonly KeyItem[] {
    return this.#items.filter(item => item.ticked && !this.isStored(item));
  }

  /** Stores what a caller may store without a person: keys of accounts in the lists that replace none. */
  async storeMatched(): Promise<void> {
    const { contested } = this;
    for (const item of this.#items) {
      const { target, stored } = item;
      const isAlone =
        this.login === undefined ? !contested.has(loginKey(target.login ?? '')) : this.#candidates === 1;
      item.ticked = target.kind === 'account' && stored === 'none' && isAlone && this.#isCandidate(item);
      if (item.ticked) this.#untickOthers(item);
    }
    for (const item of this.wanted) {
      await this.#look(item);
      if (item.stored === 'none') await this.#set(item);
    }
  }

  /** How many keys there are for the one login that was asked for. */
  get #candidates(): number {
    return this.#items.filter(({ otherLogin }) => otherLogin === undefined).length;
  }

  /**
   * Stores the ticked keys, and adds the accounts that they need.
   *
   * @param list where new accounts go, as its URI
   * @returns how many were stored
   * @throws `UserError` if an account cannot be added or a key not be stored; `vscode.CancellationError` if the person
   * keeps the keys there are
   */
  async store(list?: string): Promise<number> {
    const { accounts } = this.services;
    const agreed = new Set<Target>();
    // Keys may be stored in other ways since these were read, and while the person is asked.
    for (let replacing = await this.#replacing(agreed); replacing.length > 0; ) {
      await this.services.confirmReplacing(
        replacing.map(({ target: { login = '' } }) => accounts.find(login)?.name ?? login),
      );
      for (const { target } of replacing) agreed.add(target);
      replacing = await this.#replacing(agreed);
    }
    const { wanted } = this;
    const rows = new Map(this.newRows.map(({ login, entry }) => [loginKey(login), entry]));
    const added = wanted.flatMap(({ target }) =>
      target.kind === 'new' && !accounts.find(target.login)
        ? (rows.get(loginKey(target.login)) ?? { login: target.login, fields: {} })
        : [],
    );
    await this.#addAll(added, list);
    for (const item of wanted) await this.#set(item);
    return wanted.length;
  }

  /** The ticked keys that would replace another, but for those that the person agreed to. */
  async #replacing(agreed: ReadonlySet<Target>): Promise<readonly KeyItem[]> {
    for (const item of this.wanted) await this.#look(item);
    return this.wanted.filter(
      ({ stored, target }) => (stored === 'different' || stored === 'unreadable') && !agreed.has(target),
    );
  }

  async #set(item: KeyItem): Promise<void> {
    const { id, target, secret } = item;
    if (target.login === undefined) return;
    if (item.stored !== 'same') await this.services.secrets.set(target.login, secret, 'import');
    this.#storedIds.add(id);
    for (const other of this.#items) {
      if (!goesTo(other, target.login)) continue;
      other.stored = other.secret.equals(secret) ? 'same' : 'different';
      if (other.stored === 'different') this.#storedIds.delete(other.id);
    }
  }

  /** The rows that would be added: the lists may have got some of them since. */
  get newRows(): readonly AccountTableView[] {
    return this.#rows.filter(({ login, entry }) => entry && !this.services.accounts.find(login));
  }

  /**
   * Adds the accounts that are new.
   *
   * @param list where they go, as its URI
   * @returns how many
   */
  async addAccounts(list?: string): Promise<number> {
    const rows = this.newRows;
    await this.#addAll(
      rows.flatMap(({ entry }) => entry ?? []),
      list,
    );
    return rows.length;
  }

  async #addAll(entries: readonly NewEntry[], list: string | undefined): Promise<void> {
    if (entries.length === 0) return;
    await this.services.accounts.addAll(entries, list);
    for (const { login } of entries) this.#added.add(loginKey(login));
  }
}

/** What makes two rows one. */
function identityOf(row: AccountTableView): string {
  return JSON.stringify({ ...row, line: 0 });
}

function otherDetailsText(): string {
  return l10n.t('Found before with other details. Only the first is added.');
}

function goesTo({ target }: KeyItem, login: string): boolean {
  return target.login !== undefined && loginKey(target.login) === loginKey(login);
}

/** Whether nothing of a text is for MFA. */
function isNothing({ keys, batches, problems }: KeyExport): boolean {
  const isUnknown = ({ kind }: KeyExportProblem): boolean => kind === 'notRecognised';
  return keys.length === 0 && batches.length === 0 && problems.every(isUnknown);
}

/** Which of several keys something is about. */
function withName({ account, issuer }: ImportedKey, text: string): string {
  const name = [issuer, account].filter(Boolean).join(' · ');
  return name ? l10n.t('{0}: {1}', sanitizeLabel(name), text) : text;
}
