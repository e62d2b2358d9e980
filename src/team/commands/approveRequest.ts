import * as vscode from 'vscode';
import type { RewrittenFiles } from '../../contributions/commandResults';
import type { CommandTarget } from '../../platform/commandCall';
import type { TeamCommandServices } from '../commandServices';
import { approveMember } from './approve';
import { pickPerson, requireList } from './common';
import { addMachine, isMachineRequest } from './machines';

/** Lets in the person of a row, otherwise the one that is picked. */
export async function askToApprove(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const picked = await pickPerson(
    target,
    vscode.l10n.t('Approve Member'),
    services,
    ({ requests, unconfirmed }) => [...requests, ...unconfirmed],
    vscode.l10n.t('No one is waiting for approval. Pull the latest changes, then try again.'),
  );
  if (!picked) return undefined;
  const { teams } = services;
  const list = await requireList(picked.list, services);
  const person = await teams.run(await teams.of(list), store => store.candidate(picked.recipient));
  return isMachineRequest(person) ? addMachine(picked, services) : approveMember(picked, services);
}
