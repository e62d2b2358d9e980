import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { secondsLeft } from '../core/codeWindow';
import { type LoginItem, type LoginRow, pickLogin } from '../platform/pickLogin';
import type { Ticker } from '../platform/ticker';

/** An account as the picker shows it. */
export interface PickerRow extends LoginRow {
  /** Whether its code can be copied. */
  readonly ready: boolean;
}

/** What the person chose: a code to copy, or an account to add a setup key to. */
export interface Choice {
  readonly login: string;
  readonly action: 'copy' | 'setUp';
  /** The key that was pasted. */
  readonly key?: string | undefined;
}

/** Sorts the rows that are ready by how recently they were used, and leaves the rest in their order. */
export function orderRows(
  rows: readonly PickerRow[],
  recent: readonly string[],
): { ready: PickerRow[]; other: PickerRow[] } {
  const rank = new Map(recent.map((login, index) => [login, index]));
  const rankOf = ({ login }: PickerRow): number => rank.get(loginKey(login)) ?? recent.length;
  const ready = rows.filter(row => row.ready).sort((a, b) => rankOf(a) - rankOf(b));
  return { ready, other: rows.filter(row => !row.ready) };
}

/** Lets the person pick whose code to copy. Only the title counts down: screen readers may read out a row that changes. */
export async function pickCode(
  rows: readonly PickerRow[],
  recent: readonly string[],
  now: () => number,
  onSecond: Ticker['onSecond'],
): Promise<Choice | undefined> {
  const { ready, other } = orderRows(rows, recent);
  const picked = await pickLogin([...ready, ...withoutKey(other)], {
    title: () => vscode.l10n.t('Copy Code: new codes in {0} s', secondsLeft(now())),
    placeholder: vscode.l10n.t('Type a name, login or organisation. Enter copies the code.'),
    onSecond,
  });
  if (!picked) return undefined;
  const { login, byButton, pasted } = picked;
  const isReady = ready.some(row => row.login === login);
  return isReady && !byButton && !pasted
    ? { login, action: 'copy' }
    : { login, action: 'setUp', key: pasted?.text };
}

function withoutKey(rows: readonly PickerRow[]): LoginItem[] {
  if (rows.length === 0) return [];
  const addKey: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('key'),
    tooltip: vscode.l10n.t('Add Setup Key'),
  };
  return [
    { label: vscode.l10n.t('Add a setup key first'), kind: vscode.QuickPickItemKind.Separator },
    ...rows.map(row => ({ ...row, buttons: [addKey] })),
  ];
}
