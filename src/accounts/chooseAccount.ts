import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import type { LoginRow } from '../platform/pickLogin';
import { sanitizeLabel } from '../platform/sanitize';
import type { AccountLists } from './lists';

/** Where choosing an account can lead instead. */
export interface ChooserOptions {
  /** All accounts by name. */
  rows(): Promise<readonly LoginRow[]>;
  /** The button under "There is no such account". */
  addAccount(): unknown;
  /** Adds a setup key to a login; asks for the key if it is `undefined`. */
  addKey(login: string, key: string | undefined): Promise<void>;
}

/** Finds the account of a login or a row, or asks for one. */
export class AccountChooser {
  constructor(
    private readonly lists: Pick<AccountLists, 'ready' | 'reload' | 'accounts' | 'find'>,
    private readonly options: ChooserOptions,
  ) {}

  /**
   * The account of a row, otherwise the only account, otherwise the one that the person picks. If they paste a setup key
   * into the picker, they add that key and pick no account.
   *
   * @param mustPick whether they pick even the only account, because a program may have called the command
   * @throws {@link UserError} if no list has the account, or there are no accounts
   */
  async choose({ login }: CommandTarget, title: string, mustPick = false): Promise<Account | undefined> {
    if (login !== undefined) return this.get(login);
    await this.lists.ready();
    const [first, second] = this.lists.accounts;
    if (!first) throw this.noAccounts();
    if (!second && !mustPick) return first;
    const { rows, addKey } = this.options;
    const picked = await (await import('./pickAccount')).pickAccount(await rows(), title);
    if (!picked) return undefined;
    if (!picked.pasted) return this.get(picked.login);
    await addKey(picked.login, picked.pasted.text);
    return undefined;
  }

  /**
   * The account of a login. If there is none, the lists are read again first, as one may have just changed on disk.
   *
   * @throws {@link UserError} if no list has it
   */
  async get(login: string): Promise<Account> {
    await this.lists.ready();
    const found = this.lists.find(login);
    if (found) return found;
    await this.lists.reload();
    const account = this.lists.find(login);
    if (account) return account;
    throw this.#withAddButton(vscode.l10n.t('{0} isn’t in any list. Add it first.', sanitizeLabel(login)));
  }

  /** The error for a person without any account. */
  noAccounts(): UserError {
    return this.#withAddButton(vscode.l10n.t('There are no accounts in your lists yet.'));
  }

  #withAddButton(message: string): UserError {
    return new UserError(message, [{ label: vscode.l10n.t('Add Account'), run: this.options.addAccount }]);
  }
}
