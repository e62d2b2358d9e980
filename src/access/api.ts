/** What `activate` gives other extensions. It only ever grows. */
export interface XeroTestMfaApi {
  readonly version: 1;
  /** The accounts of all lists, by name. */
  accounts(): Promise<readonly ApiAccount[]>;
  /**
   * A code of an account that has a setup key on this computer, after the person has allowed it. It may wait for the
   * next code, as copying does.
   *
   * @returns the code: all digits, no space
   * @throws an error for the person: there is no such account or key, the person refused, the folder is not trusted
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
   * The caller's own `context.extension.id`: the question then names it, and the person may allow it for good.
   */
  readonly extension?: string;
}
