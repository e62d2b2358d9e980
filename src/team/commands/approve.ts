import * as vscode from 'vscode';
import type { CommandArguments, RewrittenFiles } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import type { CommandTarget } from '../../platform/commandCall';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { wordsOf } from '../people';
import { publicationRemedies } from '../publication';
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

/** Lets somebody in, or changes what a machine may read. */
export async function approveMember(
  { recipient, logins: readable, list: named }: CommandArguments<'team.approve'>,
  services: TeamCommandServices,
): Promise<RewrittenFiles> {
  const { teams, offer, onChanged } = services;
  const list = await requireList(named, services);
  const team = await teams.of(list);
  await requireMember(team, services);
  const people = await requirePeople(team, services);
  const person = await teams.run(team, store => store.candidate(recipient, readable));
  const known = [...people.requests, ...people.unconfirmed].find(each => each.recipient === recipient);
  const name = sanitizeLabel(person.name);
  await requireWords(person, readable ? vscode.l10n.t('Approve Machine') : vscode.l10n.t('Approve Member'), [
    ...(await aboutPerson(team, known ?? person, people)),
    ...(readable ? [vscode.l10n.t('It may read: {0}.', readable.map(sanitizeLabel).join(', '))] : []),
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
    [vscode.l10n.t('{0} is a member now. Commit and push the team store.', name), ...leftText(left)].join(
      ' ',
    ),
    await publicationRemedies(list, { message: vscode.l10n.t('Approve {0}', person.name), offer }),
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
  const logins = await askWhatToRead(list.logins, services);
  return logins && approveMember({ ...picked, logins }, services);
}

/** Asks which keys a machine may read. */
async function askWhatToRead(
  logins: readonly string[],
  { nameOf }: TeamCommandServices,
): Promise<string[] | undefined> {
  const items = logins.map(login => ({ label: sanitizeLabel(nameOf(login)), description: login, login }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Approve Machine'),
    placeHolder: vscode.l10n.t('Tick the accounts whose setup keys it may read.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked && picked.length > 0 ? picked.map(({ login }) => login) : undefined;
}
