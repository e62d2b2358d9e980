import { isEmail, loginKey } from '../core/account';
import { UserError } from '../core/errors';
import { type KeyLabel, type KeyPlace, mayBeXero } from '../core/importedKey';
import type { Hmac, TotpSecret } from '../core/totp';
import type { KeyItem, StoredKey, Target } from './keyItem';
import type { ImportSecrets, SessionAccounts } from './services';
import type { Source } from './source';

/** What {@link FoundKeys} need of the rest. */
export interface FoundKeysServices {
  readonly secrets: ImportSecrets;
  readonly accounts: Pick<SessionAccounts, 'find'>;
}

/** A key as a source has it. */
export interface NewKey {
  readonly source: Source;
  readonly label: KeyLabel;
  readonly secret: TotpSecret;
  readonly place?: KeyPlace | undefined;
  /** The login of its row in a spreadsheet. */
  readonly rowLogin?: string | undefined;
}

/** The keys that an import has found: which account each goes to, and whether it is stored. */
export class FoundKeys {
  readonly #items: KeyItem[] = [];
  /** By what sources call the account, in lower case. */
  readonly #byAccount = new Map<string, readonly KeyItem[]>();
  readonly #storedIds = new Set<number>();

  /** @param login the only login to import for, if there is one */
  constructor(
    private readonly services: FoundKeysServices,
    private readonly login: string | undefined,
  ) {}

  get items(): readonly KeyItem[] {
    return this.#items;
  }

  /** The keys that would be stored. */
  get wanted(): readonly KeyItem[] {
    return this.#items.filter(item => item.ticked && !this.isStored(item));
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

  isStored({ id }: KeyItem): boolean {
    return this.#storedIds.has(id);
  }

  /** Whether its account has it already. */
  isDone(item: KeyItem): boolean {
    return this.isStored(item) || item.stored === 'same';
  }

  /** The code of each key at an instant, by the key's id. */
  codesAt(instant: number, hmac: Hmac): Readonly<Record<number, string>> {
    return Object.fromEntries(this.#items.map(({ id, secret }) => [id, secret.codeAt(instant, hmac)]));
  }

  /**
   * Adds a key without ticking it. The same key for the same account, from another source, is one key.
   *
   * @returns `undefined` if that changes nothing
   */
  add({ source, label, secret, place, rowLogin }: NewKey): KeyItem | undefined {
    const { account, issuer } = label;
    const isOther = this.#isOther(label, rowLogin);
    const target: Target =
      this.login !== undefined && !isOther ? { kind: 'account', login: this.login } : this.#targetOf(label);
    const isXero = mayBeXero(label);
    const others = this.#byAccount.get(loginKey(account)) ?? [];
    const known = this.find({ label, secret, rowLogin });
    if (known) return this.#addSource(known, { source, label, isXero, place, target });
    const item: KeyItem = {
      id: this.#items.length,
      source,
      sources: [source],
      account,
      issuer,
      isXero,
      secret,
      target,
      ticked: false,
      stored: 'none',
      place,
      ...(isOther && { otherLogin: account }),
    };
    this.#items.push(item);
    this.#byAccount.set(loginKey(account), [...others, item]);
    return item;
  }

  /** The key that was added for the same account, if there is one. */
  find({ label, secret, rowLogin }: Pick<NewKey, 'label' | 'secret' | 'rowLogin'>): KeyItem | undefined {
    const isOther = this.#isOther(label, rowLogin);
    return this.#byAccount
      .get(loginKey(label.account))
      ?.find(item => (item.otherLogin !== undefined) === isOther && item.secret.equals(secret));
  }

  #isOther({ account }: KeyLabel, rowLogin: string | undefined): boolean {
    const wanted = this.login ?? rowLogin;
    return wanted !== undefined && isEmail(account) && loginKey(account) !== loginKey(wanted);
  }

  /** One source may say what another does not: that a key is for Xero, or still in use. */
  #addSource(
    item: KeyItem,
    {
      source,
      label,
      isXero,
      place,
      target,
    }: Pick<NewKey, 'source' | 'label' | 'place'> & Pick<KeyItem, 'isXero' | 'target'>,
  ): KeyItem | undefined {
    if (!item.sources.some(({ name, uri }) => name === source.name && uri === source.uri))
      item.sources.push(source);
    const says = (isXero && !item.isXero) || (!place && item.place !== undefined);
    if (!says || this.isDone(item)) return undefined;
    if (isXero && !item.isXero) Object.assign(item, { isXero, issuer: label.issuer });
    if (item.target.kind === 'none') item.target = target;
    if (!place) item.place = undefined;
    return item;
  }

  /** Ticks a new key if its account needs it and no other key may be meant. */
  async propose(item: KeyItem): Promise<void> {
    const login = loginKey(item.target.login ?? '');
    if (!(await this.#look(item))) return;
    const isContested = this.#isCandidate(item) && this.contested.has(login);
    item.ticked = this.#isCandidate(item) && item.stored === 'none' && !isContested && this.#isFree(item);
    if (isContested) this.#untickOthers(item);
  }

  /** Ticks a key, or not. Of the keys for one account only the last one stays ticked. */
  tick(id: number, ticked: boolean): void {
    const item = this.#items[id];
    if (!item || this.isStored(item) || item.stored === 'same') return;
    item.ticked = ticked && item.target.login !== undefined;
    if (item.ticked) this.#untickOthers(item);
  }

  /** Sets where a key goes, which ticks it. */
  async goTo(id: number, target: Target): Promise<void> {
    const item = this.#items[id];
    if (!item || this.isStored(item)) return;
    item.target = target;
    item.ticked = false;
    if (!(await this.#look(item))) return;
    item.ticked = target.login !== undefined && item.stored !== 'same';
    if (item.ticked) this.#untickOthers(item);
  }

  /** The ticked keys that would replace another one. Reads what is stored now. */
  async replacing(): Promise<readonly KeyItem[]> {
    for (const item of this.wanted) await this.#look(item);
    return this.wanted.filter(({ stored }) => stored === 'different' || stored === 'unreadable');
  }

  /** The files that keys were read from which this import has stored. */
  get storedFiles(): readonly Source[] {
    const files = this.#items.filter(item => this.isStored(item)).flatMap(({ sources }) => sources);
    return [
      ...new Map(files.filter(({ isFile }) => isFile).map(file => [file.uri ?? file.name, file])).values(),
    ];
  }

  /** Whether some of these files have keys for Xero that are not stored. */
  hasUnsaved(files: readonly Source[]): boolean {
    return this.#items.some(
      item =>
        item.isXero &&
        !this.isDone(item) &&
        item.sources.some(({ uri }) => files.some(file => file.uri === uri)),
    );
  }

  /** Stores a key for its target. */
  async store(item: KeyItem): Promise<void> {
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

  /** Stores what needs no decision of a person: keys of accounts in the lists that replace none. */
  async storeMatched(): Promise<void> {
    const { contested } = this;
    for (const item of this.#items) {
      const { target, stored } = item;
      const isAlone =
        this.login === undefined ? !contested.has(loginKey(target.login ?? '')) : this.#forLogin === 1;
      // A spreadsheet may have added the account meanwhile.
      const isListed = target.kind !== 'none' && this.services.accounts.find(target.login) !== undefined;
      item.ticked = isListed && stored === 'none' && isAlone && this.#isCandidate(item);
      if (item.ticked) this.#untickOthers(item);
    }
    for (const item of this.wanted) {
      await this.#look(item);
      if (item.stored === 'none') await this.store(item);
    }
  }

  /** How many keys may be for the one login that was asked for. */
  get #forLogin(): number {
    return this.#items.filter(({ otherLogin }) => otherLogin === undefined).length;
  }

  /** Whether a key may be the one that its account needs. */
  #isCandidate({ isXero, otherLogin, place }: KeyItem): boolean {
    return !place && otherLogin === undefined && (isXero || this.login !== undefined);
  }

  /** The account with its login. If the lists have none, a key that says it is Xero's gets a new one. */
  #targetOf({ account, issuer }: KeyLabel): Target {
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

  /** Compares a key with what its target has now. False if it got another target meanwhile. */
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

  #untickOthers({ id, target: { login = '' } }: KeyItem): void {
    for (const other of this.#items) if (other.id !== id && goesTo(other, login)) other.ticked = false;
  }
}

function goesTo({ target }: KeyItem, login: string): boolean {
  return target.login !== undefined && loginKey(target.login) === loginKey(login);
}
