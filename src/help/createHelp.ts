import * as vscode from 'vscode';
import { VIEWS, WALKTHROUGH_ID } from '../contributions/ids';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { SampleServices } from './openSample';

/** What help needs of the rest. */
export interface HelpServices extends SampleServices {
  readonly commands: CommandRegistry;
  /** Completes the walkthrough steps that are done already. */
  completeListSteps(): void;
  /** The login of the last used account, if there is one. */
  lastUsed(): Promise<string | undefined>;
}

/** The Help view, and the commands that open Xero, the walkthrough and the sample. */
export function createHelp(services: HelpServices) {
  const { commands, completeListSteps, lastUsed } = services;
  const load = () => import('./whenUsed');
  /** Opens Xero's sign-in page in the browser, for a login or the last used one. */
  const openXero = async (login?: string): Promise<void> =>
    (await load()).openXero(async () => login ?? lastUsed());
  const openXeroFor = ({ login }: { readonly login?: string | undefined }): Promise<void> => openXero(login);
  const owned = vscode.Disposable.from(
    // A lone view has no header, and the Accounts view needs one for its countdown.
    vscode.window.registerTreeDataProvider<vscode.TreeItem>(VIEWS.help, {
      getChildren: async row => (row ? [] : (await load()).helpRows()),
      getTreeItem: row => row,
    }),
    commands.register('openXero', { ask: openXeroFor, run: openXeroFor }),
    commands.register('getStarted', async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH_ID);
      completeListSteps();
    }),
    commands.register('openSample', async () => (await load()).openSample(services)),
  );
  return { openXero, dispose: () => owned.dispose() };
}
