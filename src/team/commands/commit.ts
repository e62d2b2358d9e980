import * as vscode from 'vscode';
import type { Published } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import type { CommandTarget } from '../../platform/commandCall';
import type { TeamCommandServices } from '../commandServices';
import { publish } from '../publication';
import { requireList } from './common';

/** Commits and pushes a list and its store. */
export async function commitTeam(
  { list: named, confirm = false }: CommandArguments<'team.commit'>,
  services: TeamCommandServices,
): Promise<Published> {
  return publish(await requireList(named, services), {
    message: vscode.l10n.t('Update the team store'),
    offer: services.offer,
    asks: confirm ? 'nothing' : 'all',
  });
}

/** Commits and pushes the list of a row, otherwise the one that is picked. */
export async function askToCommit(
  { list: named }: CommandTarget,
  { teams, offer }: TeamCommandServices,
): Promise<Published | undefined> {
  const list = await teams.chooseList(named, vscode.l10n.t('Commit and Push'), 'withStore');
  return list && publish(list, { message: vscode.l10n.t('Update the team store'), offer, asks: 'others' });
}
