import * as vscode from 'vscode';
import { settingId } from '../contributions/ids';
import { type Account, type Grouping, loginKey } from '../core/account';
import { formatCode } from '../core/codeWindow';
import { asCommand } from '../platform/asCommand';
import { DisposableOwner } from '../platform/disposables';
import { sanitizeLabel, sanitizeMarkdown } from '../platform/sanitize';
import type { SecretState } from '../secrets/store';
import { type AccountState, accountState, stateAdvice, stateIcon, stateWord } from './accountState';
import {
  AccountElement,
  BadSettingElement,
  DetailElement,
  type DetailName,
  type Element,
  GroupElement,
  groupAccounts,
  ListElement,
  OrganisationElement,
  ProblemElement,
  sortByName,
} from './elements';
import type { AccountLists } from './lists';
import { problemText } from './problemText';

const SEPARATOR = ' · ';
/** Groups of more accounts than this are closed at first. */
const OPEN_GROUPS_UP_TO = 100;
/** Problems of one list that are listed in the sidebar; the Problems view has them all. */
const SHOWN_PROBLEMS = 50;

/** What the tree needs to know besides the lists. */
export interface TreeSource {
  grouping(): Grouping;
  secretState(login: string): SecretState;
  /** The code to show in an account's row, where codes are shown. */
  shownCode(login: string): string | undefined;
}

/** The accounts of all lists as rows: problems first, then groups, accounts, organisations and details. */
export class AccountTree extends DisposableOwner implements vscode.TreeDataProvider<Element> {
  readonly #changed = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly lists: AccountLists,
    private readonly source: TreeSource,
  ) {
    super();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(element?: Element): Element[] {
    if (!element) return this.#roots();
    if (element instanceof GroupElement) {
      return sortByName(element.accounts).map(account => new AccountElement(account, element.value ?? ''));
    }
    if (element instanceof AccountElement) return this.#rowsOf(element);
    if (element instanceof ListElement) {
      return element.list.problems
        .slice(0, SHOWN_PROBLEMS)
        .map((problem, index) => new ProblemElement(element, problem, index));
    }
    return [];
  }

  getTreeItem(element: Element): vscode.TreeItem {
    if (element instanceof GroupElement) return this.#groupItem(element);
    if (element instanceof AccountElement) return this.#accountItem(element);
    if (element instanceof OrganisationElement) return organisationItem(element);
    if (element instanceof DetailElement) return detailItem(element);
    if (element instanceof ListElement) return listItem(element);
    if (element instanceof ProblemElement) return problemItem(element);
    return badSettingItem(element);
  }

  /** Tooltips are made when they are asked for: there may be thousands of rows. */
  resolveTreeItem(item: vscode.TreeItem, element: Element): vscode.TreeItem {
    if (element instanceof AccountElement) item.tooltip = this.#tooltip(element.account);
    return item;
  }

  stateOf(login: string): AccountState {
    return accountState(this.source.secretState(login), this.lists.hasProblem(login));
  }

  #roots(): Element[] {
    const problems = [
      ...this.lists.badSettings.map(setting => new BadSettingElement(setting)),
      ...this.lists.lists
        .filter(list => list.failure || list.problems.length > 0)
        .map(list => new ListElement(list)),
    ];
    const grouping = this.source.grouping();
    const accounts =
      grouping === 'none'
        ? sortByName(this.lists.accounts).map(account => new AccountElement(account, ''))
        : groupAccounts(this.lists.accounts, grouping);
    return [...problems, ...accounts];
  }

  #rowsOf(element: AccountElement): Element[] {
    const { account } = element;
    const detail = (name: DetailName, value: string | undefined): DetailElement[] =>
      value ? [new DetailElement(element, name, value)] : [];
    return [
      ...account.organisations.map(
        (organisation, index) => new OrganisationElement(element, organisation, index),
      ),
      ...detail('login', account.login),
      ...detail('owner', account.owner),
      ...detail('backupEmail', account.backupEmail),
      ...detail('tags', account.tags.join(', ')),
      ...detail('notes', account.notes),
      ...detail('mfaSetUpOn', account.mfaSetUpOn),
      ...detail(
        'list',
        this.lists
          .listsWith(account.login)
          .map(({ source }) => source.label)
          .join(', '),
      ),
    ];
  }

  #groupItem({ grouping, value, label, accounts }: GroupElement): vscode.TreeItem {
    const open = this.lists.accounts.length <= OPEN_GROUPS_UP_TO;
    const state = open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
    const item = new vscode.TreeItem(label, state);
    item.id = `group:${grouping}:${value ?? ''}`;
    item.description = String(accounts.length);
    item.contextValue = 'group';
    return item;
  }

  #accountItem({ account, group }: AccountElement): vscode.TreeItem {
    const state = this.stateOf(account.login);
    const code = this.source.shownCode(account.login);
    // What matters most comes first: the end is cut off. It is all in the label because typing filters labels only.
    const name =
      code === undefined
        ? [sanitizeLabel(account.name), stateWord(state)]
        : [formatCode(code), sanitizeLabel(account.name)];
    const parts = account.name === account.login ? name : [...name, sanitizeLabel(account.login)];
    const item = new vscode.TreeItem(parts.join(SEPARATOR), vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `account:${group}:${loginKey(account.login)}`;
    item.iconPath = stateIcon(state);
    item.contextValue = `account.${this.source.secretState(account.login)}`;
    const organisations = account.organisations.map(organisation => sanitizeLabel(organisation.name));
    item.accessibilityInformation = { label: [...parts, ...organisations].join(', ') };
    return item;
  }

  #tooltip(account: Account): vscode.MarkdownString {
    const markdown = new vscode.MarkdownString('', false);
    const line = (label: string, value: string): void => {
      markdown.appendMarkdown(`\n\n${vscode.l10n.t('{0}: {1}', label, sanitizeMarkdown(value))}`);
    };
    markdown.appendMarkdown(`**${sanitizeMarkdown(account.name)}**`);
    for (const state of new Set<AccountState>([
      this.source.secretState(account.login),
      this.stateOf(account.login),
    ])) {
      markdown.appendMarkdown(`\n\n${stateAdvice(state)}`);
    }
    for (const { name, region, kind, tenantId } of account.organisations) {
      line(vscode.l10n.t('Organisation'), [name, region, kind, tenantId].filter(Boolean).join(' · '));
    }
    for (const row of this.#rowsOf(new AccountElement(account, ''))) {
      if (row instanceof DetailElement) line(detailLabel(row.detail), row.value);
    }
    return markdown;
  }
}

/** Name and login, so that typing either finds the row. */
export function accountLabel({ name, login }: Account): string {
  return name === login ? sanitizeLabel(login) : `${sanitizeLabel(name)} (${sanitizeLabel(login)})`;
}

function organisationItem({ parent, organisation, index }: OrganisationElement): vscode.TreeItem {
  const item = new vscode.TreeItem(sanitizeLabel(organisation.name));
  item.id = `organisation:${parent.group}:${loginKey(parent.login)}:${index}`;
  item.iconPath = new vscode.ThemeIcon('organization');
  item.description = [organisation.region, organisation.kind].filter(Boolean).join(' · ');
  item.contextValue = organisation.tenantId ? 'organisation.tenant' : 'organisation';
  return item;
}

const DETAIL_ICONS: Readonly<Record<DetailName, string>> = {
  login: 'account',
  owner: 'person',
  backupEmail: 'mail',
  tags: 'tag',
  notes: 'note',
  mfaSetUpOn: 'calendar',
  list: 'list-unordered',
};

function detailLabel(detail: DetailName): string {
  switch (detail) {
    case 'login':
      return vscode.l10n.t('Login');
    case 'owner':
      return vscode.l10n.t('Owner');
    case 'backupEmail':
      return vscode.l10n.t('Backup email');
    case 'tags':
      return vscode.l10n.t('Tags');
    case 'notes':
      return vscode.l10n.t('Notes');
    case 'mfaSetUpOn':
      return vscode.l10n.t('MFA set up on');
    case 'list':
      return vscode.l10n.t('List');
  }
}

function detailItem({ parent, detail, value }: DetailElement): vscode.TreeItem {
  const item = new vscode.TreeItem(detailLabel(detail));
  item.id = `detail:${parent.group}:${loginKey(parent.login)}:${detail}`;
  item.iconPath = new vscode.ThemeIcon(DETAIL_ICONS[detail]);
  item.description = sanitizeLabel(value);
  item.contextValue = `detail.${detail}`;
  return item;
}

function listItem({ list: { problems, source, failure } }: ListElement): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const label =
    problems.length === 0
      ? vscode.l10n.t('A list cannot be read')
      : problems.length === 1
        ? vscode.l10n.t('1 problem in a list')
        : vscode.l10n.t('{0} problems in a list', problems.length);
  const item = new vscode.TreeItem(label, problems.length > 0 ? Collapsed : None);
  item.description = sanitizeLabel(source.label);
  item.id = `list:${source.uri.toString()}`;
  item.iconPath = stateIcon('problem');
  if (failure) item.tooltip = sanitizeLabel(failure);
  item.contextValue = 'list';
  return item;
}

function problemItem({ parent, problem, index }: ProblemElement): vscode.TreeItem {
  const account = parent.list.accounts.find(({ login }) => loginKey(login) === problem.login);
  const text = problemText(problem);
  const item = new vscode.TreeItem(
    account ? vscode.l10n.t('{0}: {1}', sanitizeLabel(account.name), text) : text,
  );
  item.id = `problem:${parent.list.source.uri.toString()}:${index}`;
  item.iconPath = stateIcon('problem');
  item.tooltip = text;
  item.command = asCommand('openAccountsFile', vscode.l10n.t('Open the List'), {
    uri: parent.list.source.uri.toString(),
    offset: problem.offset,
  });
  return item;
}

function badSettingItem({ setting }: BadSettingElement): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('“{0}” is neither an absolute path nor a URI', sanitizeLabel(setting.entry)),
  );
  item.id = `setting:${setting.entry}`;
  item.iconPath = stateIcon('problem');
  item.description = settingId('accountsFiles');
  item.command = {
    command: 'workbench.action.openSettings',
    title: vscode.l10n.t('Open Settings'),
    arguments: [settingId('accountsFiles')],
  };
  return item;
}
