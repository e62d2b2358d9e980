import * as vscode from 'vscode';
import type { TeamPerson, TeamStatus } from '../contributions/commands';
import { asCommand } from '../platform/asCommand';
import { type CommandTarget, Row } from '../platform/commandCall';
import { sanitizeLabel } from '../platform/sanitize';
import type { TeamCommandServices } from './teamCommands';
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
  const own = all.length > 0 ? (await services.teams.identified()).recipient : '';
  const rows = await Promise.all(
    all.map(async team => rowsOf(team, await services.teams.status(team), own, services)),
  );
  if (rows.length <= 1) return rows.flat();
  return all.map((team, index) => group(sanitizeLabel(team.list.label), 'repo', rows[index] ?? [], team));
}

/** @param own this computer's public key */
function rowsOf(team: Team, status: TeamStatus, own: string, { nameOf }: TeamCommandServices): TeamRow[] {
  const { members, requests, untrusted, rotations, secrets } = status;
  const list = team.list.uri.toString();
  const loginRow = (kind: string, login: string, icon: string, description: string): TeamRow =>
    new TeamRow(
      rowItem(`${kind}:${list}:${login}`, sanitizeLabel(nameOf(login)), icon, description, 'team.login'),
      { list, login },
    );
  const apart = secrets.filter(({ here, inStore }) => here !== inStore);
  return [
    group(
      vscode.l10n.t('Members'),
      'organization',
      members.map(each => personRow(each, own, 'member', untrusted, list)),
      team,
    ),
    ...section(
      vscode.l10n.t('Requests'),
      'person-add',
      requests.map(each => personRow(each, own, 'request', [], list)),
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
          vscode.l10n.t('since {0}, because {1} left', since, sanitizeLabel(because)),
        ),
      ),
      team,
    ),
    ...section(
      vscode.l10n.t('Out of Step'),
      'warning',
      apart.map(({ login, here }) =>
        loginRow(
          'apart',
          login,
          'warning',
          here ? vscode.l10n.t('only on this computer') : vscode.l10n.t('only in the store'),
        ),
      ),
      team,
    ),
    syncRow(team),
  ];
}

/** When the store was last synced here; a click syncs it. */
function syncRow({ list, store }: Team): TeamRow {
  const { syncedAt } = store;
  const when = syncedAt === undefined ? '' : new Date(syncedAt).toLocaleString(vscode.env.language);
  const item = rowItem(`sync:${list.uri}`, vscode.l10n.t('Last sync'), 'sync', when, 'team.sync');
  item.command = asCommand('team.sync', vscode.l10n.t('Sync Team Store'));
  return new TeamRow(item, { list: list.uri.toString() });
}

function personRow(
  person: TeamPerson,
  own: string,
  kind: 'member' | 'request',
  untrusted: readonly string[],
  list: string,
): TeamRow {
  const { recipient, name, fingerprint, approvedBy } = person;
  const isUntrusted = untrusted.includes(recipient);
  const words = recipient === own ? vscode.l10n.t('you · {0}', fingerprint) : fingerprint;
  const description = isUntrusted ? vscode.l10n.t('not confirmed') : words;
  const item = rowItem(
    `${kind}:${list}:${recipient}`,
    sanitizeLabel(name),
    isUntrusted ? 'warning' : 'person',
    description,
    `team.${kind}`,
  );
  item.tooltip = [
    sanitizeLabel(name),
    fingerprint,
    ...(approvedBy === undefined ? [] : [vscode.l10n.t('Approved by {0}', sanitizeLabel(approvedBy))]),
  ].join('\n');
  return new TeamRow(item, { list, recipient });
}

function section(label: string, icon: string, rows: readonly TeamRow[], team: Team): TeamRow[] {
  return rows.length === 0 ? [] : [group(label, icon, rows, team)];
}

function group(label: string, icon: string, rows: readonly TeamRow[], team: Team): TeamRow {
  const item = rowItem(`group:${team.list.uri}:${icon}`, label, icon, String(rows.length), 'team.group');
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
