import * as vscode from 'vscode';

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
