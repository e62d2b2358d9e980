import * as vscode from 'vscode';
import { lazy } from '../platform/lazy';
import { onDidChangeSetting, readSetting } from '../platform/settings';
import type { XeroTestMfaApi } from './api';
import type { AccessServices } from './services';

/** Codes for terminals, tasks, other extensions and agents. All of it is loaded when one is first asked for. */
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
  // Frozen, because all extensions get this one object: none may replace a function in it.
  const api: XeroTestMfaApi = Object.freeze<XeroTestMfaApi>({
    version: 1,
    accounts: async () => (await load()).accounts(),
    getCode: async (login, options) => (await load()).getCode(login, options),
    getCodeInfo: async (login, options) => (await load()).getCodeInfo(login, options),
  });
  return { api, dispose: () => owned.dispose() };
}
