import * as vscode from 'vscode';
import type { TeamPerson, TeamStatus } from '../contributions/commands';
import { asCommand } from '../platform/asCommand';
import { sanitizeLabel } from '../platform/sanitize';
import { personLabel } from './problemText';
import type { TeamCommandServices } from './teamCommands';
import type { Team } from './teams';

/** A row of the Team view. The commands in its menu read what it is about from it. */
export interface TeamRow {
  readonly item: vscode.TreeItem;
  readonly rows: readonly TeamRow[];
  readonly recipient?: string;
  readonly list?: string;
  readonly login?: string;
}

/** The rows under a row; at the top, those of the stores there are. */
export async function rowsUnder(
  row: TeamRow | undefined,
  services: TeamCommandServices | undefined,
): Promise<TeamRow[]> {
  if (row) return [...row.rows];
  if (!services) return [];
  const all = await services.teams.all();
  const rows = await Promise.all(
    all.map(async team => rowsOf(team, await services.teams.status(team), services)),
  );
  if (rows.length <= 1) return rows.flat();
  return all.map((team, index) => group(sanitizeLabel(team.list.label), 'repo', rows[index] ?? [], team));
}

function rowsOf(team: Team, status: TeamStatus, { nameOf }: TeamCommandServices): TeamRow[] {
  const { members, requests, untrusted, rotations, secrets } = status;
  const list = team.list.uri.toString();
  const loginRow = (kind: string, login: string, icon: string, description: string): TeamRow => ({
    item: rowItem(`${kind}:${list}:${login}`, sanitizeLabel(nameOf(login)), icon, description, 'team.login'),
    rows: [],
    login,
    list,
  });
  const apart = secrets.filter(({ here, inStore }) => here !== inStore);
  return [
    group(
      vscode.l10n.t('Members'),
      'organization',
      members.map(each => personRow(each, 'member', untrusted, list)),
      team,
    ),
    ...section(
      vscode.l10n.t('Requests'),
      'person-add',
      requests.map(each => personRow(each, 'request', [], list)),
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
          vscode.l10n.t('since {0}, because {1} left', since, personLabel(because)),
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
  ];
}

function personRow(
  person: TeamPerson,
  kind: 'member' | 'request',
  untrusted: readonly string[],
  list: string,
): TeamRow {
  const { recipient, name, fingerprint, approvedBy } = person;
  const isUntrusted = untrusted.includes(recipient);
  const description = isUntrusted ? vscode.l10n.t('not confirmed') : fingerprint;
  const item = rowItem(
    `${kind}:${list}:${recipient}`,
    personLabel(name),
    isUntrusted ? 'warning' : 'person',
    description,
    `team.${kind}`,
  );
  item.tooltip = [
    personLabel(name),
    fingerprint,
    ...(approvedBy === undefined ? [] : [vscode.l10n.t('Approved by {0}', personLabel(approvedBy))]),
  ].join('\n');
  return { item, rows: [], recipient, list };
}

function section(label: string, icon: string, rows: readonly TeamRow[], team: Team): TeamRow[] {
  return rows.length === 0 ? [] : [group(label, icon, rows, team)];
}

function group(label: string, icon: string, rows: readonly TeamRow[], team: Team): TeamRow {
  const item = rowItem(`group:${team.list.uri}:${icon}`, label, icon, String(rows.length), 'team.group');
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return { item, rows, list: team.list.uri.toString() };
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
