import * as vscode from 'vscode';
import { formatCode } from '../core/codeWindow';
import type { TotpSecret } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import { type Compared, differenceOf } from './compareBackup';
import type { BackupServices } from './services';

interface Row extends vscode.QuickPickItem {
  readonly login: string;
}

/**
 * Shows what is new or different in a backup, with the keys' current codes, and lets the person tick what to restore. New
 * logins are ticked.
 *
 * @param same how many logins are the same on this computer
 * @returns the ticked logins; `undefined` if the person cancels
 */
export async function chooseRestored(
  compared: readonly Compared[],
  same: number,
  { ticker, hmac, now, accounts, record }: BackupServices,
): Promise<ReadonlySet<string> | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = vscode.l10n.t('Restore Backup');
  picker.placeholder =
    same === 0
      ? vscode.l10n.t('Choose what to restore')
      : vscode.l10n.t('Choose what to restore. Already the same on this computer: {0}.', same);
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  const codeOf = (secret: TotpSecret): string => formatCode(secret.codeAt(now(), hmac));
  const rows = (): Row[] =>
    compared.map(each => ({
      login: each.login,
      label: sanitizeLabel(accounts.nameOf(each.login)),
      description: describe(each, accounts.find(each.login) !== undefined),
      detail: detailOf(each, codeOf),
    }));
  let shown = rows();
  const show = (ticked: ReadonlySet<string>): void => {
    picker.items = shown;
    picker.selectedItems = shown.filter(({ login }) => ticked.has(login));
  };
  const follow = (): void => {
    const next = rows();
    // Screen readers may read replaced rows again.
    if (next.every(({ detail }, index) => detail === shown[index]?.detail)) return;
    const ticked = new Set(picker.selectedItems.map(({ login }) => login));
    const active = picker.activeItems[0]?.login;
    shown = next;
    show(ticked);
    picker.activeItems = shown.filter(({ login }) => login === active);
  };
  const subscriptions: vscode.Disposable[] = [picker, ticker.onSecond(follow)];
  try {
    return await new Promise(resolve => {
      subscriptions.push(
        picker.onDidAccept(() => resolve(new Set(picker.selectedItems.map(({ login }) => login)))),
        picker.onDidHide(() => resolve(undefined)),
      );
      show(new Set(compared.filter(each => differenceOf(each) === 'new').map(({ login }) => login)));
      picker.show();
      for (const { login, secret } of compared)
        if (secret) record({ action: 'shown', login, route: 'backup' });
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

function describe(compared: Compared, isListed: boolean): string {
  return [
    differenceOf(compared) === 'new' ? vscode.l10n.t('new') : vscode.l10n.t('different on this computer'),
    sanitizeLabel(compared.login),
    ...(isListed ? [] : [vscode.l10n.t('not in a list')]),
  ].join(' · ');
}

function detailOf(
  { secret, here, key, formerKey, recovery, passwordIs }: Compared,
  codeOf: (secret: TotpSecret) => string,
): string {
  const parts: string[] = [];
  if (secret && key === 'new') parts.push(vscode.l10n.t('Current code {0}', codeOf(secret)));
  if (secret && key === 'different') {
    parts.push(
      here
        ? vscode.l10n.t('Code here {0}, in the backup {1}', codeOf(here), codeOf(secret))
        : vscode.l10n.t('The key here can’t be read. Code in the backup {0}', codeOf(secret)),
    );
  }
  if (formerKey === 'new') parts.push(vscode.l10n.t('the old key, in case Xero still accepts it'));
  if (recovery === 'new') parts.push(vscode.l10n.t('answers to security questions'));
  if (recovery === 'different') parts.push(vscode.l10n.t('other answers to security questions'));
  if (passwordIs === 'new') parts.push(vscode.l10n.t('password'));
  if (passwordIs === 'different') parts.push(vscode.l10n.t('another password'));
  return parts.join(' · ');
}
