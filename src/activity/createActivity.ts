import * as vscode from 'vscode';
import { ACTIVITY_SCHEME } from '../contributions/ids';
import type { RecordActivity } from '../core/activity';
import { lazy } from '../platform/lazy';
import type { Activity, ActivityServices } from './services';

/** The log of what happened to which login on this computer; loaded when something happens. */
export function createActivity(services: ActivityServices): Activity {
  const { commands, boundary, secrets } = services;
  const open = lazy(async () => (await import('./openActivity')).openActivity(services));
  const record: RecordActivity = activity => {
    const at = Date.now();
    open()
      .then(({ log }) => log.add({ ...activity, at }))
      .catch(boundary.log);
  };
  const owned = vscode.Disposable.from(
    secrets.onDidWrite(({ action, ...written }) => action && record({ action, ...written })),
    vscode.workspace.registerTextDocumentContentProvider(ACTIVITY_SCHEME, {
      provideTextDocumentContent: async () => (await open()).text(),
    }),
    commands.registerLazily('activity', async () => (await open()).handlers),
  );
  return {
    record,
    usedSince: async instant => (await open()).usedSince(instant),
    settle: async () => (await open.started())?.log.settle(),
    dispose: () => owned.dispose(),
  };
}
