import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from '../contributions/ids';
import type { TeamCommandServices } from './commandServices';
import { isWorthACopy } from './identityCopies';
import { askToSaveIdentity } from './identityFile';

/** Offers once to save this computer's identity, when it has shared enough to be missed. */
export async function offerToSave(services: TeamCommandServices): Promise<void> {
  const { teams, copies, offer } = services;
  const { recipient } = await teams.identified();
  const isOver = (): boolean => copies.isSettled(recipient);
  if (isOver() || !isWorthACopy(await teams.memories.readable())) return;
  await untilGuideIsLeft();
  // Another window may have asked by now.
  if (isOver()) return;
  await copies.settle(recipient);
  await offer(
    vscode.l10n.t('If this computer is lost, you need a saved copy of your identity to stay in the team.'),
    [
      { label: vscode.l10n.t('Save Identity…'), run: () => askToSaveIdentity(services) },
      { label: vscode.l10n.t('Not Now'), run: () => {} },
    ],
  );
}

/** Xero gives a set-up ten minutes, and the guide has its own end: nobody needs another question there. */
async function untilGuideIsLeft(): Promise<void> {
  const { tabGroups } = vscode.window;
  const isInFront = (): boolean => {
    const input = tabGroups.activeTabGroup.activeTab?.input;
    // VS Code puts a prefix of its own before the type.
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(GUIDE_VIEW_TYPE);
  };
  while (isInFront()) {
    await new Promise<void>(resolve => {
      const changed = (): void => {
        listening.dispose();
        resolve();
      };
      const listening = vscode.Disposable.from(
        tabGroups.onDidChangeTabs(changed),
        tabGroups.onDidChangeTabGroups(changed),
      );
    });
  }
}
