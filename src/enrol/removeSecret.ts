import * as v from 'valibot';
import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { readArguments } from '../platform/arguments';
import { isArguments, loginIn } from '../platform/commands';
import { inert } from '../platform/inert';
import type { EnrolmentContext } from './commands';

/** Forgets a secret on this computer; also that of a login which is in no list any more. */
export async function removeSecret(argument: unknown, context: EnrolmentContext): Promise<void> {
  await context.secrets.ready();
  const login = loginIn(argument) ?? (await pickStored(context));
  if (login === undefined) return;
  const name = inert(context.nameOf(login));
  const state = context.secrets.stateOf(login);
  if (state === 'none') {
    throw new UserError(vscode.l10n.t('There is no secret of {0} on this computer.', name));
  }
  const { confirm } = readArguments(
    v.object({ confirm: v.optional(v.boolean()) }),
    isArguments(argument) ? argument : {},
  );
  if (!confirm && state === 'ready') {
    const remove = vscode.l10n.t('Remove the Secret');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Remove the secret of {0} from this computer?', name),
      {
        modal: true,
        detail: vscode.l10n.t(
          'If it is stored nowhere else, MFA must be set up again to sign in as {0}.',
          inert(login),
        ),
      },
      remove,
    );
    if (chosen !== remove) throw new vscode.CancellationError();
  }
  await context.secrets.delete(login);
}

async function pickStored({ secrets, nameOf }: EnrolmentContext): Promise<string | undefined> {
  if (secrets.logins.size === 0) throw new UserError(vscode.l10n.t('There is no secret on this computer.'));
  const items = [...secrets.logins].map(login => ({
    label: inert(nameOf(login)),
    description: inert(login),
    login,
  }));
  const title = vscode.l10n.t('Remove a Secret');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.login;
}
