import * as vscode from 'vscode';
import { encryptWithPassphrase } from '../age/age';
import type { BackedUp } from '../contributions/commandResults';
import type { CommandArguments } from '../contributions/commands';
import { type BackupEntry, BackupError, serialiseBackup } from '../core/backup';
import { UserError } from '../core/errors';
import { requireConfirmed, requirePerson, requireReplaceableFile } from '../platform/confirm';
import { fileLabel } from '../platform/fileLabel';
import { chosenTarget, type FileTarget, writeTarget } from '../platform/fileTarget';
import { nameList } from '../platform/nameList';
import { readAll } from '../secrets/readAll';
import { withKeyWork } from './keyWork';
import { askNewPassphrase, loadEstimator } from './newPassphrase';
import type { BackupServices } from './services';

/** What a backup will have. */
interface Collected {
  readonly entries: readonly BackupEntry[];
  /** Logins whose key, answers or password are lost, can't be read, or were not read. */
  readonly missing: readonly string[];
  /** Whether a password is among what is missing. */
  readonly lacksPassword: boolean;
  /** Why the first of them is missing. */
  readonly failure: unknown;
  /** Logins with keys that were tried in between. Those keys aren't in the backup. */
  readonly withCandidates: readonly string[];
}

/**
 * Writes all keys, answers and passwords on this computer to an age file.
 *
 * @throws {@link UserError} if there is nothing to write, the passphrase is weak, or the file can't be written;
 * {@link vscode.CancellationError} if the person declines, keeps the existing file, or cancels
 */
export async function exportBackup(
  { uri, passphrase }: CommandArguments<'exportBackup'>,
  services: BackupServices,
): Promise<BackedUp> {
  const file = vscode.Uri.parse(uri);
  const asked = await collect(services);
  const estimator = await loadEstimator(services, services.secrets.readable);
  const { isEnough, text } = estimator.strengthOf(passphrase);
  if (!isEnough) throw new UserError(text);
  const name = fileLabel(file);
  await requirePerson(
    'exportBackup',
    vscode.l10n.t('Export all setup keys on this computer to {0}?', name),
    [
      [
        ...contentTexts(asked),
        vscode.l10n.t(
          'The task or extension that asks knows the passphrase. Anyone who has it and the file can read them.',
        ),
      ].join(' '),
      ...leftOutTexts(asked, services),
    ],
    vscode.l10n.t('Export Backup'),
  );
  const target = await requireReplaceableFile(file);
  // Other windows may have changed keys while the questions were open.
  const collected = await collect(services);
  const written = await write(target, passphrase, collected, services);
  void services.boundary.offer(
    [
      vscode.l10n.t('A command exported a backup to {0}.', name),
      ...contentTexts(collected),
      ...leftOutTexts(collected, services),
    ].join(' '),
  );
  return written;
}

/** Asks for a passphrase and a file, and writes the backup. Lists keys that can't be backed up first. */
export async function askToExport(services: BackupServices): Promise<BackedUp | undefined> {
  const { secrets, boundary } = services;
  const before = await collect(services);
  if (before.missing.length > 0) await confirmMissing(before, services);
  const passphrase = await askNewPassphrase(services, secrets.readable);
  if (passphrase === undefined) return undefined;
  const file = await vscode.window.showSaveDialog({
    filters: { age: ['age'] },
    title: vscode.l10n.t('Export Backup'),
    saveLabel: vscode.l10n.t('Export Backup'),
  });
  if (!file) return undefined;
  const target = await chosenTarget(file);
  const collected = await collect(services);
  if (collected.missing.some(login => !before.missing.includes(login)))
    await confirmMissing(collected, services);
  const written = await write(target, passphrase, collected, services);
  void boundary.offer(
    [
      vscode.l10n.t('Backup exported.'),
      ...contentTexts(collected),
      vscode.l10n.t('Keep the backup and its passphrase in different places.'),
      ...leftOutTexts(collected, services),
    ].join(' '),
  );
  return written;
}

/** @throws {@link vscode.CancellationError} if the person wants no backup without them */
async function confirmMissing(
  { missing, lacksPassword, failure }: Collected,
  { accounts }: BackupServices,
): Promise<void> {
  const names = nameList(missing.map(login => accounts.nameOf(login)));
  await requireConfirmed(
    lacksPassword
      ? vscode.l10n.t('These setup keys, answers or passwords can’t be backed up: {0}.', names)
      : vscode.l10n.t('These setup keys or answers can’t be backed up: {0}.', names),
    failure instanceof UserError
      ? failure.message
      : vscode.l10n.t('VS Code no longer has them, or can’t read them.'),
    vscode.l10n.t('Back Up the Others'),
  );
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
  // After a key was lost, every read might lose another value.
  const read = async <T>(get: () => Promise<T | undefined>): Promise<T | undefined> =>
    isComplete
      ? get().catch(error => {
          failure ??= error;
          return undefined;
        })
      : undefined;
  for (const login of secrets.loginsWithAnswers) {
    const answers = await read(() => secrets.getAnswers(login));
    if (answers) found.set(login, { ...found.get(login), login, answers });
    else missing.add(login);
  }
  let lacksPassword = false;
  for (const login of secrets.passwords.logins) {
    const password = await read(() => secrets.passwords.get(login));
    if (password !== undefined) found.set(login, { ...found.get(login), login, password });
    else missing.add(login);
    lacksPassword ||= password === undefined;
  }
  if (found.size === 0) {
    if (failure instanceof UserError) throw failure;
    throw new UserError(vscode.l10n.t('There is nothing to back up. Add a setup key first.'));
  }
  const withCandidates = [...found.keys()].filter(login => secrets.hasCandidates(login)).sort();
  return {
    entries: [...found.values()],
    missing: [...missing].sort(),
    lacksPassword,
    failure,
    withCandidates,
  };
}

/** How much is in a backup. */
function contentTexts({ entries }: Collected): string[] {
  const keys = entries.filter(({ secret }) => secret).length;
  const passwords = entries.filter(({ password }) => password !== undefined).length;
  const answers = entries.reduce((sum, each) => sum + (each.answers?.length ?? 0), 0);
  return [
    vscode.l10n.t('Setup keys: {0}.', keys),
    ...(answers > 0 ? [vscode.l10n.t('Answers to security questions: {0}.', answers)] : []),
    ...(passwords > 0 ? [vscode.l10n.t('Passwords: {0}.', passwords)] : []),
  ];
}

/** What a person must know of what a backup does not have. */
function leftOutTexts(
  { missing, lacksPassword, withCandidates }: Collected,
  { accounts }: BackupServices,
): string[] {
  const namesOf = (logins: readonly string[]): string =>
    nameList(logins.map(login => accounts.nameOf(login)));
  const texts: string[] = [];
  if (missing.length > 0)
    texts.push(
      lacksPassword
        ? vscode.l10n.t(
            'Left out, because VS Code lost them or can’t read them: keys, answers or passwords for {0}.',
            namesOf(missing),
          )
        : vscode.l10n.t(
            'Left out, because VS Code lost them or can’t read them: keys or answers for {0}.',
            namesOf(missing),
          ),
    );
  if (withCandidates.length > 0)
    texts.push(
      vscode.l10n.t('Left out, because they were only tried: keys for {0}.', namesOf(withCandidates)),
    );
  return texts;
}

async function write(
  target: FileTarget,
  passphrase: string,
  { entries, missing }: Collected,
  { record }: BackupServices,
): Promise<BackedUp> {
  const text = textOf(entries);
  await withKeyWork(vscode.l10n.t('Encrypting the backup'), async work => {
    const bytes = await encryptWithPassphrase(text, passphrase, work);
    work.signal?.throwIfAborted();
    await writeTarget(target, bytes);
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
