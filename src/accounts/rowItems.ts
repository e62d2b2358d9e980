import * as vscode from 'vscode';
import { settingId } from '../contributions/ids';
import { type Account, loginKey, type Organisation } from '../core/account';
import { mayReset, type Reminding } from '../core/dueDays';
import type { ListProblem } from '../core/listProblem';
import { asCommand } from '../platform/asCommand';
import { dayText } from '../platform/dayText';
import { kindWord } from '../platform/kindWord';
import { NoAnswerError } from '../platform/patientReader';
import { sanitizeLabel, sanitizeMarkdown } from '../platform/sanitize';
import { type AccountState, stateIcon } from './accountState';
import { accountDueTexts, organisationDueTexts } from './dueText';
import type { Element } from './element';
import {
  type AccountElement,
  type BadSettingElement,
  type GroupElement,
  ListElement,
  organisationTexts,
} from './elements';
import { DetailElement, type DetailName, OrganisationElement, ProblemElement } from './innerElements';
import { listProblemText } from './listProblemText';

/** The item of a row that is neither a group nor an account. */
export function rowItem(
  element: Exclude<Element, GroupElement | AccountElement | vscode.TreeItem>,
  reminding: Reminding,
): vscode.TreeItem {
  if (element instanceof OrganisationElement) return organisationItem(element, reminding);
  if (element instanceof DetailElement) return detailItem(element);
  if (element instanceof ListElement) return listItem(element);
  if (element instanceof ProblemElement) return problemItem(element);
  return badSettingItem(element);
}

/**
 * The tooltip of an account, with all its details.
 *
 * @param states to explain; duplicates are ignored
 * @param rows under the account's row
 * @param lostAdvice what to do if the key is lost
 * @param hasPassword whether its password is on this computer
 */
export function accountTooltip(
  account: Account,
  states: readonly AccountState[],
  rows: readonly Element[],
  lostAdvice: string,
  hasPassword: boolean,
  reminding: Reminding,
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', false);
  const line = (label: string, value: string): void => {
    markdown.appendMarkdown(`\n\n${vscode.l10n.t('{0}: {1}', label, sanitizeMarkdown(value))}`);
  };
  markdown.appendMarkdown(`**${sanitizeMarkdown(account.name)}**`);
  for (const state of new Set(states)) markdown.appendMarkdown(`\n\n${stateAdvice(state, lostAdvice)}`);
  if (hasPassword)
    markdown.appendMarkdown(`\n\n${vscode.l10n.t('Its password is saved. “Sign In” copies it.')}`);
  for (const text of accountDueTexts(account, reminding)?.full ?? [])
    markdown.appendMarkdown(`\n\n${sanitizeMarkdown(text)}`);
  const organisations = organisationTexts(account, organisation =>
    [organisation.name, ...detailsOf(organisation)].join(' · '),
  );
  for (const organisation of organisations) line(vscode.l10n.t('Organisation'), organisation);
  for (const row of rows) {
    if (row instanceof DetailElement) line(detailLabel(row.detail), detailText(row));
  }
  return markdown;
}

/** What a state means and what to do about it. */
function stateAdvice(state: AccountState, lostAdvice: string): string {
  switch (state) {
    case 'ready':
      return vscode.l10n.t('Ready. You can copy its code.');
    case 'none':
      return vscode.l10n.t('No setup key on this computer. Add the key, or set up MFA with the guide.');
    case 'lost':
      return vscode.l10n.t(
        'Its setup key was saved on this computer, but VS Code no longer has it. {0}',
        lostAdvice,
      );
    case 'unknown':
      return vscode.l10n.t(
        'VS Code doesn’t say which setup keys it has. You can still copy the code. The extension keeps checking.',
      );
    case 'problem':
      return vscode.l10n.t('Its entry in the list has a problem. See the Problems view.');
    case 'due':
      return vscode.l10n.t('Someone who left knows its setup key. Set up MFA again with the guide.');
    case 'outOfSync':
      return vscode.l10n.t(
        'Its setup key on this computer isn’t the one in the team store. Choose “Sync Team Store”.',
      );
    case 'awaited':
      return vscode.l10n.t('You’ll get its setup key from the team once a member approves you.');
    case 'joinable':
      return vscode.l10n.t('Your team has its setup key. Join the team to get it.');
  }
}

/** What a list says of an organisation besides its name. */
function detailsOf({
  region,
  kind,
  tenantId,
  shortCode,
  resetOn,
  expiresOn,
}: Organisation): readonly string[] {
  return [
    region,
    kindWord(kind),
    tenantId,
    shortCode,
    resetOn && vscode.l10n.t('resets on {0}', dayText(resetOn)),
    expiresOn && vscode.l10n.t('trial ends on {0}', dayText(expiresOn)),
  ].filter(detail => detail !== undefined && detail !== '') as string[];
}

function organisationItem(
  { parent, organisation, index }: OrganisationElement,
  reminding: Reminding,
): vscode.TreeItem {
  const item = new vscode.TreeItem(sanitizeLabel(organisation.name));
  const due = organisationDueTexts(organisation, reminding);
  item.id = `organisation:${parent.group}:${loginKey(parent.login)}:${index}`;
  item.iconPath =
    due.length > 0
      ? new vscode.ThemeIcon('calendar', new vscode.ThemeColor('problemsWarningIcon.foreground'))
      : new vscode.ThemeIcon('organization');
  // The end is cut off in a narrow sidebar, so what is due comes first.
  item.description = [...due, organisation.region, kindWord(organisation.kind)].filter(Boolean).join(' · ');
  item.tooltip = organisationTooltip(organisation, due);
  item.contextValue = [
    'organisation',
    ...(organisation.tenantId ? ['tenant'] : []),
    ...(organisation.shortCode ? ['code'] : []),
    ...(mayReset(organisation) ? ['reset'] : []),
  ].join('.');
  return item;
}

function organisationTooltip(organisation: Organisation, due: readonly string[]): vscode.MarkdownString {
  const { name, region, kind, tenantId, shortCode, resetOn, expiresOn } = organisation;
  const markdown = new vscode.MarkdownString(`**${sanitizeMarkdown(name)}**`, false);
  for (const text of due) markdown.appendMarkdown(`\n\n${sanitizeMarkdown(text)}`);
  const lines: readonly [label: string, value: string | undefined][] = [
    [vscode.l10n.t('Region'), region],
    [vscode.l10n.t('Kind'), kindWord(kind)],
    [vscode.l10n.t('Tenant ID'), tenantId],
    [vscode.l10n.t('Shortcode'), shortCode],
    [vscode.l10n.t('Resets on'), resetOn && dayText(resetOn)],
    [vscode.l10n.t('Trial ends on'), expiresOn && dayText(expiresOn)],
  ];
  for (const [label, value] of lines)
    if (value) markdown.appendMarkdown(`\n\n${vscode.l10n.t('{0}: {1}', label, sanitizeMarkdown(value))}`);
  return markdown;
}

const DETAIL_ICONS: Readonly<Record<DetailName, string>> = {
  login: 'account',
  owner: 'person',
  backupEmail: 'mail',
  tags: 'tag',
  notes: 'note',
  mfaSetUpOn: 'calendar',
  list: 'list-unordered',
  untrusted: 'workspace-untrusted',
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
    case 'untrusted':
      return vscode.l10n.t('Owner and backup email');
  }
}

function detailText({ detail, value }: Pick<DetailElement, 'detail' | 'value'>): string {
  if (detail === 'untrusted') return vscode.l10n.t('hidden until you trust this folder');
  return detail === 'mfaSetUpOn' ? dayText(value) : sanitizeLabel(value);
}

function detailItem({ parent, detail, value }: DetailElement): vscode.TreeItem {
  const item = new vscode.TreeItem(detailLabel(detail));
  item.id = `detail:${parent.group}:${loginKey(parent.login)}:${detail}`;
  item.iconPath = new vscode.ThemeIcon(DETAIL_ICONS[detail]);
  item.description = detailText({ detail, value });
  item.contextValue = `detail.${detail}`;
  if (detail === 'untrusted') {
    item.command = { command: 'workbench.trust.manage', title: vscode.l10n.t('Trust This Folder') };
  }
  return item;
}

const isError = ({ severity }: ListProblem): boolean => severity === 'error';

/** Errors look as in the Problems view, as a lost key does. */
const problemIcon = (ofError: boolean): vscode.ThemeIcon => stateIcon(ofError ? 'lost' : 'problem');

function failureText(failure: Error): string {
  return failure instanceof NoAnswerError
    ? vscode.l10n.t('The list’s location isn’t responding. Check the connection.')
    : sanitizeLabel(failure.message);
}

function listItem({ list: { problems, source, failure } }: ListElement): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  // Entries that can't be used have no other row.
  const isOpen = problems.some(isError);
  const label =
    problems.length === 0
      ? vscode.l10n.t('A list can’t be read')
      : problems.length === 1
        ? vscode.l10n.t('1 problem in a list')
        : vscode.l10n.t('{0} problems in a list', problems.length);
  const item = new vscode.TreeItem(label, problems.length === 0 ? None : isOpen ? Expanded : Collapsed);
  item.description = sanitizeLabel(source.label);
  // VS Code keeps what is collapsed by its id.
  item.id = `list:${isOpen ? 'errors:' : ''}${source.uri.toString()}`;
  item.iconPath = problemIcon(isOpen || failure !== undefined);
  if (failure) item.tooltip = failureText(failure);
  item.contextValue = 'list';
  return item;
}

function problemItem({ parent, problem, index }: ProblemElement): vscode.TreeItem {
  const account = parent.list.accounts.find(({ login }) => loginKey(login) === problem.login);
  const text = listProblemText(problem);
  const whose = account?.name ?? problem.entry;
  const item = new vscode.TreeItem(whose ? vscode.l10n.t('{0}: {1}', sanitizeLabel(whose), text) : text);
  item.id = `problem:${parent.list.source.uri.toString()}:${index}`;
  item.iconPath = problemIcon(isError(problem));
  item.tooltip = text;
  item.command = asCommand('openAccountsFile', vscode.l10n.t('Open Accounts List'), {
    uri: parent.list.source.uri.toString(),
    offset: problem.offset,
  });
  return item;
}

function badSettingItem({ setting }: BadSettingElement): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('“{0}” isn’t an absolute path or a URI', sanitizeLabel(setting.entry)),
  );
  item.id = `setting:${setting.entry}`;
  item.iconPath = problemIcon(true);
  item.description = settingId('accountsFiles');
  item.command = {
    command: 'workbench.action.openSettings',
    title: vscode.l10n.t('Open Settings'),
    arguments: [settingId('accountsFiles')],
  };
  return item;
}
