import type { TeamCommandServices } from '../commandServices';
import { filesToMerge, type UnmergedFile, unmergedFiles } from '../git';
import { kindOfName } from '../layout';
import type { Merged } from '../merge';
import type { Skipped } from '../skipped';
import type { Team } from '../teams';
import { chooseMerged } from './chooseKey';
import { chooseMergedDetails } from './chooseMergedDetails';

/**
 * Puts together what git could not merge. Where two keys, passwords or answers meet that nobody replaced by
 * the other, the person chooses.
 *
 * @param asks whether to ask; otherwise such a file is left to git
 * @returns what is left to git
 */
export async function mergeFiles(
  team: Team,
  services: TeamCommandServices,
  asks: boolean,
): Promise<readonly Skipped[]> {
  const files = await filesToMerge(team.folder.uri);
  // Members first: who may read the keys follows from them.
  for (const file of files.filter(({ path }) => path.startsWith('members/'))) {
    const recipient = /^members\/(.*)\.json$/.exec(file.path)?.[1] ?? '';
    if (await services.teams.run(team, store => store.mergeMember(recipient, file.sides)))
      await file.resolve();
  }
  for (const file of files.filter(({ path }) => !path.startsWith('members/'))) {
    const result = await mergeKey(team, file, services, asks);
    if (result === undefined) await file.resolve();
  }
  const left = await unmergedFiles(team.folder.uri);
  return [...left.keys()].map(file => ({ file, reason: 'unmerged' }));
}

async function mergeKey(
  team: Team,
  { path, sides }: UnmergedFile,
  services: TeamCommandServices,
  asks: boolean,
): Promise<Merged> {
  const { teams } = services;
  const name = path.replace(/\.age$/, '');
  const kind = kindOfName(name);
  const login = await teams.loginOf(team, name);
  if (login === undefined) return 'otherLogin';
  const result = await teams.run(team, store => store.mergeKey(kind, login, sides));
  if (!asks || typeof result !== 'object') return result;
  if (kind === 'answers') {
    // What is on this computer follows with the next sync, unless it is neither side’s.
    const parts = await chooseMergedDetails(login, team, result, services);
    return parts ? teams.run(team, store => store.mergeKey(kind, login, sides, parts)) : result;
  }
  const chosen = await chooseMerged(login, result, services);
  if (!chosen) return result;
  // What was not chosen may still be the key on this computer, where it is kept.
  await teams.setKey(login, chosen.value);
  return teams.run(team, store => store.mergeKey(kind, login, sides, chosen.tag));
}
