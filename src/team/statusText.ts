import * as vscode from 'vscode';
import type { CommandName, Identified, TeamPerson } from '../contributions/commands';
import { numbered } from '../core/team/words';
import type { CommandTarget } from '../platform/commandCall';
import { dayText } from '../platform/dayText';
import { nameList } from '../platform/nameList';
import { sanitizeLabel } from '../platform/sanitize';
import type { TeamCommandServices } from './commandServices';
import { nextStep } from './nextStep';
import { soleText } from './soleMember';
import { type DetailedStatus, outOfSync } from './status';

/** What a person can do about a line: a command, and what it is about. */
export interface StatusAction {
  readonly title: string;
  readonly command: CommandName;
  readonly target: CommandTarget;
}

/** A line of the status page. */
export interface StatusLine {
  readonly text: string;
  readonly actions: readonly StatusAction[];
}

/** What the page is made of. */
export interface StatusSource extends Pick<TeamCommandServices, 'nameOf' | 'find'> {
  readonly status: DetailedStatus;
  readonly own: Identified;
  /** The name of the list. */
  readonly label: string;
}

/** How a store stands, in plain text: first what needs attention, then who can read what. */
export function statusLines(source: StatusSource): readonly StatusLine[] {
  const { status, label, own } = source;
  const title = line(vscode.l10n.t('Team status for {0}', sanitizeLabel(label)));
  if (status.membership === 'asked') {
    return [
      title,
      ...section(
        vscode.l10n.t('Waiting for approval'),
        [line(vscode.l10n.t('Call a member and read these words to them:')), wordsLine(own)],
        [action(vscode.l10n.t('Pull and Check'), 'team.confirm')],
      ),
      ...(status.soleMember === undefined
        ? []
        : section(
            vscode.l10n.t('Lost Computer?'),
            [line(soleText(sanitizeLabel(status.soleMember)))],
            [
              action(vscode.l10n.t('Restore Identity…'), 'team.restoreIdentity'),
              action(vscode.l10n.t('Start Over…'), 'team.startOver'),
            ],
          )),
    ];
  }
  if (status.membership !== 'member') {
    const { label: step, command } = nextStep(status);
    return [title, line(''), line(step, ...(command ? [action(commandTitle(command), command)] : []))];
  }
  const problems = problemsOf(source);
  const count = problems.reduce((sum, { lines }) => sum + lines.length, 0);
  return [
    title,
    line(
      count === 0 ? vscode.l10n.t('Nothing needs attention.') : vscode.l10n.t('Needs attention: {0}', count),
    ),
    ...(status.syncedAt === undefined
      ? []
      : [
          line(
            vscode.l10n.t('Last sync: {0}', new Date(status.syncedAt).toLocaleString(vscode.env.language)),
          ),
        ]),
    ...problems.flatMap(each => section(each.title, each.lines, each.actions)),
    ...section(
      vscode.l10n.t('Who Can Read What'),
      status.members.flatMap(each => personLines(each, source)),
    ),
    ...section(vscode.l10n.t('Setup Keys'), keyLines(source)),
  ];
}

interface Section {
  readonly title: string;
  readonly lines: readonly StatusLine[];
  /** What mends all of the lines. */
  readonly actions?: readonly StatusAction[];
}

/** What needs attention, the most urgent first. */
function problemsOf({ status, nameOf, find }: StatusSource): readonly Section[] {
  const { unconfirmed, requests, disputes, rotations, secrets, removed } = status;
  const sync = action(vscode.l10n.t('Sync Team Store'), 'team.sync');
  const name = (login: string): string => sanitizeLabel(nameOf(login));
  return [
    {
      title: vscode.l10n.t('Not Approved'),
      lines: unconfirmed.map(person =>
        line(vscode.l10n.t('{0} gets no keys.', sanitizeLabel(person.name)), ...decisions(person)),
      ),
    },
    {
      title: vscode.l10n.t('Requests'),
      lines: requests.map(person =>
        line(
          person.requested === undefined
            ? sanitizeLabel(person.name)
            : vscode.l10n.t('{0} asked on {1}', sanitizeLabel(person.name), dayText(person.requested)),
          ...decisions(person),
        ),
      ),
    },
    {
      title: vscode.l10n.t('Who Stays?'),
      actions: [sync],
      lines: disputes.map(([one, other]) =>
        line(
          vscode.l10n.t(
            '{0} and {1} removed each other from the team.',
            sanitizeLabel(one),
            sanitizeLabel(other),
          ),
        ),
      ),
    },
    {
      title: vscode.l10n.t('Out of Sync'),
      actions: [sync],
      lines: outOfSync(status).map(([login, reason]) => line(`${name(login)} · ${reason}`)),
    },
    {
      title: vscode.l10n.t('Removed from the Store'),
      lines: removed.map(({ login, origin }) =>
        line(
          [name(login), ...(origin === undefined ? [] : [vscode.l10n.t('removed in {0}', origin)])].join(
            ' · ',
          ),
          action(vscode.l10n.t('Share Again…'), 'team.sync', { login }),
          action(vscode.l10n.t('Remove Setup Key…'), 'removeSecret', { login }),
        ),
      ),
    },
    {
      title: vscode.l10n.t('Set Up Again'),
      lines: rotations.map(({ login, since, because }) =>
        line(
          `${name(login)} · ${vscode.l10n.t('since {0}, because {1} left', dayText(since), sanitizeLabel(because))}`,
          action(vscode.l10n.t('Set Up Again'), 'openGuide', { login }),
        ),
      ),
    },
    {
      title: vscode.l10n.t('No Setup Key'),
      lines: secrets
        .filter(({ here, inStore }) => !here && !inStore)
        .map(({ login }) =>
          line(
            name(login),
            action(vscode.l10n.t('Add Setup Key…'), 'setSecret', { login }),
            action(vscode.l10n.t('Open Guide'), 'openGuide', { login }),
          ),
        ),
    },
    {
      title: vscode.l10n.t('Account Details Missing'),
      lines: secrets.flatMap(({ login }) => {
        const account = find(login);
        const missing = [
          ...(account && account.backupEmail === undefined ? [vscode.l10n.t('no backup email')] : []),
          ...(account && account.owner === undefined ? [vscode.l10n.t('no owner')] : []),
        ];
        if (missing.length === 0) return [];
        const edit = action(vscode.l10n.t('Edit Account…'), 'editAccount', { login });
        return [line([name(login), ...missing].join(' · '), edit)];
      }),
    },
  ];
}

/** To let somebody in or not. */
function decisions({ recipient }: TeamPerson): readonly StatusAction[] {
  return [
    action(vscode.l10n.t('Approve…'), 'team.approve', { recipient }),
    action(vscode.l10n.t('Decline…'), 'team.remove', { recipient }),
  ];
}

/** Somebody in the team: what they can read, and their words. */
function personLines(person: TeamPerson, { status, own, nameOf }: StatusSource): readonly StatusLine[] {
  const { recipient, logins, approvedBy } = person;
  const name = sanitizeLabel(person.name);
  const stored = status.secrets.filter(({ inStore }) => inStore).length;
  const reads = logins
    ? vscode.l10n.t('machine · reads {0}', nameList(logins.map(nameOf)))
    : vscode.l10n.t('reads all setup keys in the store: {0}', stored);
  const isOwn = recipient === own.recipient;
  // Who created the store approved themselves.
  const approver = isOwn && approvedBy === person.name ? undefined : approvedBy;
  return [
    line(
      [
        isOwn ? vscode.l10n.t('{0} (you)', name) : name,
        reads,
        ...(approver === undefined ? [] : [vscode.l10n.t('approved by {0}', sanitizeLabel(approver))]),
      ].join(' · '),
      ...(logins ? [action(vscode.l10n.t('Change Logins…'), 'team.changeLogins', { recipient })] : []),
    ),
    wordsLine(person, '  '),
  ];
}

/** Each login: who can read its key, whether it is here, and when MFA was set up. */
function keyLines({ status, nameOf, find }: StatusSource): readonly StatusLine[] {
  const { members, secrets } = status;
  return secrets.map(({ login, here, inStore }) => {
    const readers = members.filter(({ logins }) => logins?.includes(login) ?? true).map(({ name }) => name);
    const setUpOn = find(login)?.mfaSetUpOn;
    return line(
      [
        sanitizeLabel(nameOf(login)),
        inStore ? vscode.l10n.t('read by {0}', nameList(readers)) : vscode.l10n.t('not in the store'),
        here ? vscode.l10n.t('on this computer') : vscode.l10n.t('not on this computer'),
        ...(setUpOn === undefined ? [] : [vscode.l10n.t('MFA set up on {0}', dayText(setUpOn))]),
      ].join(' · '),
    );
  });
}

function wordsLine({ recipient, fingerprint }: Identified, indent = ''): StatusLine {
  const copy = action(vscode.l10n.t('Copy Words'), 'team.copyWords', { recipient });
  return line(`${indent}${numbered(fingerprint)}`, copy);
}

function section(
  title: string,
  lines: readonly StatusLine[],
  actions: readonly StatusAction[] = [],
): readonly StatusLine[] {
  if (lines.length === 0) return [];
  return [line(''), line(title, ...actions), ...lines.map(each => ({ ...each, text: `  ${each.text}` }))];
}

/** The editor makes a link of every address, also of one that somebody has as a name. */
function line(text: string, ...actions: readonly StatusAction[]): StatusLine {
  return { text: text.replaceAll('://', ':\u200B//'), actions };
}

function action(title: string, command: CommandName, target: CommandTarget = {}): StatusAction {
  return { title, command, target };
}

function commandTitle(command: 'team.join' | 'team.confirm' | 'team.adopt'): string {
  switch (command) {
    case 'team.join':
      return vscode.l10n.t('Join Team');
    case 'team.confirm':
      return vscode.l10n.t('Confirm Approval');
    case 'team.adopt':
      return vscode.l10n.t('Adopt Team Store');
  }
}
