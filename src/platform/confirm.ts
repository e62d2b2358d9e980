import * as vscode from 'vscode';
import type { CommandName } from '../contributions/commands';
import { commandId } from '../contributions/ids';
import { exists } from './exists';
import { fileLabel } from './fileLabel';
import type { FileTarget } from './fileTarget';

/**
 * Asks for a confirmation. Resolves to `false` if the person leaves the question.
 *
 * @param yes the label of the button
 */
export async function confirm(message: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}

/**
 * Asks for a confirmation without which the command ends.
 *
 * @param yes the label of the button
 * @throws {@link vscode.CancellationError} if the person declines
 */
export async function requireConfirmed(message: string, detail: string, yes: string): Promise<void> {
  if (!(await confirm(message, detail, yes))) throw new vscode.CancellationError();
}

/**
 * Asks about what only a person may decide, because a program has called a command with arguments.
 *
 * @param detail what it means, in paragraphs
 * @param yes the label of the button
 * @throws {@link vscode.CancellationError} if the person declines
 */
export async function requirePerson(
  command: CommandName,
  message: string,
  detail: readonly string[],
  yes: string,
): Promise<void> {
  const caller = vscode.l10n.t(
    'A keybinding, a task or an extension asks for this with the command “{0}”. VS Code doesn’t say which.',
    commandId(command),
  );
  const whenUnexpected = vscode.l10n.t('If you didn’t just start something that needs this, choose Cancel.');
  await requireConfirmed(message, [caller, ...detail, whenUnexpected].join('\n\n'), yes);
}

/**
 * Asks before a file that a program names is replaced.
 *
 * @throws {@link vscode.CancellationError} if the person keeps the file
 */
export async function requireReplaceableFile(file: vscode.Uri): Promise<FileTarget> {
  if (!(await exists(file))) return { uri: file, replaces: false };
  await requireConfirmed(
    vscode.l10n.t('{0} already exists. Replace it?', fileLabel(file)),
    vscode.l10n.t('What is in that file will be lost.'),
    vscode.l10n.t('Replace'),
  );
  return { uri: file, replaces: true };
}
