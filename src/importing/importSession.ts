import { l10n } from 'vscode';
import { passwordsInTable } from '../core/accountTable';
import type { AccountTableView } from '../core/accountTableView';
import { localDay } from '../core/day';
import type { ImportedKey } from '../core/importedKey';
import { type KeyExport, parseKeyExport, passwordsInExport } from '../core/keyExport';
import { type MigrationBatch, missingParts } from '../core/migration';
import { withoutTokens } from '../core/tokensInText';
import type { Hmac } from '../core/totp';
import { keyProblemText } from '../secrets/keyProblemText';
import { askAboutAll } from './askAboutAll';
import { FoundAccounts } from './foundAccounts';
import { FoundKeys } from './foundKeys';
import { FoundOrganisations } from './foundOrganisations';
import { FoundPasswords } from './foundPasswords';
import {
  entryProblemText,
  exportProblemText,
  missingPartsText,
  moreCodesText,
  notMfaText,
} from './importProblemText';
import type { KeyItem } from './keyItem';
import { failedAnswerText, mayBeAnswer, readAnswers, tokenText } from './readAnswers';
import { type SavedCounts, someOf, withAny } from './savedCounts';
import type { ImportSecrets, SessionAccounts, SessionPasswords } from './services';
import { shownLabel, withName } from './shownLabel';
import type { ImportProblem, Source } from './source';
import { isNotMfa, unknownText } from './unknownText';

/** What a session needs of the rest. */
export interface ImportSessionServices {
  readonly secrets: ImportSecrets;
  readonly passwords: SessionPasswords;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made with. */
  readonly now: () => number;
  readonly accounts: SessionAccounts;
  /** @throws `vscode.CancellationError` if the person keeps the keys that are stored for these accounts */
  confirmReplacing(names: readonly string[]): Promise<void>;
}

/** What an import has found and what becomes of it. Holds the keys until it ends. */
export class ImportSession {
  readonly keys: FoundKeys;
  readonly accounts: FoundAccounts;
  readonly organisations: FoundOrganisations;
  readonly passwords: FoundPasswords;
  readonly #tokens: ImportProblem[] = [];
  readonly #problems: ImportProblem[] = [];
  readonly #parts: { readonly source: Source; readonly batch: MigrationBatch }[] = [];

  /** @param login the only login to import for, if there is one */
  constructor(
    private readonly services: ImportSessionServices,
    readonly login?: string,
  ) {
    this.keys = new FoundKeys(services, login);
    this.accounts = new FoundAccounts(services.accounts);
    this.passwords = new FoundPasswords(services.passwords);
    const today = (): string => localDay(services.now());
    this.organisations = new FoundOrganisations(services.accounts, today, login);
  }

  /** Why sources give less than the person may expect. Incomplete transfers come last. */
  get problems(): readonly ImportProblem[] {
    const [first] = this.#parts;
    const missing = missingParts(this.#parts.map(({ batch }) => batch));
    return [
      ...this.#problems,
      ...(first ? missing.map(parts => ({ source: first.source, reason: missingPartsText(parts) })) : []),
    ];
  }

  /** The sources with tokens for Xero's API, and what to do about them. The tokens themselves are not kept. */
  get tokens(): readonly ImportProblem[] {
    return this.#tokens;
  }

  /** The current code of each key, by the key's id. */
  codes(): Readonly<Record<number, string>> {
    const { hmac, now } = this.services;
    return this.keys.codesAt(now(), hmac);
  }

  addProblem(source: Source, reason: string): void {
    this.#problems.push({ source, reason });
  }

  /** Takes tokens out of a text. Nothing else may see a text of a source. */
  withoutTokens(source: Source, given: string): string {
    const { text, hadTokens } = withoutTokens(given);
    if (hadTokens) this.#tokens.push({ source, reason: tokenText() });
    return text;
  }

  /** Reads the text of a file or the clipboard. */
  async addText(source: Source, given: string): Promise<void> {
    await this.#ready();
    const text = this.withoutTokens(source, given);
    const read = parseKeyExport(text);
    if (mayBeAnswer(read) && this.#addAnswers(source, text)) return;
    if (isNotMfa(read)) await this.#addTable(source, text, text !== given);
    else await this.#addExport(source, read, text);
  }

  /**
   * Reads the texts of a picture's QR codes. Those that are not for MFA count only if there are no others.
   *
   * @param hasMore whether the picture seems to have a code that could not be read
   */
  async addScan(source: Source, texts: readonly string[], hasMore: boolean): Promise<void> {
    if (!(await this.#addExports(source, texts))) this.addProblem(source, notMfaText());
    if (hasMore) this.addProblem(source, moreCodesText());
  }

  /** Reads the texts in an archive. Those that are not exports count only if there are no others. */
  async addTexts(source: Source, texts: readonly string[]): Promise<void> {
    if (!(await this.#addExports(source, texts)))
      this.addProblem(source, exportProblemText({ kind: 'archive' }));
  }

  /** @returns whether any of the texts has something to do with MFA, or is an answer of Xero's API */
  async #addExports(source: Source, texts: readonly string[]): Promise<boolean> {
    await this.#ready();
    let hasAny = false;
    for (const given of texts) {
      const text = this.withoutTokens(source, given);
      const read = parseKeyExport(text);
      const isAnswer = mayBeAnswer(read) && this.#addAnswers(source, text);
      if (!isAnswer && !isNotMfa(read)) await this.#addExport(source, read, text);
      hasAny ||= isAnswer || !isNotMfa(read);
    }
    return hasAny;
  }

  /** @returns whether the text is an answer of Xero's API, readable or not */
  #addAnswers(source: Source, text: string): boolean {
    const answers = readAnswers(text);
    this.organisations.add(source, answers?.organisations ?? []);
    for (const reason of answers?.problems ?? []) this.addProblem(source, reason);
    return answers !== undefined;
  }

  async #ready(): Promise<void> {
    await Promise.all([this.services.accounts.ready(), this.services.secrets.ready()]);
  }

  async #addExport(source: Source, read: KeyExport, text: string): Promise<void> {
    const { keys, batches, problems, withPassword } = read;
    for (const problem of problems) this.addProblem(source, exportProblemText(problem));
    for (const batch of batches) this.#parts.push({ source, batch });
    const items: (KeyItem | undefined)[] = [];
    for (const key of keys) items.push(await this.#addKey(source, key));
    this.passwords.add({
      source,
      entries: withPassword.flatMap(position => {
        const item = items[position];
        return item ? { position, account: item.account, login: () => item.target.login } : [];
      }),
      text,
      read: () => passwordsInExport(text),
    });
  }

  async #addTable(source: Source, text: string, hadTokens: boolean): Promise<void> {
    const table = await this.services.accounts.readTable(text);
    const failed = table === undefined ? failedAnswerText(text) : undefined;
    if (failed !== undefined) this.addProblem(source, failed);
    else if (table === undefined) {
      // The warning about tokens says what to do already.
      if (!hadTokens) this.addProblem(source, unknownText(text));
    } else if (typeof table === 'string') this.addProblem(source, table);
    else await this.addTable(source, table, text);
  }

  /** Takes the accounts of a spreadsheet, and its keys for them. */
  async addTable(source: Source, table: AccountTableView, text: string): Promise<void> {
    const { rows, keys, withPassword } = table;
    this.accounts.addTable(source, table);
    if (rows.length === 0) this.addProblem(source, l10n.t('This spreadsheet has no rows below its header.'));
    for (const { line, reason } of rows.flatMap(({ omitted }) => omitted))
      this.addProblem(source, l10n.t('Line {0}: {1}', line, reason));
    for (const { login, key } of keys) await this.#addKey(source, key, login);
    this.passwords.add({
      source,
      entries: withPassword.map(({ line, login }) => ({
        position: line,
        account: login,
        login: () => login,
      })),
      text,
      read: () => passwordsInTable(text),
    });
  }

  /** @returns the key, unless it can't be used */
  async #addKey(source: Source, key: ImportedKey, rowLogin?: string): Promise<KeyItem | undefined> {
    const label = shownLabel(key);
    if (key.problem) {
      this.addProblem(source, withName(label, entryProblemText(key.problem)));
      return undefined;
    }
    const found = { source, label, secret: key.secret, place: key.place, rowLogin };
    const item = this.keys.add(found);
    if (!item) return this.keys.find(found);
    if (this.login !== undefined && item.otherLogin !== undefined)
      this.addProblem(source, keyProblemText({ kind: 'otherLogin', login: item.otherLogin }));
    await this.keys.propose(item);
    return item;
  }

  /** The files that keys or passwords were read from which this import has stored. */
  get storedFiles(): readonly Source[] {
    const all = [...this.keys.storedFiles, ...this.passwords.storedFiles].filter(({ isFile }) => isFile);
    return [...new Map(all.map(file => [file.uri ?? file.name, file])).values()];
  }

  /** The logins that accounts are added for, because keys or passwords go to them. */
  get #missing(): readonly string[] {
    const wanted = [
      ...this.keys.wanted.flatMap(({ target }) => (target.kind === 'new' ? target.login : [])),
      ...this.passwords.wanted.flatMap(item => item.login() ?? []),
    ];
    return wanted.filter(login => !this.services.accounts.find(login));
  }

  /** What {@link save} would do. */
  get planned(): SavedCounts {
    return {
      keys: this.keys.wanted.length,
      ...someOf(this.passwords.wanted.length),
      accounts: this.accounts.entriesWith(this.#missing).length,
      ...withAny(this.organisations.planned),
    };
  }

  /**
   * Adds the ticked accounts, and those that keys need, and the ticked organisations. Then stores the ticked keys and passwords.
   *
   * @param list where new accounts go, as its URI
   * @param onProgress called before each key, with how many are stored
   * @throws `UserError` if a list can't be edited or a key can't be stored; `vscode.CancellationError` if the person
   * keeps the keys that are stored
   */
  async save(list?: string, onProgress: (done: number) => void = () => {}): Promise<SavedCounts> {
    await this.#confirmReplacing();
    await this.#confirmPasswords();
    const { wanted } = this.keys;
    const entries = this.accounts.entriesWith(this.#missing);
    onProgress(0);
    await this.accounts.addToLists(entries, list);
    const organisations = await this.organisations.save();
    for (const [done, item] of wanted.entries()) {
      onProgress(done);
      await this.keys.store(item);
    }
    const passwords = await this.passwords.store();
    return {
      keys: wanted.length,
      ...someOf(passwords),
      accounts: entries.length,
      ...withAny(organisations),
    };
  }

  async #confirmReplacing(): Promise<void> {
    const { services, keys } = this;
    await askAboutAll(
      async () => (await keys.replacing()).map(({ target }) => ({ what: target, login: target.login })),
      logins => services.confirmReplacing(this.#namesOf(logins)),
    );
  }

  /** Asks before the first password is kept, and before one takes the place of another. */
  async #confirmPasswords(): Promise<void> {
    const { services, passwords } = this;
    if (passwords.wanted.length === 0) return;
    await services.passwords.confirmFirst();
    await askAboutAll(
      async () => (await passwords.replacing()).map(item => ({ what: item, login: item.login() })),
      logins => services.passwords.confirmReplacing(this.#namesOf(logins)),
    );
  }

  #namesOf(logins: readonly string[]): readonly string[] {
    return logins.map(login => this.services.accounts.find(login)?.name ?? login);
  }

  /**
   * Adds the ticked accounts of spreadsheets.
   *
   * @param list where they go, as its URI
   */
  async addAccounts(list?: string): Promise<void> {
    await this.accounts.addToLists(this.accounts.entriesWith([]), list);
  }
}
