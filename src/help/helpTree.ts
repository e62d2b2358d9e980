import * as vscode from 'vscode';
import { EXTENSION_ID } from '../contributions/ids';
import { asCommand } from '../platform/asCommand';

/** A row of the Help view. */
interface HelpRow {
  readonly icon: string;
  readonly command: vscode.Command;
}

/**
 * The Help view. A view that is alone in its container has no header of its own, and the countdown of the accounts
 * is in theirs.
 */
export class HelpTree implements vscode.TreeDataProvider<HelpRow> {
  getChildren(row?: HelpRow): HelpRow[] {
    if (row) return [];
    return [
      { icon: 'book', command: asCommand('openGuide', vscode.l10n.t('Set Up MFA Step by Step')) },
      { icon: 'link-external', command: asCommand('openXero', vscode.l10n.t('Open Xero in Browser')) },
      { icon: 'watch', command: asCommand('checkClock', vscode.l10n.t('Check Clock')) },
      { icon: 'rocket', command: asCommand('getStarted', vscode.l10n.t('Get Started')) },
      { icon: 'beaker', command: asCommand('openSample', vscode.l10n.t('Open Sample')) },
      {
        icon: 'gear',
        command: {
          title: vscode.l10n.t('Settings'),
          command: 'workbench.action.openSettings',
          arguments: [`@ext:${EXTENSION_ID}`],
        },
      },
    ];
  }

  getTreeItem({ icon, command }: HelpRow): vscode.TreeItem {
    const item = new vscode.TreeItem(command.title);
    item.id = command.command;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.command = command;
    return item;
  }
}
