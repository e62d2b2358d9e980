import * as vscode from 'vscode';
import type { Account, Organisation } from '../core/account';
import { type Remedy, UserError } from '../core/errors';
import { loginIn } from '../platform/commands';
import { sanitizeLabel } from '../platform/sanitize';
import { sortByName } from './elements';
import type { AccountLists } from './lists';
import type { ListSource } from './sources';
import { accountLabel } from './tree';

/**
 * The account a command is about: the one named by its argument, else the one the person picks.
 *
 * @returns undefined where the person picked none
 * @throws {@link UserError} where no list has the account, or there is no account at all
 */
export async function accountFor(
  argument: unknown,
  lists: AccountLists,
  title: string,
): Promise<Account | undefined> {
  const login = loginIn(argument);
  if (login !== undefined) return findAccount(login, lists);
  await lists.ready();
  if (lists.accounts.length === 0) throw noAccounts();
  return pickAccount(lists.accounts, title);
}

/** The account of a login. A list that changed on disk a moment ago is read again before this says no. */
export async function findAccount(login: string, lists: AccountLists): Promise<Account> {
  await lists.ready();
  const found = lists.find(login);
  if (found) return found;
  await lists.reload();
  const account = lists.find(login);
  if (account) return account;
  throw new UserError(vscode.l10n.t('{0} is in none of the lists. Add it first.', sanitizeLabel(login)), [
    add(),
  ]);
}

export function noAccounts(): UserError {
  return new UserError(vscode.l10n.t('There is no account in any list yet.'), [add()]);
}

function add(): Remedy {
  return {
    label: vscode.l10n.t('Add an Account'),
    run: () => vscode.commands.executeCommand('xeroMfa.addAccount'),
  };
}

async function pickAccount(accounts: readonly Account[], title: string): Promise<Account | undefined> {
  const items = sortByName(accounts).map(account => ({
    label: accountLabel(account),
    detail: organisationNames(account),
    account,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Type a name, a login or an organisation'),
    matchOnDetail: true,
  });
  return chosen?.account;
}

/** What stands under an account in a quick pick. */
export function organisationNames({ organisations }: Account): string {
  return organisations.map(({ name }) => sanitizeLabel(name)).join(', ');
}

export async function pickOrganisation(
  organisations: readonly Organisation[],
  title: string,
): Promise<Organisation | undefined> {
  if (organisations.length <= 1) return organisations[0];
  const items = organisations.map(organisation => ({
    label: sanitizeLabel(organisation.name),
    organisation,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.organisation;
}

/** Asks for a list where there is more than one to choose from. */
export async function pickList(
  sources: readonly ListSource[],
  title: string,
): Promise<ListSource | undefined> {
  if (sources.length <= 1) return sources[0];
  const descriptions = {
    workspace: vscode.l10n.t('shared with the team through the repository'),
    setting: vscode.l10n.t('named in the settings'),
    personal: '',
  };
  const items = sources.map(source => ({
    label: sanitizeLabel(source.label),
    description: descriptions[source.kind],
    source,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.source;
}
