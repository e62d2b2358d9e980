import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import type { Route } from '../core/activity';
import type { CommandTable } from '../platform/commandRegistry';
import { sanitizeLabel } from '../platform/sanitize';
import { type Copied, SignInSequence } from './sequence';
import type { SignInServices } from './services';
import { SignInStatusBar } from './statusBar';
import { nextOf } from './steps';

/** What the commands on signing in do. */
export function signInHandlers(services: SignInServices) {
  const { boundary, secrets, accounts, passwords, pick, openXero, setSecret } = services;
  const sequence = new SignInSequence(services);
  const bar = new SignInStatusBar(sequence, services);

  /** The code has a message of its own. */
  const say = (copied: Copied | undefined): void => {
    if (copied)
      void boundary.offer(copiedText(copied, nameOf(copied.login), nextOf(copied.what, has(copied))));
  };
  const nameOf = (login: string): string => sanitizeLabel(accounts.nameOf(login));
  const has = ({ login }: Copied): boolean => secrets.passwords.has(login);

  /** Goes on with a sign-in of this login, otherwise begins one. */
  const signIn = async (login: string, route: Route): Promise<void> => {
    const { unfinished } = sequence;
    if (unfinished && loginKey(unfinished.login) === loginKey(login)) return say(await sequence.goOn());
    const whole = await wholeLogin(login, services);
    say(await sequence.start(whole, route));
    await openXero(whole);
  };
  const signInPicked = async (): Promise<void> => {
    const picked = await pick(vscode.l10n.t('Sign In'));
    if (!picked) return;
    if (picked.pasted) return setSecret(picked.login, picked.pasted.text);
    (await passwords.loaded()).consent.note(picked.login);
    await signIn(picked.login, 'command');
  };
  const commands: CommandTable<'signIn'> = {
    signIn: {
      ask: async ({ login }) => {
        if (login !== undefined) await signIn(login, 'sidebar');
        else if (sequence.unfinished) say(await sequence.goOn());
        else await signInPicked();
      },
      run: ({ login }) => signIn(login, 'command'),
    },
    signInBack: async () => say(await sequence.goBack()),
    stopSignIn: () => {
      const login = sequence.stop();
      if (login !== undefined) void boundary.offer(vscode.l10n.t('Sign-in for {0} stopped.', nameOf(login)));
    },
  };
  return {
    commands,
    dispose: (): void => {
      bar.dispose();
      sequence.dispose();
    },
  };
}

/**
 * A login as its list writes it. No list needs to have it if something is saved for it.
 *
 * @throws `UserError` if it is unknown
 */
async function wholeLogin(login: string, { accounts, secrets }: SignInServices): Promise<string> {
  await Promise.all([accounts.ready(), secrets.ready()]);
  const listed = accounts.find(login);
  if (listed) return listed.login;
  const isSaved = secrets.passwords.has(login) || (await secrets.has(login));
  return isSaved ? login : (await accounts.get(login)).login;
}

function copiedText({ what, seconds }: Copied, name: string, next: 'password' | 'code'): string {
  if (what === 'password') {
    return vscode.l10n.t('Next: code. Password for {0} copied, cleared in {1} s.', name, seconds ?? 0);
  }
  return next === 'password'
    ? vscode.l10n.t('Next: password. Login for {0} copied.', name)
    : vscode.l10n.t('Next: code. Login for {0} copied.', name);
}
