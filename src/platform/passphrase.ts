import * as vscode from 'vscode';
import { UserError } from '../core/errors';

/** The passphrase of a file was another one: the person may try again. */
export class WrongPassphraseError extends UserError {
  constructor() {
    super(vscode.l10n.t('The passphrase is wrong. Check it and try again.'));
  }
}

/** Lets the person choose a file that age encrypted. */
export async function pickAgeFile(title: string): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ filters: { age: ['age'] }, title }))?.[0];
}

/** Asks for the passphrase of a file. */
export async function askPassphrase(
  title: string,
  prompt = vscode.l10n.t('The passphrase of this file'),
): Promise<string | undefined> {
  return vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
}
