import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { UserError } from '../core/errors';
import { type Hmac, secondsLeft, type TotpSecret, windowAt } from '../core/totp';
import type { Offer } from '../platform/commands';
import { sanitizeLabel } from '../platform/sanitize';
import type { CodeClipboard } from './clipboard';
import type { RecentLogins } from './recent';
import type { NextCodeWait } from './wait';

/** What copying needs of the secrets. */
export interface SecretReader {
  get(login: string): Promise<TotpSecret | undefined>;
}

/** From a login to a code on the clipboard that is right, fresh, and gone again. */
export class CodeCopier {
  /** The window whose code was last copied, by login: to tell that Xero may refuse it a second time. */
  readonly #copied = new Map<string, number>();

  constructor(
    private readonly secrets: SecretReader,
    private readonly nameOf: (login: string) => string,
    private readonly clipboard: CodeClipboard,
    private readonly recent: RecentLogins,
    private readonly wait: NextCodeWait,
    private readonly hmac: Hmac,
    private readonly offer: Offer,
  ) {}

  /**
   * Settles when the code is on the clipboard.
   *
   * @throws {@link UserError} where the login has no secret here or it cannot be read
   * @throws {@link vscode.CancellationError} where the person cancels the wait for a fresh code
   */
  async copy(
    login: string,
    { minimumRemaining = 0 }: { readonly minimumRemaining?: number } = {},
  ): Promise<void> {
    const secret = await this.secrets.get(login);
    if (!secret) throw noSecret(login, this.nameOf(login));
    const now = Date.now();
    const { end } = windowAt(now, secret.period);
    // A period may be as short as the setting: its code is as good as it gets when it is new.
    const minimum = Math.min(
      Math.max(numberSetting('minimumRemaining', 4), minimumRemaining),
      secret.period - 1,
    );
    if (end - now < minimum * 1000) await this.wait.until(end, this.nameOf(login));
    await this.copyNow(login, secret);
  }

  /**
   * Waits for the next code and copies that; settles when it is on the clipboard.
   *
   * @throws as {@link copy} does
   */
  async copyNext(login: string): Promise<void> {
    const secret = await this.secrets.get(login);
    if (!secret) throw noSecret(login, this.nameOf(login));
    await this.copyFrom(windowAt(Date.now(), secret.period).end, login, secret);
  }

  /** Copies a text that is taken off the clipboard again after the time that the settings say. */
  async copyWithAutoClear(text: string): Promise<void> {
    await this.clipboard.copy(text, numberSetting('clearClipboardAfter', 30));
  }

  private async copyNow(login: string, secret: TotpSecret): Promise<void> {
    const now = Date.now();
    await this.copyWithAutoClear(secret.codeAt(now, this.hmac));
    const { counter, end } = windowAt(now, secret.period);
    const key = loginKey(login);
    const again = this.#copied.get(key) === counter;
    this.#copied.set(key, counter);
    this.recent.add(login);
    this.tell(login, secret, secondsLeft(now, secret.period), again ? end : undefined);
  }

  /** @param nextCode when the next code starts, where this one was copied before */
  private tell(login: string, secret: TotpSecret, seconds: number, nextCode: number | undefined): void {
    const name = sanitizeLabel(this.nameOf(login));
    if (nextCode === undefined) {
      void this.offer(vscode.l10n.t('Code of {0} copied; valid for {1} s.', name, seconds));
      return;
    }
    void this.offer(
      vscode.l10n.t(
        'The same code of {0} was copied again; valid for {1} s. Xero may refuse a code that a colleague has just used.',
        name,
        seconds,
      ),
      [{ label: vscode.l10n.t('Copy the Next Code'), run: () => this.copyFrom(nextCode, login, secret) }],
      vscode.window.showWarningMessage,
    );
  }

  /** @param from milliseconds since the Unix epoch */
  private async copyFrom(from: number, login: string, secret: TotpSecret): Promise<void> {
    if (Date.now() < from) await this.wait.until(from, this.nameOf(login));
    await this.copyNow(login, secret);
  }
}

/** A setting in seconds; a value that is no number of seconds counts as the default. */
function numberSetting(name: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('xeroMfa').get<unknown>(name);
  return typeof value === 'number' && value >= 0 ? Math.min(value, 86_400) : otherwise;
}

function noSecret(login: string, name: string): UserError {
  return new UserError(
    vscode.l10n.t(
      'There is no secret of {0} on this computer. Set it, or follow the guide to set up MFA.',
      sanitizeLabel(name),
    ),
    [
      {
        label: vscode.l10n.t('Set Its Secret'),
        run: () => vscode.commands.executeCommand('xeroMfa.setSecret', { login }),
      },
      {
        label: vscode.l10n.t('Open the Guide'),
        run: () => vscode.commands.executeCommand('xeroMfa.openGuide', { login }),
      },
    ],
  );
}
