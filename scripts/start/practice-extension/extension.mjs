/**
 * Runs beside Xero Test MFA in the VS Code of `npm start`: shows its view, and adds the sample's practice keys through its
 * public commands.
 */
import * as vscode from 'vscode';
import { addKeysOnce, isFirstStart } from './addKeys.mjs';

const { executeCommand } = vscode.commands;

/** @param {vscode.ExtensionContext} context */
export async function activate({ globalState }) {
  // Shows the Help view, which has the row that opens the practice Xero.
  if (isFirstStart(globalState)) await executeCommand('xeroMfa.help.focus');
  await executeCommand('xeroMfa.accounts.focus');
  await addKeysOnce(await practiceKeys(), globalState, (login, secret) =>
    executeCommand('xeroMfa.setSecret', { login, secret, confirm: true }),
  );
}

/** @returns {Promise<Record<string, string>>} by login */
async function practiceKeys() {
  const name = 'xero-test-mfa.xero-test-mfa';
  const extension = vscode.extensions.getExtension(name);
  if (!extension) throw new Error(`${name} is not installed.`);
  const file = vscode.Uri.joinPath(extension.extensionUri, 'media/practice-keys.json');
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))).keys;
}
