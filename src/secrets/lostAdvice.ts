import { l10n } from 'vscode';

/**
 * What keeps VS Code's secrets: the browser, or the keyring of this computer's system. `local` is the keyring of the computer
 * that shows the window of an extension on a remote computer.
 */
export type Keeper = 'browser' | 'linux' | 'macos' | 'windows' | 'local' | 'system';

/**
 * Why VS Code has probably lost a key, and the ways back to it.
 *
 * @param isShared whether a team store that this computer can read has the account
 */
export function lostAdvice(keeper: Keeper, isShared: boolean): string {
  return `${likelyCause(keeper)} ${
    isShared
      ? l10n.t(
          'If the team has the key, “Sync Team Store” brings it back. If you have a backup, use “Restore Backup”. Otherwise, the guide shows how to get a key.',
        )
      : l10n.t(
          'If you have a backup, use “Restore Backup”. Otherwise, add the key again, or let the guide show you how to get one.',
        )
  }`;
}

/** Why VS Code has probably lost a key or can't decrypt it, and the remedy. */
export function likelyCause(keeper: Keeper): string {
  switch (keeper) {
    case 'browser':
      return l10n.t('Likely cause: the browser’s data for this site was cleared, or the window is private.');
    case 'linux':
      return `${l10n.t('Likely cause: the keyring is locked, missing or was replaced.')} ${keyringFix()}`;
    case 'macos':
      return l10n.t(
        'Likely cause: macOS refused VS Code access to the keychain, or VS Code was replaced by another copy. Restart VS Code, and allow access when macOS asks.',
      );
    case 'windows':
      return l10n.t(
        'Likely cause: VS Code’s data came from another Windows account or computer, or the Windows password was reset.',
      );
    case 'local':
      return l10n.t(
        'VS Code keeps keys on your local computer, not the remote one. Likely cause: its keyring is locked, missing or was replaced.',
      );
    case 'system':
      return l10n.t('Likely cause: the system’s keyring is locked, missing or was replaced.');
  }
}

/** Says that VS Code keeps secrets only while the window is open, and what to do about it. */
export function memoryOnlyText(keeper: Keeper): string {
  switch (keeper) {
    case 'browser':
      return l10n.t(
        'VS Code keeps setup keys only until this page is closed or reloaded. What it saved before is gone. Keep a copy of each key, in a team store or a backup.',
      );
    case 'linux':
      return `${l10n.t('VS Code keeps setup keys only until this window closes, probably because it found no keyring.')} ${keyringFix()}`;
    default:
      return `${l10n.t('VS Code no longer has what it saved before. It may keep setup keys only until this window closes.')} ${likelyCause(keeper)}`;
  }
}

/** How VS Code gets a keyring on Linux. Keys that it can't see now but hasn't deleted come back with it. */
function keyringFix(): string {
  return l10n.t(
    'Unlock the keyring, or install gnome-keyring or KWallet. Then restart VS Code, and the key may be back. If VS Code doesn’t find the keyring, run “Preferences: Configure Runtime Arguments” and set "password-store" to "gnome-libsecret".',
  );
}
