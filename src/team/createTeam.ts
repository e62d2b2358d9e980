import * as vscode from 'vscode';
import { VIEWS } from '../contributions/ids';
import { MutableDisposable } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import type { TeamKeys, TeamServices } from './services';
import type { StoreFollower } from './storeFollower';
import type { TeamRow } from './teamRows';

/** The Team view and its commands. What follows the stores is loaded once the lists are read, beside which they are. */
export function createTeam(services: TeamServices): TeamKeys {
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
    commands.registerLazily('team', async () => {
      const { teamHandlers } = await import('./whenUsed');
      return teamHandlers(
        async () => (await load()).services(),
        async target => (await load()).pages.show(target),
      );
    }),
    secrets.onDidWrite(written => {
      load().then(loaded => loaded.noteWritten(written), boundary.log);
    }),
  );
  return {
    get due() {
      return follower.value?.due ?? new Map<string, string>();
    },
    onDidChange: rowsChanged.event,
    stateOf: login => follower.value?.stateOf(login),
    isShared: login => follower.value?.isShared(login) ?? false,
    removal: login => follower.value?.removal(login),
    storeOf: login => follower.value?.storeOf(login) ?? 'none',
    loaded: load,
    keyAccepted: async login => (await load()).keyAccepted(login),
    completeShareStep: () =>
      void load()
        .then(({ sharedLists }) => sharedLists.look())
        .catch(boundary.log),
    dispose: () => owned.dispose(),
  };
}
