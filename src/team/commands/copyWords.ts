import * as vscode from 'vscode';
import type { CommandArguments } from '../../contributions/commands';
import { UserError } from '../../core/errors';
import { numbered } from '../../core/team/words';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { wordsOf } from '../people';
import { requireList, requirePeople } from './common';

/** How long the line about it stays in the status bar, in milliseconds. */
const SHOWN_FOR = 5000;

/** Copies the numbered words of a member, otherwise this computer's own. Those of others are typed as they are heard. */
export async function copyWords(
  { recipient, list: named }: CommandArguments<'team.copyWords'>,
  services: TeamCommandServices,
): Promise<void> {
  const { teams } = services;
  const team = await teams.of(await requireList(named, services));
  const own = await teams.identified();
  if (recipient === undefined || recipient === own.recipient) {
    await copy(own.fingerprint, vscode.l10n.t('Your words are copied'));
    return;
  }
  const { members } = await requirePeople(team, services);
  const member = members.find(each => each.recipient === recipient);
  if (!member) throw new UserError(vscode.l10n.t('You can copy the words of members only.'));
  await copy(await wordsOf(member), vscode.l10n.t('{0}’s words copied', sanitizeLabel(member.name)));
}

async function copy(fingerprint: string, done: string): Promise<void> {
  await vscode.env.clipboard.writeText(numbered(fingerprint));
  vscode.window.setStatusBarMessage(done, SHOWN_FOR);
}
