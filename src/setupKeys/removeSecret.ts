import * as v from 'valibot';
import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { readArguments } from '../platform/arguments';
import { isArguments, loginIn } from '../platform/commands';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';
import type { SetupKeyContext } from './commands';

/** Forgets a secret and the recovery answers on this computer; also that of a login which is in no list any more. */
export async function removeSecret(argument: unknown, context: SetupKeyContext): Promise<void> {
  await context.secrets.ready();
  const login = loginIn(argument) ?? (await pickStored(context));
  if (login === undefined) return;
  const name = sanitizeLabel(context.nameOf(login));
  const state = context.secrets.stateOf(login);
  const hasAnswers = context.secrets.hasAnswers(login);
  if (state === 'none' && !hasAnswers) {
    throw new UserError(vscode.l10n.t('There is no secret of {0} on this computer.', name));
  }
  const { confirm } = readArguments(
    v.object({ confirm: v.optional(v.boolean()) }),
    isArguments(argument) ? argument : {},
  );
  if (!confirm && (state === 'ready' || hasAnswers)) {
    const { message, detail, remove } = question(name, sanitizeLabel(login), state === 'ready', hasAnswers);
    await requireConfirmed(message, detail, remove);
  }
  await context.secrets.delete(login);
}

/** What to ask before it is gone, for there is no way back. */
function question(
  name: string,
  login: string,
  hasSecret: boolean,
  hasAnswers: boolean,
): { message: string; detail: string; remove: string } {
  if (!hasSecret) {
    return {
      message: vscode.l10n.t('Remove the answers to the security questions of {0} from this computer?', name),
      detail: vscode.l10n.t(
        'If they are stored nowhere else, nobody can sign in as {0} with them when the codes are gone.',
        login,
      ),
      remove: vscode.l10n.t('Remove the Answers'),
    };
  }
  return hasAnswers
    ? {
        message: vscode.l10n.t(
          'Remove the secret of {0} and the answers to its security questions from this computer?',
          name,
        ),
        detail: vscode.l10n.t(
          'They are the two ways to sign in as {0}. If neither is stored anywhere else, the login may be lost.',
          login,
        ),
        remove: vscode.l10n.t('Remove Both'),
      }
    : {
        message: vscode.l10n.t('Remove the secret of {0} from this computer?', name),
        detail: vscode.l10n.t(
          'If it is stored nowhere else, MFA must be set up again to sign in as {0}.',
          login,
        ),
        remove: vscode.l10n.t('Remove the Secret'),
      };
}

async function pickStored({ secrets, nameOf }: SetupKeyContext): Promise<string | undefined> {
  const stored = new Set([...secrets.logins, ...secrets.loginsWithAnswers]);
  if (stored.size === 0) throw new UserError(vscode.l10n.t('There is no secret on this computer.'));
  const items = [...stored].map(login => ({
    label: sanitizeLabel(nameOf(login)),
    description: sanitizeLabel(login),
    ...(!secrets.logins.has(login) && { detail: vscode.l10n.t('Answers to security questions alone') }),
    login,
  }));
  const title = vscode.l10n.t('Remove a Secret');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.login;
}
