import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { ParsedSecret } from '../core/secret';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import { type CodeSource, compareCode } from './compareCode';
import { keyProblem, parseKey } from './parseKey';
import { type KeyStore, requireReplaceable } from './storeKey';

/** What setting a key needs besides the account. */
export interface SetKeyServices extends CodeSource {
  readonly secrets: KeyStore;
  readonly offer: Offer;
  copyCode(login: string): Promise<void>;
}

/**
 * Stores the setup key or `otpauth://` URI that a caller gives; asks before it replaces another one, and whether its
 * code is right, unless the caller has confirmed it.
 *
 * @throws `UserError` if it cannot be used; {@link vscode.CancellationError} if the person does not want it
 */
export async function setGivenKey(
  text: string,
  isConfirmed: boolean,
  account: Account,
  services: SetKeyServices,
): Promise<void> {
  const parsed = parseKey(text, account.login);
  // A caller that answers the questions says what it did, too.
  if (isConfirmed) return services.secrets.set(account.login, parsed.secret);
  await requireReplaceable(account, services.secrets, parsed.secret);
  await store(await accepted(parsed, account, services), account, services);
}

/**
 * Asks for a setup key or `otpauth://` URI, shows the code it gives now, and stores it.
 *
 * @param pasted what was pasted elsewhere, to be asked for again only if it cannot be the key of the login
 * @throws {@link vscode.CancellationError} if the person does not want to
 */
export async function askForKey(account: Account, services: SetKeyServices, pasted?: string): Promise<void> {
  const problem = pasted === undefined ? undefined : keyProblem(pasted, account.login);
  if (pasted !== undefined && !problem) return setGivenKey(pasted, false, account, services);
  await requireReplaceable(account, services.secrets);
  await store(await accepted(await pastedKey(account, problem), account, services), account, services);
}

/** The key that the person accepts by its code: the first, or another that they paste instead. */
async function accepted(
  first: ParsedSecret,
  account: Account,
  services: SetKeyServices,
): Promise<ParsedSecret> {
  for (let parsed = first; ; parsed = await pastedKey(account)) {
    const choice = await compareCode(account, parsed, services);
    if (choice === undefined) throw new vscode.CancellationError();
    if (choice === 'store') return parsed;
  }
}

/** @param problem why another key cannot be used */
async function pastedKey({ login, name }: Account, problem?: string): Promise<ParsedSecret> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Setup Key for {0}', sanitizeLabel(name)),
    prompt:
      problem ??
      vscode.l10n.t(
        'Paste the setup key that Xero shows, or an otpauth:// link. It stays on this computer, in VS Code’s secret storage.',
      ),
    password: true,
    ignoreFocusOut: true,
    // Nothing is wrong with a box that is still empty.
    validateInput: pasted => (pasted.trim() === '' ? undefined : keyProblem(pasted, login)),
  });
  if (!text) throw new vscode.CancellationError();
  return parseKey(text, login);
}

async function store(
  { secret }: ParsedSecret,
  { login, name }: Account,
  { secrets, offer, copyCode }: SetKeyServices,
): Promise<void> {
  await secrets.set(login, secret);
  void offer(vscode.l10n.t('The setup key of {0} is stored on this computer.', sanitizeLabel(name)), [
    { label: vscode.l10n.t('Copy Code'), run: () => copyCode(login) },
  ]);
}
