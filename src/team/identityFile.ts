import * as vscode from 'vscode';
import { AgeError, decryptWithPassphrase, encryptWithPassphrase, recipientOf } from '../age/age';
import { fingerprintOf, newPassphrase } from '../age/fingerprint';
import { signerOf, verify } from '../age/signing';
import type { Identified } from '../contributions/commandResults';
import type { CommandArguments } from '../contributions/commands';
import { UserError } from '../core/errors';
import type { StoreMemory } from '../core/team/memory';
import { formatSavedStores, parseSavedStores } from '../core/team/savedStores';
import { requirePerson, requireReplaceableFile } from '../platform/confirm';
import { fileLabel } from '../platform/fileLabel';
import { chosenTarget, type FileTarget, writeTarget } from '../platform/fileTarget';
import { askPassphrase, pickAgeFile, WrongPassphraseError } from '../platform/passphrase';
import { readIfThere } from '../platform/readIfThere';
import type { TeamCommandServices } from './commandServices';
import { withTeamErrors } from './problemText';

/** An identity out of a file, and what it says of the stores that it is a member of. */
interface SavedIdentity {
  readonly identity: string;
  readonly stores: readonly StoreMemory[];
}

const IDENTITY = /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/m;
/** More than an identity and what is remembered of its stores need. */
const LARGEST_FILE = 4 * 1024 * 1024;

/** Writes this computer's identity into a file, encrypted with a passphrase: `age -d` reads it. */
export async function saveIdentity(
  args: CommandArguments<'team.saveIdentity'>,
  services: TeamCommandServices,
): Promise<void> {
  if (!(await services.secrets.team.hasIdentity())) throw noIdentity();
  const uri = vscode.Uri.parse(args.uri);
  const file = fileLabel(uri);
  await requirePerson(
    'team.saveIdentity',
    vscode.l10n.t('Save a copy of this computer’s identity to {0}?', file),
    [
      vscode.l10n.t(
        'The task or extension that asks knows the passphrase. Anyone who has it and the file can read all that the team shares with you.',
      ),
    ],
    vscode.l10n.t('Save Identity'),
  );
  await writeIdentity(await requireReplaceableFile(uri), args.passphrase, services);
  void services.offer(vscode.l10n.t('A command saved a copy of this computer’s identity to {0}.', file));
}

async function writeIdentity(
  target: FileTarget,
  passphrase: string,
  { secrets, teams, copies }: TeamCommandServices,
): Promise<void> {
  const identity = await secrets.team.getIdentity();
  if (identity === undefined) throw noIdentity();
  // A file without one of the stores must not take the place of one that has it.
  const stores = formatSavedStores(await withTeamErrors(() => teams.memories.all()));
  const recipient = await recipientOf(identity);
  const text = `# ${recipient}\n${identity}\n${stores}`;
  await writeTarget(target, await encryptWithPassphrase(text, passphrase));
  await copies.settle(recipient);
}

/** Shows a new passphrase, asks where to, and writes the file. */
export async function askToSaveIdentity(services: TeamCommandServices): Promise<void> {
  if (!(await services.secrets.team.hasIdentity())) throw noIdentity();
  const passphrase = newPassphrase();
  const choose = vscode.l10n.t('Choose File…');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Write down this passphrase, or save it in your password manager.'),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0}\n\nThis passphrase protects the copy of your identity. If this computer is lost, you need both to stay in the team. The passphrase won’t be shown again.',
        passphrase,
      ),
    },
    choose,
  );
  if (chosen !== choose) return;
  const uri = await vscode.window.showSaveDialog({
    filters: { age: ['age'] },
    title: vscode.l10n.t('Save Identity'),
  });
  if (!uri) return;
  const target = await chosenTarget(uri);
  await withProgress(vscode.l10n.t('Saving your identity'), () =>
    writeIdentity(target, passphrase, services),
  );
  void services.offer(vscode.l10n.t('Your identity is saved. Don’t keep the file only on this computer.'));
}

/**
 * Makes the identity of a file this computer's, which must have none, if the person wants that.
 *
 * @throws {@link UserError}; {@link vscode.CancellationError} if the person declines
 */
export async function restoreIdentity(
  args: CommandArguments<'team.restoreIdentity'>,
  services: TeamCommandServices,
): Promise<Identified> {
  const saved = await readIdentity(args, services);
  const recipient = await recipientOf(saved.identity);
  const file = fileLabel(vscode.Uri.parse(args.uri));
  await requirePerson(
    'team.restoreIdentity',
    vscode.l10n.t('Use the identity in {0} on this computer?', file),
    [
      vscode.l10n.t(
        'Its words: {0}.',
        await fingerprintOf(recipient, (await signerOf(saved.identity)).signingKey),
      ),
      vscode.l10n.t(
        'Anyone who has the file and its passphrase can then read all that the team shares with you.',
      ),
    ],
    vscode.l10n.t('Restore Identity'),
  );
  return useIdentity(saved, services);
}

/** @throws {@link UserError} if there is no identity in the file, or this computer has one */
async function readIdentity(
  { uri, passphrase }: CommandArguments<'team.restoreIdentity'>,
  services: TeamCommandServices,
): Promise<SavedIdentity> {
  await requireUse(services);
  const bytes = await readIfThere(vscode.Uri.parse(uri), vscode.workspace.fs);
  const notIdentity = (): UserError => new UserError(vscode.l10n.t('This file contains no saved identity.'));
  if (!bytes || bytes.length > LARGEST_FILE) throw notIdentity();
  const text = await decryptWithPassphrase(bytes, passphrase).catch(error => {
    if (!(error instanceof AgeError)) throw error;
    if (error.problem === 'damaged') throw notIdentity();
    throw new WrongPassphraseError();
  });
  const [identity] = IDENTITY.exec(text) ?? [];
  if (identity === undefined) throw notIdentity();
  await requireUse(services, identity);
  const own = await recipientOf(identity);
  return { identity, stores: parseSavedStores(text, own, verify) };
}

/**
 * Whether this computer has no identity, or one that only waits for approval, which can decrypt nothing. Or it has the saved
 * one and can't read what it remembers of a store.
 */
async function requireUse({ secrets, teams }: TeamCommandServices, saved?: string): Promise<void> {
  if (!(await secrets.team.hasIdentity())) return;
  const isSame = saved === undefined || saved === (await secrets.team.getIdentity());
  const isUnreadable = (await teams.memories.unreadable()).length > 0;
  if (isUnreadable ? isSame : isOnlyWaiting(await teams.memories.readable())) return;
  throw new UserError(
    vscode.l10n.t(
      'This computer already has a team identity. Nothing was restored. To join a team, choose “Join Team”.',
    ),
  );
}

/** What is remembered of a store has a roster once this computer was a member of it. */
function isOnlyWaiting(memories: readonly StoreMemory[]): boolean {
  return memories.length > 0 && memories.every(({ roster }) => roster.length === 0);
}

/** @throws {@link UserError} if this computer is a member by now */
async function useIdentity(
  { identity, stores }: SavedIdentity,
  services: TeamCommandServices,
): Promise<Identified> {
  const { secrets, teams, copies, onChanged } = services;
  // Not while the one that is here becomes a member.
  await teams.alone(async () => {
    await requireUse(services, identity);
    await copies.settle(await recipientOf(identity));
    const former = await secrets.team.getIdentity();
    const isHere = former === identity;
    if (!isHere) await secrets.team.setIdentity(identity, former);
    for (const memory of stores) {
      await teams.memories.replaceUnreadable(memory);
      if (!isHere) await teams.memories.set(memory);
    }
  });
  await onChanged();
  return teams.identified();
}

/** Asks for the file and its passphrase. */
export async function askToRestoreIdentity(services: TeamCommandServices): Promise<Identified | undefined> {
  const title = vscode.l10n.t('Restore Identity');
  const uri = await pickAgeFile(title);
  if (!uri) return undefined;
  const passphrase = await askPassphrase(title);
  if (!passphrase) return undefined;
  return withProgress(vscode.l10n.t('Restoring your identity'), async () =>
    useIdentity(
      await readIdentity({ uri: uri.toString(), passphrase: passphrase.trim() }, services),
      services,
    ),
  );
}

function withProgress<T>(title: string, task: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, task);
}

function noIdentity(): UserError {
  return new UserError(
    vscode.l10n.t('This computer isn’t in a team yet. Choose “Create Team Store” or “Join Team”.'),
  );
}
