import * as vscode from 'vscode';
import { LIST_HEALTH_SCHEME } from '../contributions/ids';
import { MutableDisposable } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import type { Health, HealthServices } from './services';

/** What accounts of a list lack: a page of its own, and a part of the team's. Loaded once the lists are read. */
export function createHealth(services: HealthServices): Health {
  const { commands, accounts, secrets } = services;
  const pages = new MutableDisposable();
  const load = lazy(async () => {
    const { ActionPages, healthHandlers, healthPage, sectionsOf } = await import('./whenUsed');
    const shown = new ActionPages({
      scheme: LIST_HEALTH_SCHEME,
      linesOf: list => healthPage(list, services),
      changes: [accounts.onDidChange, secrets.onDidChange],
    });
    pages.value = shown;
    return { sectionsOf, handlers: healthHandlers(shown, services) };
  });
  // VS Code asks for pages that were open before.
  accounts.later(load);
  const owned = vscode.Disposable.from(
    pages,
    commands.registerLazily('health', async () => (await load()).handlers),
  );
  return {
    sections: async (logins, isKept) => (await load()).sectionsOf(logins, isKept, services),
    dispose: () => owned.dispose(),
  };
}
