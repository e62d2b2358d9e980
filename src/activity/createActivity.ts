import * as vscode from 'vscode';
import { ACTIVITY_SCHEME } from '../contributions/ids';
import type { RecordActivity } from '../core/activity';
import type { openActivity } from './openActivity';
import type { ActivityServices } from './services';

/** The log of what happened to which login on this computer. Loaded when something happens. */
export function createActivity(services: ActivityServices) {
  let opened: Promise<ReturnType<typeof openActivity>> | undefined;
  const open = () => {
    opened ??= import('./openActivity').then(module => module.openActivity(services));
    return opened;
  };
  const record: RecordActivity = activity => {
    const at = Date.now();
    open()
      .then(({ log }) => log.add({ ...activity, at }))
      .catch(services.boundary.log);
  };
  const owned = vscode.Disposable.from(
    services.secrets.onDidWrite(({ action, ...written }) => action && record({ action, ...written })),
    vscode.workspace.registerTextDocumentContentProvider(ACTIVITY_SCHEME, {
      provideTextDocumentContent: async () => (await open()).text(),
    }),
    services.commands.registerLazily(['showActivity', 'exportActivity'], async () => (await open()).handlers),
  );
  return {
    record,
    /** Settles when everything is written. */
    settle: async (): Promise<void> => (await opened)?.log.settle(),
    dispose: () => owned.dispose(),
  };
}
