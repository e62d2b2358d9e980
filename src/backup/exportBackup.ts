import * as vscode from 'vscode';
import { encryptWithPassphrase } from '../age/age';
import type { BackedUp, CommandArguments } from '../contributions/commands';
import { type BackupEntry, BackupError, serialiseBackup } from '../core/backup';
import { UserError } from '../core/errors';
import { requireConfirmed, requirePerson, requireReplaceableFile } from '../platform/confirm';
import { notWritten } from '../platform/notWritten';
import { sanitizeLabel } from '../platform/sanitize';
import { changeWorkspaceFile } from '../platform/workspaceFile';
import { readAll } from '../secrets/readAll';
import { withKeyWork } from './keyWork';
import { askNewPassphrase, loadEstimator } from './newPassphrase';
import type { BackupServices } from './services';

/** What a backup will have. */
interface Collected {
  readonly entries: readonly BackupEntry[];
  /** Logins whose key or answers are lost, can't be read, or were not read. */
  readonly missing: readonly string[];
  /** Why the first of them is missing. */
  readonly failure: unknown;
  /** Logins with keys that were tried in between. Those keys aren't in the backup. */
  readonly withCandidates: readonly string[];
}

/**
 * Writes all keys and answers on this computer to an age file.
 *
 * @throws {@link UserError} if there is nothing to write, the passphrase is weak, or the file can't be written;
 * {@link vscode.CancellationError} if the person declines, keeps the existing file, or cancels
 */
export async function exportBackup(
  { uri, passphrase }: CommandArguments<'exportBackup'>,
  services: BackupServices,
): Promise<BackedUp> {
  const file = vscode.Uri.parse(uri);
  const collected = await collect(services);
  const estimator = await loadEstimator(services, services.secrets.readable);
  const { isEnough, text } = estimator.strengthOf(passphrase);
  if (!isEnough) throw new UserError(text);
  const name = sanitizeLabel(vscode.workspace.asRelativePath(file));
  await requirePerson(
    'exportBackup',
    vscode.l10n.t('Export all setup keys of this computer to {0}?', name),
    [
      vscode.l10n.t(
        'Setup keys in it: {0}. Anyone who knows the passphrase, which comes from the caller, can read them.',
        keyCount(collected),
      ),
    ],
    vscode.l10n.t('Export Backup'),
  );
  await requireReplaceableFile(file);
  const written = await write(file, passphrase, collected, services);
  void services.boundary.offer(
    [
      vscode.l10n.t('A command exported a backup to {0}. Setup keys in it: {1}.', name, keyCount(collected)),
      ...leftOutTexts(collected, services),
    ].join(' '),
  );
  return written;
}

/** Asks for a passphrase and a file, and writes the backup. Lists keys that can't be backed up first. */
export async function askToExport(services: BackupServices): Promise<BackedUp | undefined> {
  const { secrets, accounts, boundary } = services;
  const collected = await collect(services);
  const { missing, failure } = collected;
  if (missing.length > 0) {
    await requireConfirmed(
      vscode.l10n.t(
        'These setup keys or answers can’t be backed up: {0}.',
        missing.map(login => sanitizeLabel(accounts.nameOf(login))).join(', '),
      ),
      failure instanceof UserError
        ? failure.message
        : vscode.l10n.t('VS Code no longer has them, or can’t read them.'),
      vscode.l10n.t('Back Up the Others'),
    );
  }
  const passphrase = await askNewPassphrase(services, secrets.readable);
  if (passphrase === undefined) return undefined;
  const file = await vscode.window.showSaveDialog({
    filters: { age: ['age'] },
    title: vscode.l10n.t('Export Backup'),
    saveLabel: vscode.l10n.t('Export Backup'),
  });
  if (!file) return undefined;
  const written = await write(file, passphrase, collected, services);
  void boundary.offer(
    [
      vscode.l10n.t(
        'Setup keys in the backup: {0}. Keep it and its passphrase in different places.',
        keyCount(collected),
      ),
      ...leftOutTexts(collected, services),
    ].join(' '),
  );
  return written;
}

/** @throws {@link UserError} if there is nothing to back up */
async function collect({ secrets, lostAdvice }: BackupServices): Promise<Collected> {
  await secrets.ready();
  const listed = [...secrets.readable];
  const { secrets: keys, isComplete, failure: keyFailure } = await readAll(secrets, lostAdvice);
  const found = new Map<string, BackupEntry>();
  for (const [login, secret] of keys) {
    const former = isComplete ? await secrets.previous(login) : undefined;
    found.set(login, { login, secret, ...(former && { former }) });
  }
  const missing = new Set([...listed.filter(login => !keys.has(login)), ...secrets.lostLogins]);
  let failure = keyFailure;
  for (const login of secrets.loginsWithAnswers) {
    // After a key was lost, every read might lose another value.
    const answers = isComplete
      ? await secrets.getAnswers(login).catch(error => {
          failure ??= error;
          return undefined;
        })
      : undefined;
    if (answers) found.set(login, { ...found.get(login), login, answers });
    else missing.add(login);
  }
  if (found.size === 0) {
    if (failure instanceof UserError) throw failure;
    throw new UserError(vscode.l10n.t('There is no setup key on this computer.'));
  }
  const withCandidates = [...found.keys()].filter(login => secrets.hasCandidates(login)).sort();
  return { entries: [...found.values()], missing: [...missing].sort(), failure, withCandidates };
}

/** What a person must know of keys that a backup does not have. */
function leftOutTexts({ withCandidates }: Collected, { accounts }: BackupServices): string[] {
  if (withCandidates.length === 0) return [];
  const names = withCandidates.map(login => sanitizeLabel(accounts.nameOf(login))).join(', ');
  return [vscode.l10n.t('Not in it: keys that were only tried, of {0}.', names)];
}

function keyCount({ entries }: Collected): number {
  return entries.filter(({ secret }) => secret).length;
}

async function write(
  file: vscode.Uri,
  passphrase: string,
  { entries, missing }: Collected,
  { record }: BackupServices,
): Promise<BackedUp> {
  const text = textOf(entries);
  await withKeyWork(vscode.l10n.t('Encrypting the backup'), async work => {
    const bytes = await encryptWithPassphrase(text, passphrase, work);
    work.signal?.throwIfAborted();
    await changeWorkspaceFile(file, () => bytes, vscode.workspace.fs).catch(error => {
      throw notWritten(file, error);
    });
  });
  for (const { login } of entries) record({ action: 'exported', login, route: 'backup' });
  return { logins: entries.map(({ login }) => login).sort(), missing };
}

/** @throws {@link UserError} if one backup can't hold them */
function textOf(entries: readonly BackupEntry[]): string {
  try {
    return serialiseBackup(entries);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new UserError(
      vscode.l10n.t(
        'This computer has more setup keys than one backup can hold. Remove those you don’t use.',
      ),
    );
  }
}
