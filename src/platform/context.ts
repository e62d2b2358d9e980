import * as vscode from 'vscode';
import type { ContextKey, WalkthroughEvent } from '../contributions/contextKeys';

/** Sets a context key of the manifest's when-clauses. */
export function setContext(key: ContextKey | WalkthroughEvent, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `xeroMfa.${key}`, value);
}

/** Completes a step of the walkthrough, if it is open. */
export function completeWalkthroughStep(event: WalkthroughEvent): void {
  setContext(event, true);
  // VS Code completes a step when its key becomes true, but not if it was already true when the step was registered.
  setContext(event, false);
}
