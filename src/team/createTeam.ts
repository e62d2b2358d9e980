import * as vscode from 'vscode';
import { VIEWS } from '../contributions/ids';
import type { CommandRegistry } from '../platform/commandRegistry';
import { MutableDisposable } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import type { StoreFollower, TeamContext } from './storeFollower';
import type { TeamRow } from './teamRows';

/** What the Team view and its commands need of the rest. */
export interface TeamServices extends TeamContext {
  readonly commands: CommandRegistry;
  readonly accounts: TeamContext['accounts'] & {
    ready(): Promise<void>;
    /** Does what the first rows do not need once these can be made. What goes wrong is logged. */
    later(work: () => unknown): void;
  };
}

/** The Team view and its commands. What follows the stores is loaded once the lists are read, beside which they are. */
export function createTeam(services: TeamServices) {
  const { commands, accounts, secrets, boundary } = services;
  const rowsChanged = new vscode.EventEmitter<undefined>();
  const follower = new MutableDisposable<StoreFollower>();
  const load = lazy(async () => {
    await accounts.ready();
    const { StoreFollower } = await import('./storeFollower');
    const loaded = new StoreFollower(services, () => rowsChanged.fire(undefined));
    follower.value = loaded;
    return loaded;
  });
  accounts.later(load);
  const owned = vscode.Disposable.from(
    rowsChanged,
    follower,
    vscode.window.registerTreeDataProvider<TeamRow>(VIEWS.team, {
      onDidChangeTreeData: rowsChanged.event,
      getChildren: async row => (await load()).rowsUnder(row),
      getTreeItem: row => row.item,
    }),
    commands.registerLazily('team', async () =>
      (await import('./whenUsed')).teamHandlers(async () => (await load()).services(), secrets),
    ),
    secrets.onDidWrite(written => {
      // At once where it can be: it may be the follower that is writing.
      if (follower.value) follower.value.noteWritten(written);
      else load().then(loaded => loaded.noteWritten(written), boundary.log);
    }),
  );
  return {
    /** Whether MFA of a login must be set up again, because somebody who could read its key was removed. */
    isDue: (login: string): boolean => follower.value?.isDue(login) ?? false,
    /** Whether the key of a login goes to the team by a store that this computer can read. */
    isShared: (login: string): boolean => follower.value?.isShared(login) ?? false,
    /** Xero accepted a new key of a login. */
    keyAccepted: async (login: string): Promise<void> => (await load()).keyAccepted(login),
    dispose: () => owned.dispose(),
  };
}
