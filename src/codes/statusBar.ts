import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { secondsLeft } from '../core/codeWindow';
import { DisposableOwner, MutableDisposable } from '../platform/disposables';
import { sanitizeLabel } from '../platform/sanitize';
import { onDidChangeSetting, readSetting } from '../platform/settings';
import type { Ticker } from '../platform/ticker';

/** What the status bar item follows. */
export interface StatusBarSource {
  lastUsed(): string | undefined;
  nameOf(login: string): string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly onSecond: Ticker['onSecond'];
  /** What may change any of it. */
  readonly changes: readonly vscode.Event<unknown>[];
}

/** The account used last and its countdown; a click copies its code. */
export class CodeStatusBar extends DisposableOwner {
  readonly #item = this.register(
    vscode.window.createStatusBarItem('xeroMfa.lastUsed', vscode.StatusBarAlignment.Right, 100),
  );
  readonly #ticking = this.register(new MutableDisposable());

  constructor(private readonly source: StatusBarSource) {
    super();
    this.#item.name = vscode.l10n.t('Xero MFA: Last Used Account');
    this.#item.command = commandId('copyLastUsed');
    for (const onDidChange of [...source.changes, vscode.window.onDidChangeWindowState]) {
      this.register(onDidChange(() => this.#update()));
    }
    this.register(onDidChangeSetting('statusBar', () => this.#update()));
    this.#update();
  }

  #update(): void {
    this.#ticking.value = undefined;
    const login = this.source.lastUsed();
    if (login === undefined || !readSetting('statusBar')) {
      this.#item.hide();
      return;
    }
    const name = sanitizeLabel(this.source.nameOf(login));
    const show = (): void => {
      this.#item.text = `$(key) ${vscode.l10n.t('{0} {1} s', name, secondsLeft(this.source.now()))}`;
    };
    this.#item.text = `$(key) ${name}`;
    const what = vscode.l10n.t('Copy the code for {0}', name);
    this.#item.tooltip = what;
    this.#item.accessibilityInformation = { label: what };
    // Nobody looks at the countdown of a window in the background.
    if (vscode.window.state.focused) {
      this.#ticking.value = this.source.onSecond(show);
      show();
    }
    this.#item.show();
  }
}
