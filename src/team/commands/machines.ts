import * as vscode from 'vscode';
import type { RewrittenFiles } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import { UserError } from '../../core/errors';
import { CI_NAMES, CI_SYSTEMS, ciJob } from '../../core/team/ciJob';
import type { CommandTarget } from '../../platform/commandCall';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import type { People, Person } from '../people';
import { teamProblemText } from '../problemText';
import { approveMember } from './approve';
import { pickPerson, requireList, requirePeople } from './common';

/** Whether a request or member can be a machine: only the extension makes signing keys, and machines sign nothing. */
export function isMachineRequest({ signingKey }: Pick<Person, 'signingKey'>): boolean {
  return signingKey === '';
}

/** Lets in the machine of a row, otherwise one that is picked, and copies a CI job for it. */
export async function askToAddMachine(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const picked = await pickPerson(
    target,
    vscode.l10n.t('Add Machine'),
    services,
    ({ requests }) => requests.filter(isMachineRequest),
    vscode.l10n.t(
      'No machine is waiting for approval. Run “npx xero-mfa join --name CI” in the folder of the list, or pull the request that a teammate pushed.',
    ),
  );
  return picked && addMachine(picked, services);
}

/** Asks what a machine may read, lets it in once its words are typed, and copies a CI job for it. */
export async function addMachine(
  machine: { readonly recipient: string; readonly list: string },
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const list = await requireList(machine.list, services);
  const logins = await askWhatToRead(vscode.l10n.t('Approve Machine'), list.logins, services);
  if (!logins) return undefined;
  const done = await approveMember({ ...machine, logins }, services);
  await askToCopyJob(machine, services);
  return done;
}

/** Asks which keys the machine of a row may read, otherwise one that is picked, and has a person compare its words. */
export async function askToChangeLogins(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const title = vscode.l10n.t('Change Logins');
  const picked = await pickMachine(target, title, services);
  if (!picked) return undefined;
  const list = await requireList(picked.list, services);
  const machine = await machineOf(picked, services);
  const all = [...new Set([...list.logins.map(loginKey), ...machine.logins])];
  const logins = await askWhatToRead(title, all, services, new Set(machine.logins));
  return logins && approveMember({ ...picked, logins }, services);
}

/** Asks for which CI system the job is to be copied. */
export async function askToCopyJob(target: CommandTarget, services: TeamCommandServices): Promise<void> {
  const title = vscode.l10n.t('Get CI Job');
  const picked = await pickMachine(target, title, services);
  if (!picked) return;
  const items = CI_SYSTEMS.map(system => ({ label: CI_NAMES[system], system }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose what runs the job. The job contains no secret.'),
  });
  if (chosen) await copyJob({ ...picked, system: chosen.system }, services);
}

/** Copies a CI job that runs the tests with a code that the machine makes. */
export async function copyJob(
  { recipient, system = 'github', list }: CommandArguments<'team.copyCiJob'>,
  services: TeamCommandServices,
): Promise<void> {
  const { logins } = await machineOf({ recipient, list }, services);
  const { fingerprint } = await services.teams.identified();
  await vscode.env.clipboard.writeText(ciJob(system, { logins, trust: fingerprint }));
  void services.offer(
    vscode.l10n.t(
      'The job for {0} is copied. Save the identity that “xero-mfa join” made as the secret {1} in {0}.',
      CI_NAMES[system],
      'XERO_MFA_IDENTITY',
    ),
  );
}

const machinesOf = ({ members }: People): readonly Person[] =>
  members.filter(({ role }) => role === 'machine');

function pickMachine(
  target: CommandTarget,
  title: string,
  services: TeamCommandServices,
): Promise<{ recipient: string; list: string } | undefined> {
  const none = vscode.l10n.t('There are no machines in the team.');
  return pickPerson(target, title, services, machinesOf, none);
}

/** @throws {@link UserError} if a member is no machine */
async function machineOf(
  { recipient, list: named }: { readonly recipient: string; readonly list?: string | undefined },
  services: TeamCommandServices,
): Promise<Person> {
  const list = await requireList(named, services);
  const people = await requirePeople(await services.teams.of(list), services);
  const machine = machinesOf(people).find(each => each.recipient === recipient);
  if (!machine) throw new UserError(teamProblemText('unknown'));
  return machine;
}

/** Asks which keys a machine may read. @param before what it may read now */
async function askWhatToRead(
  title: string,
  logins: readonly string[],
  { nameOf }: TeamCommandServices,
  before?: ReadonlySet<string>,
): Promise<string[] | undefined> {
  const items = logins.map(login => ({
    label: sanitizeLabel(nameOf(login)),
    description: sanitizeLabel(login),
    picked: before?.has(login) ?? false,
    login,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: before
      ? vscode.l10n.t('Tick what it may read. Accounts you untick have to set up MFA again.')
      : vscode.l10n.t('Tick the accounts whose setup keys it may read.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked?.length === 0 && before)
    throw new UserError(vscode.l10n.t('Tick at least one account, or remove the machine.'));
  return picked && picked.length > 0 ? picked.map(({ login }) => login) : undefined;
}
