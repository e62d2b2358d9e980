import * as vscode from 'vscode';
import { COPY_ROW, VIEWS } from '../contributions/ids';
import { type Grouping, loginKey } from '../core/account';
import { secondsLeft } from '../core/codeWindow';
import type { LoginState } from '../core/team/loginState';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { onDidChangeSetting } from '../platform/settings';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import { AutoHide } from './autoHide';
import type { Element } from './element';
import type { AccountLists } from './lists';
import type { ShownCodes } from './shownCodes';
import { AccountTree } from './tree';

/** What the sidebar view needs. */
export interface AccountViewSource {
  readonly lists: AccountLists;
  readonly secrets: Pick<SecretStore, 'stateOf' | 'passwords' | 'onDidChange'>;
  readonly shownCodes: ShownCodes;
  readonly ticker: Pick<Ticker, 'onSecond'>;
  /** The corrected time, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  grouping(): Grouping;
  /** Days before a reset or the end of a trial on which rows begin to mention it. */
  remindBefore(): number;
  /** What a team store says of a login, in lower case. */
  teamStateOf(login: string): LoginState | undefined;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  lostAdvice(login: string): Promise<string>;
  /** Copies what a row is about. */
  copyRow(row: Element, item: ReturnType<AccountTree['getTreeItem']>): unknown;
  /** The row that shows the correction of codes, while there is one. */
  readonly clockRows: () => readonly vscode.TreeItem[];
  /** Fires when {@link teamStateOf}, {@link clockRows} or the day has changed. */
  readonly onDidRefresh: vscode.Event<void>;
}

/** The sidebar view: the tree, one countdown for all codes, and the badge. */
export class AccountView extends DisposableOwner {
  readonly #tree: AccountTree;
  readonly #view: vscode.TreeView<Element>;
  readonly #ticking = this.register(new MutableDisposable());
  readonly #refresh = this.register(new MutableDisposable());
  readonly #autoHide: AutoHide;

  constructor(private readonly source: AccountViewSource) {
    super();
    const { lists, secrets, shownCodes, now, grouping, remindBefore, teamStateOf, lostAdvice, clockRows } =
      source;
    this.#tree = this.register(
      new AccountTree(lists, {
        grouping,
        teamStateOf,
        lostAdvice,
        clockRows,
        secretState: login => secrets.stateOf(login),
        hasPassword: login => secrets.passwords.has(login),
        now,
        remindBefore,
        shownCode: login => shownCodes.codeOf(loginKey(login)),
      }),
    );
    this.#view = this.register(
      vscode.window.createTreeView(VIEWS.accounts, {
        treeDataProvider: this.#tree,
        showCollapseAll: true,
      }),
    );
    this.register(
      vscode.commands.registerCommand(COPY_ROW, () => {
        // Read at once: the person may move on while the rest is loaded.
        const [row] = this.#view.selection;
        return row && source.copyRow(row, this.#tree.getTreeItem(row));
      }),
    );
    this.#autoHide = this.register(new AutoHide(() => shownCodes.hide()));
    for (const onDidChange of [this.#view.onDidChangeVisibility, vscode.window.onDidChangeWindowState]) {
      this.register(onDidChange(() => this.#followVisibility()));
    }
    this.register(lists.onDidChange(() => this.#refreshSoon()));
    this.register(secrets.onDidChange(() => this.#refreshSoon()));
    this.register(shownCodes.onDidChange(() => this.#refreshSoon()));
    this.register(source.onDidRefresh(() => this.#refreshSoon()));
    for (const name of ['groupBy', 'remindBefore'] as const)
      this.register(onDidChangeSetting(name, () => this.#refreshSoon()));
  }

  /** Refreshes once for all changes of the same turn. */
  #refreshSoon(): void {
    this.#refresh.value ??= runAfter(0, () => {
      this.#refresh.value = undefined;
      this.#tree.refresh();
      void this.#updateBadge();
      this.#followVisibility();
    });
  }

  async #updateBadge(): Promise<void> {
    const { lists, now } = this.source;
    const { badgeOf } = await this.#tree.loadRowItems();
    this.#view.badge = badgeOf(lists.accounts, login => this.#tree.stateOf(login), now());
  }

  #followVisibility(): void {
    const { focused, active } = vscode.window.state;
    this.#autoHide.update(this.source.shownCodes.shown, this.#view.visible && focused && active);
    if (!this.#view.visible || this.source.lists.accounts.length === 0) {
      this.#ticking.value = undefined;
      this.#view.description = '';
    } else if (!this.#ticking.value) {
      this.#ticking.value = this.source.ticker.onSecond(() => this.#tick());
      this.#tick();
    }
  }

  #tick(): void {
    // The buttons above the view hide the end.
    this.#view.description = vscode.l10n.t('{0} s to new codes', secondsLeft(this.source.now()));
    this.source.shownCodes.tick();
  }
}
