import type { TotpSecret } from '../core/totp';

/** The keys whose codes the person got since the last attempt to sign in: Xero accepts a code of one of them. */
export class GivenKeys {
  #copied: TotpSecret | undefined;
  #shown: readonly TotpSecret[] = [];

  noteCopied(secret: TotpSecret): void {
    this.#copied = secret;
  }

  noteShown(secret: TotpSecret): void {
    if (!this.#shown.some(shown => shown.equals(secret))) this.#shown = [...this.#shown, secret];
  }

  forget(): void {
    this.#copied = undefined;
    this.#shown = [];
  }

  /** The key whose code Xero accepted; `unsure` if codes of several keys were shown and none was copied. */
  get accepted(): TotpSecret | 'unsure' | undefined {
    if (this.#copied || this.#shown.length <= 1) return this.#copied ?? this.#shown[0];
    return 'unsure';
  }
}
