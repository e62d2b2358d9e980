import * as vscode from 'vscode';
import { readSetting } from '../platform/settings';
import { ActivityLog } from './activityLog';
import type { ActivityServices } from './createActivity';

/** How long another window may take to write a file and keep its head, in milliseconds. */
const PAUSE = 300;

/** The log in the extension's global storage. */
export function openLog({
  globalState,
  globalStorageUri,
}: Pick<ActivityServices, 'globalState' | 'globalStorageUri'>): ActivityLog {
  return new ActivityLog({
    folder: vscode.Uri.joinPath(globalStorageUri, 'activity'),
    files: vscode.workspace.fs,
    state: globalState,
    join: (folder, name) => vscode.Uri.joinPath(folder, name),
    days: () => readSetting('activityDays'),
    now: () => Date.now(),
    pause: () => new Promise(resolve => setTimeout(resolve, PAUSE)),
  });
}
