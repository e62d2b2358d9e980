import * as vscode from 'vscode';
import { IMPORT_VIEW_TYPE } from '../contributions/ids';
import type { Account } from '../core/account';
import { formatCode, windowAt } from '../core/codeWindow';
import { DisposableOwner, MutableDisposable } from '../platform/disposables';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { pageHtml, pageRoot } from '../platform/pageHtml';
import type { Ticker } from '../platform/ticker';
import { choose, isChoice } from './choices';
import { scanFailureText } from './importProblemText';
import type { ImportSession } from './importSession';
import { importView, savingView } from './importView';
import { PictureScans } from './pictureScans';
import { type FromImport, type ImportView, parseImportMessage, type ToImport } from './protocol';
import { addFile, contentOf, fileSource, type ReadFile, readPicked } from './readFiles';
import { filesTexts, savedText, saveLabel } from './savedTexts';
import type { PanelAccounts } from './services';
import { pastedSource, type Source } from './source';
import { confirmTrash, moveToTrash } from './trash';

/** What the tab of an import needs. */
export interface ImportPanelServices {
  readonly extensionUri: vscode.Uri;
  readonly ticker: Pick<Ticker, 'onSecond'>;
  readonly boundary: Pick<ErrorBoundary, 'run'>;
  readonly accounts: PanelAccounts;
  /** Milliseconds since the Unix epoch, by the clock that codes are made with. */
  readonly now: () => number;
}

/** Not done while an action is: what is being saved is not changed meanwhile. */
const ACTIONS: ReadonlySet<FromImport['type']> = new Set(['save', 'trash']);

/** The tab that reads pictures, and in which a person decides what to import. */
export class ImportPanel extends DisposableOwner {
  readonly #ticking = this.register(new MutableDisposable());
  /** Settles when the page is visible, or was closed first. */
  readonly shown: Promise<void>;
  /** Settles when the tab is closed. */
  readonly closed: Promise<void>;
  #settleShown = (): void => {};
  #settleClosed = (): void => {};
  #isReady = false;
  #isClosed = false;
  readonly #scans = new PictureScans(message => this.#post(message));
  #reading: { done: number; all: number } | undefined;
  #notes: string[] = [];
  /** While true the page stays as it is: an action's result is shown as a whole. */
  #isActing = false;
  #list: string | undefined;
  /** The files that keys or passwords were imported from. */
  #files: readonly Source[] = [];
  /** What the page shows. */
  #view: ImportView | undefined;
  /** The warning that was announced. */
  #warning: string | undefined;
  /** The accounts of the lists, sorted by name. */
  #accounts: readonly Account[] | undefined;
  /** The counter of the window whose codes the page has. */
  #counter: number | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly session: ImportSession,
    private readonly services: ImportPanelServices,
  ) {
    super();
    this.shown = new Promise(resolve => {
      this.#settleShown = resolve;
    });
    this.closed = new Promise(resolve => {
      this.#settleClosed = resolve;
    });
    const { webview } = panel;
    this.register(panel.onDidDispose(() => this.#close()));
    this.register(panel.onDidChangeViewState(() => this.#followVisibility()));
    this.register(webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.register(
      services.accounts.onDidChange(() => {
        this.#accounts = undefined;
        this.update();
      }),
    );
    webview.options = { enableScripts: true, localResourceRoots: [pageRoot(services.extensionUri)] };
    webview.html = pageHtml(webview, services.extensionUri, 'import');
    this.#followVisibility();
  }

  static open(session: ImportSession, services: ImportPanelServices): ImportPanel {
    // A hidden tab has to go on reading pictures.
    const options = { retainContextWhenHidden: true };
    const panel = vscode.window.createWebviewPanel(
      IMPORT_VIEW_TYPE,
      vscode.l10n.t('Xero MFA: Import'),
      vscode.ViewColumn.Active,
      options,
    );
    panel.iconPath = new vscode.ThemeIcon('cloud-download');
    return new ImportPanel(panel, session, services);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Reads files one after another. Settles when all are read, or the tab is closed. */
  async readFiles(uris: readonly vscode.Uri[]): Promise<void> {
    this.#reading = { done: this.#reading?.done ?? 0, all: (this.#reading?.all ?? 0) + uris.length };
    this.update();
    for (const uri of uris) {
      if (this.#isClosed) return;
      await this.#take(fileSource(uri), await readPicked(uri));
      if (this.#reading) this.#reading.done++;
      this.update();
    }
    if (this.#reading && this.#reading.done >= this.#reading.all) this.#reading = undefined;
    this.update();
  }

  async #take(source: Source, read: ReadFile): Promise<void> {
    await addFile(source, read, this.session, (from, bytes) => this.scan(from, bytes));
  }

  /** Has the page read a picture. Settles when it has, or the tab is closed. */
  async scan(source: Source, bytes: Uint8Array): Promise<void> {
    await this.shown;
    if (this.#isClosed) return;
    await this.#scans.scan(source, bytes);
  }

  /** Redraws the page. */
  update(): void {
    if (this.#isClosed || !this.#isReady || this.#isActing) return;
    const { accounts } = this.services;
    this.#accounts ??= [...accounts.all()].sort((a, b) => a.name.localeCompare(b.name));
    this.#view = importView(this.session, this.#accounts, {
      reading: this.#reading,
      notes: this.#notes,
      lists: accounts.writableLists().map(({ uri, label }) => ({ uri: uri.toString(), label })),
      list: this.#list,
      isRestricted: !vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders ?? []).length > 0,
      trash: this.#deletable.length,
    });
    this.#post({ type: 'view', view: this.#view });
    this.#announceWarning(this.#view);
    this.#counter = undefined;
    this.#sendCodes();
  }

  #announceWarning({ warning }: ImportView): void {
    if (warning !== undefined && warning !== this.#warning) this.#post({ type: 'announce', text: warning });
    this.#warning = warning;
  }

  #receive(data: unknown): void {
    const message = parseImportMessage(data);
    if (message) void this.services.boundary.run('import', () => this.#answer(message));
  }

  async #answer(message: FromImport): Promise<void> {
    if (this.#isActing && (isChoice(message) || ACTIONS.has(message.type))) return;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.update();
        return;
      case 'shown':
        this.#settleShown();
        return;
      case 'chooseFiles':
        return this.chooseFiles();
      case 'text':
        await this.session.addText(pastedSource(), message.text);
        break;
      case 'file':
        await this.#take(pastedSource(message.name), await contentOf(message.bytes));
        break;
      case 'scanned':
      case 'notScanned':
        await this.#takeScan(message);
        break;
      case 'chooseList':
        this.#list = message.list;
        break;
      case 'save':
        return this.#save();
      case 'trash':
        return this.#moveToTrash();
      default:
        await choose(this.session, message);
    }
    this.update();
  }

  async #takeScan(message: Extract<FromImport, { type: 'scanned' | 'notScanned' }>): Promise<void> {
    const { picture } = message;
    const source = picture === undefined ? pastedSource(message.name) : this.#scans.sourceOf(picture);
    // The page can answer only for pictures that it was asked to read.
    if (!source) return;
    try {
      if (message.type === 'scanned') await this.session.addScan(source, message.texts, message.hasMore);
      else this.session.addProblem(source, scanFailureText(message.failure));
    } finally {
      if (picture !== undefined) this.#scans.end(picture);
    }
  }

  /** Lets the person choose files and reads them. */
  async chooseFiles(): Promise<void> {
    const uris = await vscode.window.showOpenDialog({
      canSelectMany: true,
      title: vscode.l10n.t('Import'),
      openLabel: vscode.l10n.t('Import'),
    });
    if (uris) await this.readFiles(uris);
  }

  async #save(): Promise<void> {
    const { planned } = this.session;
    if (saveLabel(planned) === '') return;
    await this.#act(async () => {
      const saved = await this.session.save(this.#list, done => this.#showSaving(done, planned.keys));
      this.#files = this.session.storedFiles;
      return [savedText(saved), ...(this.#files.length > 0 ? filesTexts(saved) : [])];
    });
  }

  #showSaving(done: number, all: number): void {
    if (this.#view) this.#post({ type: 'view', view: savingView(this.#view, done, all) });
  }

  /** The files that can be moved to the trash: those that were dropped have no address. */
  get #deletable(): readonly Source[] {
    return this.#files.filter(({ uri }) => uri !== undefined);
  }

  async #moveToTrash(): Promise<void> {
    const files = this.#deletable;
    if (files.length === 0) return;
    await confirmTrash(files, this.session.keys.hasUnsaved(files));
    await this.#act(async () => {
      const notes = await moveToTrash(files);
      this.#files = this.#files.filter(file => !files.includes(file));
      return notes;
    });
  }

  /** Shows what an action did, then announces it: by then the page knows whether the notes have the focus. */
  async #act(action: () => Promise<string[]>): Promise<void> {
    this.#isActing = true;
    try {
      this.#notes = await action();
    } finally {
      this.#isActing = false;
      this.update();
    }
    this.#post({ type: 'announce', text: this.#notes.join(' ') });
  }

  /** The page has codes only while it is visible. */
  #followVisibility(): void {
    this.#counter = undefined;
    if (this.panel.visible) {
      this.#ticking.value = this.services.ticker.onSecond(() => this.#sendCodes());
      this.#sendCodes();
    } else {
      this.#ticking.value = undefined;
      this.#post({ type: 'codes', codes: {} });
    }
  }

  #sendCodes(): void {
    if (!this.#isReady || !this.panel.visible) return;
    // The shortest allowed period, in seconds.
    const { counter } = windowAt(this.services.now(), 5);
    if (counter === this.#counter) return;
    this.#counter = counter;
    const codes = Object.entries(this.session.codes()).map(([id, code]) => [id, formatCode(code)]);
    this.#post({ type: 'codes', codes: Object.fromEntries(codes) });
  }

  #post(message: ToImport): void {
    if (!this.#isClosed) void this.panel.webview.postMessage(message);
  }

  #close(): void {
    this.#isClosed = true;
    this.session.passwords.forget();
    this.#settleShown();
    this.#scans.endAll();
    this.#settleClosed();
    this.dispose();
  }

  override dispose(): void {
    super.dispose();
    if (!this.#isClosed) this.panel.dispose();
  }
}
