import type * as vscode from 'vscode';
import { ThemeIcon } from './data';
import { EventEmitter } from './events';

/** A tab with a page. What shows the page connects to it; until then what the extension sends waits, as in VS Code. */
export class Panel implements vscode.WebviewPanel {
  title: string;
  iconPath: vscode.IconPath = new ThemeIcon('window');
  visible = true;
  isDisposed = false;
  readonly viewColumn = undefined;
  /** All that the extension has sent. */
  readonly posted: unknown[] = [];
  #send: ((message: unknown) => void) | undefined;
  #waiting: unknown[] = [];
  readonly #message = new EventEmitter<unknown>();
  readonly #viewState = new EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>();
  readonly #disposed = new EventEmitter<void>();
  readonly onDidChangeViewState = this.#viewState.event;
  readonly onDidDispose = this.#disposed.event;
  readonly webview: vscode.Webview;

  /** @param resources where the page's files are served, without a slash at its end */
  constructor(
    readonly viewType: string,
    title: string,
    readonly options: vscode.WebviewPanelOptions & vscode.WebviewOptions,
    resources: string,
  ) {
    this.title = title;
    this.webview = {
      html: '',
      options: {},
      cspSource: resources,
      onDidReceiveMessage: this.#message.event,
      postMessage: async message => {
        this.posted.push(message);
        if (this.#send) this.#send(structuredClone(message));
        else this.#waiting.push(structuredClone(message));
        return true;
      },
      asWebviewUri: uri => {
        const roots = this.webview.options.localResourceRoots ?? [];
        const isBelow = roots.some(root => uri.path.startsWith(`${root.path}/`));
        if (!isBelow) throw new Error(`The page may not read ${uri.path}.`);
        const { protocol, host } = new URL(resources);
        return uri.with({ scheme: protocol.replace(':', ''), authority: host });
      },
    };
  }

  get active(): boolean {
    return this.visible;
  }

  /** Shows the page: it gets what waits for it, and what is sent from now on. */
  connect(send: (message: unknown) => void): void {
    this.#send = send;
    for (const message of this.#waiting.splice(0)) send(message);
  }

  /** The page is gone: what is sent waits for the next one. */
  disconnect(): void {
    this.#send = undefined;
  }

  /** Hands the extension what its page sends, or whatever else. */
  receive(message: unknown): void {
    this.#message.fire(structuredClone(message));
  }

  setVisible(visible: boolean): void {
    if (this.visible === visible) return;
    this.visible = visible;
    this.#viewState.fire({ webviewPanel: this });
  }

  reveal(): void {
    this.setVisible(true);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#disposed.fire();
  }
}
