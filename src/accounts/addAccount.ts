import * as vscode from 'vscode';
import type { CommandArguments } from '../contributions/commands';
import type { Remedy } from '../core/errors';
import { type AccountChanges, addEntries, addEntry, type NewEntry } from '../core/listEdit';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import { changesIn, requireValid } from './accountChanges';
import { askDetails, askLogin } from './askAccount';
import { pickList, requireList, writable } from './chooseList';
import { editList } from './editLists';
import type { AccountLists, LoadedList } from './lists';

/**
 * Adds an account to the given list, otherwise to the first.
 *
 * @returns its login
 */
export async function addAccount(
  args: CommandArguments<'addAccount'>,
  lists: AccountLists,
): Promise<string | undefined> {
  await lists.ready();
  const login = args.login.trim();
  const changes = changesIn(args);
  requireValid(login, changes);
  const list = listToAddTo(args.list, lists);
  return list && add(login, changes, list, lists);
}

/** What asking for an account needs besides the lists. */
export interface AddAccountServices {
  readonly offer: Offer;
  /** Buttons that lead from a new account to its setup key. */
  setUpRemedies(login: string): readonly Remedy[];
}

/**
 * Asks for an account and adds it to the list that the person picks.
 *
 * @returns its login, or `undefined` if the person cancels
 */
export async function askToAddAccount(
  lists: AccountLists,
  { offer, setUpRemedies }: AddAccountServices,
): Promise<string | undefined> {
  const title = vscode.l10n.t('Add Account');
  await lists.ready();
  const login = await askLogin(title, lists);
  if (login === undefined) return undefined;
  const details = await askDetails(title, login);
  if (!details) return undefined;
  requireValid(login, details);
  const list = await pickList(writable(lists.lists), vscode.l10n.t('Add the account to which list?'));
  if (!list) return undefined;
  await add(login, details, list, lists);
  const name = sanitizeLabel(details.name || login);
  const label = sanitizeLabel(list.source.label);
  void offer(vscode.l10n.t('{0} was added to {1}.', name, label), setUpRemedies(login));
  return login;
}

/**
 * Adds all of these accounts to the given list, otherwise to the first.
 *
 * @throws `ListWriteError` if the list cannot be edited; no account is added
 */
export async function addAccounts(
  entries: readonly NewEntry[],
  uri: string | undefined,
  lists: AccountLists,
): Promise<void> {
  await lists.ready();
  const list = listToAddTo(uri, lists);
  if (list && entries.length > 0) await editList(list.source, text => addEntries(text, entries), lists);
}

function listToAddTo(uri: string | undefined, { lists }: AccountLists): LoadedList | undefined {
  return uri === undefined ? writable(lists)[0] : requireList(uri, lists);
}

async function add(
  login: string,
  changes: AccountChanges,
  { source }: LoadedList,
  lists: AccountLists,
): Promise<string> {
  await editList(source, text => addEntry(text, login, changes), lists);
  return login;
}
