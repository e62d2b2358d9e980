import * as vscode from 'vscode';
import type { Figure } from '../figure';
import { pause } from './stub';

const ID = 'xero-test-mfa.xero-test-mfa';
const PEER = 'xero-test-mfa.xero-test-mfa-bench-peer';

/** What VS Code itself measured of the installed extension when the window opened, once and cold. */
export async function reported(): Promise<Figure[]> {
  for (const id of [ID, PEER]) await vscode.extensions.getExtension(id)?.activate();
  await pause(2_000);
  await vscode.commands.executeCommand('perfview.show');
  await pause(2_000);
  const text =
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ??
    (await vscode.workspace.openTextDocument(vscode.Uri.parse('perf:Startup Performance'))).getText();
  const ours = timesOf(text, ID);
  const peer = timesOf(text, PEER);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  if (!ours || !peer) {
    console.log('    VS Code does not tell its activation times here.');
    return [];
  }
  return (['load', 'activate'] as const).map(
    (what): Figure => ({
      name: `VS Code's own figure, ${what === 'load' ? 'load' : 'activate()'}, once`,
      unit: 'ms',
      ours: ours[what],
      peer: { what: 'an extension of 3 commands', value: peer[what] },
    }),
  );
}

/** The row of an extension: | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By | */
function timesOf(text: string, id: string): { load: number; activate: number } | undefined {
  const row = text.split('\n').find(line => line.startsWith(`| ${id} `));
  const [load, activate] = row?.split('|').slice(3, 5).map(Number) ?? [];
  return load === undefined || activate === undefined ? undefined : { load, activate };
}
