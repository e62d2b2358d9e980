import * as vscode from 'vscode';
import type { SyncReport, TeamStatus } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import type { CommandTarget } from '../../platform/commandCall';
import { confirm } from '../../platform/confirm';
import { learnMore } from '../../platform/learnMore';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { broughtBy } from '../git';
import { skippedTexts, skipText } from '../problemText';
import { publicationRemedies } from '../publication';
import { pullRemedies } from '../pull';
import type { Reencrypted } from '../reencrypt';
import type { Skipped } from '../skipped';
import { statusOf } from '../status';
import type { Choice, SyncResult } from '../sync';
import type { Team } from '../teams';
import { chooseSides } from './chooseKey';
import { leftText, requireList, requireMember, withProgress } from './common';
import { mergeFiles } from './mergeFiles';
import { askWhomToKeep } from './remove';

/** Receives and sends changes without asking anything. */
export async function syncTeam(
  { list: named }: CommandArguments<'team.sync'>,
  services: TeamCommandServices,
): Promise<SyncReport> {
  const { teams, onChanged } = services;
  const list = await requireList(named, services);
  const team = await teams.of(list);
  await requireMember(team, services);
  const unmerged = await mergeFiles(team, services, false);
  const result = await teams.sync(team, 'all');
  await teams.run(team, store => store.reencrypt(list.logins));
  await onChanged();
  return reportOf(withUnmerged(result, unmerged));
}

/** Receives and sends changes. Asks who stays where two removed each other, and which key to keep where both changed. */
export async function askToSync(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<SyncReport | undefined> {
  const { teams, onChanged } = services;
  const list = await teams.chooseList(target.list, vscode.l10n.t('Sync Team Store'), 'withStore');
  if (!list) return undefined;
  const team = await teams.of(list);
  await requireMember(team, services);
  const unmerged = await mergeFiles(team, services, true);
  await settleDisputes(team, services);
  let result: SyncResult = await teams.sync(team, 'all');
  const { conflicts, unshared } = result;
  const open = new Map(await teams.run(team, store => store.questions([...conflicts, ...unshared])));
  const chosen = new Map<string, Choice>();
  for (const login of conflicts) {
    const choice = open.has(login) ? await chooseSides(login, team, services) : {};
    if (choice.key ?? choice.answers) chosen.set(login, choice);
  }
  const shared = new Set([
    ...(await askToShare(
      unshared.filter(login => open.has(login)),
      services,
    )),
    ...(await askToShareAgain(target.login, team, services)),
  ]);
  for (const login of [...chosen.keys(), ...shared]) open.delete(login);
  if (open.size > 0) await teams.run(team, store => store.putOff(open));
  if (chosen.size > 0 || shared.size > 0)
    result = merged(result, await teams.sync(team, 'all', { chosen, shared }));
  const reencrypted = await withProgress(vscode.l10n.t('Syncing the team store'), progress =>
    teams.run(team, store => store.reencrypt(list.logins, progress)),
  );
  await onChanged();
  result = withUnmerged(result, unmerged);
  await sayWhatWasSynced(result, reencrypted, team, services);
  return reportOf(result);
}

/** How a store stands. */
export async function teamStatus(
  { list: named }: CommandArguments<'team.status'>,
  services: TeamCommandServices,
): Promise<TeamStatus> {
  const { teams } = services;
  const status = await statusOf(teams, await teams.of(await requireList(named, services)));
  const { members, requests, untrusted, rotations, secrets } = status;
  return { members, requests, untrusted, rotations, secrets };
}

/** Asks who stays where two removed each other. */
async function settleDisputes(team: Team, services: TeamCommandServices): Promise<void> {
  const { teams } = services;
  const { disputes } = await teams.run(team, store => store.people());
  for (const pair of disputes) {
    const { roster, disputes: left } = await teams.run(team, store => store.people());
    if (!left.some(each => each.join() === pair.join())) continue;
    const items = pair.map(recipient => ({
      title: sanitizeLabel(roster.of(recipient)?.name ?? recipient),
      recipient,
    }));
    const [one = '', other = ''] = items.map(({ title }) => title);
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} and {1} removed each other from the team. Who stays?', one, other),
      { modal: true, detail: vscode.l10n.t('Call both before you decide. The other one gets no more keys.') },
      ...items,
    );
    const leaving = items.find(each => each.recipient !== chosen?.recipient);
    if (!chosen || !leaving) continue;
    const concerned = await teams.run(team, store => store.disputed(leaving.recipient));
    const others = concerned.filter(({ recipient }) => recipient !== chosen.recipient);
    const kept = await askWhomToKeep(others, leaving.title);
    await withProgress(vscode.l10n.t('Removing {0}', leaving.title), progress =>
      teams.run(team, store =>
        store.settle(chosen.recipient, leaving.recipient, { kept, logins: team.list.logins, progress }),
      ),
    );
  }
}

/** Asks once about keys and details that the store never had. */
async function askToShare(
  logins: readonly string[],
  { nameOf, teams }: TeamCommandServices,
): Promise<ReadonlySet<string>> {
  if (logins.length === 0) return new Set();
  const names = nameList(logins.map(nameOf));
  const isShared = await confirm(
    teams.withPassword(logins).length > 0
      ? vscode.l10n.t('Share the setup keys and passwords for {0} with the team?', names)
      : vscode.l10n.t('Share the setup keys for {0} with the team?', names),
    vscode.l10n.t(
      'They were on this computer before their accounts were in the team’s list. If you share them, all members can read them.',
    ),
    vscode.l10n.t('Share'),
  );
  return new Set(isShared ? logins : []);
}

/** Asks about a key that somebody removed from the store, where a person clicked it. Any other row may be selected. */
async function askToShareAgain(
  login: string | undefined,
  team: Team,
  { teams, nameOf }: TeamCommandServices,
): Promise<readonly string[]> {
  if (login === undefined) return [];
  const { removed } = await statusOf(teams, team);
  if (!removed.some(each => each.login === login)) return [];
  const isShared = await confirm(
    vscode.l10n.t('Share the setup key for {0} again?', sanitizeLabel(nameOf(login))),
    [
      vscode.l10n.t(
        'The team store no longer has it here. Someone removed it, or it was never on this branch. If you share it, all members can read it.',
      ),
      ...(teams.withPassword([login]).length > 0 ? [vscode.l10n.t('Its password is shared, too.')] : []),
    ].join(' '),
    vscode.l10n.t('Share Again'),
  );
  return isShared ? [login] : [];
}

/** Says in one message what a sync did, and what is left to do. */
async function sayWhatWasSynced(
  { received, sent, conflicts, skipped, isBehind }: SyncResult,
  { files, left }: Reencrypted,
  team: Team,
  services: TeamCommandServices,
): Promise<void> {
  const { offer } = services;
  const isNew = received.length + sent.length + files > 0;
  const isMerged = skipped.every(({ reason }) => reason !== 'unmerged');
  const remedies =
    sent.length + files > 0
      ? await publicationRemedies(team.list, { message: vscode.l10n.t('Update the team store'), offer })
      : !isMerged || (isNew && !isBehind)
        ? []
        : await pullRemedies(team.list, () => askToSync({ list: team.list.uri.toString() }, services));
  const lines = [
    ...(isNew
      ? [
          vscode.l10n.t(
            'Accounts updated here: {0}. Accounts updated in the store: {1}. Files re-encrypted: {2}.',
            received.length,
            sent.length,
            files,
          ),
        ]
      : isMerged
        ? [vscode.l10n.t('The team store is up to date.')]
        : []),
    ...(conflicts.length > 0
      ? [vscode.l10n.t('Different here and in the store: {0}.', nameList(conflicts))]
      : []),
    ...(isBehind
      ? [
          vscode.l10n.t(
            'A change to the team’s members is missing here. Pull the latest changes. Until then, no keys are sent.',
          ),
        ]
      : []),
    ...leftText(left),
    ...(await skippedTexts(skipped, file => broughtBy(team.folder.uri, file))),
  ];
  const more = conflicts.length > 0 ? [learnMore('twoKeys')] : [];
  void offer(
    lines.join(' '),
    [...remedies, ...more],
    skipped.length > 0 ? vscode.window.showWarningMessage : undefined,
  );
}

function merged(first: SyncResult, second: SyncResult): SyncResult {
  return {
    ...second,
    received: [...new Set([...first.received, ...second.received])],
    arrived: [...first.arrived, ...second.arrived],
    sent: [...new Set([...first.sent, ...second.sent])],
  };
}

function withUnmerged(result: SyncResult, unmerged: readonly Skipped[]): SyncResult {
  return { ...result, skipped: [...unmerged, ...result.skipped] };
}

/** What a sync did, as its command returns it. */
function reportOf({ received, sent, conflicts, skipped }: SyncResult): SyncReport {
  const named = skipped.map(({ file, ...why }) => ({ file, reason: skipText(why) }));
  return { received, sent, conflicts, skipped: named };
}
