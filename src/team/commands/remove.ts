import * as vscode from 'vscode';
import type { RewrittenFiles } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { UserError } from '../../core/errors';
import { numbered } from '../../core/team/words';
import type { CommandTarget } from '../../platform/commandCall';
import { requireConfirmed } from '../../platform/confirm';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { type People, type Person, wordsOf } from '../people';
import { teamProblemText } from '../problemText';
import { publicationRemedies } from '../publication';
import { leftText, pickPerson, requireList, requireMember, requirePeople, withProgress } from './common';

/** Takes somebody out, or declines their request. */
export async function removeMember(
  { recipient, list: named, confirm = false }: CommandArguments<'team.remove'>,
  services: TeamCommandServices,
): Promise<RewrittenFiles> {
  const { teams, offer, onChanged, nameOf } = services;
  const list = await requireList(named, services);
  const team = await teams.of(list);
  await requireMember(team, services);
  const people = await requirePeople(team, services);
  const member = people.members.find(each => each.recipient === recipient);
  const asking = waiting(people).find(each => each.recipient === recipient);
  const person = member ?? asking;
  const name = sanitizeLabel(person?.name ?? recipient);
  await teams.ready();
  // Machines never get passwords.
  const known = member?.role === 'member' ? teams.withPassword(list.logins) : [];
  if (person && !confirm) await requireRemoval(name, member !== undefined, known.length > 0);
  // Without a person who says so, nobody else is kept who was let in by the one who leaves.
  const kept = confirm
    ? new Set<string>()
    : await askWhomToKeep(await teams.run(team, store => store.dependents(recipient)), name);
  const { files, left } = await withProgress(vscode.l10n.t('Removing {0}', name), progress =>
    teams.run(team, store => store.remove(recipient, { kept, logins: list.logins, progress })),
  );
  await onChanged();
  const lines = [
    ...(confirm
      ? [vscode.l10n.t('A command removed {0} from the team.', name)]
      : [
          member
            ? vscode.l10n.t(
                '{0} was removed. Commit and push the team store, then set up MFA again for each marked login.',
                name,
              )
            : vscode.l10n.t('Request declined: {0}. Commit and push the team store.', name),
        ]),
    ...(known.length > 0
      ? [vscode.l10n.t('Change these passwords in Xero, too: {0}.', nameList(known.map(nameOf)))]
      : []),
    ...leftText(left),
  ];
  const remedies = confirm
    ? []
    : await publicationRemedies(list, {
        message: vscode.l10n.t('Remove {0}', person?.name ?? recipient),
        offer,
      });
  void offer(lines.join(' '), remedies);
  return { files };
}

/** Removes the person of a row, otherwise the one that is picked. */
export async function askToRemove(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const { teams } = services;
  const title = vscode.l10n.t('Remove Member');
  const own = (await teams.identified()).recipient;
  const picked = await pickPerson(
    target,
    title,
    services,
    ({ members }) => members.filter(({ recipient }) => recipient !== own),
    vscode.l10n.t('There are no other members to remove.'),
  );
  return picked && removeMember(picked, services);
}

/** Declines the request of somebody who asks to be let in, or whose approval doesn't count. */
export async function declineRequest(
  args: CommandArguments<'team.decline'>,
  services: TeamCommandServices,
): Promise<RewrittenFiles> {
  const team = await services.teams.of(await requireList(args.list, services));
  await requireMember(team, services);
  const isWaiting = waiting(await requirePeople(team, services)).some(
    ({ recipient }) => recipient === args.recipient,
  );
  if (!isWaiting) throw new UserError(teamProblemText('unknown'));
  return removeMember(args, services);
}

/** Declines the request of a row, otherwise the one that is picked. */
export async function askToDecline(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const picked = await pickPerson(
    target,
    vscode.l10n.t('Decline Request'),
    services,
    waiting,
    vscode.l10n.t('No one is waiting for approval. Pull the latest changes, then try again.'),
  );
  return picked && declineRequest(picked, services);
}

function waiting({ requests, unconfirmed }: People): readonly Person[] {
  return [...requests, ...unconfirmed];
}

/**
 * Asks about those who are in the team only because somebody who leaves let them in: one of them may be a second identity of
 * the same person.
 *
 * @throws {@link vscode.CancellationError} if the person leaves the question
 */
export async function askWhomToKeep(
  dependents: readonly Person[],
  name: string,
): Promise<ReadonlySet<string>> {
  if (dependents.length === 0) return new Set();
  const items = await Promise.all(
    dependents.map(async (person: Person) => ({
      label: sanitizeLabel(person.name),
      detail: numbered(await wordsOf(person)),
      recipient: person.recipient,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('{0} approved or removed these people. Who stays?', name),
    placeHolder: vscode.l10n.t('Anyone you don’t tick is removed, too.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw new vscode.CancellationError();
  return new Set(picked.map(each => each.recipient));
}

async function requireRemoval(name: string, isMember: boolean, hasPasswords: boolean): Promise<void> {
  if (!isMember) {
    await requireConfirmed(
      vscode.l10n.t('Decline {0}’s request?', name),
      vscode.l10n.t('They get no keys. They can ask again.'),
      vscode.l10n.t('Decline'),
    );
    return;
  }
  await requireConfirmed(
    vscode.l10n.t('Remove {0} from the team?', name),
    [
      vscode.l10n.t(
        'They can’t read keys you add or change from now on. They still know the setup keys they had, so every login is marked “set up again”.',
      ),
      ...(hasPasswords ? [vscode.l10n.t('They know the passwords, too. Change those in Xero.')] : []),
    ].join(' '),
    vscode.l10n.t('Remove Member'),
  );
}
