import * as vscode from 'vscode';
import { EXTENSION_ID } from '../contributions/ids';
import { asCommand } from '../platform/asCommand';

/** The rows of the Help view. */
export function helpRows(): vscode.TreeItem[] {
  return [
    row('book', asCommand('openGuide', vscode.l10n.t('Open Guide'))),
    row('link-external', asCommand('openXero', vscode.l10n.t('Open Xero in Browser'))),
    row('extensions', asCommand('openMyApps', vscode.l10n.t('Open My Apps'))),
    row('json', asCommand('openApiExplorer', vscode.l10n.t('Open API Explorer'))),
    row('watch', asCommand('checkClock', vscode.l10n.t('Check Clock'))),
    row('rocket', asCommand('getStarted', vscode.l10n.t('Get Started'))),
    row('beaker', asCommand('openSample', vscode.l10n.t('Open Sample'))),
    row('gear', {
      title: vscode.l10n.t('Settings'),
      command: 'workbench.action.openSettings',
      arguments: [`@ext:${EXTENSION_ID}`],
    }),
  ];
}

function row(icon: string, command: vscode.Command): vscode.TreeItem {
  const item = new vscode.TreeItem(command.title);
  item.id = command.command;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = command;
  return item;
}
