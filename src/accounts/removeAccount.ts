import * as vscode from 'vscode';
import type { CommandArguments } from '../contributions/commands';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import { removeEntry } from '../core/listEdit';
import type { Offer } from '../platform/errorBoundary';
import { nameList } from '../platform/nameList';
import { sanitizeLabel } from '../platform/sanitize';
import { alsoFromTeamText } from '../secrets/alsoFromTeamText';
import type { SecretStore } from '../secrets/store';
import { listAmong, writable } from './chooseList';
import { editList } from './editLists';
import type { AccountLists, LoadedList } from './lists';

/** What removing an account needs. */
export interface RemoveAccountServices {
  readonly lists: AccountLists;
  readonly secrets: Pick<SecretStore, 'ready' | 'has' | 'hasAnswers' | 'passwords' | 'delete'>;
  readonly offer: Offer;
  /** What removes the key of a login from the team's stores as well, if they share it now. */
  removal(login: string): (() => Promise<void>) | undefined;
}

/** What is removed. */
interface Removal {
  readonly account: Account;
  readonly from: readonly LoadedList[];
  /** Lists that have the account afterwards. With any, its key and answers stay. */
  readonly left: readonly LoadedList[];
  /** Taken before the question, so that what it says is what is done. */
  readonly removeFromStores: (() => Promise<void>) | undefined;
}

/** @param holding the lists that have the account */
function removalFrom(
  from: readonly LoadedList[],
  holding: readonly LoadedList[],
  account: Account,
  { removal }: RemoveAccountServices,
): Removal {
  const left = holding.filter(list => !from.includes(list));
  return { account, from, left, removeFromStores: removal(account.login) };
}

/** Removes an account from the given list, otherwise from all. */
export async function removeAccount(
  { list, removeSecret = false, confirm = false }: CommandArguments<'removeAccount'>,
  account: Account,
  services: RemoveAccountServices,
): Promise<void> {
  const holding = services.lists.listsWith(account.login);
  const from = list === undefined ? writable(holding) : [holdingAt(list, holding)];
  const removal = removalFrom(from, holding, account, services);
  if (!confirm) return remove(removal, await confirmRemoval(removal, services), services);
  const forgets = removeSecret && removal.left.length === 0;
  const hadPassword = services.secrets.passwords.has(account.login);
  await remove(removal, forgets, services);
  // Nobody was asked, so say it at least.
  const kept = removeSecret && !forgets ? [keptText(removal.left)] : [];
  const password = forgets && hadPassword ? [vscode.l10n.t('Its password was removed, too.')] : [];
  void services.offer([removedByCommandText(removal, forgets), ...password, ...kept].join(' '));
}

function removedByCommandText({ account, from, removeFromStores }: Removal, forgets: boolean): string {
  const [name, lists] = [sanitizeLabel(account.name), listLabels(from)];
  if (!forgets) return vscode.l10n.t('A command removed {0} from {1}.', name, lists);
  const text = vscode.l10n.t(
    'A command removed {0} from {1}, and its setup key and answers from this computer.',
    name,
    lists,
  );
  return removeFromStores ? `${text} ${alsoFromTeamText()}` : text;
}

/** Removes an account from the lists that the person picks, and offers to delete its key and answers. */
export async function askToRemoveAccount(account: Account, services: RemoveAccountServices): Promise<void> {
  const holding = services.lists.listsWith(account.login);
  const from = await pickHolding(writable(holding));
  if (!from) return;
  const removal = removalFrom(from, holding, account, services);
  await remove(removal, await confirmRemoval(removal, services), services);
}

async function remove(
  { account: { login }, from, removeFromStores }: Removal,
  forgets: boolean,
  { lists, secrets }: RemoveAccountServices,
): Promise<void> {
  for (const { source } of from) await editList(source, text => removeEntry(text, login), lists);
  if (!forgets) return;
  await removeFromStores?.();
  await secrets.delete(login);
}

/**
 * @returns whether to delete the account's key and answers too
 * @throws {@link vscode.CancellationError} if the person cancels
 */
async function confirmRemoval(
  { account: { login, name }, from, left, removeFromStores }: Removal,
  { secrets }: RemoveAccountServices,
): Promise<boolean> {
  await secrets.ready();
  const hasSecret = await secrets.has(login);
  const hasAnswers = secrets.hasAnswers(login);
  const labels = listLabels(from);
  const remove = vscode.l10n.t('Remove');
  const hasPassword = secrets.passwords.has(login);
  const removeBoth = removeAllText(hasSecret, hasAnswers, hasPassword);
  const isStored = hasSecret || hasAnswers || hasPassword;
  const mayForget = isStored && left.length === 0;
  const details = [
    storedText(hasSecret, hasAnswers),
    ...(hasPassword ? [vscode.l10n.t('Its password is saved on this computer.')] : []),
    ...(isStored && !mayForget ? [keptText(left)] : []),
    ...(mayForget && removeFromStores
      ? [vscode.l10n.t('If you remove the key: {0}', alsoFromTeamText())]
      : []),
  ];
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove {0} from {1}?', sanitizeLabel(name), labels),
    { modal: true, detail: details.join(' ') },
    ...(mayForget ? [removeBoth, remove] : [remove]),
  );
  if (!chosen) throw new vscode.CancellationError();
  return chosen === removeBoth;
}

/** Why the key and answers of an account stay. */
function keptText(left: readonly LoadedList[]): string {
  return vscode.l10n.t('Anything saved for it stays, because the account is still in {0}.', listLabels(left));
}

function listLabels(lists: readonly LoadedList[]): string {
  return nameList(lists.map(({ source }) => source.label));
}

/** The label of the button that also deletes what is stored. */
function removeAllText(hasSecret: boolean, hasAnswers: boolean, hasPassword: boolean): string {
  if (hasPassword) return vscode.l10n.t('Remove Account and All Saved for It');
  if (hasSecret && hasAnswers) return vscode.l10n.t('Remove Account, Key and Answers');
  return hasSecret
    ? vscode.l10n.t('Remove Account and Setup Key')
    : vscode.l10n.t('Remove Account and Answers');
}

/** What is stored for an account on this computer. */
function storedText(hasSecret: boolean, hasAnswers: boolean): string {
  if (hasSecret && hasAnswers) {
    return vscode.l10n.t(
      'Its setup key and the answers to its security questions are saved on this computer and can only be removed together.',
    );
  }
  if (hasAnswers) {
    return vscode.l10n.t('The answers to its security questions are saved on this computer.');
  }
  return hasSecret
    ? vscode.l10n.t(
        'Its setup key is saved on this computer. If you remove the key, too, you need a copy from elsewhere to get codes.',
      )
    : vscode.l10n.t('It has no setup key on this computer.');
}

function holdingAt(uri: string, holding: readonly LoadedList[]): LoadedList {
  const list = listAmong(uri, holding);
  if (list) return list;
  throw new UserError(vscode.l10n.t('This account isn’t in the list {0}.', sanitizeLabel(uri)));
}

async function pickHolding(holding: readonly LoadedList[]): Promise<readonly LoadedList[] | undefined> {
  if (holding.length === 1) return holding;
  const items = [
    ...holding.map(list => ({ label: sanitizeLabel(list.source.label), lists: [list] })),
    { label: vscode.l10n.t('All of these lists'), lists: holding },
  ];
  const title = vscode.l10n.t('Remove from which list?');
  return (await vscode.window.showQuickPick(items, { title }))?.lists;
}
