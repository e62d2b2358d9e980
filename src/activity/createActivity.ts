import * as vscode from 'vscode';
import { ACTIVITY_SCHEME } from '../contributions/ids';
import type { RecordActivity } from '../core/activity';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';
import type { ActivityLog } from './activityLog';

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
  const { commands, boundary, secrets } = services;
  let opened: Promise<ActivityLog> | undefined;
  const log = (): Promise<ActivityLog> => {
    opened ??= import('./openLog').then(({ openLog }) => openLog(services));
    return opened;
  };
  const record: RecordActivity = activity => {
    const line = { ...activity, at: Date.now() };
    log()
      .then(each => each.add(line))
      .catch(boundary.log);
  };
  const shown = { log, offer: boundary.offer, nameOf: services.nameOf };
  const owned = vscode.Disposable.from(
    secrets.onDidAct(record),
    vscode.workspace.registerTextDocumentContentProvider(ACTIVITY_SCHEME, {
      provideTextDocumentContent: async () => (await import('./showActivity')).activityText(shown),
    }),
    commands.registerLazily(['showActivity', 'exportActivity'], async () =>
      (await import('./showActivity')).activityHandlers(shown),
    ),
  );
  return {
    record,
    /** Settles when all that happened is written. */
    settle: async (): Promise<void> => (await opened)?.settle(),
    dispose: () => owned.dispose(),
  };
}
