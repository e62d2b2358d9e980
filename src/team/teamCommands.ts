import * as vscode from 'vscode';
import type {
  CommandArguments,
  Identified,
  RewrittenFiles,
  SyncReport,
  TeamPerson,
  TeamStatus,
} from '../contributions/commands';
import type { Account } from '../core/account';
import { formatCode } from '../core/codeWindow';
import { UserError } from '../core/errors';
import { parseSecret } from '../core/secret';
import type { Hmac } from '../core/totp';
import type { CommandTarget } from '../platform/commandCall';
import { confirm, requireConfirmed } from '../platform/confirm';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import { broughtBy, filesToMerge, shareRemedies } from './git';
import { skippedTexts } from './problemText';
import type { TeamList } from './services';
import type { SyncResult } from './teamStore';
import { syncedOf, type Team, type Teams, withProgress } from './teams';

/** What the commands of a team need. */
export interface TeamCommandServices {
  readonly teams: Teams;
  readonly offer: Offer;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  nameOf(login: string): string;
  find(login: string): Account | undefined;
  /** Receives a store's changes and redraws its rows. */
  onChanged(): Promise<void>;
}

/** Makes the store beside a list. */
export async function createTeamStore(
  { name, list: named, confirm = false }: CommandArguments<'team.create'>,
  services: TeamCommandServices,
): Promise<Identified> {
  const list = await requireList(named, services, 'new');
  if (!confirm) {
    await requireConfirmed(
      vscode.l10n.t('Create a team store for {0}?', sanitizeLabel(list.label)),
      vscode.l10n.t(
        'The setup keys of its accounts on this computer are stored in the repository, end-to-end encrypted. Only members you approve can read them.',
      ),
      vscode.l10n.t('Create Team Store'),
    );
  }
  const identified = await create(list, name, services);
  await services.onChanged();
  return identified;
}

/** Asks which list and by what name, and makes the store. */
export async function askToCreate(services: TeamCommandServices): Promise<Identified | undefined> {
  const { teams, offer } = services;
  const title = vscode.l10n.t('Create Team Store');
  const list = await teams.chooseList(undefined, title, 'new');
  const name = list && (await askName(title));
  if (!list || name === undefined) return undefined;
  const identified = await create(list, name, services);
  const { folder } = await teams.of(list);
  void offer(
    vscode.l10n.t('The team store is ready. Commit and push it, then your colleagues can join.'),
    await shareRemedies(folder.uri, vscode.l10n.t('Create the team store')),
  );
  await services.onChanged();
  return identified;
}

async function create(list: TeamList, name: string, services: TeamCommandServices): Promise<Identified> {
  const { teams } = services;
  await teams.ensureIdentity();
  const team = await teams.of(list);
  await teams.run(team, store => store.create(name));
  await teams.sync(team, 'all');
  return teams.identified();
}

/** Asks the members of a store to let this computer in. */
export async function joinTeam(
  { name, list: named }: CommandArguments<'team.join'>,
  services: TeamCommandServices,
): Promise<Identified> {
  const { teams, onChanged } = services;
  const list = await requireList(named, services);
  await teams.ensureIdentity();
  await teams.run(await teams.of(list), store => store.join(name));
  await onChanged();
  return teams.identified();
}

/** Asks which list and by what name, and asks the members to let this computer in. */
export async function askToJoin(services: TeamCommandServices): Promise<Identified | undefined> {
  const { teams, offer } = services;
  const title = vscode.l10n.t('Join Team');
  const list = await teams.chooseList(undefined, title, 'withStore');
  const name = list && (await askName(title));
  if (!list || name === undefined) return undefined;
  const identified = await joinTeam({ name, list: list.uri.toString() }, services);
  const { folder } = await teams.of(list);
  const remedies = await shareRemedies(folder.uri, vscode.l10n.t('Ask to join the team'));
  // A notification would cut the words off, and go by itself.
  await offer(vscode.l10n.t('Your request is in the team store.'), remedies, (message, ...labels) =>
    vscode.window.showInformationMessage(
      message,
      {
        modal: true,
        detail: vscode.l10n.t(
          'Commit and push it. Then call a member and read these words to them: {0}.\n\nYou can also find the words in the Team view.',
          identified.fingerprint,
        ),
      },
      ...labels,
    ),
  );
  return identified;
}

/** Lets somebody in. */
export async function approveMember(
  { recipient, list: named }: CommandArguments<'team.approve'>,
  services: TeamCommandServices,
): Promise<RewrittenFiles> {
  const { teams, offer, onChanged } = services;
  const list = await requireList(named, services);
  const team = await teams.of(list);
  const status = await teams.status(team);
  const { requests, untrusted, members } = status;
  const person = [...requests, ...members].find(each => each.recipient === recipient);
  if (person && !(await areTheirWords(person, team, untrusted.includes(recipient)))) {
    throw new vscode.CancellationError();
  }
  const name = sanitizeLabel(person?.name ?? recipient);
  const files = await withProgress(vscode.l10n.t('Approving {0}', name), progress =>
    teams.run(team, store => store.approve(recipient, progress)),
  );
  if (person && files > 0) teams.recordGiven(status, person);
  await onChanged();
  void offer(
    vscode.l10n.t('{0} is a member now. Commit and push the team store.', name),
    await shareRemedies(team.folder.uri, vscode.l10n.t('Approve {0}', person?.name ?? recipient)),
  );
  return { files };
}

/** Lets in the person of a row, otherwise the one that is picked. */
export async function askToApprove(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<RewrittenFiles | undefined> {
  const title = vscode.l10n.t('Approve Member');
  const picked = await pickPerson(target, title, services, ({ requests }) => requests);
  return picked && approveMember(picked, services);
}

/** Takes somebody out. */
export async function removeMember(
  { recipient, list: named, confirm = false }: CommandArguments<'team.remove'>,
  services: TeamCommandServices,
): Promise<RewrittenFiles> {
  const { teams, offer, onChanged } = services;
  const list = await requireList(named, services);
  const team = await teams.of(list);
  const { members, requests } = await teams.status(team);
  const person = [...members, ...requests].find(each => each.recipient === recipient);
  const name = sanitizeLabel(person?.name ?? recipient);
  if (person && !confirm) {
    await requireConfirmed(
      vscode.l10n.t('Remove {0} from the team?', name),
      vscode.l10n.t(
        'They can’t read anything written from now on. They still know the setup keys they had, so every login is marked “set up again”.',
      ),
      vscode.l10n.t('Remove'),
    );
  }
  const files = await withProgress(vscode.l10n.t('Removing {0}', name), progress =>
    teams.run(team, store => store.remove(recipient, progress)),
  );
  await onChanged();
  if (confirm) void offer(vscode.l10n.t('A command removed {0} from the team.', name));
  else {
    void offer(
      vscode.l10n.t(
        '{0} was removed. Commit and push the team store, then set up MFA again for each marked login.',
        name,
      ),
      await shareRemedies(team.folder.uri, vscode.l10n.t('Remove {0}', person?.name ?? recipient)),
    );
  }
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
  const picked = await pickPerson(target, title, services, ({ members }) =>
    members.filter(({ recipient }) => recipient !== own),
  );
  return picked && removeMember(picked, services);
}

/** Receives and sends changes without asking anything. */
export async function syncTeam(
  { list: named }: CommandArguments<'team.sync'>,
  services: TeamCommandServices,
): Promise<SyncReport> {
  const { teams, onChanged } = services;
  const team = await teams.of(await requireList(named, services));
  await mergeFiles(team, services, false);
  const result = await teams.sync(team, 'all');
  await teams.run(team, store => store.reencrypt());
  await onChanged();
  return syncedOf(result);
}

/** Receives and sends changes. Asks about new recipients, and which key to keep if both sides have changed it. */
export async function askToSync(services: TeamCommandServices): Promise<SyncReport | undefined> {
  const { teams, onChanged } = services;
  const list = await teams.chooseList(undefined, vscode.l10n.t('Sync Team Store'), 'withStore');
  if (!list) return undefined;
  const team = await teams.of(list);
  const status = await teams.status(team);
  const [trusted, declined]: [TeamPerson[], TeamPerson[]] = [[], []];
  for (const person of status.members.filter(({ recipient }) => status.untrusted.includes(recipient))) {
    if (await areTheirWords(person, team, true)) {
      await teams.run(team, store => store.trust([person.recipient]));
      trusted.push(person);
    } else declined.push(person);
  }
  await mergeFiles(team, services, true);
  let result = await teams.sync(team, 'all');
  const chosen = new Map<string, 'here' | 'store'>();
  for (const login of result.conflicts) {
    const side = await chooseSide(login, team, services);
    if (side) chosen.set(login, side);
  }
  if (chosen.size > 0) result = merged(result, await teams.sync(team, 'all', { chosen }));
  const files = await withProgress(vscode.l10n.t('Syncing the team store'), progress =>
    teams.run(team, store => store.reencrypt(progress)),
  );
  if (files > 0) for (const person of trusted) teams.recordGiven(status, person);
  await onChanged();
  await sayWhatWasSynced(result, files, declined, team, services);
  return syncedOf(result);
}

/** How a store stands. */
export async function teamStatus(
  { list: named }: CommandArguments<'team.status'>,
  services: TeamCommandServices,
): Promise<TeamStatus> {
  return services.teams.status(await services.teams.of(await requireList(named, services)));
}

/** Says in one message what a sync did, and what is left to do. */
async function sayWhatWasSynced(
  { received, sent, conflicts, skipped }: SyncResult,
  files: number,
  declined: readonly TeamPerson[],
  team: Team,
  { offer }: TeamCommandServices,
): Promise<void> {
  const remedies =
    sent.length + files > 0
      ? await shareRemedies(team.folder.uri, vscode.l10n.t('Update the team store'))
      : [];
  const lines = [
    received.length + sent.length + files === 0
      ? vscode.l10n.t('The team store is up to date.')
      : vscode.l10n.t(
          'Team store: {0} received, {1} sent, {2} encrypted again.',
          received.length,
          sent.length,
          files,
        ),
    ...(conflicts.length > 0
      ? [vscode.l10n.t('{0} differ here and in the store.', conflicts.join(', '))]
      : []),
    ...(declined.length > 0
      ? [
          vscode.l10n.t(
            'Not confirmed, so nothing is encrypted to them: {0}.',
            declined.map(({ name }) => sanitizeLabel(name)).join(', '),
          ),
        ]
      : []),
    ...(await skippedTexts(skipped, file => broughtBy(team.folder.uri, file))),
  ];
  void offer(lines.join(' '), remedies, skipped.length > 0 ? vscode.window.showWarningMessage : undefined);
}

function merged(first: SyncResult, second: SyncResult): SyncResult {
  return {
    received: [...first.received, ...second.received],
    sent: [...first.sent, ...second.sent],
    conflicts: second.conflicts,
    skipped: second.skipped,
  };
}

/**
 * Puts together what git could not merge. Where two really different keys meet, the person chooses.
 *
 * @param asks whether to ask; else such a file is left to git
 */
async function mergeFiles(team: Team, services: TeamCommandServices, asks: boolean): Promise<void> {
  const { teams } = services;
  const files = await filesToMerge(team.folder.uri);
  for (const { name, sides, resolve } of files) {
    const login = await teams.loginOf(team, name);
    if (login === undefined) continue;
    let result = await teams.run(team, store => store.mergeFile(login, sides));
    if (asks && typeof result === 'object') {
      const [here, there] = result;
      const side = await chooseByCode(login, here.uri, there.uri, services);
      if (side) result = await teams.run(team, store => store.mergeFile(login, sides, side));
      // What was not chosen may still be the key on this computer.
      if (side) await teams.take(team, login);
    }
    if (result === undefined) await resolve();
  }
}

/** Asks which key to keep, by the codes that both give now. */
async function chooseSide(
  login: string,
  team: Team,
  services: TeamCommandServices,
): Promise<'here' | 'store' | undefined> {
  const { here, inStore } = await services.teams.sidesOf(team, login);
  if (here === undefined || inStore === undefined) return undefined;
  return chooseByCode(login, here, inStore, services);
}

async function chooseByCode(
  login: string,
  here: string,
  inStore: string,
  { teams, hmac, now, nameOf }: TeamCommandServices,
): Promise<'here' | 'store' | undefined> {
  teams.recordShown(login);
  const codeOf = (uri: string): string => formatCode(parseSecret(uri).secret.codeAt(now(), hmac));
  const [keepHere, takeStore] = [vscode.l10n.t('Keep Mine'), vscode.l10n.t('Take the Team’s')];
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} has one setup key here and another in the team store. Which one does Xero accept?',
      sanitizeLabel(nameOf(login)),
    ),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The code here is {0}. The code in the store is {1}.',
        codeOf(here),
        codeOf(inStore),
      ),
    },
    keepHere,
    takeStore,
  );
  if (chosen === undefined) return undefined;
  return chosen === keepHere ? 'here' : 'store';
}

/** Shows somebody's words, to be compared with what they say themselves. */
async function areTheirWords(person: TeamPerson, team: Team, isListed: boolean): Promise<boolean> {
  const name = sanitizeLabel(person.name);
  const origin = await broughtBy(
    team.folder.uri,
    isListed ? '.age-recipients' : `members/${person.recipient}.json`,
  );
  return confirm(
    isListed
      ? vscode.l10n.t('{0} was added to the team store. Do you trust their key?', name)
      : vscode.l10n.t('{0} wants to join the team. Approve?', name),
    [
      vscode.l10n.t('Call them. They must read exactly these words to you: {0}.', person.fingerprint),
      ...(origin === undefined ? [] : [vscode.l10n.t('Added in {0}.', origin)]),
      ...(person.approvedBy === undefined
        ? []
        : [
            vscode.l10n.t(
              'The store says that {0} approved this key. Anyone who can push could write that.',
              sanitizeLabel(person.approvedBy),
            ),
          ]),
    ].join('\n\n'),
    isListed ? vscode.l10n.t('Trust') : vscode.l10n.t('Approve'),
  );
}

async function pickPerson(
  target: CommandTarget,
  title: string,
  { teams }: TeamCommandServices,
  among: (status: TeamStatus) => readonly TeamPerson[],
): Promise<{ recipient: string; list: string } | undefined> {
  const list = await teams.chooseList(target.list, title, 'withStore');
  if (!list) return undefined;
  const found = { list: list.uri.toString() };
  if (target.recipient !== undefined) return { ...found, recipient: target.recipient };
  const people = among(await teams.status(await teams.of(list)));
  if (people.length === 0) {
    throw new UserError(
      vscode.l10n.t('There is nobody to choose in the team store. Pull the latest changes first.'),
    );
  }
  const items = people.map(({ recipient, name, fingerprint }) => ({
    label: sanitizeLabel(name),
    description: fingerprint,
    recipient,
  }));
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked && { ...found, recipient: picked.recipient };
}

async function askName(title: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Your name, as your colleagues know you'),
    ignoreFocusOut: true,
    validateInput: text =>
      text.trim() === '' || text.length > 100
        ? vscode.l10n.t('Enter a name of up to 100 characters.')
        : undefined,
  });
  return name?.trim() || undefined;
}

async function requireList(
  named: string | undefined,
  { teams }: TeamCommandServices,
  fits: 'withStore' | 'new' = 'withStore',
): Promise<TeamList> {
  const list = await teams.chooseList(named, undefined, fits);
  if (!list) throw new vscode.CancellationError();
  return list;
}
