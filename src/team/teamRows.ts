import * as vscode from 'vscode';
import type { Identified, TeamPerson } from '../contributions/commandResults';
import { UserError } from '../core/errors';
import { numbered } from '../core/team/words';
import { asCommand } from '../platform/asCommand';
import { type CommandTarget, Row } from '../platform/commandCall';
import { dayText } from '../platform/dayText';
import { nameList } from '../platform/nameList';
import { sanitizeLabel } from '../platform/sanitize';
import type { TeamCommandServices } from './commandServices';
import { nextStep } from './nextStep';
import { withOrigins } from './removedKeys';
import { soleText } from './soleMember';
import { type DetailedStatus, outOfSync, statusOf } from './status';
import type { Team } from './teams';

/** A row of the Team view. The commands in its menu, and those above the view, read what it is about from it. */
export class TeamRow extends Row implements CommandTarget {
  readonly list: string;
  readonly recipient: string | undefined;
  readonly login: string | undefined;

  constructor(
    readonly item: vscode.TreeItem,
    { list, recipient, login }: CommandTarget & { readonly list: string },
    readonly rows: readonly TeamRow[] = [],
  ) {
    super();
    this.list = list;
    this.recipient = recipient;
    this.login = login;
  }
}

/** The rows at the top of the view: those of the stores there are. */
export async function rowsOfStores(services: TeamCommandServices): Promise<TeamRow[]> {
  const all = await services.teams.all();
  if (all.length === 0) return [];
  const own = await services.teams.identified();
  const rows = await Promise.all(
    all.map(async team => [
      ...pushRows(team, await services.unpushed(team.list)),
      ...(await rowsOrProblem(team, own, services)),
    ]),
  );
  if (rows.length <= 1) return rows.flat();
  return all.map((team, index) => group(sanitizeLabel(team.list.label), 'repo', rows[index] ?? [], team));
}

/** The rows of a store, or why there are none: those of others stay. */
async function rowsOrProblem(team: Team, own: Identified, services: TeamCommandServices): Promise<TeamRow[]> {
  try {
    return rowsOf(team, await withOrigins(await statusOf(services.teams, team), team), own, services);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const list = team.list.uri.toString();
    const item = rowItem(`standing:${list}`, error.message, 'warning', '', 'team.standing');
    item.tooltip = error.message;
    return [new TeamRow(item, { list })];
  }
}

function rowsOf(
  team: Team,
  status: DetailedStatus,
  own: Identified,
  services: TeamCommandServices,
): TeamRow[] {
  const { members, requests, untrusted, rotations } = status;
  const list = team.list.uri.toString();
  if (status.membership === 'asked') return [waitingRow(list, own.fingerprint, status.soleMember)];
  if (status.membership !== 'member') return [standingRow(team, status)];
  const loginRow = (kind: string, login: string, icon: string, description: string): TeamRow =>
    new TeamRow(
      rowItem(
        `${kind}:${list}:${login}`,
        sanitizeLabel(services.nameOf(login)),
        icon,
        description,
        'team.login',
      ),
      { list, login },
    );
  return [
    group(
      vscode.l10n.t('Members'),
      'organization',
      members.map(each =>
        each.logins
          ? machineRow(each, each.logins.map(services.nameOf), list)
          : memberRow(each, own.recipient, list),
      ),
      team,
    ),
    ...section(
      vscode.l10n.t('Requests'),
      'person-add',
      requests.map(each => requestRow(each, list)),
      team,
    ),
    ...section(
      vscode.l10n.t('Not Approved'),
      'warning',
      untrusted.map(recipient => unconfirmedRow(recipient, list)),
      team,
    ),
    ...section(
      vscode.l10n.t('Set Up Again'),
      'history',
      rotations.map(({ login, since, because }) =>
        loginRow(
          'due',
          login,
          'history',
          vscode.l10n.t('since {0}, because {1} left', dayText(since), sanitizeLabel(because)),
        ),
      ),
      team,
    ),
    ...section(
      vscode.l10n.t('Out of Sync'),
      'warning',
      [
        ...outOfSync(status).map(([login, description]) => loginRow('apart', login, 'warning', description)),
        ...status.removed.map(({ login, origin }) =>
          removedRow(loginRow('removed', login, 'warning', vscode.l10n.t('no longer in the store')), origin),
        ),
      ],
      team,
    ),
    syncRow(team, status),
  ];
}

/** A key that somebody removed from the store; a click asks whether to share it again. */
function removedRow(row: TeamRow, origin: string | undefined): TeamRow {
  const { item } = row;
  if (origin !== undefined) item.tooltip = `${item.label}\n${vscode.l10n.t('Removed in {0}.', origin)}`;
  item.command = { ...asCommand('team.sync', vscode.l10n.t('Share Again…')), arguments: [row] };
  return row;
}

/** What somebody who isn't a member can do next. */
function standingRow({ list }: Team, status: DetailedStatus): TeamRow {
  const uri = list.uri.toString();
  const { label, icon, command } = nextStep(status);
  const item = rowItem(`standing:${uri}`, label, icon, '', 'team.standing');
  if (command) item.command = asCommand(command, label);
  return new TeamRow(item, { list: uri });
}

/** What commits and pushes, while there is something to push. */
function pushRows({ list }: Team, files: number): TeamRow[] {
  if (files === 0) return [];
  const label =
    files === 1
      ? vscode.l10n.t('Commit and Push (1 file)')
      : vscode.l10n.t('Commit and Push ({0} files)', files);
  const item = rowItem(`push:${list.uri}`, label, 'cloud-upload', '', 'team.push');
  const row = new TeamRow(item, { list: list.uri.toString() });
  // By the row: with arguments of its own, the command would ask as for a program.
  item.command = { ...asCommand('team.commit', label), arguments: [row] };
  return [row];
}

/** The words to read to a member, two a row: those of a longer row would be cut off in a narrow sidebar. */
function waitingRow(list: string, fingerprint: string, sole: string | undefined): TeamRow {
  const words = numbered(fingerprint).split('  ');
  const rows = [0, 2, 4, 6].map(first => {
    const item = new vscode.TreeItem(words.slice(first, first + 2).join('  '));
    item.id = `words:${list}:${first}`;
    item.contextValue = 'team.asked';
    return new TeamRow(item, { list });
  });
  rows.push(checkRow(list), ...(sole === undefined ? [] : [soleRow(list, sanitizeLabel(sole))]));
  const label = vscode.l10n.t('Waiting for approval');
  const item = rowItem(
    `standing:${list}`,
    label,
    'watch',
    vscode.l10n.t('read your words to a member'),
    'team.asked',
  );
  item.tooltip = `${vscode.l10n.t('Call a member and read these words to them:')}\n${words.join('  ')}`;
  item.accessibilityInformation = { label: `${label}, ${item.tooltip.replace('\n', ' ')}` };
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return new TeamRow(item, { list }, rows);
}

/** Pulls, and asks for the words of who approved this computer's request. */
function checkRow(list: string): TeamRow {
  const label = vscode.l10n.t('Pull and Check');
  const item = rowItem(`check:${list}`, label, 'repo-pull', '', 'team.check');
  const effect = vscode.l10n.t(
    'Pulls the latest changes, then asks for words of the member who approved you.',
  );
  item.tooltip = `${label}\n${effect}`;
  const row = new TeamRow(item, { list });
  // By the row: with arguments of its own, the command would be called as by a program.
  item.command = { ...asCommand('team.confirm', label), arguments: [row] };
  return row;
}

/** For the only member, on a computer that takes the place of a lost one: nobody else can approve it. */
function soleRow(list: string, sole: string): TeamRow {
  const label = vscode.l10n.t('Lost Computer?');
  const item = rowItem(`sole:${list}`, label, 'question', '', 'team.sole');
  item.tooltip = `${label}\n${soleText(sole)}`;
  const row = new TeamRow(item, { list });
  item.command = { ...asCommand('team.startOver', label), arguments: [row] };
  return row;
}

/** When the store was last synced here; a click syncs it. */
function syncRow({ list }: Team, { syncedAt }: DetailedStatus): TeamRow {
  const when = syncedAt === undefined ? '' : new Date(syncedAt).toLocaleString(vscode.env.language);
  const item = rowItem(`sync:${list.uri}`, vscode.l10n.t('Last sync'), 'sync', when, 'team.sync');
  item.command = asCommand('team.sync', vscode.l10n.t('Sync Team Store'));
  return new TeamRow(item, { list: list.uri.toString() });
}

function memberRow(person: TeamPerson, own: string, list: string): TeamRow {
  const you = person.recipient === own ? vscode.l10n.t('you') : '';
  return personRow(person, list, 'person', you, 'team.member');
}

/** @param readable the names of the accounts whose keys it can read */
function machineRow(person: TeamPerson, readable: readonly string[], list: string): TeamRow {
  const names = nameList(readable);
  const [short, whole] = [
    vscode.l10n.t('machine · reads {0}', names),
    vscode.l10n.t('Machine. Reads the setup keys for {0}.', names),
  ];
  return personRow(person, list, 'server', short, 'team.machine', [whole]);
}

function personRow(
  { recipient, name, fingerprint, approvedBy }: TeamPerson,
  list: string,
  icon: string,
  description: string,
  contextValue: string,
  about: readonly string[] = [],
): TeamRow {
  const item = rowItem(`member:${list}:${recipient}`, sanitizeLabel(name), icon, description, contextValue);
  const details = [
    ...about,
    numbered(fingerprint),
    ...(approvedBy === undefined ? [] : [vscode.l10n.t('Approved by {0}', sanitizeLabel(approvedBy))]),
  ];
  item.tooltip = [sanitizeLabel(name), ...details].join('\n');
  // A screen reader would read the tooltip in place of what the row shows.
  const shown = [sanitizeLabel(name), ...(description === '' ? [] : [description])];
  item.accessibilityInformation = { label: [...shown, ...details].join(', ') };
  return new TeamRow(item, { list, recipient });
}

/** Without the words: who approves somebody types what they hear. */
function requestRow({ recipient, name, requested }: TeamPerson, list: string): TeamRow {
  const item = rowItem(
    `request:${list}:${recipient}`,
    sanitizeLabel(name),
    'person',
    requested === undefined ? '' : dayText(requested),
    'team.request',
  );
  return new TeamRow(item, { list, recipient });
}

function unconfirmedRow(recipient: string, list: string): TeamRow {
  const item = rowItem(`request:${list}:${recipient}`, recipient, 'warning', '', 'team.request');
  return new TeamRow(item, { list, recipient });
}

function section(label: string, icon: string, rows: readonly TeamRow[], team: Team): TeamRow[] {
  return rows.length === 0 ? [] : [group(label, icon, rows, team)];
}

function group(label: string, icon: string, rows: readonly TeamRow[], team: Team): TeamRow {
  const item = rowItem(`group:${team.list.uri}:${label}`, label, icon, String(rows.length), 'team.group');
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return new TeamRow(item, { list: team.list.uri.toString() }, rows);
}

function rowItem(
  id: string,
  label: string,
  icon: string,
  description: string,
  contextValue: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = description;
  item.contextValue = contextValue;
  if (contextValue === 'team.group' && icon === 'organization') {
    item.command = asCommand('team.status', vscode.l10n.t('Show Team Status'));
  }
  return item;
}
