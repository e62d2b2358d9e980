import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from '../contributions/ids';
import { loginKey } from '../core/account';
import { DisposableOwner, MutableDisposable } from '../platform/disposables';
import { pageHtml, pageRoot } from '../platform/pageHtml';
import { sanitizeLabel } from '../platform/sanitize';
import { CodeFeed } from './codeFeed';
import { stepNumbered } from './content/scenarios';
import { type GuideRequest, type Outcome, parseMessage, type ToGuide } from './protocol';
import type { GuideServices } from './services';
import { GuideSession } from './session';

/** The guide's tabs, one per login. */
export class GuidePanels extends DisposableOwner {
  readonly #panels = new Map<string, GuidePanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly services: GuideServices,
  ) {
    super();
    this.register(
      new vscode.Disposable(() => {
        for (const panel of this.#panels.values()) panel.dispose();
      }),
    );
  }

  /**
   * Opens the guide of a login, or brings it to the front. Settles when it is visible.
   *
   * @param number the step of Xero's set-up to open, 1 to 14; by default, where the person left off
   */
  async open(login: string, number?: number): Promise<void> {
    const existing = this.#panels.get(loginKey(login));
    const guide =
      existing ??
      this.#adopt(
        login,
        vscode.window.createWebviewPanel(GUIDE_VIEW_TYPE, '', vscode.ViewColumn.Active, {
          enableFindWidget: true,
        }),
      );
    const step = number === undefined ? undefined : stepNumbered(number);
    await (step ? guide.session.open(step) : guide.session.resume());
    if (existing) existing.reveal();
    else guide.sendAhead();
    await guide.shown;
  }

  /**
   * Takes over a tab that VS Code restored after a reload.
   *
   * @param state what the page stored for that
   */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const login = typeof state === 'object' && state !== null && 'login' in state && state.login;
    if (typeof login !== 'string' || login === '' || this.#panels.has(loginKey(login))) panel.dispose();
    else this.#adopt(login, panel);
  }

  #adopt(login: string, panel: vscode.WebviewPanel): GuidePanel {
    const guide = new GuidePanel(panel, login, this.services, this.extensionUri);
    this.#panels.set(loginKey(login), guide);
    // VS Code may not list its keys. Asking for this one shows whether it is there.
    void this.services.run('setup key', () => this.services.secrets.has(login));
    panel.onDidDispose(() => {
      this.#panels.delete(loginKey(login));
      guide.dispose();
    });
    return guide;
  }
}

/** One tab. While it is hidden, nothing ticks and no code is made. */
export class GuidePanel extends DisposableOwner {
  readonly session: GuideSession;
  /** Settles when the page shows the guide, or when it is covered or closed before that. */
  readonly shown: Promise<void>;
  readonly #codes: CodeFeed;
  /** Ticks until the code on the clipboard has expired. */
  readonly #expiry = this.register(new MutableDisposable());
  #settleShown = (): void => {};
  #isClosed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    login: string,
    private readonly services: GuideServices,
    extensionUri: vscode.Uri,
  ) {
    super();
    this.shown = new Promise(resolve => {
      this.#settleShown = resolve;
    });
    this.session = new GuideSession(login, services, message => this.#post(message));
    this.#codes = this.register(
      new CodeFeed(
        login,
        services,
        message => this.#post(message),
        () => this.session.state.copied,
        secret => this.session.state.given.noteShown(secret),
      ),
    );
    this.register(
      new vscode.Disposable(() => {
        this.#isClosed = true;
        this.#settleShown();
        panel.dispose();
      }),
    );
    this.register(panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.register(
      panel.onDidChangeViewState(() => {
        // A page that is covered while it loads goes on only when it is visible again.
        if (!panel.visible) this.#settleShown();
        this.session.state.noteTime();
        this.#updateCode();
      }),
    );
    // The person may have made progress in another window.
    this.register(vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#refresh()));
    this.register(services.accounts.onDidChange(() => this.#refresh()));
    this.register(services.team.onDidChange(() => this.#refresh()));
    this.register(
      services.secrets.onDidChange(() => {
        this.#codes.restart();
        this.#refresh();
      }),
    );
    this.register(services.secrets.onDidWrite(written => this.session.noteWritten(written)));
    this.register(services.copier.onDidCopy(copied => this.session.noteCopied(copied)));
    this.#setTitle();
    panel.iconPath = new vscode.ThemeIcon('book');
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
    panel.webview.html = pageHtml(panel.webview, extensionUri, 'guide');
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Saves the page a round trip: VS Code keeps the view until the page has loaded. */
  sendAhead(): void {
    this.#refresh();
  }

  #receive(data: unknown): void {
    const message = parseMessage(data);
    if (message?.type === 'shown') this.#settleShown();
    else if (message?.type === 'ready') {
      this.#codes.forgetSent();
      this.#refresh();
    } else if (message) void this.services.run('guide', () => this.#answer(message));
  }

  async #answer(request: GuideRequest): Promise<void> {
    let outcome: Outcome = { result: 'discarded' };
    try {
      outcome = await this.session.receive(request);
    } finally {
      this.#post({ type: 'reply', request: request.request, ...outcome });
    }
  }

  #post(message: ToGuide): void {
    // A request may be answered after its page was closed.
    if (this.#isClosed) return;
    void this.panel.webview.postMessage(message);
    if (message.type === 'view') this.#updateCode();
  }

  #setTitle(): void {
    this.panel.title = vscode.l10n.t('Xero MFA: {0}', sanitizeLabel(this.session.state.account.name));
  }

  #refresh(): void {
    this.#setTitle();
    this.session.state.refresh();
  }

  #updateCode(): void {
    const { state } = this.session;
    if (this.panel.visible && state.showsCode) this.#codes.start();
    else this.#codes.stop();
    if (!this.panel.visible || !state.changesWithTime) this.#expiry.value = undefined;
    else this.#expiry.value ??= this.services.onSecond(() => state.noteTime());
  }
}
