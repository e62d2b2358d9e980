import type { TotpSecret } from '../core/totp';

/** The keys whose codes the person got since the last attempt to sign in: Xero accepts a code of one of them. */
export class GivenKeys {
  #copied: TotpSecret | undefined;
  #shown: readonly TotpSecret[] = [];

  noteCopied(secret: TotpSecret): void {
    this.#copied = secret;
    // The person has the code that was copied last.
    this.#shown = [];
  }

  noteShown(secret: TotpSecret): void {
    if (!this.#shown.some(shown => shown.equals(secret))) this.#shown = [...this.#shown, secret];
  }

  forget(): void {
    this.#copied = undefined;
    this.#shown = [];
  }

  /** The key whose code Xero accepted; `unsure` if that may have been one of several, `undefined` if none was given here. */
  get accepted(): TotpSecret | 'unsure' | undefined {
    const [first, ...others] = this.#copied ? [this.#copied, ...this.#shown] : this.#shown;
    return others.every(other => first?.equals(other)) ? first : 'unsure';
  }
}
