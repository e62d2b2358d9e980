/** The least an extension can be: the yardstick for loading and activating. */
import { Disposable } from 'vscode';

/** @param {import('vscode').ExtensionContext} context */
export function activate(context) {
  context.subscriptions.push(new Disposable(() => {}));
}
