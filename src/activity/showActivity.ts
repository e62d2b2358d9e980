import * as vscode from 'vscode';
import type { ActivityReport } from '../contributions/commandResults';
import { ACTIVITY_SCHEME } from '../contributions/ids';
import type { CommandTable } from '../platform/commandRegistry';
import { requireReplaceableFile } from '../platform/confirm';
import type { Offer } from '../platform/errorBoundary';
import { chosenTarget, type FileTarget, writeTarget } from '../platform/fileTarget';
import { readSetting } from '../platform/settings';
import type { ActivityLog, LogContent } from './activityLog';
import { logCsv, logProblemText, logText } from './activityText';

/** What showing the log needs. */
export interface ShownActivity {
  readonly log: ActivityLog;
  readonly offer: Offer;
  nameOf(login: string): string;
}

/** The handlers of the log's commands. */
export function activityHandlers(activity: ShownActivity): CommandTable<'activity'> {
  return {
    showActivity: {
      ask: () => show(activity),
      run: ({ uri }) => (uri === undefined ? show(activity) : exportUnasked(uri, activity)),
    },
    exportActivity: {
      ask: () => askToExport(activity),
      run: ({ uri }) => exportUnasked(uri, activity),
    },
  };
}

/** The log as the text of a document. */
export async function activityText({ log, nameOf }: ShownActivity): Promise<string> {
  return logText(await log.read(), { days: readSetting('activityDays'), nameOf });
}

/** Opens the log as a read-only document. */
async function show({ log }: ShownActivity): Promise<ActivityReport> {
  const content = await log.read();
  // A new URI each time, because VS Code would show the previous text.
  const uri = vscode.Uri.from({
    scheme: ACTIVITY_SCHEME,
    path: vscode.l10n.t('Activity'),
    query: String(Date.now()),
  });
  await vscode.window.showTextDocument(uri, { preview: true });
  return reportOf(content);
}

async function askToExport(activity: ShownActivity): Promise<ActivityReport | undefined> {
  const title = vscode.l10n.t('Export Activity');
  const file = await vscode.window.showSaveDialog({ filters: { CSV: ['csv'] }, title, saveLabel: title });
  if (!file) return undefined;
  const report = await exportTo(await chosenTarget(file), activity);
  void activity.offer(vscode.l10n.t('Lines exported: {0}.', report.lines), [
    { label: vscode.l10n.t('Open File'), run: () => vscode.window.showTextDocument(file) },
  ]);
  return report;
}

/**
 * Exports to a file that a program named.
 *
 * @throws `UserError` if the file can't be written; {@link vscode.CancellationError} if the person keeps an existing one
 */
async function exportUnasked(uri: string, activity: ShownActivity): Promise<ActivityReport> {
  return exportTo(await requireReplaceableFile(vscode.Uri.parse(uri)), activity);
}

/** @throws `UserError` if the file can't be written */
async function exportTo(target: FileTarget, { log, nameOf }: ShownActivity): Promise<ActivityReport> {
  const content = await log.read();
  await writeTarget(target, new TextEncoder().encode(await logCsv(content, nameOf)));
  return reportOf(content);
}

function reportOf({ lines, problems }: LogContent): ActivityReport {
  return {
    lines: lines.length,
    problems: problems.map(each => ({ file: each.file, reason: logProblemText(each) })),
  };
}
