/** How to get a code. */
export interface CodeOptions {
  /** The store's folder. By default `.xero-mfa/store` in the working folder, or in the closest folder above it that has one. */
  readonly store?: string | undefined;
  /** The text of an age identity (`AGE-SECRET-KEY-1…`), or of a file with one. By default `XERO_MFA_IDENTITY`. */
  readonly identity?: string | undefined;
  /** A file with one, in the place of `identity`. */
  readonly identityFile?: string | undefined;
  /** The eight words of the member whose word counts: see the README. By default `XERO_MFA_TRUST`, otherwise nobody's. */
  readonly trust?: string | undefined;
  /** Whether nobody on this computer may have been given the code before, by this option or `--unused`. */
  readonly unused?: boolean | undefined;
  /** Seconds for which the code must still be valid; otherwise the next one is waited for. By default 4. */
  readonly minimumRemaining?: number | undefined;
  /** The most seconds to wait. By default 120. */
  readonly timeout?: number | undefined;
  /** Ends the wait: its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** A code that can be used now. */
export interface Code {
  readonly code: string;
  /** In milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}
