import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import type { Account } from '../core/account';
import { secondsLeft } from '../core/totp';
import { DisposableOwner } from '../platform/disposables';
import { sanitizeLabel } from '../platform/sanitize';
import { onDidChangeSetting, readSetting } from '../platform/settings';

/** What the status bar item follows. */
export interface StatusBarSource {
  readonly recent: { readonly logins: readonly string[]; readonly onDidChange: vscode.Event<void> };
  readonly lists: { find(login: string): Account | undefined; readonly onDidChange: vscode.Event<void> };
  readonly secrets: { readonly logins: ReadonlySet<string>; readonly onDidChange: vscode.Event<void> };
}

/** The account used last and its countdown; a click copies its code again. */
export class CodeStatusBar extends DisposableOwner {
  readonly #item = this.register(
    vscode.window.createStatusBarItem('xeroMfa.lastUsed', vscode.StatusBarAlignment.Right, 100),
  );
  #ticking: vscode.Disposable | undefined;

  constructor(
    private readonly source: StatusBarSource,
    private readonly onSecond: (listener: () => void) => vscode.Disposable,
  ) {
    super();
    this.#item.name = vscode.l10n.t('Xero MFA: last used account');
    this.#item.command = commandId('copyLastUsed');
    this.register(new vscode.Disposable(() => this.#ticking?.dispose()));
    for (const { onDidChange } of [source.recent, source.lists, source.secrets]) {
      this.register(onDidChange(() => this.#update()));
    }
    this.register(vscode.window.onDidChangeWindowState(() => this.#update()));
    this.register(onDidChangeSetting('statusBar', () => this.#update()));
    this.#update();
  }

  #update(): void {
    this.#ticking?.dispose();
    this.#ticking = undefined;
    const account = this.#lastUsed();
    if (!account || !readSetting('statusBar')) {
      this.#item.hide();
      return;
    }
    const name = sanitizeLabel(account.name);
    const show = (): void => {
      this.#item.text = `$(key) ${vscode.l10n.t('{0} {1} s', name, secondsLeft(Date.now()))}`;
    };
    this.#item.text = `$(key) ${name}`;
    this.#item.tooltip = vscode.l10n.t('Copy the code of {0} again', name);
    this.#item.accessibilityInformation = { label: vscode.l10n.t('Copy the code of {0} again', name) };
    // A window in the background counts for nobody.
    if (vscode.window.state.focused) {
      this.#ticking = this.onSecond(show);
      show();
    }
    this.#item.show();
  }

  #lastUsed(): Account | undefined {
    const [login] = this.source.recent.logins;
    return login !== undefined && this.source.secrets.logins.has(login)
      ? this.source.lists.find(login)
      : undefined;
  }
}
