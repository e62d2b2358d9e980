import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { elsewhere, eventually, write } from './support';

/** Writes a file outside the workspace, and gives its URI. */
export async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(elsewhere, name);
  await write(path, content);
  return vscode.Uri.file(path).toString();
}

export function importTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputWebview && /xeroMfa\.import$/.test(input.viewType));
}

export async function closeTab(): Promise<void> {
  const tab = await eventually(() => importTab() ?? assert.fail('no tab'));
  await vscode.window.tabGroups.close(tab);
}
