import * as v from 'valibot';
import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { locateAccount } from '../core/list';
import { readArguments } from '../platform/arguments';
import { isArguments } from '../platform/commands';
import { sanitizeLabel } from '../platform/sanitize';
import { webAddress } from '../platform/webAddress';
import { rangesIn } from './diagnostics';
import { currentGrouping, GROUPINGS, type Grouping } from './elements';
import type { AccountLists, LoadedList } from './lists';
import { accountFor, findAccount, pickList, pickOrganisation } from './pick';

export async function copyLogin(argument: unknown, lists: AccountLists): Promise<void> {
  const account = await accountFor(argument, lists, vscode.l10n.t('Copy Login'));
  if (!account) return;
  await vscode.env.clipboard.writeText(account.login);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Login of {0} copied', sanitizeLabel(account.name)), 5000);
}

/** Copies the tenant ID of an organisation: the one of its row, the only one, or the one picked. */
export async function copyTenantId(argument: unknown, lists: AccountLists): Promise<void> {
  const { tenantId } = readArguments(v.object({ tenantId: v.optional(v.string()) }), argument);
  const account = await accountFor(argument, lists, vscode.l10n.t('Copy Tenant ID'));
  if (!account) return;
  const known = account.organisations.filter(organisation => organisation.tenantId !== undefined);
  const wanted =
    tenantId === undefined ? known : known.filter(organisation => organisation.tenantId === tenantId);
  if (wanted.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'No tenant ID is known for {0}. Edit the account to add it.',
        sanitizeLabel(account.name),
      ),
    );
  }
  const chosen = await pickOrganisation(wanted, vscode.l10n.t('Copy Tenant ID'));
  if (!chosen?.tenantId) return;
  await vscode.env.clipboard.writeText(chosen.tenantId);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Tenant ID of {0} copied', sanitizeLabel(chosen.name)),
    5000,
  );
}

/** Opens Xero's sign-in page in the browser. */
export async function openXero(): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(webAddress('xeroUrl').href));
}

/** Opens a list in the editor, at an account's entry where one is named. */
export async function openAccountsFile(argument: unknown, lists: AccountLists): Promise<void> {
  const { login, uri, offset } = readArguments(
    v.object({ login: v.optional(v.string()), uri: v.optional(v.string()), offset: v.optional(v.number()) }),
    argument,
  );
  await lists.ready();
  const list = await listToOpen(argument, lists, { login, uri });
  if (!list) return;
  if (!list.exists) await lists.edit(list.source, text => text);
  const document = await vscode.workspace.openTextDocument(list.source.uri);
  const entry = login === undefined ? undefined : locateAccount(document.getText(), login);
  const start = offset ?? entry?.offset;
  const selection = start === undefined ? undefined : rangesIn(document.getText())(start, 0);
  await vscode.window.showTextDocument(document, selection && { selection });
}

async function listToOpen(
  argument: unknown,
  lists: AccountLists,
  { login, uri }: { login?: string | undefined; uri?: string | undefined },
): Promise<LoadedList | undefined> {
  const title = vscode.l10n.t('Open which list?');
  if (uri !== undefined) {
    const named = lists.lists.find(({ source }) => source.uri.toString() === uri);
    if (!named) throw new UserError(vscode.l10n.t('{0} is not one of the lists.', sanitizeLabel(uri)));
    return named;
  }
  if (login !== undefined) await findAccount(login, lists);
  const candidates =
    login === undefined ? lists.lists.filter(({ exists }) => exists) : lists.listsWith(login);
  const offered = candidates.length > 0 ? candidates : lists.lists;
  if (isArguments(argument) || offered.length === 1) return offered[0];
  const source = await pickList(
    offered.map(list => list.source),
    title,
  );
  return offered.find(list => list.source === source);
}

/** Groups the tree by what the argument says or the person picks, and remembers it. */
export async function groupBy(argument: unknown): Promise<void> {
  const { groupBy: given } = readArguments(
    v.object({ groupBy: v.optional(v.picklist(GROUPINGS)) }),
    argument,
  );
  const grouping = given ?? (await pickGrouping());
  if (!grouping) return;
  const configuration = vscode.workspace.getConfiguration('xeroMfa');
  const inWorkspace = configuration.inspect('groupBy')?.workspaceValue !== undefined;
  await configuration.update(
    'groupBy',
    grouping,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

async function pickGrouping(): Promise<Grouping | undefined> {
  const labels: Readonly<Record<Grouping, string>> = {
    region: vscode.l10n.t('Region'),
    owner: vscode.l10n.t('Owner'),
    tag: vscode.l10n.t('Tag'),
    none: vscode.l10n.t('Nothing'),
  };
  const items = GROUPINGS.map(grouping => ({
    label: labels[grouping],
    description: grouping === currentGrouping() ? vscode.l10n.t('now') : '',
    grouping,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group Accounts By') }))?.grouping;
}
