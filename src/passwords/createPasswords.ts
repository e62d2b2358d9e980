import * as vscode from 'vscode';
import { setContext } from '../platform/context';
import { lazy } from '../platform/lazy';
import type { PasswordServices, Passwords } from './services';

/** The commands that set, remove and copy passwords. What each does is loaded when it is first used. */
export function createPasswords(services: PasswordServices): Passwords {
  const { commands, secrets, accounts, boundary } = services;
  const loaded = lazy(async () => (await import('./whenUsed')).passwordHandlers(services));
  const updateContext = (): void => setContext('passwordsSaved', secrets.passwords.logins.size > 0);
  accounts.later(() => secrets.ready().then(updateContext));
  const registered = vscode.Disposable.from(
    secrets.onDidChange(updateContext),
    secrets.onDidWrite(({ action, route }) => {
      if (action !== 'passwordStored' || (route !== 'team' && route !== 'backup')) return;
      void boundary.run('passwords', async () => (await import('./whenUsed')).tellOfFirst(services));
    }),
    commands.registerLazily('passwords', async () => (await loaded()).commands),
  );
  return {
    loaded,
    confirmFirst: async () => (await import('./whenUsed')).requireAgreed(services.globalState),
    dispose: () => registered.dispose(),
  };
}
