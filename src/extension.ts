import type * as vscode from 'vscode';
import type { XeroTestMfaApi } from './access/api';
import { createAccess } from './access/createAccess';
import { createAccounts } from './accounts/createAccounts';
import { createActivity } from './activity/createActivity';
import { createBackup } from './backup/createBackup';
import { createClock } from './clock/createClock';
import { type Codes, createCodes } from './codes/createCodes';
import type { Remedy } from './core/errors';
import { createGuide } from './guide/createGuide';
import { createHelp } from './help/createHelp';
import { createImporting } from './importing/createImporting';
import { CommandRegistry } from './platform/commandRegistry';
import { ErrorBoundary } from './platform/errorBoundary';
import { QueuedState } from './platform/queuedState';
import { hmac } from './platform/runtime';
import { Ticker } from './platform/ticker';
import { SecretStore } from './secrets/store';
import { createSetupKeys } from './setupKeys/createSetupKeys';
import { createTeam } from './team/createTeam';

let codes: Codes | undefined;
let activity: ReturnType<typeof createActivity> | undefined;

/**
 * Builds the features and hands each what it needs of the others.
 *
 * @returns what other extensions may use
 */
export function activate(context: vscode.ExtensionContext): XeroTestMfaApi {
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const { extensionUri, globalStorageUri, workspaceState } = context;
  const globalState = new QueuedState(context.globalState);
  const boundary = own(new ErrorBoundary());
  const commands = new CommandRegistry(boundary);
  const clock = own(createClock({ commands, boundary, globalState, onChanged: () => accounts.refresh() }));
  const ticker = own(new Ticker(clock.now));
  const secrets = own(new SecretStore(context.secrets, globalState, boundary.log, performance.timeOrigin));
  secrets
    .ready()
    .then(() => import('./secrets/watchSecrets'))
    .then(({ watchSecrets }) => own(watchSecrets(secrets, globalState, boundary)))
    .catch(boundary.log);
  const nameOf = (login: string): string => accounts.nameOf(login);
  const base = { commands, boundary, secrets, ticker, now: clock.now, hmac };
  activity = own(createActivity({ ...base, globalState, globalStorageUri, nameOf }));
  const platform = { ...base, record: activity.record };

  // Features lead to one another: these are called when all of them are there.
  const setSecret = (login: string, key?: string): Promise<void> => setupKeys.set(login, key);
  const setUpRemedies = (login: string): readonly Remedy[] => setupKeys.remedies(login);
  const openGuide = (login: string): Promise<void> => guide.open(login);
  const isDue = (login: string): boolean => team.isDue(login);
  const isShared = (login: string): boolean => team.isShared(login);

  const lostAdvice = async (login: string): Promise<string> =>
    (await import('./secrets/whenUsed')).lostAdviceHere(isShared(login));
  const setUp = { setSecret, setUpRemedies, lostAdvice };

  const accounts = own(
    createAccounts({ ...platform, ...setUp, globalStorageUri, isDue, clockRows: clock.rows }),
  );
  codes = own(createCodes({ ...platform, ...setUp, globalState, accounts, isShared }));
  const { copier, freshCode } = codes;
  const copyCode = async (login: string): Promise<void> => void (await copier.copy(login));
  const setupKeys = own(createSetupKeys({ ...platform, accounts, copyCode, openGuide, isShared }));
  const { completeListSteps } = accounts;
  const { openXero } = own(
    createHelp({
      ...platform,
      extensionUri,
      globalStorageUri,
      completeListSteps,
      lastUsed: codes.lastUsed,
      addMissingKeys: setupKeys.addMissingKeys,
    }),
  );
  own(createImporting({ ...platform, extensionUri, accounts }));
  own(createBackup({ ...platform, extensionUri, accounts, copier, lostAdvice }));
  const team = own(createTeam({ ...platform, globalState, accounts }));
  const guide = own(
    createGuide({
      ...platform,
      extensionUri,
      globalState,
      accounts,
      copier,
      setupKeys,
      checkClock: clock.check,
      openXero,
      team,
      lostAdvice,
    }),
  );
  return own(createAccess({ ...platform, workspaceState, accounts, freshCode })).api;
}

/** Clears a code left on the clipboard, because timers don't run after this, and finishes the log. */
export async function deactivate(): Promise<void> {
  await Promise.all([codes?.clearClipboard(), activity?.settle()]);
}
