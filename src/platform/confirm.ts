import * as vscode from 'vscode';

/**
 * Asks a question that can be answered in one way, or left.
 *
 * @param yes what the button says
 */
export async function isConfirmed(message: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}

/**
 * Asks a question that has to be answered before anything else is done.
 *
 * @param yes what the button says with which it is done
 * @throws {@link vscode.CancellationError} if the person does not want it
 */
export async function requireConfirmed(message: string, detail: string, yes: string): Promise<void> {
  if (!(await isConfirmed(message, detail, yes))) throw new vscode.CancellationError();
}
