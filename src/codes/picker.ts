import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { RecordActivity } from '../core/activity';
import { formatCode, secondsLeft } from '../core/codeWindow';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { type LoginItem, type LoginRow, type PickedLogin, pickLogin } from '../platform/pickLogin';
import type { Ticker } from '../platform/ticker';
import type { RecentLogins } from './recentLogins';
import type { RowCodes } from './rowCodes';

/** An account as the picker shows it. */
export interface PickerRow extends LoginRow {
  /** Whether its code can be copied. */
  readonly ready: boolean;
}

/** The accounts that a picker is filled with. */
interface PickedAccounts {
  rows(): Promise<readonly PickerRow[]>;
  /** The error for a person who has no account at all. */
  noAccounts(): Error;
}

/** What the person chose: a code to copy, or an account to add a setup key to. */
export interface Choice {
  readonly login: string;
  readonly action: 'copy' | 'setUp';
  /** The key that was pasted. */
  readonly key?: string | undefined;
}

/** What the picker needs besides its rows. */
export interface PickerServices {
  readonly recent: Pick<RecentLogins, 'logins'>;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly onSecond: Ticker['onSecond'];
  readonly run: ErrorBoundary['run'];
  readonly record: RecordActivity;
  /** Codes to show in rows for a while. Dispose of them afterwards. */
  shownCodes(): RowCodes;
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

/**
 * Lets the person pick whose code to copy. Only the title counts down: screen readers may read out a row that changes. A
 * row changes with its code, where the person has the codes shown.
 */
export async function pickCode(
  rows: readonly PickerRow[],
  services: PickerServices,
): Promise<Choice | undefined> {
  const { now, recent } = services;
  const { ready, other } = orderRows(rows, recent.logins);
  const codes = services.shownCodes();
  let isReading = false;
  const items = (): LoginItem[] => [...ready.map(row => withCode(row, codes)), ...withoutKey(other)];
  const picked = await pickLogin(items(), {
    title: () => vscode.l10n.t('Copy Code: new codes in {0} s', secondsLeft(now())),
    placeholder: vscode.l10n.t('Type a name, login or organisation. Enter copies the code.'),
    onSecond: listener =>
      services.onSecond(() => {
        codes.tick();
        listener();
      }),
    toggle: {
      rows: items,
      button: () => (codes.shown ? hideButton() : showButton()),
      press: () => {
        if (codes.shown) codes.hide();
        // While keys are read, a second press would be noted as well.
        else if (!isReading) {
          isReading = true;
          void showCodes(codes, ready, services).finally(() => {
            isReading = false;
          });
        }
      },
      onDidChange: codes.onDidChange,
    },
  }).finally(() => codes.dispose());
  if (!picked) return undefined;
  const { login, byButton, pasted } = picked;
  const isReady = ready.some(row => row.login === login);
  return isReady && !byButton && !pasted
    ? { login, action: 'copy' }
    : { login, action: 'setUp', key: pasted?.text };
}

/**
 * Lets the person pick an account. Those whose code was copied last lead.
 *
 * @throws `UserError` if there is no account at all
 */
export async function pickUsed(
  { rows, noAccounts }: PickedAccounts,
  recent: PickerServices['recent'],
  title: string,
): Promise<PickedLogin | undefined> {
  const all = await rows();
  if (all.length === 0) throw noAccounts();
  const { ready, other } = orderRows(all, recent.logins);
  return pickLogin([...ready, ...other], {
    title: () => title,
    placeholder: vscode.l10n.t('Type a name, login or organisation'),
  });
}

function showCodes(
  codes: RowCodes,
  rows: readonly PickerRow[],
  { run, record }: PickerServices,
): Promise<void> {
  return run('picker', async () => {
    try {
      await codes.show();
    } finally {
      // Even if one key could not be read, the codes of the others are shown.
      const shown = rows.map(({ login }) => loginKey(login)).filter(login => codes.codeOf(login));
      for (const login of shown) record({ action: 'shown', login, route: 'command' });
    }
  });
}

function showButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('eye'), tooltip: vscode.l10n.t('Show Codes') };
}

function hideButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('eye-closed'), tooltip: vscode.l10n.t('Hide Codes') };
}

function withCode(row: PickerRow, codes: RowCodes): PickerRow {
  const code = codes.codeOf(loginKey(row.login));
  if (code === undefined) return row;
  return { ...row, description: [formatCode(code), row.description].filter(Boolean).join(' · ') };
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
