import * as vscode from 'vscode';
import { type Account, type Grouping, loginKey } from '../core/account';
import { formatCode } from '../core/codeWindow';
import type { Reminding } from '../core/dueDays';
import type { LoginState } from '../core/team/loginState';
import { DisposableOwner } from '../platform/disposables';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretState } from '../secrets/keyStates';
import {
  type AccountState,
  accountState,
  comesFromTeam,
  shortWord,
  stateIcon,
  stateWord,
} from './accountState';
import type { AccountDueTexts } from './dueText';
import type { Element } from './element';
import {
  AccountElement,
  BadSettingElement,
  GroupElement,
  groupAccounts,
  groupField,
  ListElement,
  organisationTexts,
  sortByName,
} from './elements';
import type { AccountLists } from './lists';

const SEPARATOR = ' · ';
/** With more accounts than this, groups start collapsed. */
const OPEN_GROUPS_UP_TO = 100;

/** What the tree needs besides the lists. */
export interface TreeSource {
  grouping(): Grouping;
  secretState(login: string): SecretState;
  hasPassword(login: string): boolean;
  /** What a team store says of a login, in lower case. */
  teamStateOf(login: string): LoginState | undefined;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  lostAdvice(login: string): Promise<string>;
  /** The row that shows the correction of codes, while there is one. */
  readonly clockRows: () => readonly vscode.TreeItem[];
  /** The corrected time, in milliseconds since the Unix epoch. */
  now(): number;
  /** Days before a reset or the end of a trial on which rows begin to mention it. */
  remindBefore(): number;
  /** The code for an account's row, while codes are shown. */
  shownCode(login: string): string | undefined;
}

/** The rows of the sidebar: the clock and problems, then groups, accounts, organisations and details. */
export class AccountTree extends DisposableOwner implements vscode.TreeDataProvider<Element> {
  readonly #changed = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  #rowItems: typeof import('./whenShown') | undefined;
  #reminding: Reminding | undefined;

  constructor(
    private readonly lists: AccountLists,
    private readonly source: TreeSource,
  ) {
    super();
  }

  refresh(): void {
    this.#reminding = undefined;
    this.#changed.fire(undefined);
  }

  getChildren(element?: Element): Element[] | Promise<Element[]> {
    if (!element) return this.#roots();
    if (element instanceof GroupElement) {
      return sortByName(element.accounts).map(account => new AccountElement(account, element.value ?? ''));
    }
    if (element instanceof AccountElement || element instanceof ListElement) {
      return this.#rowItems
        ? this.#rowItems.rowsOf(element, this.lists)
        : this.loadRowItems().then(({ rowsOf }) => rowsOf(element, this.lists));
    }
    return [];
  }

  /** Asynchronous for rows that are not needed at first, until {@link loadRowItems} has settled. */
  getTreeItem(element: Element): vscode.TreeItem | Promise<vscode.TreeItem> {
    if (element instanceof vscode.TreeItem) return element;
    if (element instanceof GroupElement) return this.#groupItem(element);
    if (element instanceof AccountElement && !hasDays(element.account)) return this.#accountItem(element);
    return this.#rowItems
      ? this.#laterItem(element, this.#rowItems)
      : this.loadRowItems().then(loaded => this.#laterItem(element, loaded));
  }

  /** Creates tooltips on demand: there may be thousands of rows. */
  async resolveTreeItem(item: vscode.TreeItem, element: Element): Promise<vscode.TreeItem> {
    if (element instanceof AccountElement) {
      const loaded = await this.loadRowItems();
      const { account } = element;
      const secretState = this.source.secretState(account.login);
      const advice = secretState === 'lost' ? await this.source.lostAdvice(account.login) : '';
      const states = this.#statesOf(account.login);
      item.tooltip = loaded.accountTooltip(
        account,
        states,
        loaded.rowsOf(element, this.lists),
        advice,
        this.source.hasPassword(account.login),
        this.#remindingBy(loaded),
      );
    }
    return item;
  }

  async loadRowItems(): Promise<typeof import('./whenShown')> {
    this.#rowItems ??= await import('./whenShown');
    return this.#rowItems;
  }

  stateOf(login: string): AccountState {
    return accountState(
      this.source.secretState(login),
      this.lists.hasProblem(login),
      this.source.teamStateOf(loginKey(login)),
    );
  }

  /** What is to be said of an account: its most urgent state, and that of its key. */
  #statesOf(login: string): readonly AccountState[] {
    const state = this.stateOf(login);
    return [...new Set(comesFromTeam(state) ? [state] : [this.source.secretState(login), state])];
  }

  /** Read once for all rows: there may be thousands. */
  #remindingBy({ remindingNow }: typeof import('./whenShown')): Reminding {
    this.#reminding ??= remindingNow(this.source);
    return this.#reminding;
  }

  #laterItem(
    element: Exclude<Element, GroupElement | vscode.TreeItem>,
    loaded: typeof import('./whenShown'),
  ): vscode.TreeItem {
    const reminding = this.#remindingBy(loaded);
    if (!(element instanceof AccountElement)) return loaded.rowItem(element, reminding);
    return this.#accountItem(element, loaded.accountDueTexts(element.account, reminding));
  }

  #roots(): Element[] {
    const problems = [
      ...this.lists.badSettings.map(setting => new BadSettingElement(setting)),
      ...this.lists.lists
        .filter(list => list.failure || list.problems.length > 0)
        .map(list => new ListElement(list)),
    ];
    const { accounts } = this.lists;
    const field = groupField(this.source.grouping(), accounts.length);
    // Without accounts, the clock's row would hide the welcome view.
    const clockRows = accounts.length > 0 ? this.source.clockRows() : [];
    return [
      ...clockRows,
      ...problems,
      ...(field
        ? groupAccounts(accounts, field)
        : sortByName(accounts).map(account => new AccountElement(account, ''))),
    ];
  }

  #groupItem({ field, value, label, accounts }: GroupElement): vscode.TreeItem {
    const open = this.lists.accounts.length <= OPEN_GROUPS_UP_TO;
    const state = open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
    const item = new vscode.TreeItem(label, state);
    item.id = `group:${field}:${value ?? ''}`;
    item.description = String(accounts.length);
    item.contextValue = 'group';
    return item;
  }

  #accountItem({ account, group }: AccountElement, due?: AccountDueTexts): vscode.TreeItem {
    const states = this.#statesOf(account.login);
    // “ready” says something only where nothing else is said.
    const told = states.length > 1 ? states.filter(state => state !== 'ready') : states;
    const code = this.source.shownCode(account.login);
    const name = [...(code === undefined ? [] : [formatCode(code)]), sanitizeLabel(account.name)];
    const login = account.name === account.login ? [] : [sanitizeLabel(account.login)];
    // All of it is in the label, because typing filters labels only. The end is cut off, so the most important part comes first.
    const label = [...name, ...told.map(state => shortWord(state) ?? []), due?.brief ?? [], ...login]
      .flat()
      .join(SEPARATOR);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `account:${group}:${loginKey(account.login)}`;
    item.iconPath = stateIcon(this.stateOf(account.login));
    item.contextValue = [
      `account.${this.source.secretState(account.login)}`,
      ...(this.source.hasPassword(account.login) ? ['password'] : []),
    ].join('.');
    const organisations = organisationTexts(account, organisation => sanitizeLabel(organisation.name));
    item.accessibilityInformation = {
      label: [...name, ...told.map(stateWord), ...(due?.full ?? []), ...login, ...organisations].join(', '),
    };
    return item;
  }
}

/** Whether an account has organisations that rows may remind of. */
function hasDays({ organisations }: Account): boolean {
  return organisations.some(({ resetOn, expiresOn }) => resetOn || expiresOn);
}
