import * as vscode from 'vscode';

/** What when-clauses of the manifest ask for, by its name after `xeroMfa.`. */
export type ContextKey =
  | 'loaded'
  | 'codesShown'
  | 'waitingForCode'
  // What completes the steps of the walkthrough.
  | 'hasAccounts'
  | 'listShared'
  | 'guideFinished'
  | 'lastUsedCopied'
  | 'clockChecked';

/** Tells VS Code a value that the manifest's when-clauses ask for. */
export function setContext(key: ContextKey, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `xeroMfa.${key}`, value);
}
