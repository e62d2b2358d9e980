import * as vscode from 'vscode';

/**
 * Asks a question with one button besides Cancel.
 *
 * @param yes the button's label
 */
export async function confirm(message: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}

/**
 * Asks the same question, but throws unless the person agrees.
 *
 * @param yes the button's label
 * @throws {@link vscode.CancellationError} if the person cancels
 */
export async function requireConfirmed(message: string, detail: string, yes: string): Promise<void> {
  if (!(await confirm(message, detail, yes))) throw new vscode.CancellationError();
}
