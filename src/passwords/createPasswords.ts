import * as vscode from 'vscode';
import { setContext } from '../platform/context';
import { lazy } from '../platform/lazy';
import type { PasswordServices, Passwords } from './services';

/** The commands that set, remove and copy passwords. What each does is loaded when it is first used. */
export function createPasswords(services: PasswordServices): Passwords {
  const { commands, boundary, secrets, accounts } = services;
  const handlers = lazy(async () => (await import('./whenUsed')).passwordHandlers(services));
  let told: boolean | undefined;
  const updateContext = (): void => {
    const saved = secrets.passwords.logins.size > 0;
    if (saved !== told) setContext('passwordsSaved', saved);
    told = saved;
  };
  accounts.later(() => secrets.ready().then(updateContext).catch(boundary.log));
  const registered = vscode.Disposable.from(
    secrets.onDidChange(updateContext),
    commands.registerLazily('passwords', async () => (await handlers()).commands),
  );
  return {
    noteChosen: async login => (await handlers()).consent.note(login),
    requireChosen: async login => (await handlers()).consent.require(login),
    copy: async (...given) => (await handlers()).copy(...given),
    dispose: () => registered.dispose(),
  };
}
