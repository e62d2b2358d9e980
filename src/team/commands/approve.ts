import * as vscode from 'vscode';
import type { RewrittenFiles } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import type { Remedy } from '../../core/errors';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { wordsOf } from '../people';
import { publicationRemedies } from '../publication';
import type { TeamList } from '../services';
import { requireWords } from './askWords';
import { aboutPerson, leftText, requireList, requireMember, requirePeople, withProgress } from './common';
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
  const about = [
    ...(isMember
      ? [vscode.l10n.t('{0} is a machine in the team.', name)]
      : await aboutPerson(team, known ?? person, people)),
    ...(readable ? [vscode.l10n.t('It may read: {0}.', nameList(readable.map(nameOf)))] : []),
  ];
  await requireWords(person, titleOf(isMember, readable !== undefined), about, readable !== undefined);
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
