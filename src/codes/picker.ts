import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import { secondsLeft } from '../core/codeWindow';
import type { Ticker } from '../platform/ticker';

/** An account with the texts that the picker shows of it. */
export interface PickerRow {
  readonly account: Account;
  readonly label: string;
  readonly detail: string;
  readonly ready: boolean;
}

/** What the person chose: a code to copy, or an account to set up first. */
export interface Choice {
  readonly account: Account;
  readonly action: 'copy' | 'setUp';
}

interface Item extends vscode.QuickPickItem {
  readonly row: PickerRow;
}

/** Those used last first, then the rest by name, and those without a secret last. */
export function orderRows(
  rows: readonly PickerRow[],
  recent: readonly string[],
): { ready: PickerRow[]; other: PickerRow[] } {
  const rank = new Map(recent.map((login, index) => [login, index]));
  const rankOf = ({ account }: PickerRow): number => rank.get(loginKey(account.login)) ?? recent.length;
  const ready = rows.filter(row => row.ready).sort((a, b) => rankOf(a) - rankOf(b));
  return { ready, other: rows.filter(row => !row.ready) };
}

/** Lets the person pick whose code to copy. The title counts down alone: a row that changes may be read out again. */
export async function pickCode(
  rows: readonly PickerRow[],
  recent: readonly string[],
  onSecond: Ticker['onSecond'],
): Promise<Choice | undefined> {
  const { ready, other } = orderRows(rows, recent);
  const setUp: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('key'),
    tooltip: vscode.l10n.t('Set Its Secret'),
  };
  const toItem = (row: PickerRow): Item => ({
    label: row.label,
    detail: row.detail,
    row,
    ...(!row.ready && { description: vscode.l10n.t('no secret here'), buttons: [setUp] }),
  });

  const picker = vscode.window.createQuickPick<Item>();
  picker.placeholder = vscode.l10n.t('Type a name, a login or an organisation; Enter copies the code');
  picker.matchOnDetail = true;
  picker.items = [...ready, ...other].map(toItem);
  const tick = (): void => {
    picker.title = vscode.l10n.t('Copy Code: new codes in {0} s', secondsLeft(Date.now()));
  };
  const subscriptions: vscode.Disposable[] = [picker, onSecond(tick)];
  try {
    return await new Promise<Choice | undefined>(resolve => {
      subscriptions.push(
        picker.onDidAccept(() => {
          const row = picker.selectedItems[0]?.row;
          resolve(row && { account: row.account, action: row.ready ? 'copy' : 'setUp' });
        }),
        picker.onDidTriggerItemButton(({ item: { row } }) =>
          resolve({ account: row.account, action: 'setUp' }),
        ),
        picker.onDidHide(() => resolve(undefined)),
      );
      tick();
      picker.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
