import { setContext } from '../platform/context';
import { lazy } from '../platform/lazy';
import type { SignIn, SignInServices } from './services';

/** Signing in: login, password and code in turn. It is loaded when it is first used. */
export function createSignIn(services: SignInServices): SignIn {
  const { commands, accounts } = services;
  const handlers = lazy(async () => (await import('./whenUsed')).signInHandlers(services));
  // The context key outlives the extension host, and no sign-in does.
  accounts.later(() => {
    if (!handlers.started()) setContext('signingIn', false);
  });
  const registered = commands.registerLazily('signIn', async () => (await handlers()).commands);
  return {
    signIn: async (login: string): Promise<void> => (await handlers()).signIn(login),
    dispose: (): void => {
      registered.dispose();
      void handlers.started()?.then(started => started.dispose());
    },
  };
}
