import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { formatCode, secondsLeft } from '../core/codeWindow';
import type { ParsedSecret } from '../core/secret';
import { sanitizeLabel } from '../platform/sanitize';
import { keyWarnings } from './readKey';
import type { LiveCodeServices } from './services';

interface Item extends vscode.QuickPickItem {
  readonly choice: 'store' | 'again';
}

/**
 * Shows the live code of a key, to be compared with another authenticator before the key is stored.
 *
 * @returns whether to store the key or paste another one; `undefined` if the person leaves
 */
export async function compareCode(
  { name }: Account,
  key: ParsedSecret,
  { hmac, now, onSecond }: LiveCodeServices,
): Promise<Item['choice'] | undefined> {
  const { secret } = key;
  const warnings = keyWarnings(key);
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
    // Screen readers may read out a row that is replaced.
    if (code === shown) return;
    shown = code;
    const active = picker.activeItems[0]?.choice;
    picker.items = [
      {
        label: vscode.l10n.t('Save this key. Its code is {0}', code),
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
