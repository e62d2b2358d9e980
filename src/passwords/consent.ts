import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { accountLabel } from '../platform/accountLabel';
import { requireConfirmed } from '../platform/confirm';

/**
 * Whose passwords the person has asked for in this window. VS Code doesn't say who calls a command, not even from a row, and
 * a task or another extension could read the clipboard afterwards.
 */
export class PasswordConsent {
  readonly #chosen = new Set<string>();

  constructor(private readonly nameOf: (login: string) => string) {}

  /** The person chose the login. */
  note(login: string): void {
    this.#chosen.add(loginKey(login));
  }

  /**
   * Asks whether the password of a login may be copied, unless the person has chosen it in this window.
   *
   * @throws {@link vscode.CancellationError} if the person declines
   */
  async require(login: string): Promise<void> {
    if (this.#chosen.has(loginKey(login))) return;
    await requireConfirmed(
      vscode.l10n.t('Copy the password for {0}?', accountLabel({ login, name: this.nameOf(login) })),
      [
        vscode.l10n.t(
          'Programs can read the clipboard. A task or another extension can ask for this, too, and VS Code doesn’t say which. If you didn’t just start this, choose Cancel.',
        ),
        vscode.l10n.t('You are asked once for each login until you close or reload this window.'),
      ].join('\n\n'),
      vscode.l10n.t('Copy Password'),
    );
    this.note(login);
  }
}
