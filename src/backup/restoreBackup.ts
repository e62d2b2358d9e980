import * as vscode from 'vscode';
import type { Restored } from '../contributions/commandResults';
import type { CommandArguments } from '../contributions/commands';
import type { Backup } from '../core/backup';
import { requireConfirmed } from '../platform/confirm';
import { nameList } from '../platform/nameList';
import { askPassphrase, pickAgeFile, WrongPassphraseError } from '../platform/passphrase';
import { chooseRestored } from './chooseRestored';
import { byDifference, type Compared, compareBackup, differenceOf } from './compareBackup';
import { decryptBackup, readBackupFile, unreadableLinesText } from './readBackup';
import type { BackupServices } from './services';
import { storeRestored } from './storeRestored';

/**
 * Compares a backup with this computer. With `confirm` stores what is new; replaces nothing. Answers and passwords that
 * are here count as the same.
 *
 * @throws `UserError` if the file can't be read or the passphrase is wrong
 */
export async function restoreBackup(
  { uri, passphrase, confirm = false }: CommandArguments<'restoreBackup'>,
  services: BackupServices,
): Promise<Restored> {
  const backup = await decryptBackup(await readBackupFile(vscode.Uri.parse(uri)), passphrase);
  const by = 'presence';
  const compared = await compareBackup(backup.entries, services.secrets, by);
  const decided = { replaced: new Set<string>(), by } as const;
  const result = confirm ? await storeRestored(compared, decided, services.secrets) : compared;
  warnAboutSkippedLines(backup, services);
  return byDifference(result);
}

/** Asks for a file and its passphrase, shows its content, and stores what the person ticks. */
export async function askToRestore(services: BackupServices): Promise<Restored | undefined> {
  const { boundary, secrets, accounts } = services;
  const title = vscode.l10n.t('Restore Backup');
  const file = await pickAgeFile(title);
  const backup = file && (await askToDecrypt(await readBackupFile(file), title));
  if (!backup) return undefined;
  await accounts.ready();
  const all = await compareBackup(backup.entries, secrets);
  const changed = all.filter(each => differenceOf(each) !== 'same');
  const before = byDifference(all);
  if (changed.length === 0) {
    const same = vscode.l10n.t('Everything in this backup is already on this computer.');
    void boundary.offer([same, ...problemTexts(backup)].join(' '));
    return before;
  }
  const chosen = await chooseRestored(changed, before.same.length, services);
  if (!chosen) return undefined;
  const ticked = changed.filter(({ login }) => chosen.has(login));
  const replaced = ticked.filter(each => differenceOf(each) === 'different');
  if (replaced.length > 0) await confirmReplacing(replaced, services);
  const decided = { replaced: new Set(replaced.map(({ login }) => login)), by: 'content' } as const;
  const stored = await storeRestored(ticked, decided, secrets);
  const restored = stored.filter(({ keepsOther }) => !keepsOther);
  const kept = stored.filter(({ keepsOther }) => keepsOther);
  void boundary.offer(
    [
      vscode.l10n.t('Logins restored: {0} of {1}.', restored.length, changed.length),
      ...keptTexts(kept, services),
      ...unlistedTexts(restored, services),
      ...problemTexts(backup),
    ].join(' '),
  );
  const left = changed.filter(({ login }) => !chosen.has(login));
  return {
    added: restored.map(({ login }) => login),
    same: before.same,
    different: [...byDifference(left).different, ...kept.map(({ login }) => login)].sort(),
  };
}

/** Asks for the passphrase until it is right, or the person cancels. */
async function askToDecrypt(bytes: Uint8Array, title: string): Promise<Backup | undefined> {
  let prompt: string | undefined;
  for (;;) {
    const passphrase = await askPassphrase(title, prompt);
    if (!passphrase) return undefined;
    try {
      return await decryptBackup(bytes, passphrase);
    } catch (error) {
      if (!(error instanceof WrongPassphraseError)) throw error;
      prompt = error.message;
    }
  }
}

/** @throws {@link vscode.CancellationError} if the person keeps what is stored */
async function confirmReplacing(replaced: readonly Compared[], { accounts }: BackupServices): Promise<void> {
  const hasPasswords = replaced.some(({ passwordIs }) => passwordIs === 'different');
  const details = [
    ...(replaced.some(({ key }) => key === 'different')
      ? [
          vscode.l10n.t(
            'Each old key is kept until Xero accepts a code from the new one. You can restore it in the guide.',
          ),
        ]
      : []),
    ...(replaced.some(({ recovery }) => recovery === 'different')
      ? [vscode.l10n.t('Answers to security questions are replaced for good.')]
      : []),
    ...(hasPasswords ? [vscode.l10n.t('Passwords are replaced for good.')] : []),
  ];
  const names = nameList(replaced.map(({ login }) => accounts.nameOf(login)));
  await requireConfirmed(
    hasPasswords
      ? vscode.l10n.t('Replace the keys, answers and passwords saved for {0}?', names)
      : vscode.l10n.t('Replace the keys and answers saved for {0}?', names),
    details.join(' '),
    vscode.l10n.t('Replace'),
  );
}

function keptTexts(kept: readonly Compared[], { accounts }: BackupServices): string[] {
  if (kept.length === 0) return [];
  return [
    vscode.l10n.t(
      'Changed in the meantime, so not replaced: {0}. To compare again, restore the backup once more.',
      nameList(kept.map(({ login }) => accounts.nameOf(login))),
    ),
  ];
}

function unlistedTexts(restored: readonly Compared[], { accounts }: BackupServices): string[] {
  const unlisted = restored.filter(({ login }) => accounts.find(login) === undefined);
  if (unlisted.length === 0) return [];
  return [
    vscode.l10n.t(
      'Not in a list: {0}. To copy codes, add an account for each login.',
      nameList(unlisted.map(({ login }) => login)),
    ),
  ];
}

function problemTexts(backup: Backup): string[] {
  return backup.problems.length === 0 ? [] : [unreadableLinesText(backup)];
}

/** Warns about skipped lines, because the result for the caller does not mention them. */
function warnAboutSkippedLines(backup: Backup, { boundary }: BackupServices): void {
  if (backup.problems.length === 0) return;
  void boundary.offer(unreadableLinesText(backup), [], vscode.window.showWarningMessage);
}
