import * as vscode from 'vscode';
import { readSetting } from '../platform/settings';
import { ActivityLog } from './activityLog';
import type { ActivityServices } from './services';
import { activityHandlers, activityText } from './showActivity';
import { usedSince } from './usedSince';

/** How long another window may take to write a file and store its head, in milliseconds. */
const PAUSE = 300;

/** Opens the log in the extension's global storage. */
export function openActivity({ boundary, globalState, globalStorageUri, nameOf }: ActivityServices) {
  const log = new ActivityLog({
    folder: vscode.Uri.joinPath(globalStorageUri, 'activity'),
    files: vscode.workspace.fs,
    state: globalState,
    join: (folder, name) => vscode.Uri.joinPath(folder, name),
    days: () => readSetting('activityDays'),
    now: () => Date.now(),
    pause: () => new Promise(resolve => setTimeout(resolve, PAUSE)),
  });
  const shown = { log, offer: boundary.offer, nameOf };
  return {
    log,
    handlers: activityHandlers(shown),
    text: () => activityText(shown),
    usedSince: async (instant: number) => usedSince(await log.read(), instant),
  };
}
