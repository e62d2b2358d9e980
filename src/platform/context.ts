import * as vscode from 'vscode';
import type { ContextKey, WalkthroughEvent } from '../contributions/contextKeys';

/** Tells VS Code a value that the manifest's when-clauses ask for. */
export function setContext(key: ContextKey | WalkthroughEvent, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `xeroMfa.${key}`, value);
}

/** Completes a step of the walkthrough, where it is open. */
export function completeWalkthroughStep(event: WalkthroughEvent): void {
  setContext(event, true);
  // A step that VS Code gets to know while its key is true is never completed by it.
  setContext(event, false);
}
