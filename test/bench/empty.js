/** The least an extension can be: the yardstick for loading and activating. */
const vscode = require('vscode');

/** @param {vscode.ExtensionContext} context */
exports.activate = context => {
  context.subscriptions.push(new vscode.Disposable(() => {}));
};
