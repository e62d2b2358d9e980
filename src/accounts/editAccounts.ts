import * as v from 'valibot';
import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { clearableFields } from '../core/accountSchema';
import { UserError } from '../core/errors';
import { parseList } from '../core/list';
import { type AccountChanges, addAccount, editAccount, removeAccount } from '../core/listEdit';
import { readArguments } from '../platform/arguments';
import { isArguments, type Offer } from '../platform/commands';
import { sanitizeLabel } from '../platform/sanitize';
import type { AccountLists, LoadedList } from './lists';
import { accountFor, pickList } from './pick';
import { problemText } from './problemText';
import { askChange, askDetails, askLogin } from './prompts';
import type { ListSource } from './sources';

/** What removing an account needs of the secrets. */
export interface SecretRemover {
  readonly logins: ReadonlySet<string>;
  ready(): Promise<void>;
  hasAnswers(login: string): boolean;
  delete(login: string): Promise<void>;
}

const accountArguments = v.object({
  login: v.optional(v.string()),
  ...clearableFields,
  /** Which list, as its URI; the first one where it is not given. */
  list: v.optional(v.string()),
});

const FIELDS = Object.keys(clearableFields) as (keyof typeof clearableFields)[];

/**
 * Adds an account to the list the person picks.
 *
 * @returns its login, where it was added
 */
export async function addAccountCommand(
  argument: unknown,
  lists: AccountLists,
  offer: Offer,
): Promise<string | undefined> {
  // The + above the tree comes with the row that has the focus, which is not what is added.
  const given = readArguments(accountArguments, isArguments(argument) ? argument : {});
  const title = vscode.l10n.t('Add an Account');
  await lists.ready();
  if (given.login === undefined && isArguments(argument))
    throw new UserError(vscode.l10n.t('This command needs the argument “login”.'));
  const login = given.login?.trim() ?? (await askLogin(title, lists));
  if (login === undefined) return undefined;

  let changes = changesIn(given);
  if (!isArguments(argument)) {
    const details = await askDetails(title, login);
    if (!details) return undefined;
    changes = details;
  }
  requireValid(login, changes);
  const source = await chooseList(argument, given.list, lists, lists.lists, title);
  if (!source) return undefined;
  await lists.edit(source, text => addAccount(text, login, changes));
  if (isArguments(argument)) return login;
  void offer(
    vscode.l10n.t('{0} was added to {1}.', sanitizeLabel(changes.name || login), sanitizeLabel(source.label)),
    [
      {
        label: vscode.l10n.t('Set Its Secret'),
        run: () => vscode.commands.executeCommand('xeroMfa.setSecret', { login }),
      },
      {
        label: vscode.l10n.t('Open the Guide'),
        run: () => vscode.commands.executeCommand('xeroMfa.openGuide', { login }),
      },
    ],
  );
  return login;
}

/** Changes fields of an account in the list the person picks. */
export async function editAccountCommand(argument: unknown, lists: AccountLists): Promise<void> {
  const title = vscode.l10n.t('Edit an Account');
  const account = await accountFor(argument, lists, title);
  if (!account) return;
  const given = isArguments(argument) ? readArguments(accountArguments, argument) : undefined;
  const source = await chooseList(argument, given?.list, lists, lists.listsWith(account.login), title);
  if (!source) return;
  const save = async (changes: AccountChanges): Promise<void> => {
    requireValid(account.login, changes);
    await lists.edit(source, text => editAccount(text, account.login, changes));
  };
  if (given) return save(changesIn(given));
  for (
    let changes = await askChange(account);
    changes;
    changes = await askChange(lists.find(account.login) ?? account)
  ) {
    await save(changes);
  }
}

/** Takes an account off the lists and offers to forget its secret and answers. */
export async function removeAccountCommand(
  argument: unknown,
  lists: AccountLists,
  secrets: SecretRemover,
): Promise<void> {
  const account = await accountFor(argument, lists, vscode.l10n.t('Remove an Account'));
  if (!account) return;
  const { confirm, list, removeSecret } = readArguments(
    v.object({
      confirm: v.optional(v.boolean()),
      removeSecret: v.optional(v.boolean()),
      list: v.optional(v.string()),
    }),
    isArguments(argument) ? argument : {},
  );
  const holding = await chooseHolding(argument, list, lists.listsWith(account.login));
  if (!holding) return;
  await secrets.ready();
  const hasSecret = secrets.logins.has(loginKey(account.login));
  const hasAnswers = secrets.hasAnswers(account.login);
  let forget = removeSecret ?? false;
  if (!confirm) {
    const remove = vscode.l10n.t('Remove');
    const removeBoth = hasSecret
      ? vscode.l10n.t('Remove with Its Secret')
      : vscode.l10n.t('Remove with Its Answers');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Remove {0} from {1}?',
        sanitizeLabel(account.name),
        holding.map(({ label }) => sanitizeLabel(label)).join(', '),
      ),
      {
        modal: true,
        detail: storedText(hasSecret, hasAnswers),
      },
      ...(hasSecret || hasAnswers ? [removeBoth, remove] : [remove]),
    );
    if (!chosen) throw new vscode.CancellationError();
    forget ||= chosen === removeBoth;
  }
  for (const source of holding) await lists.edit(source, text => removeAccount(text, account.login));
  if (forget) await secrets.delete(account.login);
}

/** What of an account is on this computer besides its entry. */
function storedText(hasSecret: boolean, hasAnswers: boolean): string {
  if (hasSecret && hasAnswers) {
    return vscode.l10n.t(
      'Its secret and the answers to its security questions are stored on this computer and can only be removed together.',
    );
  }
  if (hasAnswers) {
    return vscode.l10n.t('The answers to its security questions are stored on this computer.');
  }
  return hasSecret
    ? vscode.l10n.t(
        'Its secret is stored on this computer. Without it, codes can be made only where it is stored elsewhere.',
      )
    : vscode.l10n.t('There is no secret of it on this computer.');
}

/** The lists to take an account off: the one named, all of them for a caller that names none, or those picked. */
async function chooseHolding(
  argument: unknown,
  wanted: string | undefined,
  holding: readonly LoadedList[],
): Promise<readonly ListSource[] | undefined> {
  const sources = holding.map(({ source }) => source);
  if (wanted !== undefined) {
    const named = sourceNamed(wanted, holding);
    if (!named)
      throw new UserError(vscode.l10n.t('This account is not in the list {0}.', sanitizeLabel(wanted)));
    return [named];
  }
  if (isArguments(argument) || sources.length === 1) return sources;
  const items = [
    ...sources.map(source => ({ label: sanitizeLabel(source.label), sources: [source] })),
    { label: vscode.l10n.t('All of these lists'), sources },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Remove from which list?') }))
    ?.sources;
}

function changesIn(given: v.InferOutput<typeof accountArguments>): AccountChanges {
  return Object.fromEntries(
    FIELDS.filter(field => field in given).map(field => [field, given[field] ?? undefined]),
  );
}

/** The rules for what is written are those for what is read. */
function requireValid(login: string, changes: AccountChanges): void {
  const { problems } = parseList(JSON.stringify({ version: 1, accounts: [{ login, ...changes }] }));
  if (problems[0]) throw new UserError(problemText(problems[0]));
}

async function chooseList(
  argument: unknown,
  wanted: string | undefined,
  lists: AccountLists,
  candidates: readonly LoadedList[],
  title: string,
): Promise<ListSource | undefined> {
  if (wanted !== undefined) {
    const named = sourceNamed(wanted, lists.lists);
    if (!named) throw new UserError(vscode.l10n.t('{0} is not one of the lists.', sanitizeLabel(wanted)));
    return named;
  }
  const sources = candidates.map(({ source }) => source);
  return isArguments(argument) ? sources[0] : pickList(sources, vscode.l10n.t('{0}: in which list?', title));
}

/** The list of a URI, however that is spelled. */
function sourceNamed(uri: string, among: readonly LoadedList[]): ListSource | undefined {
  const wanted = vscode.Uri.parse(uri).toString();
  return among.find(({ source }) => source.uri.toString() === wanted)?.source;
}
