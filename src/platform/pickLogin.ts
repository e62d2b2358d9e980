import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { type PastedKey, pastedKey } from '../core/pastedKey';
import type { Ticker } from './ticker';

/** A login in a quick pick. */
export interface LoginRow extends vscode.QuickPickItem {
  readonly login: string;
}

interface Separator extends vscode.QuickPickItem {
  readonly kind: vscode.QuickPickItemKind.Separator;
  readonly login?: undefined;
}

/** A row in a quick pick of logins. */
export type LoginItem = LoginRow | Separator;

export interface PickLoginOptions {
  title(): string;
  readonly placeholder: string;
  /** Updates the title every second, if given. */
  readonly onSecond?: Ticker['onSecond'];
  readonly toggle?: RowsToggle;
}

/** A button beside the title that changes what the rows say. */
export interface RowsToggle {
  button(): vscode.QuickInputButton;
  rows(): readonly LoginItem[];
  press(): void;
  /** Fires when the button and the rows have changed. */
  readonly onDidChange: vscode.Event<void>;
}

/** The person's choice. */
export interface PickedLogin {
  readonly login: string;
  /** Whether the person used the row's button. */
  readonly byButton: boolean;
  /** The setup key that was pasted into the box, to be stored for the login. */
  readonly pasted: PastedKey | undefined;
}

/**
 * Lets the person pick a login. A setup key pasted into the box, where it would be visible, is removed from it, and the
 * picker then asks which login to store the key for.
 */
export async function pickLogin(
  items: readonly LoginItem[],
  { title, placeholder, onSecond, toggle }: PickLoginOptions,
): Promise<PickedLogin | undefined> {
  const picker = vscode.window.createQuickPick<LoginItem>();
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.items = items;
  let pasted: PastedKey | undefined;
  let value = '';
  const showTitle = (): void => {
    picker.title = pasted ? vscode.l10n.t('Add Setup Key') : title();
  };
  const follow = (typed: string): void => {
    const found = pastedKey(value, typed, text => finds(text, picker.items));
    value = typed;
    if (!found) return;
    pasted = found;
    value = '';
    picker.value = '';
    picker.placeholder = vscode.l10n.t('Type a name or login');
    picker.prompt =
      found.text === undefined
        ? vscode.l10n.t(
            'That looks like a setup key. Choose its account, then paste the key again where it is hidden.',
          )
        : vscode.l10n.t('That looks like a setup key. Choose the account to add it to.');
    const { login } = found;
    const named = login && picker.items.find(item => item.login && loginKey(item.login) === loginKey(login));
    if (named) picker.activeItems = [named];
    showTitle();
  };
  const subscriptions: vscode.Disposable[] = [picker];
  if (toggle) {
    picker.buttons = [toggle.button()];
    picker.keepScrollPosition = true;
    subscriptions.push(
      picker.onDidTriggerButton(() => toggle.press()),
      toggle.onDidChange(() => {
        const active = new Set(picker.activeItems.map(({ login }) => login));
        picker.buttons = [toggle.button()];
        picker.items = toggle.rows();
        picker.activeItems = picker.items.filter(({ login }) => login !== undefined && active.has(login));
      }),
    );
  }
  try {
    return await new Promise<PickedLogin | undefined>(resolve => {
      const pick = (item: LoginItem | undefined, byButton: boolean): void =>
        resolve(item?.login === undefined ? undefined : { login: item.login, byButton, pasted });
      subscriptions.push(
        picker.onDidChangeValue(follow),
        picker.onDidAccept(() => pick(picker.selectedItems[0], false)),
        picker.onDidTriggerItemButton(({ item }) => pick(item, true)),
        picker.onDidHide(() => resolve(undefined)),
      );
      if (onSecond) subscriptions.push(onSecond(showTitle));
      showTitle();
      picker.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

/** Whether any row contains a text. */
function finds(text: string, items: readonly LoginItem[]): boolean {
  const wanted = plain(text);
  return items.some(({ label, description = '' }) =>
    [label, description].some(shown => plain(shown).includes(wanted)),
  );
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
