/** What copying a code costs at the very least: a secret read and a text on the clipboard. */
const vscode = require('vscode');

const code = '123456';

/** @param {vscode.ExtensionContext} context */
exports.activate = ({ secrets, subscriptions }) => {
  const copy = async () => {
    await secrets.get('secret');
    await vscode.env.clipboard.writeText(code);
  };
  subscriptions.push(
    vscode.commands.registerCommand('xeroMfaBenchPeer.store', secret => secrets.store('secret', secret)),
    vscode.commands.registerCommand('xeroMfaBenchPeer.copy', copy),
    vscode.commands.registerCommand('xeroMfaBenchPeer.copyWithMessage', async () => {
      await copy();
      void vscode.window.showInformationMessage(`Copied ${performance.now()}`);
    }),
  );
};
