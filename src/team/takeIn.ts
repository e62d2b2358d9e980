import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from '../secrets/store';
import { personLabel, skipText } from './problemText';
import type { Team, Teams } from './teams';

/** How long the line about a sync stays in the status bar, in milliseconds. */
const SHOWN_FOR = 8000;

/** What taking in needs besides the stores. */
export interface TakeInServices {
  readonly offer: Offer;
  /** What was said already in this session. */
  readonly said: Set<string>;
  nameOf(login: string): string;
}

/**
 * Takes in what changed in the stores. Says in one line what came, and once what a person should look at.
 *
 * @returns the logins whose MFA must be set up again
 */
export async function takeIn(teams: Teams, services: TakeInServices): Promise<ReadonlySet<string>> {
  const due = new Set<string>();
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
    for (const { file, reason } of result.skipped) {
      sayOnce(vscode.l10n.t('{0}: {1}', sanitizeLabel(file), skipText(reason)), 'team.status', services);
    }
    await tellOfPeople(team, teams, services);
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
  return due;
}

/**
 * Writes keys that changed here into the stores that have their accounts, and takes out those that were removed.
 *
 * @returns whether a store changed
 */
export async function giveOut(
  teams: Teams,
  logins: readonly string[],
  secrets: SecretStore,
): Promise<boolean> {
  let isChanged = false;
  for (const team of await teams.all()) {
    const listed = new Set(team.list.logins.map(login => login.toLowerCase()));
    for (const login of logins) {
      if (!listed.has(login) || teams.isWriting(login)) continue;
      if (secrets.logins.has(login)) {
        const { sent } = await teams.sync(team, 'all', { logins: [login] });
        isChanged ||= sent.length > 0;
      } else if (await teams.run(team, store => store.has(login))) {
        await teams.run(team, store => store.delete(login));
        isChanged = true;
      }
    }
  }
  return isChanged;
}

/** Requests to join, and recipients that nobody on this computer has confirmed. */
async function tellOfPeople(team: Team, teams: Teams, services: TakeInServices): Promise<void> {
  const { requests, untrusted, members } = await teams.status(team);
  const own = (await teams.identified()).recipient;
  if (!members.some(({ recipient }) => recipient === own)) return;
  for (const { name } of requests) {
    sayOnce(vscode.l10n.t('{0} asks to join the team.', personLabel(name)), 'team.approve', services);
  }
  for (const recipient of untrusted) {
    const name = members.find(each => each.recipient === recipient)?.name ?? recipient;
    sayOnce(
      vscode.l10n.t(
        '{0} was added to the team store. Until you confirm them, nothing you write is encrypted to them.',
        personLabel(name),
      ),
      'team.sync',
      services,
    );
  }
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
