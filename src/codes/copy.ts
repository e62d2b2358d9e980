import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { type Remedy, UserError } from '../core/errors';
import { type Hmac, secondsLeft, type TotpSecret, windowAt } from '../core/totp';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import { readSetting } from '../platform/settings';
import type { SecretStore } from '../secrets/store';
import type { CodeClipboard } from './clipboard';
import type { RecentLogins } from './recent';
import type { NextCodeWait } from './wait';

/** What copying needs. */
export interface CodeCopierServices {
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly clipboard: Pick<CodeClipboard, 'copy'>;
  readonly recent: Pick<RecentLogins, 'add'>;
  readonly wait: Pick<NextCodeWait, 'until'>;
  readonly hmac: Hmac;
  readonly offer: Offer;
  nameOf(login: string): string;
  /** Buttons with which the person goes on to set a login up. */
  setUpRemedies(login: string): readonly Remedy[];
}

/** From a login to a code on the clipboard that is right, fresh, and gone again. */
export class CodeCopier {
  /** The window whose code was last copied, by login: to tell that Xero may refuse it a second time. */
  readonly #copied = new Map<string, number>();

  constructor(private readonly services: CodeCopierServices) {}

  /**
   * Settles when the code is on the clipboard.
   *
   * @throws {@link UserError} where the login has no secret here or it cannot be read
   * @throws {@link vscode.CancellationError} where the person cancels the wait for a fresh code
   */
  async copy(login: string): Promise<void> {
    const secret = await this.#secretOf(login);
    const now = Date.now();
    const { end } = windowAt(now, secret.period);
    // A period may be as short as the setting: its code is as good as it gets when it is new.
    const minimum = Math.min(readSetting('minimumRemaining'), secret.period - 1);
    if (end - now < minimum * 1000) await this.services.wait.until(end, this.services.nameOf(login));
    await this.copyNow(login, secret);
  }

  /**
   * Waits for the next code and copies that; settles when it is on the clipboard.
   *
   * @throws as {@link copy} does
   */
  async copyNext(login: string): Promise<void> {
    const secret = await this.#secretOf(login);
    await this.copyFrom(windowAt(Date.now(), secret.period).end, login, secret);
  }

  /** Copies a text that is taken off the clipboard again after the time that the settings say. */
  async copyWithAutoClear(text: string): Promise<void> {
    await this.services.clipboard.copy(text, readSetting('clearClipboardAfter'));
  }

  async #secretOf(login: string): Promise<TotpSecret> {
    const { secrets, nameOf, setUpRemedies } = this.services;
    const secret = await secrets.get(login);
    if (secret) return secret;
    throw new UserError(
      vscode.l10n.t(
        'There is no secret of {0} on this computer. Set it, or follow the guide to set up MFA.',
        sanitizeLabel(nameOf(login)),
      ),
      setUpRemedies(login),
    );
  }

  private async copyNow(login: string, secret: TotpSecret): Promise<void> {
    const now = Date.now();
    await this.copyWithAutoClear(secret.codeAt(now, this.services.hmac));
    const { counter, end } = windowAt(now, secret.period);
    const key = loginKey(login);
    const again = this.#copied.get(key) === counter;
    this.#copied.set(key, counter);
    this.services.recent.add(login);
    this.tell(login, secret, secondsLeft(now, secret.period), again ? end : undefined);
  }

  /** @param nextCode when the next code starts, where this one was copied before */
  private tell(login: string, secret: TotpSecret, seconds: number, nextCode: number | undefined): void {
    const name = sanitizeLabel(this.services.nameOf(login));
    if (nextCode === undefined) {
      void this.services.offer(vscode.l10n.t('Code of {0} copied; valid for {1} s.', name, seconds));
      return;
    }
    void this.services.offer(
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
    if (Date.now() < from) await this.services.wait.until(from, this.services.nameOf(login));
    await this.copyNow(login, secret);
  }
}
