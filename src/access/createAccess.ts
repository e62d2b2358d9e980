import * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { lazy } from '../platform/lazy';
import { onDidChangeSetting, readSetting } from '../platform/settings';
import type { AccessOptions } from './access';
import type { XeroTestMfaApi } from './api';

/** What giving codes away needs of the rest. */
export interface AccessServices extends AccessOptions {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly accounts: AccessOptions['accounts'] & {
    /** Does what the first rows do not need once these can be made. */
    later(work: () => unknown): void;
  };
}

/** Codes for terminals, tasks, other extensions and agents. All of it is loaded when somebody asks for one. */
export function createAccess(services: AccessServices) {
  const load = lazy(async () => new (await import('./access')).Access(services));
  const updateTool = async (): Promise<void> => (await load()).tool.update();
  services.accounts.later(async () => {
    if (readSetting('agentTool')) await updateTool();
  });
  const owned = vscode.Disposable.from(
    onDidChangeSetting('agentTool', updateTool),
    services.commands.registerLazily('access', async () => (await load()).commands),
  );
  // All extensions get this one object: none may put its own function into it.
  const api: XeroTestMfaApi = Object.freeze<XeroTestMfaApi>({
    version: 1,
    accounts: async () => (await load()).accounts(),
    getCode: async (login, options) => (await load()).getCode(login, options),
  });
  return { api, dispose: () => owned.dispose() };
}
