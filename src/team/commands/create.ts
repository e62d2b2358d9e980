import * as vscode from 'vscode';
import type { Identified } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import { requireConfirmed } from '../../platform/confirm';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { publicationRemedies } from '../publication';
import type { TeamList } from '../services';
import { askName, requireList, requireName } from './common';

/** Makes the store beside a list. */
export async function createTeamStore(
  { name, list: named, confirm = false }: CommandArguments<'team.create'>,
  services: TeamCommandServices,
): Promise<Identified> {
  const list = await requireList(named, services, 'new');
  if (!confirm) await requireCreation(list, services);
  const identified = await createIn(list, requireName(name), services);
  await services.onChanged();
  return identified;
}

/** @throws {@link vscode.CancellationError} if the person declines */
async function requireCreation(list: TeamList, services: TeamCommandServices): Promise<void> {
  await requireConfirmed(
    vscode.l10n.t('Create a team store for {0}?', sanitizeLabel(list.label)),
    givenText(list, services),
    vscode.l10n.t('Create Team Store'),
  );
}

/** What a new store gets of this computer. */
export function givenText(
  { logins }: Pick<TeamList, 'logins'>,
  { teams, nameOf }: TeamCommandServices,
): string {
  const keys = vscode.l10n.t(
    'The setup keys on this computer for its accounts go into the repository, end-to-end encrypted. Only members you approve can read them.',
  );
  const passwords = teams.withPassword(logins.map(loginKey));
  if (passwords.length === 0) return keys;
  return [keys, vscode.l10n.t('The passwords for {0} go there, too.', nameList(passwords.map(nameOf)))].join(
    '\n\n',
  );
}

/** Asks which list and by what name, and makes the store. */
export async function askToCreate(services: TeamCommandServices): Promise<Identified | undefined> {
  const { teams, offer } = services;
  const title = vscode.l10n.t('Create Team Store');
  const list = await teams.chooseList(undefined, title, 'new');
  const name = list && (await askName(title, list));
  if (!list || name === undefined) return undefined;
  // A person who saved one before there was a team hasn't heard that colleagues get it.
  if (teams.withPassword(list.logins.map(loginKey)).length > 0) await requireCreation(list, services);
  const identified = await createIn(list, name, services);
  void offer(
    vscode.l10n.t(
      'The team store is ready. Your name in it is {0}. Commit and push it, then your colleagues can join.',
      sanitizeLabel(name),
    ),
    await publicationRemedies(list, { message: vscode.l10n.t('Create the team store'), offer }),
  );
  await services.onChanged();
  return identified;
}

/** Makes the store beside a list, and gives it the keys on this computer. */
export async function createIn(
  list: TeamList,
  name: string,
  { teams }: TeamCommandServices,
): Promise<Identified> {
  await teams.ensureIdentity();
  const team = await teams.of(list);
  await teams.run(team, store => store.create(name));
  await teams.sync(team, 'all', { shared: new Set(list.logins.map(loginKey)) });
  return teams.identified();
}
