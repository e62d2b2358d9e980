import * as vscode from 'vscode';
import type { RewrittenFiles } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import { type Remedy, UserError } from '../../core/errors';
import type { CommandTarget } from '../../platform/commandCall';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { type People, wordsOf } from '../people';
import { teamProblemText } from '../problemText';
import { publicationRemedies } from '../publication';
import type { TeamList } from '../services';
import { requireWords } from './askWords';
import {
  aboutPerson,
  leftText,
  pickPerson,
  requireList,
  requireMember,
  requirePeople,
  withProgress,
} from './common';
import { copyWords } from './copyWords';

/** Lets somebody in, or changes what a machine may read. */
export async function approveMember(
  { recipient, logins: readable, list: named }: CommandArguments<'team.approve'>,
  services: TeamCommandServices,
): Promise<RewrittenFiles> {
  const { teams, offer, onChanged, nameOf } = services;
  const list = await requireList(named, services);
  const team = await teams.of(list);
  await requireMember(team, services);
  const people = await requirePeople(team, services);
  const person = await teams.run(team, store => store.candidate(recipient, readable));
  const known = [...people.requests, ...people.unconfirmed].find(each => each.recipient === recipient);
  const isMember = people.members.some(each => each.recipient === recipient);
  const name = sanitizeLabel(person.name);
  await requireWords(person, titleOf(isMember, readable !== undefined), [
    ...(isMember
      ? [vscode.l10n.t('{0} is a machine in the team.', name)]
      : await aboutPerson(team, known ?? person, people)),
    ...(readable ? [vscode.l10n.t('It may read: {0}.', nameList(readable.map(nameOf)))] : []),
  ]);
  const { logins } = list;
  const { files, left } = await withProgress(vscode.l10n.t('Approving {0}', name), progress =>
    teams.run(team, store => store.approve(person, { readable, logins, progress })),
  );
  if (files > 0) {
    const stored = await teams.run(team, store => store.storedAmong(readable ?? logins));
    teams.recordGiven([...stored].map(loginKey), { name: person.name, fingerprint: await wordsOf(person) });
  }
  await onChanged();
  void offer(
    [
      isMember
        ? vscode.l10n.t('The logins for {0} were changed. Commit and push the team store.', name)
        : readable
          ? vscode.l10n.t('{0} is a member now. Commit and push the team store.', name)
          : vscode.l10n.t(
              '{0} is a member now. Commit and push the team store, then read your eight words to {0}.',
              name,
            ),
      ...leftText(left),
    ].join(' '),
    [
      ...(await publicationRemedies(list, {
        message: isMember
          ? vscode.l10n.t('Change the logins for {0}', person.name)
          : vscode.l10n.t('Approve {0}', person.name),
        offer,
      })),
      // A machine confirms nobody.
      ...(readable ? [] : [copyWordsRemedy(list, services)]),
    ],
  );
  return { files };
}

/** Lets in the person of a row, otherwise the one that is picked. */
export async function askToApprove(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const title = vscode.l10n.t('Approve Member');
  const picked = await pickPerson(
    target,
    title,
    services,
    ({ requests, unconfirmed }) => [...requests, ...unconfirmed],
    vscode.l10n.t('No one is waiting for approval. Pull the latest changes, then try again.'),
  );
  if (!picked) return undefined;
  const { teams } = services;
  const list = await requireList(picked.list, services);
  const person = await teams.run(await teams.of(list), store => store.candidate(picked.recipient));
  // Only the extension makes a signing key: what has none can't be a member who writes.
  if (person.signingKey !== '') return approveMember(picked, services);
  const logins = await askWhatToRead(vscode.l10n.t('Approve Machine'), list.logins, services);
  return logins && approveMember({ ...picked, logins }, services);
}

/** Asks which keys the machine of a row may read, otherwise one that is picked, and has a person compare its words. */
export async function askToChangeLogins(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const title = vscode.l10n.t('Change Logins');
  const machinesOf = ({ members }: People) => members.filter(({ role }) => role === 'machine');
  const picked = await pickPerson(
    target,
    title,
    services,
    machinesOf,
    vscode.l10n.t('There are no machines in the team.'),
  );
  if (!picked) return undefined;
  const list = await requireList(picked.list, services);
  const people = await requirePeople(await services.teams.of(list), services);
  const machine = machinesOf(people).find(({ recipient }) => recipient === picked.recipient);
  if (!machine) throw new UserError(teamProblemText('unknown'));
  const all = [...new Set([...list.logins.map(loginKey), ...machine.logins])];
  const logins = await askWhatToRead(title, all, services, new Set(machine.logins));
  return logins && approveMember({ ...picked, logins }, services);
}

/** Who was let in types some of them before their computer believes it. */
function copyWordsRemedy({ uri }: TeamList, services: TeamCommandServices): Remedy {
  return {
    label: vscode.l10n.t('Copy Words'),
    run: () => copyWords({ list: uri.toString() }, services),
  };
}

function titleOf(isMember: boolean, isMachine: boolean): string {
  if (isMember) return vscode.l10n.t('Change Logins');
  return isMachine ? vscode.l10n.t('Approve Machine') : vscode.l10n.t('Approve Member');
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
