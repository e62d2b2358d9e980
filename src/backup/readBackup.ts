import * as vscode from 'vscode';
import { AgeError, decryptWithPassphrase, isAgeFile, recipientCount } from '../age/age';
import { type Backup, BackupError, MAXIMUM_BACKUP, parseBackup } from '../core/backup';
import { UserError } from '../core/errors';
import { nameList } from '../platform/nameList';
import { WrongPassphraseError } from '../platform/passphrase';
import { sanitizeLabel } from '../platform/sanitize';
import { withKeyWork } from './keyWork';

/** In bytes: armour needs four bytes for three. */
const LARGEST_FILE = 2 * MAXIMUM_BACKUP;

/**
 * Reads the file of a backup.
 *
 * @throws {@link UserError} if it can't be one
 */
export async function readBackupFile(file: vscode.Uri): Promise<Uint8Array> {
  const { fs } = vscode.workspace;
  try {
    if ((await fs.stat(file)).size > LARGEST_FILE) throw tooLarge();
    const bytes = await fs.readFile(file);
    // It may have grown, and some file systems report 0.
    if (bytes.length > LARGEST_FILE) throw tooLarge();
    if (!isAgeFile(bytes)) {
      throw new UserError(vscode.l10n.t('This isn’t an age file. Choose a file that “Export Backup” wrote.'));
    }
    if (recipientCount(bytes) > 0) {
      throw new UserError(
        vscode.l10n.t(
          'This file is encrypted for the members of a team, not with a passphrase. To read a team’s files, choose “Sync Team Store”.',
        ),
      );
    }
    return bytes;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      vscode.l10n.t(
        'The backup couldn’t be read. Check that the file exists. ({0})',
        sanitizeLabel(error instanceof Error ? error.message : String(error)),
      ),
    );
  }
}

/**
 * Decrypts a backup.
 *
 * @throws {@link WrongPassphraseError}; {@link UserError} if the file is damaged or is not a backup;
 * {@link vscode.CancellationError} if the person cancels
 */
export async function decryptBackup(bytes: Uint8Array, passphrase: string): Promise<Backup> {
  const text = await withKeyWork(vscode.l10n.t('Decrypting the backup'), work =>
    decryptWithPassphrase(bytes, passphrase, work),
  ).then(undefined, error => {
    if (!(error instanceof AgeError)) throw error;
    if (error.problem === 'notForUs') throw new WrongPassphraseError();
    throw new UserError(vscode.l10n.t('This file is damaged or incomplete. Use another copy of it.'));
  });
  const backup = parsed(text);
  if (backup.entries.length === 0) {
    throw new UserError(
      backup.problems.length === 0
        ? vscode.l10n.t('This file contains no setup keys.')
        : unreadableLinesText(backup),
    );
  }
  return backup;
}

/** Which lines were skipped, without their content. */
export function unreadableLinesText({ problems }: Backup): string {
  const lines = nameList(problems.map(({ line }) => String(line)));
  return problems.length === 1
    ? vscode.l10n.t('Line {0} of the backup can’t be read.', lines)
    : vscode.l10n.t('These lines of the backup can’t be read: {0}.', lines);
}

function parsed(text: string): Backup {
  try {
    return parseBackup(text);
  } catch (error) {
    throw error instanceof BackupError ? tooLarge() : error;
  }
}

function tooLarge(): UserError {
  return new UserError(
    vscode.l10n.t('This file is too large for a backup. The limit is {0} MB.', LARGEST_FILE / 2 ** 20),
  );
}
