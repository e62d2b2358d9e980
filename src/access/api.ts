/** What `activate` returns to other extensions. It may only grow. */
export interface XeroTestMfaApi {
  readonly version: 1;
  /** The accounts of all lists, by name. */
  accounts(): Promise<readonly ApiAccount[]>;
  /**
   * A code of an account that has a setup key on this computer, once the person has allowed it. Like copying, it may wait
   * for the next code.
   *
   * @returns the code: all digits, no space
   * @throws an error with a message for the person: no such account or key, the person refused, the folder isn't trusted
   */
  getCode(login: string, options?: GetCodeOptions): Promise<string>;
  /** The same, with the time at which the code expires. Rejects as {@link getCode} does. */
  getCodeInfo(login: string, options?: GetCodeOptions): Promise<CodeInfo>;
}

/** A code, and how long it is valid. */
export interface CodeInfo {
  /** All digits, no space. */
  readonly code: string;
  /**
   * When its time is over, in milliseconds since the Unix epoch. By this computer's own clock, even while codes are
   * corrected, so that what is left is the difference from what that clock says.
   */
  readonly expiresAt: number;
}

/** An account as other extensions see it. */
export interface ApiAccount {
  readonly login: string;
  readonly name: string;
}

/** Who asks for a code. */
export interface GetCodeOptions {
  /**
   * The caller's own `context.extension.id`. The question names it, and the person can allow it permanently.
   */
  readonly extension?: string;
}
