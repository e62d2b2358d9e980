import type * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { Route } from '../core/activity';
import type { GuardedItems } from './guardedItems';
import { PASSWORD } from './itemKeys';
import type { KnownItems } from './knownItems';
import type { SecretWrite } from './secretWrite';

const load = () => import('./whenUsed');

/** The optional passwords of logins. */
export class Passwords {
  constructor(
    private readonly items: GuardedItems,
    private readonly known: KnownItems,
    private readonly written: vscode.EventEmitter<SecretWrite>,
  ) {}

  /** The logins, in lower case, whose password is on this computer. */
  get logins(): ReadonlySet<string> {
    return this.known.namesWith(PASSWORD);
  }

  has(login: string): boolean {
    return this.logins.has(loginKey(login));
  }

  /**
   * The password of a login, or `undefined` if this computer has none.
   *
   * @throws `UserError` if VS Code can't decrypt what it has, or the stored value isn't a password; it is kept
   */
  async get(login: string): Promise<string | undefined> {
    const stored = await this.items.read(PASSWORD, loginKey(login));
    return stored === undefined ? undefined : (await load()).readPassword(stored, login);
  }

  /**
   * Stores the password of a login in place of the one before.
   *
   * @throws `PasswordError` of `core/password.ts` if it can't be one; nothing is stored then
   */
  async set(login: string, password: string, route: Route = 'command'): Promise<void> {
    const key = loginKey(login);
    await this.items.write(async writer => {
      (await load()).requirePassword(password);
      await writer.store(PASSWORD + key, password);
    });
    this.written.fire({ action: 'passwordStored', login: key, route });
  }

  /** Deletes the password of a login from this computer. */
  async remove(login: string, route: Route = 'command'): Promise<void> {
    const key = loginKey(login);
    await this.items.write(writer => writer.delete(PASSWORD + key));
    this.written.fire({ action: 'passwordRemoved', login: key, route });
  }
}
