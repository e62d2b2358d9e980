import type * as vscode from 'vscode';
import type { XeroTestMfaApi } from './access/api';
import { createAccess } from './access/createAccess';
import { createAccounts } from './accounts/createAccounts';
import { createActivity } from './activity/createActivity';
import type { Activity } from './activity/services';
import { createBackup } from './backup/createBackup';
import { createClock } from './clock/createClock';
import { type Codes, createCodes } from './codes/createCodes';
import type { Remedy } from './core/errors';
import type { LoginState } from './core/team/loginState';
import { createGuide } from './guide/createGuide';
import { createHealth } from './health/createHealth';
import { createHelp } from './help/createHelp';
import { createImporting } from './importing/createImporting';
import { createPasswords } from './passwords/createPasswords';
import { CommandRegistry } from './platform/commandRegistry';
import { ErrorBoundary } from './platform/errorBoundary';
import { QueuedState } from './platform/queuedState';
import { hmac } from './platform/runtime';
import { Ticker } from './platform/ticker';
import { SecretStore } from './secrets/store';
import { createSetupKeys } from './setupKeys/createSetupKeys';
import { createSignIn } from './signIn/createSignIn';
import { createTeam } from './team/createTeam';

let codes: Codes | undefined;
let activity: Activity | undefined;

/**
 * Creates the features and gives each what it needs of the others.
 *
 * @returns the API for other extensions
 */
export function activate(context: vscode.ExtensionContext): XeroTestMfaApi {
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const { extensionUri, globalStorageUri, workspaceState } = context;
  const globalState = new QueuedState(context.globalState);
  const boundary = own(new ErrorBoundary());
  const commands = own(new CommandRegistry(boundary, context.extension.packageJSON));

  // These tie the features into a circle: none is called before all features exist.
  const refreshAccounts = (): void => accounts.refresh();
  const nameOf = (login: string): string => accounts.nameOf(login);
  const setSecret = (login: string, key?: string): Promise<void> => setupKeys.set(login, key);
  const setUpRemedies = (login: string): readonly Remedy[] => setupKeys.remedies(login);
  const openGuide = (login: string): Promise<void> => guide.open(login);
  const teamStateOf = (login: string): LoginState | undefined => team.stateOf(login);
  const isShared = (login: string): boolean => team.isShared(login);
  const removal = (login: string): (() => Promise<void>) | undefined => team.removal(login);
  const lostAdvice = async (login: string): Promise<string> =>
    (await import('./secrets/whenUsed')).lostAdviceHere(isShared(login));

  const copyText = async (text: string): Promise<void> => codes?.clipboard.copy(text, 0);

  const clock = own(createClock({ commands, boundary, globalState, onChanged: refreshAccounts }));
  const { now } = clock;
  const ticker = own(new Ticker(now));
  const secrets = own(new SecretStore(context.secrets, globalState, boundary.log, performance.timeOrigin));
  secrets
    .ready()
    .then(() => import('./secrets/watchSecrets'))
    .then(({ watchSecrets }) => own(watchSecrets(secrets, globalState, boundary)))
    .catch(boundary.log);
  activity = own(createActivity({ commands, boundary, secrets, globalState, globalStorageUri, nameOf }));
  const { record } = activity;
  const accounts = own(
    createAccounts({
      commands,
      boundary,
      secrets,
      ticker,
      hmac,
      now,
      record,
      globalStorageUri,
      teamStateOf,
      removal,
      lostAdvice,
      clockRows: clock.rows,
      setSecret,
      setUpRemedies,
      copyText,
    }),
  );
  codes = own(
    createCodes({
      commands,
      boundary,
      secrets,
      ticker,
      hmac,
      now,
      record,
      globalState,
      accounts,
      isShared,
      lostAdvice,
      isClockOutdated: clock.isOutdated,
      setSecret,
      setUpRemedies,
    }),
  );
  const { copier, fresh, lastUsed, pick, clipboard, noteUsed } = codes;
  const copyCode = async (login: string): Promise<void> => void (await copier.copy(login));
  const setupKeys = own(
    createSetupKeys({
      commands,
      boundary,
      secrets,
      ticker,
      hmac,
      now,
      accounts,
      copyCode,
      openGuide,
      removal,
    }),
  );
  const { addMissingKeys } = setupKeys;
  const completeListSteps = (): void => {
    accounts.completeListStep();
    team.completeShareStep();
  };
  const { openXero } = own(
    createHelp({
      commands,
      secrets,
      extensionUri,
      globalStorageUri,
      completeListSteps,
      lastUsed,
      addMissingKeys,
    }),
  );
  const passwords = own(
    createPasswords({
      commands,
      boundary,
      secrets,
      globalState,
      record,
      accounts,
      clipboard,
      setSecret,
      isShared,
    }),
  );
  own(
    createSignIn({
      commands,
      boundary,
      secrets,
      globalState,
      now: () => clock.ownTime(now()),
      accounts,
      copier,
      clipboard,
      noteUsed,
      passwords,
      pick,
      openXero,
      setSecret,
    }),
  );
  const { confirmFirst: confirmFirstPassword } = passwords;
  own(
    createImporting({
      commands,
      boundary,
      secrets,
      ticker,
      hmac,
      now,
      extensionUri,
      accounts,
      confirmFirstPassword,
    }),
  );
  own(
    createBackup({
      commands,
      boundary,
      secrets,
      ticker,
      hmac,
      now,
      record,
      extensionUri,
      accounts,
      copier,
      lostAdvice,
    }),
  );
  const { usedSince } = activity;
  const health = own(createHealth({ commands, secrets, now, accounts, usedSince }));
  const team = own(
    createTeam({ commands, boundary, secrets, hmac, now, record, globalState, accounts, health }),
  );
  const guide = own(
    createGuide({
      commands,
      boundary,
      secrets,
      ticker,
      hmac,
      now,
      record,
      extensionUri,
      globalState,
      accounts,
      copier,
      setupKeys,
      team,
      checkClock: clock.check,
      openXero,
      lostAdvice,
    }),
  );
  const { api } = own(
    createAccess({
      commands,
      boundary,
      secrets,
      record,
      workspaceState,
      accounts,
      codes: fresh,
      ownTime: clock.ownTime,
    }),
  );
  return api;
}

/** Clears a code or password left on the clipboard, because timers don't run after this, and finishes the log. */
export async function deactivate(): Promise<void> {
  await Promise.all([codes?.clipboard.end(), activity?.settle()]);
}
