import * as vscode from 'vscode';
import { VIEWS } from '../contributions/ids';
import { type Grouping, loginKey } from '../core/account';
import { secondsLeft } from '../core/totp';
import { DisposableOwner } from '../platform/disposables';
import { onDidChangeSetting } from '../platform/settings';
import type { Ticker } from '../platform/ticker';
import type { SecretState } from '../secrets/store';
import type { Element } from './elements';
import type { AccountLists } from './lists';
import type { ShownCodes } from './shownCodes';
import { AccountTree } from './tree';

/** What the view needs of the secrets. */
export interface SecretStates {
  stateOf(login: string): SecretState;
  readonly onDidChange: vscode.Event<void>;
}

/** The sidebar view: the tree, one countdown for all codes, and the badge. */
export class AccountView extends DisposableOwner {
  readonly #tree: AccountTree;
  readonly #view: vscode.TreeView<Element>;
  #ticking: vscode.Disposable | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly lists: AccountLists,
    secrets: SecretStates,
    private readonly shownCodes: ShownCodes,
    private readonly ticker: Ticker,
    grouping: () => Grouping,
  ) {
    super();
    this.#tree = this.register(
      new AccountTree(lists, {
        grouping,
        secretState: login => secrets.stateOf(login),
        shownCode: login => shownCodes.codeOf(loginKey(login)),
      }),
    );
    this.#view = this.register(
      vscode.window.createTreeView(VIEWS.accounts, {
        treeDataProvider: this.#tree,
        showCollapseAll: true,
      }),
    );
    this.register(this.#view.onDidChangeVisibility(() => this.#tickWhileVisible()));
    this.register(lists.onDidChange(() => this.#refreshSoon()));
    this.register(secrets.onDidChange(() => this.#refreshSoon()));
    this.register(shownCodes.onDidChange(() => this.#refreshSoon()));
    this.register(onDidChangeSetting('groupBy', () => this.#refreshSoon()));
    this.register(
      new vscode.Disposable(() => {
        this.#ticking?.dispose();
        clearTimeout(this.#refresh);
      }),
    );
    this.#tickWhileVisible();
  }

  /** One refresh for all that changes in the same turn. */
  #refreshSoon(): void {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = undefined;
      this.#tree.refresh();
      this.#updateBadge();
      this.#tickWhileVisible();
    }, 0);
  }

  #updateBadge(): void {
    const needy = this.lists.accounts.filter(({ login }) => this.#tree.stateOf(login) !== 'ready').length;
    this.#view.badge =
      needy === 0
        ? undefined
        : {
            value: needy,
            tooltip:
              needy === 1
                ? vscode.l10n.t('1 account needs something')
                : vscode.l10n.t('{0} accounts need something', needy),
          };
  }

  #tickWhileVisible(): void {
    const wanted = this.#view.visible && this.lists.accounts.length > 0;
    if (wanted && !this.#ticking) {
      this.#ticking = this.ticker.onSecond(() => this.#tick());
      this.#tick();
    } else if (!wanted) {
      this.#ticking?.dispose();
      this.#ticking = undefined;
      this.#view.description = '';
    }
  }

  #tick(): void {
    this.#view.description = vscode.l10n.t('{0} s left', secondsLeft(Date.now()));
    this.shownCodes.tick();
  }
}
