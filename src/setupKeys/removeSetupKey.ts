import * as vscode from 'vscode';
import type { Route } from '../core/activity';
import { UserError } from '../core/errors';
import { requireConfirmed } from '../platform/confirm';
import { type PickedLogin, pickLogin } from '../platform/pickLogin';
import { sanitizeLabel } from '../platform/sanitize';
import { alsoFromTeamText } from '../secrets/alsoFromTeamText';
import type { RemoveKeyServices } from './services';

/** What was removed from this computer. */
interface Removed {
  readonly hasKey: boolean;
  readonly hasAnswers: boolean;
  readonly hasPassword: boolean;
  /** Whether the key is removed from the team store as well. */
  readonly wasShared: boolean;
}

/**
 * Deletes the key, the recovery answers and the password of a login from this computer, even if no list has the login any more.
 *
 * @throws {@link UserError} if there are none; {@link vscode.CancellationError} if the person keeps them
 */
export async function removeKey(
  login: string,
  { secrets, nameOf, removal }: RemoveKeyServices,
  isConfirmed = false,
  route: Route = 'command',
): Promise<Removed> {
  await secrets.ready();
  await secrets.has(login);
  const name = sanitizeLabel(nameOf(login));
  const state = secrets.stateOf(login);
  const hasAnswers = secrets.hasAnswers(login);
  const hasPassword = secrets.passwords.has(login);
  if (state === 'none' && !hasAnswers) {
    throw new UserError(vscode.l10n.t('{0} has no setup key on this computer.', name));
  }
  // What the question says is what is done, whatever becomes of the stores meanwhile.
  const removeFromStores = removal(login);
  const hasKey = state === 'ready' || removeFromStores !== undefined;
  if (!isConfirmed && (hasKey || hasAnswers)) {
    const { message, detail, remove } = question(name, sanitizeLabel(login), hasKey, hasAnswers);
    const details = [
      ...(removeFromStores ? [alsoFromTeamText()] : []),
      detail,
      ...(hasPassword ? [vscode.l10n.t('Its password is removed, too.')] : []),
    ];
    await requireConfirmed(message, details.join(' '), remove);
  }
  await removeFromStores?.();
  await secrets.delete(login, route);
  const wasShared = removeFromStores !== undefined;
  return { hasKey: state !== 'none', hasAnswers, hasPassword, wasShared };
}

/**
 * The login that has something stored here, or the one the person picks of several.
 *
 * @throws {@link UserError} if there is none
 */
export async function pickStoredLogin({
  secrets,
  nameOf,
}: RemoveKeyServices): Promise<Pick<PickedLogin, 'login' | 'pasted'> | undefined> {
  await secrets.ready();
  const { readable, loginsWithAnswers } = secrets;
  const stored = new Set([...readable, ...loginsWithAnswers]);
  if (stored.size === 0) throw new UserError(vscode.l10n.t('There is nothing to remove.'));
  const [only, ...others] = [...stored].map(login => ({
    label: sanitizeLabel(nameOf(login)),
    description: [
      ...(readable.has(login) ? [] : [vscode.l10n.t('only answers to security questions')]),
      ...(nameOf(login) === login ? [] : [sanitizeLabel(login)]),
    ].join(' · '),
    login,
  }));
  if (!only || others.length === 0) return only && { login: only.login, pasted: undefined };
  return pickLogin([only, ...others], {
    title: () => vscode.l10n.t('Remove Setup Key'),
    placeholder: vscode.l10n.t('Type a name or login'),
  });
}

/** What a command removed without a question. */
export function removedByCommandText(
  name: string,
  { hasKey, hasAnswers, hasPassword, wasShared }: Removed,
): string {
  return [
    removedText(sanitizeLabel(name), hasKey, hasAnswers),
    ...(hasPassword ? [vscode.l10n.t('Its password was removed, too.')] : []),
    ...(wasShared ? [alsoFromTeamText()] : []),
  ].join(' ');
}

function removedText(name: string, hasKey: boolean, hasAnswers: boolean): string {
  if (!hasKey) {
    return vscode.l10n.t(
      'A command removed the answers to security questions for {0} from this computer.',
      name,
    );
  }
  return hasAnswers
    ? vscode.l10n.t(
        'A command removed the setup key for {0} and the answers to its security questions from this computer.',
        name,
      )
    : vscode.l10n.t('A command removed the setup key for {0} from this computer.', name);
}

/** The question before a removal, which can't be undone. */
function question(
  name: string,
  login: string,
  hasSecret: boolean,
  hasAnswers: boolean,
): { message: string; detail: string; remove: string } {
  if (!hasSecret) {
    return {
      message: vscode.l10n.t('Remove the answers to security questions for {0} from this computer?', name),
      detail: vscode.l10n.t(
        'If no one saved them elsewhere, you can’t use them to sign in as {0} when the setup key is lost.',
        login,
      ),
      remove: vscode.l10n.t('Remove the Answers'),
    };
  }
  return hasAnswers
    ? {
        message: vscode.l10n.t(
          'Remove the setup key for {0} and the answers to its security questions from this computer?',
          name,
        ),
        detail: vscode.l10n.t(
          'They are the two ways to sign in as {0}. If neither is saved anywhere else, you may lose access to this login.',
          login,
        ),
        remove: vscode.l10n.t('Remove Both'),
      }
    : {
        message: vscode.l10n.t('Remove the setup key for {0} from this computer?', name),
        detail: vscode.l10n.t(
          'If no one saved it elsewhere, you must set up MFA again to sign in as {0}.',
          login,
        ),
        remove: vscode.l10n.t('Remove Setup Key'),
      };
}
