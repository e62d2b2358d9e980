/** What things cost at the very least: a secret read and a text on the clipboard, a page that says it is there. */
const vscode = require('vscode');

const code = '123456';

/** @param {vscode.ExtensionContext} context */
exports.activate = ({ secrets, subscriptions }) => {
  const copy = async () => {
    await secrets.get('secret');
    await vscode.env.clipboard.writeText(code);
  };
  subscriptions.push(
    vscode.commands.registerCommand('xeroMfaBenchPeer.openPage', async () => {
      const { webview } = vscode.window.createWebviewPanel('empty', 'Empty', vscode.ViewColumn.Active, {
        enableScripts: true,
      });
      const isThere = new Promise(resolve => webview.onDidReceiveMessage(resolve));
      webview.html =
        '<!DOCTYPE html><html><body><script>acquireVsCodeApi().postMessage("there")</script></body></html>';
      await isThere;
    }),
    vscode.commands.registerCommand('xeroMfaBenchPeer.store', secret => secrets.store('secret', secret)),
    vscode.commands.registerCommand('xeroMfaBenchPeer.copy', copy),
    vscode.commands.registerCommand('xeroMfaBenchPeer.copyWithMessage', async () => {
      await copy();
      void vscode.window.showInformationMessage(`Copied ${performance.now()}`);
    }),
  );
};
