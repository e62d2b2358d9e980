import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import { ADVISED_BITS, type ParsedSecret, parseSecret, SecretError } from '../core/secret';
import { formatCode, type Hmac, secondsLeft, type TotpSecret } from '../core/totp';
import { readArguments } from '../platform/arguments';
import { isArguments, type Offer } from '../platform/commands';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';
import { secretProblemText } from './secretText';

/** What setting a secret needs of where secrets are kept. */
export interface SecretKeeper {
  readonly logins: ReadonlySet<string>;
  get(login: string): Promise<TotpSecret | undefined>;
  /** @param keepsPrevious whether the one before can be put back */
  set(login: string, secret: TotpSecret, keepsPrevious?: boolean): Promise<void>;
}

/** What the flow needs besides the account. */
export interface SetSecretContext {
  readonly secrets: SecretKeeper;
  readonly hmac: Hmac;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  readonly offer: Offer;
}

const secretArguments = v.object({ secret: v.optional(v.string()), confirm: v.optional(v.boolean()) });

/**
 * Takes a pasted setup key or `otpauth://` URI, shows the code it gives now, and stores it.
 *
 * @throws {@link UserError} where the given `secret` cannot be used
 */
export async function setSecret(
  argument: unknown,
  account: Account,
  context: SetSecretContext,
): Promise<void> {
  const { secret: given, confirm = false } = readArguments(
    secretArguments,
    isArguments(argument) ? argument : {},
  );
  let parsed = given === undefined ? undefined : parse(given, account.login);
  if (!confirm) await requireReplaceable(account, parsed, context.secrets);
  for (;;) {
    parsed ??= await askSecret(account);
    if (!parsed) throw new vscode.CancellationError();
    const choice = confirm ? 'store' : await compareCode(account, parsed, context);
    if (choice === undefined) throw new vscode.CancellationError();
    if (choice === 'store') break;
    parsed = undefined;
  }
  await context.secrets.set(account.login, parsed.secret);
  void context.offer(
    vscode.l10n.t('The secret of {0} is stored on this computer.', sanitizeLabel(account.name)),
    [
      {
        label: vscode.l10n.t('Copy Code'),
        run: () => vscode.commands.executeCommand('xeroMfa.copyCode', { login: account.login }),
      },
    ],
  );
}

/**
 * Stores a key that was pasted for an account; asks before it takes the place of another.
 *
 * @param keepsPrevious whether the other one can be put back
 * @returns what to know of the key
 * @throws {@link UserError} where it cannot be used
 */
export async function storeSecret(
  text: string,
  account: Account,
  secrets: SecretKeeper,
  keepsPrevious: boolean,
): Promise<readonly string[]> {
  const parsed = parse(text, account.login);
  await requireReplaceable(account, parsed, secrets, keepsPrevious);
  await secrets.set(account.login, parsed.secret, keepsPrevious);
  return warningsOf(parsed);
}

/** Why a pasted text cannot be the secret of a login. */
export function secretProblem(text: string, login: string): string | undefined {
  try {
    parseSecret(text, login);
    return undefined;
  } catch (error) {
    if (error instanceof SecretError) return secretProblemText(error.problem);
    throw error;
  }
}

/** Whether a pasted text is the key of a secret. */
export function isKeyOf(text: string, secret: TotpSecret): boolean {
  return parseSecret(text).secret.base32 === secret.base32;
}

/** @throws {@link vscode.CancellationError} where the person wants to keep the secret there is */
async function requireReplaceable(
  account: Account,
  parsed: ParsedSecret | undefined,
  secrets: SecretKeeper,
  keepsPrevious = false,
): Promise<void> {
  const stored = await readStored(account, secrets);
  if (stored === undefined || (stored !== 'unreadable' && parsed?.secret.equals(stored))) return;
  await requireConfirmed(
    vscode.l10n.t('{0} already has a secret on this computer. Replace it?', sanitizeLabel(account.name)),
    keepsPrevious
      ? vscode.l10n.t(
          'The guide keeps the old secret until Xero has taken a code of the new one, and can put it back until then.',
        )
      : vscode.l10n.t('The old secret is kept until the new one is stored. After that it is gone.'),
    vscode.l10n.t('Replace'),
  );
}

async function readStored(
  account: Account,
  secrets: SecretKeeper,
): Promise<TotpSecret | 'unreadable' | undefined> {
  try {
    return await secrets.get(account.login);
  } catch {
    return 'unreadable';
  }
}

function parse(text: string, login: string): ParsedSecret {
  try {
    return parseSecret(text, login);
  } catch (error) {
    if (error instanceof SecretError) throw new UserError(secretProblemText(error.problem));
    throw error;
  }
}

async function askSecret(account: Account): Promise<ParsedSecret | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set the Secret of {0}', sanitizeLabel(account.name)),
    prompt: vscode.l10n.t(
      'Paste the setup key that Xero shows, or an otpauth:// link. It stays on this computer, in VS Code’s secret storage.',
    ),
    password: true,
    ignoreFocusOut: true,
    // Nothing is wrong with a box that is still empty.
    validateInput: pasted => (pasted.trim() === '' ? undefined : secretProblem(pasted, account.login)),
  });
  return text ? parse(text, account.login) : undefined;
}

/** What is odd about a key that can be used all the same. */
function warningsOf({ secret, issuer }: ParsedSecret): string[] {
  return [
    ...(secret.bits < ADVISED_BITS
      ? [vscode.l10n.t('This key is short: {0} bits, where {1} are advised.', secret.bits, ADVISED_BITS)]
      : []),
    ...(issuer && !/xero/i.test(issuer)
      ? [vscode.l10n.t('The link says it is for “{0}”, not for Xero.', sanitizeLabel(issuer))]
      : []),
  ];
}

interface StoreItem extends vscode.QuickPickItem {
  readonly choice: 'store' | 'again';
}

/** Shows the code a key gives, live, so that it can be compared with another authenticator before it is stored. */
async function compareCode(
  account: Account,
  parsed: ParsedSecret,
  { hmac, onSecond }: SetSecretContext,
): Promise<'store' | 'again' | undefined> {
  const { secret } = parsed;
  const warnings = warningsOf(parsed);
  const picker = vscode.window.createQuickPick<StoreItem>();
  picker.placeholder = vscode.l10n.t(
    'Compare the code with another authenticator of this login, if there is one',
  );
  picker.ignoreFocusOut = true;
  const again: StoreItem = { label: vscode.l10n.t('Paste another key'), choice: 'again' };
  let shown: string | undefined;
  const show = (): void => {
    const now = Date.now();
    picker.title = vscode.l10n.t(
      'Set the Secret of {0}: new code in {1} s',
      sanitizeLabel(account.name),
      secondsLeft(now, secret.period),
    );
    const code = formatCode(secret.codeAt(now, hmac));
    // A row that is replaced may be read out again.
    if (code === shown) return;
    shown = code;
    const active = picker.activeItems[0]?.choice;
    picker.items = [
      {
        label: vscode.l10n.t('Store this secret: its code is {0}', code),
        choice: 'store',
        ...(warnings.length > 0 && { detail: `$(warning) ${warnings.join(' ')}` }),
      },
      again,
    ];
    if (active) picker.activeItems = picker.items.filter(({ choice }) => choice === active);
  };
  const subscriptions: vscode.Disposable[] = [picker, onSecond(show)];
  try {
    return await new Promise(resolve => {
      subscriptions.push(
        picker.onDidAccept(() => resolve(picker.selectedItems[0]?.choice)),
        picker.onDidHide(() => resolve(undefined)),
      );
      show();
      picker.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
