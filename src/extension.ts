import type * as vscode from 'vscode';
import { createAccounts } from './accounts/createAccounts';
import { createActivity } from './activity/createActivity';
import { createBackup } from './backup/createBackup';
import { createClock } from './clock/createClock';
import { type Codes, createCodes } from './codes/createCodes';
import type { Remedy } from './core/errors';
import { createGuide } from './guide/createGuide';
import { createHelp } from './help/createHelp';
import { CommandRegistry } from './platform/commandRegistry';
import { ErrorBoundary } from './platform/errorBoundary';
import { QueuedState } from './platform/queuedState';
import { hmac } from './platform/runtime';
import { Ticker } from './platform/ticker';
import { SecretStore } from './secrets/store';
import { warnOfUnseenKeys } from './secrets/unseenKeys';
import { createSetupKeys } from './setupKeys/createSetupKeys';
import { createTeam } from './team/createTeam';

let codes: Codes | undefined;
let activity: ReturnType<typeof createActivity> | undefined;

/** Builds the features and hands each what it needs of the others. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const { extensionUri, globalStorageUri } = context;
  const globalState = new QueuedState(context.globalState);
  const boundary = own(new ErrorBoundary());
  const commands = new CommandRegistry(boundary);
  const ticker = own(new Ticker());
  const secrets = own(new SecretStore(context.secrets, globalState, boundary.log, performance.timeOrigin));
  own(warnOfUnseenKeys(secrets, boundary));
  const nameOf = (login: string): string => accounts.nameOf(login);
  const base = { commands, boundary, secrets, ticker, hmac };
  activity = own(createActivity({ ...base, globalState, globalStorageUri, nameOf }));
  const platform = { ...base, record: activity.record };

  // Features lead to one another: these are called when all of them are there.
  const setSecret = (login: string, key?: string): Promise<void> => setupKeys.set(login, key);
  const setUpRemedies = (login: string): readonly Remedy[] => setupKeys.remedies(login);
  const openGuide = (login: string): Promise<void> => guide.open(login);
  const isDue = (login: string): boolean => team.isDue(login);
  const isShared = (login: string): boolean => team.isShared(login);

  const accounts = own(createAccounts({ ...platform, globalStorageUri, setSecret, setUpRemedies, isDue }));
  codes = own(createCodes({ ...platform, globalState, accounts, setSecret, setUpRemedies }));
  const { copier } = codes;
  const copyCode = async (login: string): Promise<void> => void (await copier.copy(login));
  const setupKeys = own(createSetupKeys({ ...platform, accounts, copyCode, openGuide, isShared }));
  const { check: checkClock } = own(createClock(platform));
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
  own(createBackup({ ...platform, extensionUri, accounts, copier }));
  const team = own(createTeam({ ...platform, globalState, accounts }));
  const guide = own(
    createGuide({
      ...platform,
      extensionUri,
      globalState,
      accounts,
      copier,
      setupKeys,
      checkClock,
      openXero,
      team,
    }),
  );
}

/** Takes a code that is still on the clipboard off it: no timer will. Finishes the log. */
export async function deactivate(): Promise<void> {
  await Promise.all([codes?.clearClipboard(), activity?.settle()]);
}
