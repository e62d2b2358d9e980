import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import { type CommandRegistry, isArguments, readArguments } from '../platform/commands';
import { inert } from '../platform/inert';
import type { SecretState } from '../secrets/store';
import { type SecretKeeper, type SetSecretContext, setSecret } from './setSecret';

const { t } = vscode.l10n;

/** What the secret commands need of the rest. */
export interface EnrolmentContext extends SetSecretContext {
  readonly secrets: SecretKeeper & {
    stateOf(login: string): SecretState;
    delete(login: string): Promise<void>;
  };
  /** The account an argument names or the person picks. */
  accountFor(argument: unknown, title: string): Promise<Account | undefined>;
  nameOf(login: string): string;
}

export function registerEnrolmentCommands(
  registry: CommandRegistry,
  context: EnrolmentContext,
): vscode.Disposable {
  return vscode.Disposable.from(
    registry.register('xeroMfa.setSecret', async argument => {
      const account = await context.accountFor(argument, t('Set a Secret'));
      if (account) await setSecret(argument, account, context);
    }),
    registry.register('xeroMfa.removeSecret', argument => removeSecret(argument, context)),
  );
}

/** Forgets a secret on this computer; also that of a login which is in no list any more. */
async function removeSecret(argument: unknown, context: EnrolmentContext): Promise<void> {
  const { login: given } = readArguments(v.object({ login: v.optional(v.string()) }), argument);
  if (given === undefined && isArguments(argument))
    throw new UserError(t('This command needs the argument “login”.'));
  const login = given ?? (await pickStored(context));
  if (login === undefined) return;
  const name = inert(context.nameOf(login));
  const state = context.secrets.stateOf(login);
  if (state === 'none') {
    throw new UserError(t('There is no secret of {0} on this computer.', name));
  }
  const { confirm } = readArguments(
    v.object({ confirm: v.optional(v.boolean()) }),
    isArguments(argument) ? argument : {},
  );
  if (!confirm && state === 'ready') {
    const remove = t('Remove the Secret');
    const chosen = await vscode.window.showWarningMessage(
      t('Remove the secret of {0} from this computer?', name),
      {
        modal: true,
        detail: t('If it is stored nowhere else, MFA must be set up again to sign in as {0}.', inert(login)),
      },
      remove,
    );
    if (chosen !== remove) return;
  }
  await context.secrets.delete(login);
}

async function pickStored({ secrets, nameOf }: EnrolmentContext): Promise<string | undefined> {
  if (secrets.logins.size === 0) throw new UserError(t('There is no secret on this computer.'));
  const items = [...secrets.logins].map(login => ({
    label: inert(nameOf(login)),
    description: inert(login),
    login,
  }));
  const title = t('Remove a Secret');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.login;
}
