import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { loginKey } from '../core/account';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from '../secrets/store';
import { broughtBy } from './git';
import { skippedTexts } from './problemText';
import type { Skipped } from './teamStore';
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

/**
 * Receives the changes of the stores. Reports them in one line, and once what a person should check.
 *
 * @returns what the stores say of logins, all in lower case
 */
export async function takeIn(teams: Teams, services: TakeInServices): Promise<SharedLogins> {
  const due = new Set<string>();
  const shared = new Set<string>();
  const received: string[] = [];
  for (const team of await teams.all()) {
    const result = await teams.sync(team, 'changed');
    received.push(...result.received);
    for (const { login } of await teams.run(team, store => store.rotations())) due.add(login);
    if (result.conflicts.length > 0) {
      const names = result.conflicts.map(login => sanitizeLabel(services.nameOf(login))).join(', ');
      sayOnce(
        vscode.l10n.t('{0}: the setup key here and the one in the team store differ.', names),
        'team.sync',
        services,
      );
    }
    const isMember = await tellOfPeople(team, teams, services);
    const skipped = isMember ? result.skipped : result.skipped.filter(isNotForOthers);
    for (const text of await skippedTexts(skipped, file => broughtBy(team.folder.uri, file))) {
      sayOnce(text, 'team.status', services);
    }
    if (isMember) for (const login of team.list.logins) shared.add(loginKey(login));
    else if (team.store.wasRead && !result.skipped.every(isNotForOthers)) {
      sayOnce(
        vscode.l10n.t('You are no longer a member of the team. Its keys are encrypted for other members.'),
        'team.status',
        services,
      );
    }
  }
  if (received.length > 0) {
    vscode.window.setStatusBarMessage(
      received.length === 1
        ? vscode.l10n.t(
            'Setup key of {0} received from the team',
            sanitizeLabel(services.nameOf(received[0] ?? '')),
          )
        : vscode.l10n.t('{0} setup keys received from the team', received.length),
      SHOWN_FOR,
    );
  }
  return { due, shared };
}

/** Removes the key of a login from the stores beside these lists, where this computer is a member. */
export async function removeFromStores(
  teams: Teams,
  login: string,
  lists: readonly { readonly uri: vscode.Uri }[],
): Promise<void> {
  const uris = new Set(lists.map(({ uri }) => uri.toString()));
  const { recipient } = await teams.identified();
  for (const team of await teams.all()) {
    if (!uris.has(team.list.uri.toString())) continue;
    const { recipients } = await teams.run(team, store => store.people());
    if (recipients.names.has(recipient)) await teams.run(team, store => store.delete(login));
  }
}

/**
 * Writes keys that changed here into the stores that have their accounts.
 *
 * @returns the logins that are in a list with a store that this computer can read
 */
export async function giveOut(
  teams: Teams,
  logins: readonly string[],
  secrets: SecretStore,
): Promise<ReadonlySet<string>> {
  const given = new Set<string>();
  for (const team of await teams.all()) {
    const listed = new Set(team.list.logins.map(loginKey));
    const { recipients } = await teams.run(team, store => store.people());
    if (!recipients.names.has((await teams.identified()).recipient)) continue;
    for (const login of logins) {
      if (!listed.has(login)) continue;
      given.add(login);
      if (await secrets.has(login)) await teams.sync(team, 'all', { logins: [login] });
    }
  }
  return given;
}

function isNotForOthers({ reason }: Skipped): boolean {
  return reason !== 'notForUs';
}

/** What the stores say of logins, all in lower case. */
export interface SharedLogins {
  /** MFA must be set up again. */
  readonly due: ReadonlySet<string>;
  /** Their keys go to the team by a store. */
  readonly shared: ReadonlySet<string>;
}

/**
 * Reports requests to join, and recipients that nobody on this computer has confirmed.
 *
 * @returns whether this computer's identity is one of the members
 */
async function tellOfPeople(team: Team, teams: Teams, services: TakeInServices): Promise<boolean> {
  const { recipients, members, untrusted } = await teams.run(team, store => store.people());
  if (!recipients.names.has((await teams.identified()).recipient)) return false;
  const requests = [...members].filter(([recipient]) => !recipients.names.has(recipient));
  const asking = eachOrAll(
    requests.map(([, { name }]) => name),
    name => vscode.l10n.t('{0} wants to join the team.', sanitizeLabel(name)),
    count => vscode.l10n.t('{0} people want to join the team.', count),
  );
  for (const text of asking) sayOnce(text, 'team.approve', services);
  const added = eachOrAll(
    untrusted.map(key => members.get(key)?.name ?? recipients.names.get(key) ?? key),
    name =>
      vscode.l10n.t(
        '{0} was added to the team store. Until you confirm them, nothing you write is encrypted to them.',
        sanitizeLabel(name),
      ),
    count =>
      vscode.l10n.t(
        '{0} people were added to the team store. Until you confirm them, nothing you write is encrypted to them.',
        count,
      ),
  );
  for (const text of added) sayOnce(text, 'team.sync', services);
  return true;
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
function sayOnce(
  message: string,
  command: 'team.approve' | 'team.sync' | 'team.status',
  { said, offer }: TakeInServices,
): void {
  if (said.has(message)) return;
  said.add(message);
  void offer(message, [
    { label: vscode.l10n.t('Review'), run: () => vscode.commands.executeCommand(commandId(command)) },
  ]);
}
