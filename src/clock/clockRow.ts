import * as vscode from 'vscode';
import type { ClockCorrection } from '../core/clock';
import { asCommand } from '../platform/asCommand';
import { type ClockPlace, clockVerdictText, duration } from './clockText';

/** The row that is shown above the accounts while codes are corrected. */
export function clockRow(
  { by, verdict, checkedAt, isOutdated }: ClockCorrection,
  place: ClockPlace,
): vscode.TreeItem {
  const off = duration(Math.abs(verdict.seconds), 'short');
  const label =
    verdict.seconds > 0 ? vscode.l10n.t('Clock {0} behind', off) : vscode.l10n.t('Clock {0} ahead', off);
  const item = new vscode.TreeItem(label);
  const description = isOutdated
    ? vscode.l10n.t('correction may be outdated')
    : vscode.l10n.t('codes are corrected');
  item.id = 'clock';
  item.description = description;
  item.iconPath = isOutdated
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('history');
  item.contextValue = 'clock';
  item.accessibilityInformation = { label: `${label}, ${description}` };
  const time = new Date(checkedAt + by).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' });
  item.tooltip = [
    clockVerdictText(verdict, place, true),
    isOutdated
      ? vscode.l10n.t('Last checked at {0}. Since then the clock couldn’t be checked.', time)
      : vscode.l10n.t('Last checked at {0}.', time),
  ].join('\n\n');
  item.command = asCommand('checkClock', vscode.l10n.t('Check Clock'));
  return item;
}
