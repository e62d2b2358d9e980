import * as vscode from 'vscode';
import type { RewrittenFiles } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import { UserError } from '../../core/errors';
import { CI_NAMES, CI_SYSTEMS, ciJob } from '../../core/team/ciJob';
import type { CommandTarget } from '../../platform/commandCall';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { type People, type Person, wordsOf } from '../people';
import { teamProblemText } from '../problemText';
import { approveMember } from './approve';
import { pickPerson, requireList, requirePeople } from './common';

/** Writes a request and the new identity. It never downloads a package of this name. */
const JOIN = 'npx --no-install xero-mfa join --name CI --identity-file ci-identity.txt';

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
      'No machine is waiting for approval. Make a request with “xero-mfa join”, or pull one that a teammate pushed.',
    ),
    [{ label: vscode.l10n.t('Copy Command'), run: () => vscode.env.clipboard.writeText(JOIN) }],
  );
  return picked && addMachine(picked, services);
}

/** Asks what a machine may read, lets it in once its words are typed, and copies a CI job for it. */
export async function addMachine(
  machine: { readonly recipient: string; readonly list: string },
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const { logins: all } = await requireList(machine.list, services);
  const stored = await storedAmong(all, machine.list, services);
  const logins = await askWhatToRead(vscode.l10n.t('Approve Machine'), all, stored, services);
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
  const { machine } = await requireMachine(picked, services);
  const all = [...new Set([...list.logins.map(loginKey), ...machine.logins])];
  const stored = await storedAmong(all, picked.list, services);
  const logins = await askWhatToRead(title, all, stored, services, new Set(machine.logins));
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
  const { machine, people } = await requireMachine({ recipient, list }, services);
  const { logins } = machine;
  // Who copies the job may have approved nobody, and then a job can't believe them.
  const approver = people.members.find(each => each.recipient === machine.by);
  const trust = approver ? await wordsOf(approver) : (await services.teams.identified()).fingerprint;
  // A job can only make codes of logins that have a key.
  const stored = await storedAmong(logins, list, services);
  const first = [...logins.filter(login => stored.has(login)), ...logins];
  await vscode.env.clipboard.writeText(ciJob(system, { logins: first, trust }));
  void services.offer(
    vscode.l10n.t(
      'Job for {0} copied. It needs the machine’s identity as the secret {1}.',
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
async function requireMachine(
  { recipient, list: named }: { readonly recipient: string; readonly list?: string | undefined },
  services: TeamCommandServices,
): Promise<{ readonly machine: Person; readonly people: People }> {
  const list = await requireList(named, services);
  const people = await requirePeople(await services.teams.of(list), services);
  const machine = machinesOf(people).find(each => each.recipient === recipient);
  if (!machine) throw new UserError(teamProblemText('unknown'));
  return { machine, people };
}

/** Those of the logins whose keys are in the store, in lower case. */
async function storedAmong(
  logins: readonly string[],
  named: string | undefined,
  services: TeamCommandServices,
): Promise<ReadonlySet<string>> {
  const team = await services.teams.of(await requireList(named, services));
  return services.teams.run(team, store => store.storedAmong(logins));
}

/** Asks which keys a machine may read. @param stored the logins with a key @param before what it may read now */
async function askWhatToRead(
  title: string,
  logins: readonly string[],
  stored: ReadonlySet<string>,
  { nameOf }: TeamCommandServices,
  before?: ReadonlySet<string>,
): Promise<string[] | undefined> {
  const items = logins.map(login => ({
    label: sanitizeLabel(nameOf(login)),
    description: stored.has(loginKey(login))
      ? sanitizeLabel(login)
      : vscode.l10n.t('{0} · no key in the team store', sanitizeLabel(login)),
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
