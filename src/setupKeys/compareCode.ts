import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { formatCode, secondsLeft } from '../core/codeWindow';
import type { ParsedSecret } from '../core/secret';
import type { Hmac } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import { keyWarnings } from './parseKey';

interface Item extends vscode.QuickPickItem {
  readonly choice: 'store' | 'again';
}

/** What showing a live code needs. */
export interface CodeSource {
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly hmac: Hmac;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
}

/**
 * Shows the code a key gives, live, so that it can be compared with another authenticator before it is stored.
 *
 * @returns what the person wants: to store the key or to paste another one; undefined if they leave
 */
export async function compareCode(
  { name }: Account,
  parsed: ParsedSecret,
  { hmac, now, onSecond }: CodeSource,
): Promise<Item['choice'] | undefined> {
  const { secret } = parsed;
  const warnings = keyWarnings(parsed);
  const picker = vscode.window.createQuickPick<Item>();
  picker.placeholder = vscode.l10n.t(
    'If you use another authenticator for this login, check that it shows the same code',
  );
  picker.ignoreFocusOut = true;
  const again: Item = { label: vscode.l10n.t('Paste Another Key'), choice: 'again' };
  let shown: string | undefined;
  const show = (): void => {
    const instant = now();
    picker.title = vscode.l10n.t(
      'Add Setup Key for {0}: new code in {1} s',
      sanitizeLabel(name),
      secondsLeft(instant, secret.period),
    );
    const code = formatCode(secret.codeAt(instant, hmac));
    // A row that is replaced may be read out again.
    if (code === shown) return;
    shown = code;
    const active = picker.activeItems[0]?.choice;
    picker.items = [
      {
        label: vscode.l10n.t('Store this key. Its code is {0}', code),
        choice: 'store',
        ...(warnings.length > 0 && { detail: `$(warning) ${warnings.join(' ')}` }),
      },
      again,
    ];
    if (active) picker.activeItems = picker.items.filter(({ choice }) => choice === active);
  };
  const subscriptions: vscode.Disposable[] = [picker, onSecond(show)];
  try {
    return await new Promise(resolve => {
      subscriptions.push(
        picker.onDidAccept(() => resolve(picker.selectedItems[0]?.choice)),
        picker.onDidHide(() => resolve(undefined)),
      );
      show();
      picker.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
