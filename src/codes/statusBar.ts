import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { secondsLeft } from '../core/codeWindow';
import { DisposableOwner, MutableDisposable } from '../platform/disposables';
import { sanitizeLabel } from '../platform/sanitize';
import { onDidChangeSetting, readSetting } from '../platform/settings';
import type { Ticker } from '../platform/ticker';

/** What the status bar item shows. */
export interface StatusBarSource {
  /** The login whose code was copied last. */
  lastUsed(): string | undefined;
  nameOf(login: string): string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly onSecond: Ticker['onSecond'];
  /** Fired when any of it may have changed. */
  readonly changes: readonly vscode.Event<unknown>[];
}

/** The last used account and its countdown. A click copies its code. Hidden until an account was used. */
export class CodeStatusBar extends DisposableOwner {
  #item: vscode.StatusBarItem | undefined;
  readonly #ticking = this.register(new MutableDisposable());

  constructor(private readonly source: StatusBarSource) {
    super();
    // Nothing to show before the first of these: no account is known yet.
    for (const onDidChange of [...source.changes, vscode.window.onDidChangeWindowState]) {
      this.register(onDidChange(() => this.#update()));
    }
    this.register(onDidChangeSetting('statusBar', () => this.#update()));
  }

  #update(): void {
    this.#ticking.value = undefined;
    const login = this.source.lastUsed();
    if (login === undefined || !readSetting('statusBar')) {
      this.#item?.hide();
      return;
    }
    this.#item ??= this.#createItem();
    const item = this.#item;
    const name = sanitizeLabel(this.source.nameOf(login));
    const show = (): void => {
      item.text = `$(key) ${vscode.l10n.t('{0} {1} s', name, secondsLeft(this.source.now()))}`;
    };
    item.text = `$(key) ${name}`;
    const what = vscode.l10n.t('Copy the code for {0}', name);
    item.tooltip = what;
    item.accessibilityInformation = { label: what };
    // No need to count down in a window in the background.
    if (vscode.window.state.focused) {
      this.#ticking.value = this.source.onSecond(show);
      show();
    }
    item.show();
  }

  #createItem(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('xeroMfa.lastUsed', vscode.StatusBarAlignment.Right, 100);
    item.name = vscode.l10n.t('Xero MFA: Last Used Account');
    item.command = commandId('copyLastUsed');
    return this.register(item);
  }
}
