import * as vscode from 'vscode';
import type { Identified } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { VIEWS } from '../../contributions/ids';
import { UserError } from '../../core/errors';
import { numbered } from '../../core/team/words';
import type { CommandTarget } from '../../platform/commandCall';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { loginsOf } from '../move';
import { teamProblemText } from '../problemText';
import { publicationRemedies } from '../publication';
import { pull } from '../pull';
import type { TeamList } from '../services';
import { requireWords } from './askWords';
import { askName, requireList, requireName } from './common';

/** Asks the members of a store to let this computer in. */
export async function joinTeam(
  { name, list: named }: CommandArguments<'team.join'>,
  services: TeamCommandServices,
): Promise<Identified> {
  const { teams, onChanged } = services;
  const list = await requireList(named, services);
  const called = requireName(name);
  await teams.ensureIdentity();
  await teams.run(await teams.of(list), store => store.join(called));
  await onChanged();
  return teams.identified();
}

/** Asks which list and by what name, and asks the members to let this computer in. */
export async function askToJoin(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<Identified | undefined> {
  const { teams, offer } = services;
  const title = vscode.l10n.t('Join Team');
  const list = await teams.chooseList(target.list, title, 'withStore');
  const name = list && (await askName(title, list));
  if (!list || name === undefined) return undefined;
  const identified = await joinTeam({ name, list: list.uri.toString() }, services);
  const remedies = await publicationRemedies(list, { message: vscode.l10n.t('Ask to join the team'), offer });
  // The row of who waits has the words, and what brings the approval.
  void vscode.commands.executeCommand(`${VIEWS.team}.focus`, { preserveFocus: true });
  // A notification would cut the words off, and go by itself.
  const request = vscode.l10n.t(
    'Your request is in the team store. Your name in it is {0}.',
    sanitizeLabel(name),
  );
  await offer(request, remedies, async (message, ...labels) => {
    // The request is made already: there is nothing to cancel.
    const close = { title: vscode.l10n.t('Not Now'), isCloseAffordance: true };
    const chosen = await vscode.window.showInformationMessage<vscode.MessageItem>(
      message,
      {
        modal: true,
        detail: vscode.l10n.t(
          'Commit and push it. Then call a member and read these words to them:\n\n{0}\n\nHave them read their words to you, too. You’ll need them once they approve you.',
          numbered(identified.fingerprint),
        ),
      },
      ...labels.map(title => ({ title })),
      ...(labels.length > 0 ? [close] : []),
    );
    return chosen?.title;
  });
  return identified;
}

/** Believes who approved this computer, once a person typed their words. */
export async function confirmApproval(
  { list: named }: CommandArguments<'team.confirm'>,
  services: TeamCommandServices,
): Promise<Identified> {
  return confirmIn(await requireList(named, services), services);
}

/** Asks which list, and does the same. What is clicked in the view or on the page says that it pulls first. */
export async function askToConfirm(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<Identified | undefined> {
  const { teams } = services;
  const list = await teams.chooseList(target.list, vscode.l10n.t('Confirm Approval'), 'withStore');
  if (!list) return undefined;
  return teams.whileConfirming(async () => {
    const isClicked = target.list !== undefined;
    if (isClicked && !(await teams.run(await teams.of(list), store => store.approver()))) {
      await pull(list);
      // Who was removed and asked again knows who approved them.
      const membership = await teams.run(await teams.of(list), store => store.membership());
      if (membership === 'member') return welcome(list, services);
    }
    return confirmIn(list, services);
  });
}

async function confirmIn(list: TeamList, services: TeamCommandServices): Promise<Identified> {
  const { teams } = services;
  const team = await teams.of(list);
  const approver = await teams.run(team, store => store.approver());
  if (!approver) {
    const membership = await teams.run(team, store => store.membership());
    throw new UserError(teamProblemText(membership === 'member' ? 'alreadyMember' : 'notApproved'));
  }
  const name = sanitizeLabel(approver.name);
  await requireWords(approver, vscode.l10n.t('Confirm Approval'), [
    vscode.l10n.t('{0} approved your request.', name),
  ]);
  // A saved identity may have taken the place of the approved one while the person typed.
  await teams.alone(async () => (await teams.of(list)).store.confirm(approver));
  return welcome(list, services);
}

/** Brings a new member the keys, and says so. */
async function welcome(
  list: TeamList,
  { teams, offer, onChanged }: TeamCommandServices,
): Promise<Identified> {
  const { arrived } = await teams.sync(await teams.of(list), 'all');
  await onChanged();
  void offer(
    vscode.l10n.t('You are a member of the team. Setup keys received: {0}.', loginsOf(arrived, 'key').length),
    [],
  );
  return teams.identified();
}
