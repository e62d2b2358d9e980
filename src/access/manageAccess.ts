import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import { type Caller, extensionName, extensionOf, routeOf } from './caller';
import type { CodeAccess } from './codeAccess';
import type { Grant } from './grants';

interface GrantItem extends vscode.QuickPickItem {
  readonly grant: Grant;
}

/** Shows who may have codes in this workspace without a question, and revokes that. */
export async function manageAccess({ grants, services, record }: CodeAccess): Promise<void> {
  const { accounts } = services;
  // Names are known only once the lists were read.
  await accounts.rows();
  const revoked = async (removed: readonly Grant[]): Promise<void> => {
    await grants.remove(removed);
    for (const { caller, login } of removed) record('revoked', login, routeOf(caller), extensionOf(caller));
  };
  if (grants.all.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing in this workspace can get a code until you allow it.'),
    );
    return;
  }
  const revoke: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('trash'),
    tooltip: vscode.l10n.t('Revoke'),
  };
  const revokeAll: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('clear-all'),
    tooltip: vscode.l10n.t('Revoke All'),
  };
  const picker = vscode.window.createQuickPick<GrantItem>();
  picker.title = vscode.l10n.t('Access to Codes in This Workspace');
  picker.placeholder = vscode.l10n.t('Choose an entry to revoke it. You’ll be asked next time.');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [revokeAll];
  const show = (): void => {
    picker.items = grants.all.map(grant => itemOf(grant, accounts.nameOf(grant.login), revoke));
    if (picker.items.length === 0) picker.hide();
  };
  const subscriptions: vscode.Disposable[] = [picker];
  try {
    await new Promise<void>((resolve, reject) => {
      const remove = (removed: readonly Grant[]): void => void revoked(removed).then(show).catch(reject);
      subscriptions.push(
        picker.onDidAccept(() => remove(picker.selectedItems.map(({ grant }) => grant))),
        picker.onDidTriggerItemButton(({ item }) => remove([item.grant])),
        picker.onDidTriggerButton(() => remove(grants.all)),
        picker.onDidHide(() => resolve()),
      );
      show();
      picker.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

function itemOf(grant: Grant, name: string, revoke: vscode.QuickInputButton): GrantItem {
  const { caller, login, since } = grant;
  const day = new Date(since).toLocaleDateString(vscode.env.language, { dateStyle: 'long' });
  return {
    grant,
    label: sanitizeLabel(name),
    description: loginKey(name) === login ? '' : sanitizeLabel(login),
    detail: vscode.l10n.t('{0}, since {1}', callerLabel(caller), day),
    buttons: [revoke],
  };
}

function callerLabel(caller: Caller): string {
  if (caller === 'task') return vscode.l10n.t('Tasks, launch configurations and extensions, by command');
  const id = extensionOf(caller);
  return id === undefined
    ? vscode.l10n.t('Typing into the terminal, by command')
    : `${sanitizeLabel(extensionName(id))} (${sanitizeLabel(id)})`;
}
