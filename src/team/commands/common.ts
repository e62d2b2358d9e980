import * as vscode from 'vscode';
import { type Remedy, UserError } from '../../core/errors';
import { isPersonName, toPersonName } from '../../core/team/entry';
import type { CommandTarget } from '../../platform/commandCall';
import { dayText } from '../../platform/dayText';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { committerName } from '../committer';
import { broughtBy } from '../git';
import type { People, Person } from '../people';
import { teamProblemText } from '../problemText';
import type { TeamList } from '../services';
import type { SyncProgress } from '../storeFiles';
import type { ListFilter, Team } from '../teams';

/** The list that a program names, otherwise the first that fits. */
export async function requireList(
  named: string | undefined,
  { teams }: TeamCommandServices,
  fits: ListFilter = 'withStore',
): Promise<TeamList> {
  const list = await teams.chooseList(named, undefined, fits);
  if (!list) throw new vscode.CancellationError();
  return list;
}

/** The person's name as the store has it. @throws {@link UserError} if nothing of it is visible */
export function requireName(text: string): string {
  const name = toPersonName(text);
  if (!isPersonName(name)) throw new UserError(nameProblem());
  return name;
}

/** The person's name: the one that their commits in the list's repository have, otherwise they are asked. */
export async function askName(title: string, { uri }: Pick<TeamList, 'uri'>): Promise<string | undefined> {
  const committer = await committerName(uri);
  if (committer !== undefined) return committer;
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Your name, so teammates recognise you'),
    ignoreFocusOut: true,
    validateInput: text =>
      text.length > 100 || !isPersonName(toPersonName(text)) ? nameProblem() : undefined,
  });
  return name === undefined || name.trim() === '' ? undefined : requireName(name);
}

function nameProblem(): string {
  return vscode.l10n.t('Enter a name of up to 100 characters.');
}

/** Who is who in a store that this computer can read. @throws {@link UserError} */
export async function requirePeople(team: Team, { teams }: TeamCommandServices): Promise<People> {
  return teams.run(team, store => store.people());
}

/**
 * The person of a row, otherwise the only one or one that a person picks. Words are shown only of those who are in the team.
 *
 * @param noOne what is said where there is no one to pick
 * @param remedies what can be done about that
 */
export async function pickPerson(
  target: CommandTarget,
  title: string,
  services: TeamCommandServices,
  among: (people: People) => readonly Person[],
  noOne: string,
  remedies: readonly Remedy[] = [],
): Promise<{ recipient: string; list: string } | undefined> {
  const { teams } = services;
  const list = await teams.chooseList(target.list, title, 'withStore');
  if (!list) return undefined;
  const found = { list: list.uri.toString() };
  if (target.recipient !== undefined) return { ...found, recipient: target.recipient };
  const people = among(await requirePeople(await teams.of(list), services));
  const [only, ...others] = people;
  if (!only) throw new UserError(noOne, remedies);
  if (others.length === 0) return { ...found, recipient: only.recipient };
  const items = people.map(({ recipient, name, requested }) => ({
    label: sanitizeLabel(name),
    description: requested === undefined ? '' : dayText(requested),
    detail: recipient,
    recipient,
  }));
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked && { ...found, recipient: picked.recipient };
}

/** What the repository says of how somebody got into the store. */
export async function aboutPerson(team: Team, person: Person, people: People): Promise<readonly string[]> {
  const isAsking = people.requests.includes(person);
  const file = isAsking ? `members/${person.recipient}.json` : '.age-recipients';
  const origin = await broughtBy(team.folder.uri, file);
  return [
    isAsking
      ? vscode.l10n.t('{0} wants to join the team.', sanitizeLabel(person.name))
      : vscode.l10n.t('{0} is in the team store without a valid approval.', sanitizeLabel(person.name)),
    ...(origin === undefined ? [] : [vscode.l10n.t('Added in {0}.', origin)]),
  ];
}

/** @throws {@link UserError} if this computer isn't a member */
export async function requireMember(team: Team, { teams }: TeamCommandServices): Promise<void> {
  const membership = await teams.run(team, store => store.membership());
  if (membership === 'member') return;
  if (membership === 'adoptable') throw new UserError(teamProblemText('adopt'));
  if (membership === 'otherStore') throw new UserError(teamProblemText('otherStore'));
  if (membership === 'none') throw new UserError(teamProblemText('noStore'));
  throw new UserError(teamProblemText('notMember'));
}

/** Files that were not encrypted again, because no member signed them. */
export function leftText(left: readonly string[]): string[] {
  if (left.length === 0) return [];
  return [
    left.length === 1
      ? vscode.l10n.t('{0} was left as it is, because no member signed it.', nameList(left))
      : vscode.l10n.t('{0} were left as they are, because no member signed them.', nameList(left)),
  ];
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
