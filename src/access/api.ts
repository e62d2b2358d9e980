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
