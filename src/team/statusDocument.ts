import * as vscode from 'vscode';
import type { TeamStatus } from '../contributions/commands';
import type { Account } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import type { TeamCommandServices } from './commandServices';
import { statusOf } from './status';

/** Opens how a store stands as a document: what to check before somebody goes on leave. */
export async function showStatus(services: TeamCommandServices): Promise<TeamStatus | undefined> {
  const { teams } = services;
  const list = await teams.chooseList(undefined, vscode.l10n.t('Show Team Status'), 'withStore');
  if (!list) return undefined;
  const status = await statusOf(teams, await teams.of(list));
  const content = statusText(status, sanitizeLabel(list.label), services);
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true });
  return status;
}

/** The status in lines of plain text. */
function statusText(
  status: TeamStatus,
  label: string,
  { nameOf, find }: Pick<TeamCommandServices, 'nameOf' | 'find'>,
): string {
  const { members, requests, untrusted, rotations, secrets } = status;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map(line => `  ${line}`)];
  return [
    vscode.l10n.t('Team store of {0}', label),
    ...section(
      vscode.l10n.t('Members'),
      members.map(({ name, fingerprint, approvedBy, logins }) =>
        [
          sanitizeLabel(name),
          fingerprint,
          ...(approvedBy === undefined ? [] : [vscode.l10n.t('approved by {0}', sanitizeLabel(approvedBy))]),
          ...(logins ? [vscode.l10n.t('machine · reads {0}', logins.map(sanitizeLabel).join(', '))] : []),
        ].join(' · '),
      ),
    ),
    ...section(
      vscode.l10n.t('Requests'),
      requests.map(({ name, requested = '' }) => `${sanitizeLabel(name)} · ${requested}`),
    ),
    ...section(vscode.l10n.t('Not Approved'), untrusted),
    ...section(
      vscode.l10n.t('Set Up Again'),
      rotations.map(
        ({ login, since, because }) =>
          `${sanitizeLabel(nameOf(login))} · ${vscode.l10n.t('since {0}, because {1} left', since, sanitizeLabel(because))}`,
      ),
    ),
    ...section(
      vscode.l10n.t('Setup keys'),
      secrets.map(({ login, here, inStore }) =>
        [
          sanitizeLabel(nameOf(login)),
          inStore ? storedText(members.length) : vscode.l10n.t('not in the store'),
          ...aboutSetUp(find(login)),
          here ? vscode.l10n.t('on this computer') : vscode.l10n.t('not on this computer'),
        ].join(' · '),
      ),
    ),
    '',
  ].join('\n');
}

/** When MFA was set up, and what would be missing when somebody is away. */
function aboutSetUp(account: Account | undefined): string[] {
  if (!account) return [];
  const { mfaSetUpOn, owner, backupEmail } = account;
  return [
    ...(mfaSetUpOn === undefined ? [] : [vscode.l10n.t('MFA set up on {0}', sanitizeLabel(mfaSetUpOn))]),
    ...(owner === undefined ? [vscode.l10n.t('no owner')] : []),
    ...(backupEmail === undefined ? [vscode.l10n.t('no backup email')] : []),
  ];
}

function storedText(readers: number): string {
  return readers === 1
    ? vscode.l10n.t('in the store, 1 member can read it')
    : vscode.l10n.t('in the store, {0} members can read it', readers);
}
