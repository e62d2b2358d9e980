import * as vscode from 'vscode';
import { GROUPINGS, type Grouping } from '../core/account';

/** Lets the person pick how accounts are grouped. */
export async function pickGrouping(current: Grouping): Promise<Grouping | undefined> {
  const labels: Readonly<Record<Grouping, string>> = {
    auto: vscode.l10n.t('Automatic'),
    region: vscode.l10n.t('Region'),
    owner: vscode.l10n.t('Owner'),
    tag: vscode.l10n.t('Tag'),
    none: vscode.l10n.t('Nothing'),
  };
  const items = GROUPINGS.map(grouping => ({
    label: labels[grouping],
    description: [
      ...(grouping === 'auto'
        ? [vscode.l10n.t('one list for fewer than ten accounts, otherwise by region')]
        : []),
      ...(grouping === current ? [vscode.l10n.t('current')] : []),
    ].join(' · '),
    grouping,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group By') }))?.grouping;
}
