import type * as vscode from 'vscode';
import { setContext } from '../platform/context';
import { lazy } from '../platform/lazy';
import type { SignInServices } from './services';

/** Signing in: login, password and code in turn. It is loaded when it is first used. */
export function createSignIn(services: SignInServices): vscode.Disposable {
  const { commands, accounts } = services;
  const loaded = lazy(async () => (await import('./whenUsed')).signInHandlers(services));
  // The context key outlives the extension host, and no sign-in does.
  accounts.later(() => setContext('signingIn', false));
  const registered = commands.registerLazily('signIn', async () => (await loaded()).commands);
  return {
    dispose: () => {
      registered.dispose();
      void loaded.started()?.then(started => started.dispose());
    },
  };
}
