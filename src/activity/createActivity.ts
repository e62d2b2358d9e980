import * as vscode from 'vscode';
import { ACTIVITY_SCHEME } from '../contributions/ids';
import type { RecordActivity } from '../core/activity';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { lazy } from '../platform/lazy';
import type { SecretStore } from '../secrets/store';

/** What the log of activity needs of the rest. */
export interface ActivityServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly globalState: vscode.Memento;
  readonly globalStorageUri: vscode.Uri;
  nameOf(login: string): string;
}

/** The log of what happened to which login on this computer; loaded when something happens. */
export function createActivity(services: ActivityServices) {
  const open = lazy(async () => (await import('./openActivity')).openActivity(services));
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
    services.commands.registerLazily('activity', async () => (await open()).handlers),
  );
  return {
    record,
    /** Settles when all that happened is written. */
    settle: async (): Promise<void> => (await open.started())?.log.settle(),
    dispose: () => owned.dispose(),
  };
}
