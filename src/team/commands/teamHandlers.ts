import type { CommandTarget } from '../../platform/commandCall';
import type { CommandTable } from '../../platform/commandRegistry';
import type { TeamCommandServices } from '../commandServices';
import { askToRestoreIdentity, askToSaveIdentity, restoreIdentity, saveIdentity } from '../identityFile';
import { adoptStore, askToAdopt } from './adopt';
import { approveMember } from './approve';
import { askToApprove } from './approveRequest';
import { askToCommit, commitTeam } from './commit';
import { copyWords } from './copyWords';
import { askToCreate, createTeamStore } from './create';
import { askToConfirm, askToJoin, confirmApproval, joinTeam } from './join';
import { askToAddMachine, askToChangeLogins, askToCopyJob, copyJob } from './machines';
import { askToDecline, askToRemove, declineRequest, removeMember } from './remove';
import { askToStartOver, startOver } from './startOver';
import { askToSync, syncTeam, teamStatus } from './sync';

/**
 * What the commands of a team do.
 *
 * @param showPage shows the page of a list, and returns the list
 */
export function teamHandlers(
  services: () => Promise<TeamCommandServices>,
  showPage: (target: CommandTarget) => Promise<string | undefined>,
): CommandTable<'team'> {
  return {
    'team.create': {
      ask: async () => askToCreate(await services()),
      run: async args => createTeamStore(args, await services()),
    },
    'team.join': {
      ask: async target => askToJoin(target, await services()),
      run: async args => joinTeam(args, await services()),
    },
    'team.startOver': {
      ask: async target => askToStartOver(target, await services()),
      run: async args => startOver(args, await services()),
    },
    'team.adopt': {
      ask: async target => askToAdopt(target, await services()),
      run: async args => adoptStore(args, await services()),
    },
    'team.confirm': {
      ask: async target => askToConfirm(target, await services()),
      run: async args => confirmApproval(args, await services()),
    },
    'team.approve': {
      ask: async target => askToApprove(target, await services()),
      run: async args => approveMember(args, await services()),
    },
    'team.addMachine': {
      ask: async target => askToAddMachine(target, await services()),
      run: async args => approveMember(args, await services()),
    },
    'team.changeLogins': {
      ask: async target => askToChangeLogins(target, await services()),
      run: async args => approveMember(args, await services()),
    },
    'team.remove': {
      ask: async target => askToRemove(target, await services()),
      run: async args => removeMember(args, await services()),
    },
    'team.decline': {
      ask: async target => askToDecline(target, await services()),
      run: async args => declineRequest(args, await services()),
    },
    'team.commit': {
      ask: async target => askToCommit(target, await services()),
      run: async args => commitTeam(args, await services()),
    },
    'team.sync': {
      ask: async target => askToSync(target, await services()),
      run: async args => syncTeam(args, await services()),
    },
    'team.status': {
      ask: async target => {
        const list = await showPage(target);
        return list === undefined ? undefined : teamStatus({ list }, await services());
      },
      run: async args => teamStatus(args, await services()),
    },
    'team.copyCiJob': {
      ask: async target => askToCopyJob(target, await services()),
      run: async args => copyJob(args, await services()),
    },
    'team.copyWords': {
      ask: async target => copyWords(target, await services()),
      run: async args => copyWords(args, await services()),
    },
    'team.saveIdentity': {
      ask: async () => askToSaveIdentity(await services()),
      run: async args => saveIdentity(args, await services()),
    },
    'team.restoreIdentity': {
      ask: async () => askToRestoreIdentity(await services()),
      run: async args => restoreIdentity(args, await services()),
    },
  };
}
