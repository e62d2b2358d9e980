import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { loginKey } from '../core/account';
import { type Remedy, UserError } from '../core/errors';
import { numbered } from '../core/team/words';
import type { Offer } from '../platform/errorBoundary';
import { learnMore } from '../platform/learnMore';
import { partsInWords } from '../platform/listInWords';
import { sanitizeLabel } from '../platform/sanitize';
import { broughtBy } from './git';
import { loginsOf, type Move } from './move';
import { type News, type People, type Person, wordsOf } from './people';
import { skippedTexts } from './problemText';
import type { StoreSync } from './standing';
import { outOfSync, statusOf } from './status';
import type { Team, Teams } from './teams';

/** How long the line about a sync stays in the status bar, in milliseconds. */
const SHOWN_FOR = 8000;

/** How many people are named one by one. */
const MOST_NAMED = 3;

/** What receiving changes needs besides the stores. */
export interface TakeInServices {
  readonly offer: Offer;
  /** What was said already in this session. */
  readonly said: Set<string>;
  nameOf(login: string): string;
}

/** What the stores say of logins, all in lower case. */
export interface SharedLogins {
  /** MFA must be set up again, with the name of who left and could read the key. */
  readonly due: ReadonlyMap<string, string>;
  /** Their keys go to the team by a store. */
  readonly shared: ReadonlySet<string>;
  /** The store and this computer don't have the same key of them. */
  readonly outOfSync: ReadonlySet<string>;
  /** Their keys come from a store once a member has let this computer in. */
  readonly awaited: ReadonlySet<string>;
  /** Those of lists whose store does not know this computer. */
  readonly notJoined: ReadonlySet<string>;
}

type Review = 'team.approve' | 'team.sync' | 'team.status' | 'team.confirm';

/**
 * Receives the changes of the stores. Reports them in one line, and once what a person should check.
 *
 * @returns what the stores say of logins, all in lower case
 */
export async function receiveChanges(teams: Teams, services: TakeInServices): Promise<SharedLogins> {
  const due = new Map<string, string>();
  const shared = new Set<string>();
  const apart = new Set<string>();
  const awaited = new Set<string>();
  const notJoined = new Set<string>();
  const arrived: Move[] = [];
  for (const team of await teams.all()) {
    let result: StoreSync;
    try {
      result = await teams.sync(team, 'changed');
    } catch (error) {
      // The other stores go on.
      if (!(error instanceof UserError)) throw error;
      say(error.message, 'team.status', services);
      continue;
    }
    const { membership, people, approver } = result;
    if (membership === 'otherStore') await tellOfOtherStore(team, services);
    if (approver && !teams.isConfirming) tellOfApproval(approver, services);
    if (membership === 'removed') {
      const text = vscode.l10n.t(
        'You are no longer a member of the team. Its keys are encrypted for other members.',
      );
      say(text, 'team.status', services);
    }
    if (membership === 'unknown') for (const login of team.list.logins) notJoined.add(loginKey(login));
    if (membership === 'asked' || membership === 'approved') {
      const stored = await teams.run(team, store => store.storedAmong(team.list.logins));
      for (const login of stored) awaited.add(login);
    }
    if (membership !== 'member' || !people) continue;
    arrived.push(...result.arrived);
    for (const { login, because } of result.due) due.set(login, because);
    for (const login of team.list.logins) shared.add(loginKey(login));
    for (const [login] of outOfSync(await statusOf(teams, team))) apart.add(login);
    tellOfNews(people.news);
    await tellOfPeople(team, people, services);
    await tellOfFiles(team, result, services);
  }
  if (arrived.length > 0) vscode.window.setStatusBarMessage(arrivedText(arrived, services), SHOWN_FOR);
  return { due, shared, outOfSync: apart, awaited, notJoined };
}

/** Removes the key of a login from the stores beside these lists, where this computer is a member. */
export async function removeFromStores(
  teams: Teams,
  login: string,
  lists: readonly { readonly uri: vscode.Uri }[],
): Promise<void> {
  const uris = new Set(lists.map(({ uri }) => uri.toString()));
  for (const team of await teams.all()) {
    if (!uris.has(team.list.uri.toString())) continue;
    await teams.run(team, async store => {
      if ((await store.membership()) === 'member') await store.delete(login);
    });
  }
}

function arrivedText(arrived: readonly Move[], { nameOf }: TakeInServices): string {
  const [keys, details] = [loginsOf(arrived, 'key'), loginsOf(arrived, 'answers')];
  if (keys.length > 0 && details.length > 0)
    return vscode.l10n.t(
      'Setup keys received from the team: {0}. Passwords or answers updated: {1}.',
      keys.length,
      details.length,
    );
  const [login = '', ...others] = [...keys, ...details];
  const name = sanitizeLabel(nameOf(login));
  if (keys.length > 0)
    return others.length === 0
      ? vscode.l10n.t('Setup key for {0} received from the team', name)
      : vscode.l10n.t('{0} setup keys received from the team', keys.length);
  return others.length === 0
    ? vscode.l10n.t('Password or answers for {0} updated by the team', name)
    : vscode.l10n.t('Passwords or answers for {0} accounts updated by the team', details.length);
}

/** Someone pushed another store into a folder that had one. */
async function tellOfOtherStore({ folder }: Team, services: TakeInServices): Promise<void> {
  const origin = await broughtBy(folder.uri, 'store.json');
  const text = vscode.l10n.t(
    'The team store of this folder was replaced by another one. Nothing is received or sent. Check with your team.',
  );
  const by = origin === undefined ? [] : [vscode.l10n.t('Last changed in {0}.', origin)];
  say([text, ...by].join(' '), 'team.status', services);
}

function tellOfApproval({ name }: Person, services: TakeInServices): void {
  say(
    vscode.l10n.t('{0} approved your request. Confirm their words to get the keys.', sanitizeLabel(name)),
    'team.confirm',
    services,
  );
}

/** What members did is a quiet line: it is signed, and needs no click. */
function tellOfNews(news: readonly News[]): void {
  const texts = news.flatMap(({ kind, name, by }) => {
    const [who, signer] = [sanitizeLabel(name), sanitizeLabel(by)];
    if (kind === 'added') return [vscode.l10n.t('{0} added {1} to the team', signer, who)];
    return kind === 'removed' ? [vscode.l10n.t('{0} removed {1} from the team', signer, who)] : [];
  });
  if (texts.length > 0)
    vscode.window.setStatusBarMessage(partsInWords(texts.slice(0, MOST_NAMED)), SHOWN_FOR);
}

/** Reports requests to join, those whom nobody has approved, and those who removed each other. */
async function tellOfPeople(team: Team, people: People, services: TakeInServices): Promise<void> {
  const { requests, unconfirmed, disputes, roster } = people;
  for (const text of eachOrAll(
    requests.map(({ name }) => name),
    name => vscode.l10n.t('{0} wants to join the team.', sanitizeLabel(name)),
    count => vscode.l10n.t('{0} people want to join the team.', count),
  ))
    say(text, 'team.approve', services);
  if (unconfirmed.length > 0)
    say(await unconfirmedText(team, unconfirmed), 'team.approve', services, learnMore('strangers'));
  for (const [one, other] of disputes.slice(0, MOST_NAMED)) {
    const names = [one, other].map(each => sanitizeLabel(roster.of(each)?.name ?? each));
    say(
      vscode.l10n.t('{0} and {1} removed each other from the team. Decide who stays.', ...names),
      'team.sync',
      services,
    );
  }
}

/** One message for all, with what tells who they are. */
async function unconfirmedText({ folder }: Team, people: readonly Person[]): Promise<string> {
  const named = await Promise.all(
    people.slice(0, MOST_NAMED).map(async person => {
      const origin = await broughtBy(folder.uri, '.age-recipients');
      const words = numbered(await wordsOf(person));
      return [`${sanitizeLabel(person.name)} (${words})`, ...(origin === undefined ? [] : [origin])].join(
        ', ',
      );
    }),
  );
  return people.length > MOST_NAMED
    ? vscode.l10n.t(
        '{0} people are in the team store without a valid approval. They get no keys.',
        people.length,
      )
    : vscode.l10n.t(
        'In the team store without a valid approval, so they get no keys: {0}.',
        named.join('; '),
      );
}

async function tellOfFiles(team: Team, result: StoreSync, services: TakeInServices): Promise<void> {
  if (result.isBehind) {
    say(
      vscode.l10n.t(
        'A change to the team’s members is missing here. Pull the latest changes. Until then, no keys are sent.',
      ),
      'team.status',
      services,
    );
  }
  // What isn't ours is named when somebody is let in or taken out, and when a person syncs.
  const skipped = result.skipped.filter(({ reason }) => reason !== 'notOurs' && reason !== 'folder');
  for (const text of await skippedTexts(skipped, file => broughtBy(team.folder.uri, file)))
    say(text, 'team.status', services);
}

/** A text for each of a few people, and one for all where they are more: a pull request may bring hundreds. */
function eachOrAll(
  names: readonly string[],
  each: (name: string) => string,
  all: (count: number) => string,
): readonly string[] {
  return names.length > MOST_NAMED ? [all(names.length)] : names.map(each);
}

/** Says something with a button that runs a command; the same only once in a session. */
function say(
  message: string,
  command: Review,
  { said, offer }: TakeInServices,
  ...others: readonly Remedy[]
): void {
  if (said.has(message)) return;
  said.add(message);
  void offer(message, [
    { label: vscode.l10n.t('Review'), run: () => vscode.commands.executeCommand(commandId(command)) },
    ...others,
  ]);
}
