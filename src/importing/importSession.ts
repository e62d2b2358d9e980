import { l10n } from 'vscode';
import type { AccountTableView } from '../core/accountTableView';
import { localDay } from '../core/day';
import { tableRows } from '../core/delimited';
import { holdsKey } from '../core/heldKey';
import type { ImportedKey, KeyLabel } from '../core/importedKey';
import { type KeyExport, parseKeyExport } from '../core/keyExport';
import { type MigrationBatch, missingParts } from '../core/migration';
import { withoutTokens } from '../core/tokensInText';
import type { Hmac } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import { keyProblemText } from '../secrets/keyProblemText';
import { FoundAccounts } from './foundAccounts';
import { FoundKeys, type Target } from './foundKeys';
import { FoundOrganisations, type OrganisationCounts } from './foundOrganisations';
import {
  entryProblemText,
  exportProblemText,
  fileNameText,
  missingPartsText,
  moreCodesText,
  notMfaText,
  notTableText,
} from './importProblemText';
import { failedAnswerText, mayBeAnswer, readAnswers, tokenText } from './readAnswers';
import type { ImportSecrets, SessionAccounts } from './services';
import type { ImportProblem, Source } from './source';

/** What a session needs of the rest. */
export interface ImportSessionServices {
  readonly secrets: ImportSecrets;
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
    else await this.#addExport(source, read);
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
      if (!isAnswer && !isNotMfa(read)) await this.#addExport(source, read);
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

  async #addExport(source: Source, { keys, batches, problems }: KeyExport): Promise<void> {
    for (const problem of problems) this.addProblem(source, exportProblemText(problem));
    for (const batch of batches) this.#parts.push({ source, batch });
    for (const key of keys) await this.#addKey(source, key);
  }

  async #addTable(source: Source, text: string, hadTokens: boolean): Promise<void> {
    const table = await this.services.accounts.readTable(text);
    const failed = table === undefined ? failedAnswerText(text) : undefined;
    if (failed !== undefined) this.addProblem(source, failed);
    else if (table === undefined) {
      // The warning about tokens says what to do already.
      if (!hadTokens) this.addProblem(source, unknownText(text));
    } else if (typeof table === 'string') this.addProblem(source, table);
    else await this.addTable(source, table);
  }

  /** Takes the accounts of a spreadsheet, and its keys for them. */
  async addTable(source: Source, table: AccountTableView): Promise<void> {
    const { rows, keys } = table;
    this.accounts.addTable(source, table);
    if (rows.length === 0) this.addProblem(source, l10n.t('This spreadsheet has no rows below its header.'));
    for (const { line, reason } of rows.flatMap(({ omitted }) => omitted))
      this.addProblem(source, l10n.t('Line {0}: {1}', line, reason));
    for (const { login, key } of keys) await this.#addKey(source, key, login);
  }

  async #addKey(source: Source, key: ImportedKey, rowLogin?: string): Promise<void> {
    const label = shownLabel(key);
    if (key.problem) {
      this.addProblem(source, withName(label, entryProblemText(key.problem)));
      return;
    }
    const item = this.keys.add({ source, label, secret: key.secret, place: key.place, rowLogin });
    if (!item) return;
    if (this.login !== undefined && item.otherLogin !== undefined)
      this.addProblem(source, keyProblemText({ kind: 'otherLogin', login: item.otherLogin }));
    await this.keys.propose(item);
  }

  /** The logins that accounts are added for, because keys go to them. */
  get #missing(): readonly string[] {
    return this.keys.wanted.flatMap(({ target }) =>
      target.kind === 'new' && !this.services.accounts.find(target.login) ? target.login : [],
    );
  }

  /** What {@link save} would do. */
  get planned(): SavedCounts {
    return {
      keys: this.keys.wanted.length,
      accounts: this.accounts.entriesWith(this.#missing).length,
      ...withAny(this.organisations.planned),
    };
  }

  /**
   * Adds the ticked accounts, and those that keys need, and the ticked organisations. Then stores the ticked keys.
   *
   * @param list where new accounts go, as its URI
   * @param onProgress called before each key, with how many are stored
   * @throws `UserError` if a list can't be edited or a key can't be stored; `vscode.CancellationError` if the person
   * keeps the keys that are stored
   */
  async save(list?: string, onProgress: (done: number) => void = () => {}): Promise<SavedCounts> {
    await this.#confirmReplacing();
    const { wanted } = this.keys;
    const entries = this.accounts.entriesWith(this.#missing);
    onProgress(0);
    await this.accounts.addToLists(entries, list);
    const organisations = await this.organisations.save();
    for (const [done, item] of wanted.entries()) {
      onProgress(done);
      await this.keys.store(item);
    }
    return { keys: wanted.length, accounts: entries.length, ...withAny(organisations) };
  }

  /** Asks until all keys that would be replaced were asked about: another window may store some meanwhile. */
  async #confirmReplacing(): Promise<void> {
    const { services } = this;
    const agreed = new Set<Target>();
    for (;;) {
      const replacing = (await this.keys.replacing()).filter(({ target }) => !agreed.has(target));
      if (replacing.length === 0) return;
      await services.confirmReplacing(
        replacing.map(({ target: { login = '' } }) => services.accounts.find(login)?.name ?? login),
      );
      for (const { target } of replacing) agreed.add(target);
    }
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

/** How many keys were stored and accounts were added, and what was done with organisations. */
export interface SavedCounts {
  readonly keys: number;
  readonly accounts: number;
  /** Absent if there are none. */
  readonly organisations?: OrganisationCounts;
}

function withAny(organisations: OrganisationCounts): Pick<SavedCounts, 'organisations'> {
  return organisations.added + organisations.updated > 0 ? { organisations } : {};
}

/** A label without what must not be shown: in a damaged text a key may be where the account should be. */
function shownLabel({ account, issuer }: KeyLabel): KeyLabel {
  return { account: holdsKey(account) ? '' : account, issuer: holdsKey(issuer) ? '' : issuer };
}

/** Why a text that nobody knows gives nothing. */
function unknownText(text: string): string {
  if (isFileName(text)) return fileNameText();
  const [first, second] = tableRows(text) ?? [];
  const isTable = first && second && first.cells.length > 1 && first.cells.length === second.cells.length;
  return isTable ? notTableText() : exportProblemText({ kind: 'notRecognised' });
}

/** Whether a text is only the name of a file: some file managers copy no more than that. */
function isFileName(text: string): boolean {
  return /^(?:file:\/\/\/|[/~]|[A-Z]:\\)?[^\r\n<>"|?*]{1,250}\.(?:png|jpe?g|gif|webp|bmp|heic|avif|svg|pdf|json|csv|txt|zip|1pux|xml)$/i.test(
    text.trim(),
  );
}

/** Whether a text has nothing to do with MFA: it may be a spreadsheet. */
function isNotMfa({ keys, batches, problems }: KeyExport): boolean {
  return keys.length === 0 && batches.length === 0 && problems.every(({ kind }) => kind === 'notRecognised');
}

/** Says which key of a source a text is about. */
function withName({ account, issuer }: KeyLabel, text: string): string {
  const name = [issuer, account].filter(Boolean).join(' · ');
  return name ? l10n.t('{0}: {1}', sanitizeLabel(name), text) : text;
}
