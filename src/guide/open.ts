import * as vscode from 'vscode';

/** Opens the 14 steps of setting up MFA in Xero. */
export async function openGuide(extensionUri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand(
    'markdown.showPreview',
    vscode.Uri.joinPath(extensionUri, 'media', 'guide.md'),
  );
}
