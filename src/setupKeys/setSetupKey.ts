import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { ParsedSecret } from '../core/secret';
import { sanitizeLabel } from '../platform/sanitize';
import { compareCode } from './compareCode';
import { readKey, requireKey } from './readKey';
import type { SetKeyServices } from './services';
import { replacesAnother, requireReplaceable } from './storeKey';

/**
 * Stores the setup key or `otpauth://` URI that a caller gives. Asks before it replaces another one, and whether its code is
 * right, unless the caller has confirmed it.
 *
 * @throws `UserError` if it can't be used; {@link vscode.CancellationError} if the person declines
 */
export async function setGivenKey(
  text: string,
  isConfirmed: boolean,
  account: Account,
  services: SetKeyServices,
): Promise<void> {
  const key = requireKey(text, account.login);
  if (!isConfirmed) return checkAndStore(key, account, services);
  const replaces = await replacesAnother(account.login, services.secrets, key.secret);
  await services.secrets.set(account.login, key.secret);
  // Nobody was asked, so say it at least.
  if (replaces) void services.offer(replacedByCommandText(account.name));
}

function replacedByCommandText(name: string): string {
  return vscode.l10n.t(
    'A command replaced the setup key for {0}. The old key is kept until Xero accepts a code from the new one.',
    sanitizeLabel(name),
  );
}

/**
 * Asks for a setup key or `otpauth://` URI, shows the code it gives now, and stores it.
 *
 * @param pasted a key that was pasted elsewhere. Asks again only if it can't be the key of the login.
 * @throws {@link vscode.CancellationError} if the person declines
 */
export async function askForKey(account: Account, services: SetKeyServices, pasted?: string): Promise<void> {
  const { key, problem } = pasted === undefined ? {} : readKey(pasted, account.login);
  if (key) return checkAndStore(key, account, services);
  await requireReplaceable(account, services.secrets);
  await store(await accepted(await pastedKey(account, problem), account, services), account, services);
}

async function checkAndStore(key: ParsedSecret, account: Account, services: SetKeyServices): Promise<void> {
  await requireReplaceable(account, services.secrets, key.secret);
  await store(await accepted(key, account, services), account, services);
}

/** The key whose code the person accepts: the first, or another one that they paste instead. */
async function accepted(
  first: ParsedSecret,
  account: Account,
  services: SetKeyServices,
): Promise<ParsedSecret> {
  for (let key = first; ; key = await pastedKey(account)) {
    const choice = await compareCode(account, key, services);
    if (choice === undefined) throw new vscode.CancellationError();
    if (choice === 'store') return key;
  }
}

/** @param problem why the key that was pasted before can't be used */
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
    validateInput: pasted => (pasted.trim() === '' ? undefined : readKey(pasted, login).problem),
  });
  if (!text) throw new vscode.CancellationError();
  return requireKey(text, login);
}

async function store(
  { secret }: ParsedSecret,
  { login, name }: Account,
  { secrets, offer, copyCode }: SetKeyServices,
): Promise<void> {
  await secrets.set(login, secret);
  void offer(vscode.l10n.t('Setup key saved for {0}.', sanitizeLabel(name)), [
    { label: vscode.l10n.t('Copy Code'), run: () => copyCode(login) },
  ]);
}
