import * as vscode from 'vscode';
import { requireConfirmed } from '../platform/confirm';
import { learnMore } from '../platform/learnMore';
import type { PasswordServices } from './services';

const AGREED = 'passwordsAgreed';

/**
 * Asks before the first password is kept on this computer.
 *
 * @throws {@link vscode.CancellationError} if the person declines
 */
export async function requireAgreed(state: vscode.Memento): Promise<void> {
  if (state.get(AGREED, false)) return;
  await requireConfirmed(
    vscode.l10n.t('Keep passwords on this computer?'),
    [
      vscode.l10n.t(
        'With a password saved, both factors of that login are in one place: anyone who uses your unlocked computer can sign in to that test organisation. Save passwords of test organisations only.',
      ),
      vscode.l10n.t('If your team shares setup keys in a team store, its members get these passwords, too.'),
    ].join('\n\n'),
    vscode.l10n.t('Keep Passwords'),
  );
  await state.update(AGREED, true);
}

/** Tells a person to whom the first password came who hasn't agreed: colleagues share theirs, and a backup has some. */
export async function tellOfFirst({
  globalState,
  boundary,
}: Pick<PasswordServices, 'globalState' | 'boundary'>): Promise<void> {
  if (globalState.get(AGREED, false)) return;
  await globalState.update(AGREED, true);
  void boundary.offer(
    vscode.l10n.t(
      'This computer received passwords. With them and the codes, anyone who can use it can sign in. Keep passwords of test organisations only.',
    ),
    [learnMore('passwords')],
  );
}
