import * as vscode from 'vscode';
import type { Identified } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { commandId } from '../../contributions/ids';
import { UserError } from '../../core/errors';
import type { CommandTarget } from '../../platform/commandCall';
import { requirePerson } from '../../platform/confirm';
import { sanitizeLabel } from '../../platform/sanitize';
import { Sequencer } from '../../platform/sequencer';
import type { TeamCommandServices } from '../commandServices';
import { isMerging } from '../git';
import { teamProblemText } from '../problemText';
import { publicationRemedies } from '../publication';
import type { TeamList } from '../services';
import { soleMemberOf } from '../soleMember';
import type { Team } from '../teams';
import { askName, requireList } from './common';
import { createIn, givenText } from './create';

/** Two at once would move each other's new store away. */
const turns = new Sequencer();

/** Makes a new store in place of one that nobody can read any more, if a person says so. */
export async function startOver(
  { list: named }: CommandArguments<'team.startOver'>,
  services: TeamCommandServices,
): Promise<Identified | undefined> {
  const list = await requireList(named, services);
  const sole = await requireSoleMember(list, services);
  const start = vscode.l10n.t('Start Over');
  const detail = await consequences(sole, list, services);
  await requirePerson('team.startOver', questionAbout(sole), detail, start);
  return startOverIn(list, services);
}

/** Says what is lost with the only member's computer, and how to go on. */
export async function askToStartOver(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<Identified | undefined> {
  const list = await services.teams.chooseList(target.list, vscode.l10n.t('Start Over'), 'withStore');
  if (!list) return undefined;
  const sole = await requireSoleMember(list, services);
  const restore = vscode.l10n.t('Restore Identity…');
  const start = vscode.l10n.t('Start Over');
  const chosen = await vscode.window.showWarningMessage(
    questionAbout(sole),
    { modal: true, detail: (await consequences(sole, list, services)).join('\n\n') },
    restore,
    start,
  );
  if (chosen === restore) await vscode.commands.executeCommand(commandId('team.restoreIdentity'));
  return chosen === start ? startOverIn(list, services) : undefined;
}

function questionAbout(sole: string): string {
  return vscode.l10n.t('Is {0} you, on a computer you no longer have?', sole);
}

async function consequences(
  sole: string,
  list: TeamList,
  services: TeamCommandServices,
): Promise<readonly string[]> {
  const { teams } = services;
  await teams.ready();
  return [
    vscode.l10n.t('If {0} is someone else, choose Cancel and call them. Only they can approve you.', sole),
    vscode.l10n.t('If you saved your identity, restore it. You get everything back.'),
    vscode.l10n.t(
      'If not, no one can decrypt the setup keys and answers in the team store any more. Start over with a new store. The list stays as it is, and the old store is kept in a folder beside it. Then set up MFA again for each login.',
    ),
    ...(list.logins.some(login => teams.isHere(login)) ? [givenText(list, services)] : []),
  ];
}

/** The name of the only member. @throws {@link UserError} if somebody could approve this computer, or it is a member */
async function requireSoleMember(
  list: TeamList,
  { teams }: Pick<TeamCommandServices, 'teams'>,
): Promise<string> {
  const team = await teams.of(list);
  const sole = await teams.run(team, async store =>
    soleMemberOf(await store.people(), await store.recipient()),
  );
  if (sole !== undefined) return sanitizeLabel(sole);
  throw new UserError(
    vscode.l10n.t(
      'You can start over only if you are the one member of the team store, on a computer you no longer have. Ask a member to approve you.',
    ),
  );
}

async function startOverIn(list: TeamList, services: TeamCommandServices): Promise<Identified | undefined> {
  const name = await askName(vscode.l10n.t('Start Over'), list);
  return name === undefined ? undefined : turns.run(() => replaceStore(list, name, services));
}

async function replaceStore(
  list: TeamList,
  name: string,
  services: TeamCommandServices,
): Promise<Identified> {
  const { teams, offer, onChanged } = services;
  // Somebody may have been let in, or a new store made, while the person was asked.
  await requireSoleMember(list, services);
  const kept = await setAside(await teams.of(list));
  const identified = await createIn(list, name, services).catch(error => {
    void offer(vscode.l10n.t('The new team store isn’t complete. The old one is in {0}.', kept));
    throw error;
  });
  void offer(
    vscode.l10n.t('The new team store is ready. The old one is in {0}. Commit and push the new one.', kept),
    await publicationRemedies(list, { message: vscode.l10n.t('Start the team store over'), offer }),
  );
  await onChanged();
  return identified;
}

/** Moves a store's folder away, so that nothing of it is lost. @returns the name of the folder it is in now */
async function setAside({ folder }: Team): Promise<string> {
  if (await isMerging(folder.uri)) throw new UserError(teamProblemText('merging'));
  const beside = vscode.Uri.joinPath(folder.uri, '..');
  const names = new Set((await vscode.workspace.fs.readDirectory(beside)).map(([name]) => name));
  let name = 'store-old';
  for (let count = 2; names.has(name); count++) name = `store-old-${count}`;
  await vscode.workspace.fs.rename(folder.uri, vscode.Uri.joinPath(beside, name), { overwrite: false });
  return name;
}
