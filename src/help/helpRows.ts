import * as vscode from 'vscode';
import { EXTENSION_ID } from '../contributions/ids';
import { asCommand } from '../platform/asCommand';

/** A row of the Help view. */
export class HelpRow extends vscode.TreeItem {
  constructor(
    icon: string,
    override readonly command: vscode.Command,
    readonly rows: HelpRow[] = [],
  ) {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    super(command.title, rows.length > 0 ? Collapsed : None);
    this.id = command.command;
    this.iconPath = new vscode.ThemeIcon(icon);
  }
}

/** The rows at the top of the Help view: five, which is what VS Code shows of a view that is opened. */
export function helpRows(): HelpRow[] {
  return [
    new HelpRow('book', asCommand('openGuide', vscode.l10n.t('Open Guide'))),
    new HelpRow('question', asCommand('openDocs', vscode.l10n.t('Open Documentation')), [
      new HelpRow('rocket', asCommand('getStarted', vscode.l10n.t('Get Started'))),
      new HelpRow('beaker', asCommand('openSample', vscode.l10n.t('Open Sample'))),
    ]),
    new HelpRow('link-external', asCommand('openXero', vscode.l10n.t('Open Xero in Browser')), [
      new HelpRow('extensions', asCommand('openMyApps', vscode.l10n.t('Open My Apps'))),
      new HelpRow('json', asCommand('openApiExplorer', vscode.l10n.t('Open API Explorer'))),
    ]),
    new HelpRow('watch', asCommand('checkClock', vscode.l10n.t('Check Clock'))),
    new HelpRow('gear', {
      title: vscode.l10n.t('Settings'),
      command: 'workbench.action.openSettings',
      arguments: [`@ext:${EXTENSION_ID}`],
    }),
  ];
}
