import * as vscode from 'vscode';
import type { DocsPage } from '../contributions/docsPages';
import { VIEWS, WALKTHROUGH_ID } from '../contributions/ids';
import type { HelpRow } from './helpRows';
import type { Help, HelpServices } from './services';

/** The Help view, and the commands that open Xero, the walkthrough and the sample. */
export function createHelp(services: HelpServices): Help {
  const { commands, completeListSteps, lastUsed } = services;
  const load = () => import('./whenUsed');
  const openXero: Help['openXero'] = async login => (await load()).openXero(async () => login ?? lastUsed());
  const openXeroFor = ({ login }: { readonly login?: string | undefined }): Promise<void> => openXero(login);
  const openDocs = async ({ page }: { readonly page?: DocsPage | undefined }): Promise<void> =>
    (await load()).openDocs(services.extensionUri, page);
  const owned = vscode.Disposable.from(
    // VS Code gives a view a header only if its container has others; the accounts' header has their countdown.
    vscode.window.registerTreeDataProvider<HelpRow>(VIEWS.help, {
      getChildren: async row => row?.rows ?? (await load()).helpRows(),
      getTreeItem: row => row,
    }),
    commands.register('help', {
      openDocs: { ask: () => openDocs({}), run: openDocs },
      openXero: { ask: openXeroFor, run: openXeroFor },
      openMyApps: async () => (await load()).openXeroPage('myApps'),
      openApiExplorer: async () => (await load()).openXeroPage('apiExplorer'),
      getStarted: async () => {
        await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH_ID);
        completeListSteps();
      },
      openSample: async () => (await load()).openSample(services),
    }),
  );
  return { openXero, dispose: () => owned.dispose() };
}
