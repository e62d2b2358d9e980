import * as vscode from 'vscode';
import { VIEWS } from '../contributions/ids';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { Hmac } from '../core/totp';
import type { CommandRegistry } from '../platform/commandRegistry';
import { MutableDisposable } from '../platform/disposables';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';
import type { StoreFollower } from './storeFollower';
import type { TeamRow } from './teamRows';
import type { TeamList } from './teams';

/** What the team stores need of the rest. */
export interface TeamContext {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly globalState: vscode.Memento;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly accounts: {
    ready(): Promise<void>;
    readonly onDidChange: vscode.Event<void>;
    teamLists(): readonly TeamList[];
    nameOf(login: string): string;
    find(login: string): Account | undefined;
    /** The state of accounts may be another. */
    refresh(): void;
  };
}

const COMMANDS = [
  'team.create',
  'team.join',
  'team.approve',
  'team.remove',
  'team.sync',
  'team.status',
  'team.saveIdentity',
  'team.restoreIdentity',
] as const;

/** The Team view and its commands. What follows the stores is loaded once the lists are read, beside which they are. */
export function createTeam(context: TeamContext) {
  const { commands, accounts, secrets, boundary } = context;
  const rowsChanged = new vscode.EventEmitter<undefined>();
  const follower = new MutableDisposable<StoreFollower>();
  let loading: Promise<StoreFollower> | undefined;
  const load = (): Promise<StoreFollower> => {
    loading ??= accounts.ready().then(async () => {
      const { StoreFollower } = await import('./storeFollower');
      const loaded = new StoreFollower(context, () => rowsChanged.fire(undefined));
      follower.value = loaded;
      return loaded;
    });
    return loading;
  };
  load().catch(boundary.log);
  const owned = vscode.Disposable.from(
    rowsChanged,
    follower,
    vscode.window.registerTreeDataProvider<TeamRow>(VIEWS.team, {
      onDidChangeTreeData: rowsChanged.event,
      getChildren: async row => (await load()).rowsUnder(row),
      getTreeItem: row => row.item,
    }),
    commands.registerLazily(COMMANDS, async () =>
      (await import('./teamHandlers')).teamHandlers(async () => (await load()).services(), secrets),
    ),
    secrets.onDidWrite(({ login }) => {
      // At once where it can be: it may be the follower that is writing.
      if (follower.value) follower.value.noteWritten(login);
      else load().then(loaded => loaded.noteWritten(login), boundary.log);
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
