import * as vscode from 'vscode';
import { VIEWS, WALKTHROUGH_ID } from '../contributions/ids';
import type { CommandRegistry } from '../platform/commandRegistry';
import { readWebAddress } from '../platform/settings';
import { HelpTree } from './helpTree';

/** What the help needs of the rest. */
export interface HelpServices {
  readonly commands: CommandRegistry;
  readonly extensionUri: vscode.Uri;
  readonly globalStorageUri: vscode.Uri;
  /** Completes the steps of the walkthrough that are done already. */
  completeListSteps(): void;
}

/** The Help view, and the commands that open Xero, the walkthrough and the sample. */
export function createHelp({ commands, extensionUri, globalStorageUri, completeListSteps }: HelpServices) {
  const owned = vscode.Disposable.from(
    vscode.window.registerTreeDataProvider(VIEWS.help, new HelpTree()),
    commands.register('openXero', openXero),
    commands.register('getStarted', async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH_ID);
      completeListSteps();
    }),
    commands.register('openSample', async () =>
      (await import('./openSample')).openSample(extensionUri, globalStorageUri),
    ),
  );
  return { openXero, dispose: () => owned.dispose() };
}

/** Opens Xero's sign-in page in the browser. */
async function openXero(): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(readWebAddress('xeroUrl').href));
}
