import * as vscode from 'vscode';

/** A way to more, as a row of the Help view. */
interface HelpRow {
  readonly label: string;
  readonly icon: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/**
 * The Help view. A view that is alone in its container has no header of its own, and the countdown of the accounts
 * is in theirs.
 */
export class HelpTree implements vscode.TreeDataProvider<HelpRow> {
  getChildren(row?: HelpRow): HelpRow[] {
    if (row) return [];
    return [
      { label: vscode.l10n.t('Set Up MFA Step by Step'), icon: 'book', command: 'xeroMfa.openGuide' },
      {
        label: vscode.l10n.t('Open Xero in the Browser'),
        icon: 'link-external',
        command: 'xeroMfa.openXero',
      },
      { label: vscode.l10n.t('Check the Clock'), icon: 'watch', command: 'xeroMfa.checkClock' },
      {
        label: vscode.l10n.t('Get Started'),
        icon: 'rocket',
        command: 'xeroMfa.getStarted',
      },
      { label: vscode.l10n.t('Open a Sample'), icon: 'beaker', command: 'xeroMfa.openSample' },
      {
        label: vscode.l10n.t('Settings'),
        icon: 'gear',
        command: 'workbench.action.openSettings',
        arguments: ['@ext:xero-test-mfa.xero-test-mfa'],
      },
    ];
  }

  getTreeItem({ label, icon, ...command }: HelpRow): vscode.TreeItem {
    const item = new vscode.TreeItem(label);
    item.id = command.command;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.command = { title: label, command: command.command, arguments: [...(command.arguments ?? [])] };
    return item;
  }
}
