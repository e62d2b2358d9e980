import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import { sanitizeLabel } from '../platform/sanitize';
import { organisationNames } from './accountRows';
import { sortByName } from './elements';
import type { AccountLists } from './lists';
import { accountLabel } from './tree';

/** From a login, a row or the person's choice to an account of the lists. */
export class AccountChooser {
  /** @param addAccount what the button under "there is no such account" does */
  constructor(
    private readonly lists: Pick<AccountLists, 'ready' | 'reload' | 'accounts' | 'find'>,
    private readonly addAccount: () => unknown,
  ) {}

  /**
   * The account of the row that a command was opened on, else the one the person picks.
   *
   * @returns undefined if the person picked none
   * @throws {@link UserError} if no list has the account, or there is no account at all
   */
  async choose({ login }: CommandTarget, title: string): Promise<Account | undefined> {
    if (login !== undefined) return this.get(login);
    await this.lists.ready();
    if (this.lists.accounts.length === 0) throw this.noAccounts();
    const items = sortByName(this.lists.accounts).map(account => ({
      label: accountLabel(account),
      detail: organisationNames(account),
      account,
    }));
    const placeHolder = vscode.l10n.t('Type a name, a login or an organisation');
    return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDetail: true }))?.account;
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
    return this.#withAddButton(vscode.l10n.t('There is no account in any list yet.'));
  }

  #withAddButton(message: string): UserError {
    return new UserError(message, [{ label: vscode.l10n.t('Add an Account'), run: this.addAccount }]);
  }
}
