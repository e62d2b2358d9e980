import * as vscode from 'vscode';
import { newIdentity, recipientOf } from '../age/age';
import { fingerprintOf } from '../age/fingerprint';
import type { SyncReport, TeamPerson, TeamStatus } from '../contributions/commands';
import { loginKey } from '../core/account';
import type { RecordActivity } from '../core/activity';
import { utcDay } from '../core/day';
import { UserError } from '../core/errors';
import { storeName } from '../core/storeNames';
import { sanitizeLabel } from '../platform/sanitize';
import { Sequencer } from '../platform/sequencer';
import { uriKey } from '../platform/uriKey';
import type { SecretStore } from '../secrets/store';
import { StoredSecrets } from './localSecrets';
import { skipText, teamProblemText, withTeamErrors } from './problemText';
import type { TeamList } from './services';
import { StoreFolder } from './storeFolder';
import { type StoreMemory, type SyncProgress, type SyncResult, TeamStore } from './teamStore';

/** What the stores need of the rest. */
export interface TeamsServices {
  readonly secrets: SecretStore;
  readonly globalState: vscode.Memento;
  readonly record: RecordActivity;
  /** The lists whose writers the person trusts, but the personal one. */
  teamLists(): readonly TeamList[];
}

const EMPTY: StoreMemory = { secrets: {} };

/** A store beside a list. */
export interface Team {
  readonly list: TeamList;
  readonly folder: StoreFolder;
  readonly store: TeamStore;
}

/** The stores of all lists, as this computer's identity sees them. Each is worked on by one task at a time. */
export class Teams {
  readonly #local: StoredSecrets;
  readonly #turns = new Map<string, Sequencer>();
  readonly #memories = new Map<string, StoreMemories>();

  constructor(private readonly services: TeamsServices) {
    this.#local = new StoredSecrets(services.secrets);
  }

  /** Whether a sync of ours is writing the key of a login. */
  isWriting(login: string): boolean {
    return this.#local.writing.has(login);
  }

  /**
   * The list to work on: the given one, otherwise the only one that fits, otherwise the one that the person picks. Without a
   * title to ask with, the first one.
   *
   * @param fits `new`: without a store where there is such a list; a store of `age` can be adopted
   * @throws {@link UserError} if there is none
   */
  async chooseList(
    named: string | undefined,
    title: string | undefined,
    fits: 'withStore' | 'new',
  ): Promise<TeamList | undefined> {
    const lists = named === undefined ? this.services.teamLists() : [this.#named(named)];
    if (lists.length === 0) {
      throw new UserError(
        vscode.l10n.t(
          'A team store needs a list that the team shares. Add an account to a list in a folder first.',
        ),
      );
    }
    const fitting: TeamList[] = [];
    for (const list of lists) if ((await this.hasStore(list)) === (fits === 'withStore')) fitting.push(list);
    const [only, ...others] = fitting.length === 0 && fits === 'new' ? lists : fitting;
    if (!only) throw new UserError(teamProblemText('noStore'));
    if (others.length === 0 || title === undefined) return only;
    const items = [only, ...others].map(list => ({ label: sanitizeLabel(list.label), list }));
    return (await vscode.window.showQuickPick(items, { title }))?.list;
  }

  #named(name: string): TeamList {
    const wanted = uriKey(vscode.Uri.parse(name));
    const list = this.services.teamLists().find(({ uri }) => uriKey(uri) === wanted);
    if (list) return list;
    throw new UserError(vscode.l10n.t('{0} is not one of the lists.', sanitizeLabel(name)));
  }

  /** Whether there is a store beside a list. */
  async hasStore(list: TeamList): Promise<boolean> {
    return (await folderOf(list).read('.age-recipients')) !== undefined;
  }

  /** The stores there are, where this computer has an identity. */
  async all(): Promise<readonly Team[]> {
    const identity = await this.services.secrets.getIdentity();
    if (identity === undefined) return [];
    const teams: Team[] = [];
    for (const list of this.services.teamLists()) {
      if (await this.hasStore(list)) teams.push(this.#team(list, identity));
    }
    return teams;
  }

  /** The store beside a list. @throws {@link UserError} if this computer has no identity */
  async of(list: TeamList): Promise<Team> {
    const identity = await this.services.secrets.getIdentity();
    if (identity === undefined) {
      throw new UserError(
        vscode.l10n.t('This computer is in no team yet. Choose “Create Team Store” or “Join Team”.'),
      );
    }
    return this.#team(list, identity);
  }

  /** Makes this computer's identity, where it has none. */
  async ensureIdentity(): Promise<void> {
    if ((await this.services.secrets.getIdentity()) === undefined) {
      await this.services.secrets.setIdentity(await newIdentity());
    }
  }

  /** This computer's public key, and the words to compare it by. */
  async identified(): Promise<{ recipient: string; fingerprint: string }> {
    const identity = await this.services.secrets.getIdentity();
    const recipient = await recipientOf(identity ?? '');
    return { recipient, fingerprint: await fingerprintOf(recipient) };
  }

  /** Runs a task on a store when the tasks before it are done. */
  async run<T>({ list, store }: Team, task: (store: TeamStore) => Promise<T>): Promise<T> {
    const key = uriKey(list.uri);
    const turns = this.#turns.get(key) ?? new Sequencer();
    this.#turns.set(key, turns);
    return turns.run(async () => {
      try {
        return await withTeamErrors(() => task(store));
      } finally {
        await this.#memories.get(key)?.save();
      }
    });
  }

  /** Receives and sends changes. */
  async sync(
    team: Team,
    scope: 'changed' | 'all',
    options: {
      readonly logins?: readonly string[];
      readonly chosen?: ReadonlyMap<string, 'here' | 'store'>;
    } = {},
  ): Promise<SyncResult> {
    const logins = options.logins ?? team.list.logins;
    await this.services.secrets.ready();
    const result = await this.run(team, store => store.sync(logins, scope, options.chosen));
    for (const login of result.sent) this.services.record({ action: 'sent', login, route: 'team' });
    return result;
  }

  /** The login of a store's file, among those of its list. */
  async loginOf({ list }: Team, file: string): Promise<string | undefined> {
    for (const login of list.logins) if (`${await storeName(login)}.age` === file) return loginKey(login);
    return undefined;
  }

  /** Takes note that what a store has is encrypted to somebody more. */
  recordGiven({ secrets }: TeamStatus, { name, fingerprint }: TeamPerson): void {
    for (const { login, inStore } of secrets) {
      if (inStore) this.services.record({ action: 'sent', login, route: 'team', detail: name, fingerprint });
    }
  }

  /** Takes note that the codes of a login were shown. */
  recordShown(login: string): void {
    this.services.record({ action: 'shown', login: loginKey(login), route: 'team' });
  }

  /** Makes what a store has of a login the current key here; the one it takes the place of is kept. */
  async take(team: Team, login: string): Promise<void> {
    const found = await this.run(team, store => store.get(login));
    if (typeof found === 'object') await this.#local.set(login, found);
  }

  /** The `otpauth://` URIs of a login, here and in a store. */
  async sidesOf(
    team: Team,
    login: string,
  ): Promise<{ here: string | undefined; inStore: string | undefined }> {
    const here = (await this.#local.get(login))?.uri;
    const found = await this.run(team, store => store.get(login));
    return { here, inStore: typeof found === 'object' ? found.uri : undefined };
  }

  /** How a store stands. */
  async status(team: Team): Promise<TeamStatus> {
    await this.services.secrets.ready();
    return this.run(team, async store => {
      const { recipients, members, untrusted } = await store.people();
      const nameOf = (key: string): string => members.get(key)?.name ?? recipients.names.get(key) ?? key;
      const person = async (key: string): Promise<TeamPerson> => {
        const member = members.get(key);
        return {
          recipient: key,
          name: nameOf(key),
          fingerprint: await fingerprintOf(key),
          ...(member && { requested: member.requested }),
          ...(member?.approved && { approvedBy: nameOf(member.approved.by) }),
        };
      };
      const isListed = (key: string): boolean => recipients.names.has(key);
      const stored = await store.storedAmong(team.list.logins);
      return {
        members: await Promise.all([...recipients.names.keys()].map(person)),
        requests: await Promise.all([...members.keys()].filter(key => !isListed(key)).map(person)),
        untrusted,
        rotations: await store.rotations(),
        secrets: team.list.logins.map(login => ({
          login: loginKey(login),
          here: this.services.secrets.stateOf(login) === 'ready',
          inStore: stored.has(loginKey(login)),
        })),
      };
    });
  }

  #team(list: TeamList, identity: string): Team {
    const folder = folderOf(list);
    const key = uriKey(list.uri);
    const memory =
      this.#memories.get(key) ?? new StoreMemories(this.services.globalState, uriKey(folder.uri));
    this.#memories.set(key, memory);
    const today = (): string => utcDay(Date.now());
    return {
      list,
      folder,
      store: new TeamStore({ files: folder, local: this.#local, identity, memory, today }),
    };
  }
}

/** What is remembered of one store: saved once a task, for VS Code saves all of an extension's state each time. */
class StoreMemories {
  #changed: StoreMemory | undefined;

  constructor(
    private readonly state: vscode.Memento,
    private readonly store: string,
  ) {}

  get(): StoreMemory {
    return this.#changed ?? this.state.get<StoreMemory>(this.#key, EMPTY);
  }

  async set(memory: StoreMemory): Promise<void> {
    this.#changed = memory;
  }

  async save(): Promise<void> {
    const changed = this.#changed;
    if (!changed) return;
    await this.state.update(this.#key, changed);
    if (this.#changed === changed) this.#changed = undefined;
  }

  get #key(): string {
    return `team:${this.store}`;
  }
}

/** What a sync did, as its command returns it. */
export function syncedOf({ skipped, ...result }: SyncResult): SyncReport {
  return { ...result, skipped: skipped.map(({ file, ...why }) => ({ file, reason: skipText(why) })) };
}

function folderOf({ uri }: TeamList): StoreFolder {
  return new StoreFolder(vscode.Uri.joinPath(uri, '..', 'store'));
}

/** Shows how far a task of a store is, with a button that stops it. */
export function withProgress<T>(title: string, task: (progress: SyncProgress) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (bar, token) => {
    let shown = 0;
    return task({
      report: (done, all) => {
        const percent = all === 0 ? 100 : (done / all) * 100;
        bar.report({ increment: percent - shown, message: vscode.l10n.t('{0} of {1}', done, all) });
        shown = percent;
      },
      get isCancelled() {
        return token.isCancellationRequested;
      },
    });
  });
}
