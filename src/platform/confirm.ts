import * as vscode from 'vscode';

/**
 * Asks a question that has to be answered before anything else is done.
 *
 * @param yes what the button says with which it is done
 * @throws {@link vscode.CancellationError} if the person does not want it
 */
export async function requireConfirmed(message: string, detail: string, yes: string): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, yes);
  if (chosen !== yes) throw new vscode.CancellationError();
}
