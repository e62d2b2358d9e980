import { l10n } from 'vscode';
import type { ImportedKey, KeyLabel } from '../core/importedKey';
import { type KeyExport, parseKeyExport } from '../core/keyExport';
import { type MigrationBatch, missingParts } from '../core/migration';
import type { Hmac } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import { keyProblemText } from '../secrets/keyProblemText';
import { FoundAccounts } from './foundAccounts';
import { FoundKeys, type Target } from './foundKeys';
import { exportProblemText, missingPartsText, notMfaText } from './importProblemText';
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
  readonly #problems: ImportProblem[] = [];
  readonly #parts: { readonly source: Source; readonly batch: MigrationBatch }[] = [];

  /** @param login the only login to import for, if there is one */
  constructor(
    private readonly services: ImportSessionServices,
    readonly login?: string,
  ) {
    this.keys = new FoundKeys(services, login);
    this.accounts = new FoundAccounts(services.accounts);
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

  /** The current code of each key, by the key's id. */
  codes(): Readonly<Record<number, string>> {
    const { hmac, now } = this.services;
    return this.keys.codesAt(now(), hmac);
  }

  addProblem(source: Source, reason: string): void {
    this.#problems.push({ source, reason });
  }

  /** Reads the text of a QR code, a file or the clipboard. */
  async addText(source: Source, text: string): Promise<void> {
    await Promise.all([this.services.accounts.ready(), this.services.secrets.ready()]);
    const read = parseKeyExport(text);
    if (isNotMfa(read)) {
      await this.#addTable(source, text);
      return;
    }
    for (const problem of read.problems) this.addProblem(source, exportProblemText(problem));
    for (const batch of read.batches) this.#parts.push({ source, batch });
    for (const key of read.keys) await this.#addKey(source, key);
  }

  async #addTable(source: Source, text: string): Promise<void> {
    const rows = source.isScan ? undefined : await this.services.accounts.readTable(text);
    if (typeof rows === 'string') this.addProblem(source, rows);
    else if (rows) this.accounts.addRows(rows);
    else this.addProblem(source, source.isScan ? notMfaText() : exportProblemText({ kind: 'notRecognised' }));
  }

  async #addKey(source: Source, key: ImportedKey): Promise<void> {
    if (key.problem) {
      this.addProblem(source, withName(key, keyProblemText(key.problem)));
      return;
    }
    const item = this.keys.add(source, key, key.secret);
    if (!item) return;
    if (item.otherLogin !== undefined)
      this.addProblem(source, keyProblemText({ kind: 'otherLogin', login: item.otherLogin }));
    await this.keys.propose(item);
  }

  /**
   * Stores the ticked keys, and adds the accounts that they need.
   *
   * @param list where new accounts go, as its URI
   * @returns how many were stored
   * @throws `UserError` if an account can't be added or a key can't be stored; `vscode.CancellationError` if the person
   * keeps the keys that are stored
   */
  async store(list?: string): Promise<number> {
    await this.#confirmReplacing();
    const { wanted } = this.keys;
    const missing = wanted.flatMap(({ target }) =>
      target.kind === 'new' && !this.services.accounts.find(target.login) ? target.login : [],
    );
    await this.accounts.addToLists(this.accounts.entriesFor(missing), list);
    for (const item of wanted) await this.keys.store(item);
    return wanted.length;
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
   * Adds the new accounts of spreadsheets.
   *
   * @param list where they go, as its URI
   * @returns how many
   */
  async addAccounts(list?: string): Promise<number> {
    const { newRows } = this.accounts;
    await this.accounts.addToLists(
      newRows.flatMap(({ entry }) => entry ?? []),
      list,
    );
    return newRows.length;
  }
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
