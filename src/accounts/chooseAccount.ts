import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import type { LoginRow } from '../platform/pickLogin';
import { sanitizeLabel } from '../platform/sanitize';
import type { AccountLists } from './lists';

/** What choosing an account leads to besides it. */
export interface ChooserOptions {
  /** All accounts by name, as a quick pick shows them. */
  rows(): Promise<readonly LoginRow[]>;
  /** What the button under "there is no such account" does. */
  addAccount(): unknown;
  /**
   * Adds a setup key to a login.
   *
   * @param key asked for where it is not known
   */
  addKey(login: string, key: string | undefined): Promise<void>;
}

/** From a login, a row or the person's choice to an account of the lists. */
export class AccountChooser {
  constructor(
    private readonly lists: Pick<AccountLists, 'ready' | 'reload' | 'accounts' | 'find'>,
    private readonly options: ChooserOptions,
  ) {}

  /**
   * The account of the row that a command was opened on, else the only one there is, else the one the person picks.
   * Whoever pastes a setup key into the picker is led to adding it, and has picked none.
   *
   * @returns undefined if the person picked none
   * @throws {@link UserError} if no list has the account, or there is no account at all
   */
  async choose({ login }: CommandTarget, title: string): Promise<Account | undefined> {
    if (login !== undefined) return this.get(login);
    await this.lists.ready();
    const [first, second] = this.lists.accounts;
    if (!first) throw this.noAccounts();
    if (!second) return first;
    const { rows, addKey } = this.options;
    const { pickLogin } = await import('../platform/pickLogin');
    const picked = await pickLogin(await rows(), {
      title: () => title,
      placeholder: vscode.l10n.t('Type a name, login or organisation'),
    });
    if (!picked) return undefined;
    if (!picked.pasted) return this.get(picked.login);
    await addKey(picked.login, picked.pasted.text);
    return undefined;
  }

  /**
   * The account of a login. A list that changed on disk a moment ago is read again before this says no.
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
    throw this.#withAddButton(
      vscode.l10n.t('{0} is in none of the lists. Add it first.', sanitizeLabel(login)),
    );
  }

  /** The error for a person who has no account at all. */
  noAccounts(): UserError {
    return this.#withAddButton(vscode.l10n.t('There are no accounts in your lists yet.'));
  }

  #withAddButton(message: string): UserError {
    return new UserError(message, [{ label: vscode.l10n.t('Add Account'), run: this.options.addAccount }]);
  }
}
