import * as vscode from 'vscode';
import type { Identified, TeamPerson } from '../contributions/commandResults';
import { numbered } from '../core/team/words';
import {
  type PageAction,
  type PageLine,
  type PageSection,
  pageAction,
  pageLine,
  sectionLines,
} from '../platform/actionPages';
import { dayText } from '../platform/dayText';
import { nameList } from '../platform/nameList';
import { sanitizeLabel } from '../platform/sanitize';
import type { TeamCommandServices } from './commandServices';
import { nextStep } from './nextStep';
import { soleText } from './soleMember';
import { type DetailedStatus, outOfSync } from './status';

/** What the page is made of. */
export interface StatusSource extends Pick<TeamCommandServices, 'nameOf' | 'find'> {
  readonly status: DetailedStatus;
  readonly own: Identified;
  /** The name of the list. */
  readonly label: string;
  /** What accounts of the list lack. */
  readonly lacking: readonly PageSection[];
  /** The number of files to push. */
  readonly unpushed: number;
}

/** How a store stands, in plain text: first what needs attention, then who can read what. */
export function statusLines(source: StatusSource): readonly PageLine[] {
  const { status, label, own, unpushed } = source;
  const top = [
    pageLine(vscode.l10n.t('Team status for {0}', sanitizeLabel(label))),
    ...(unpushed === 0
      ? []
      : [
          pageLine(
            vscode.l10n.t('Files to push: {0}', unpushed),
            pageAction(vscode.l10n.t('Commit and Push'), 'team.commit'),
          ),
        ]),
  ];
  if (status.membership === 'asked') {
    return [
      ...top,
      ...sectionLines({
        title: vscode.l10n.t('Waiting for approval'),
        lines: [pageLine(vscode.l10n.t('Call a member and read these words to them:')), wordsLine(own)],
        actions: [pageAction(vscode.l10n.t('Pull and Check'), 'team.confirm')],
      }),
      ...(status.soleMember === undefined
        ? []
        : sectionLines({
            title: vscode.l10n.t('Lost Computer?'),
            lines: [pageLine(soleText(sanitizeLabel(status.soleMember)))],
            actions: [
              pageAction(vscode.l10n.t('Restore Identity…'), 'team.restoreIdentity'),
              pageAction(vscode.l10n.t('Start Over…'), 'team.startOver'),
            ],
          })),
    ];
  }
  if (status.membership !== 'member') {
    const { label: step, command } = nextStep(status);
    return [
      ...top,
      pageLine(''),
      pageLine(step, ...(command ? [pageAction(commandTitle(command), command)] : [])),
    ];
  }
  const problems = problemsOf(source);
  const count = problems.reduce((sum, { lines }) => sum + lines.length, 0);
  return [
    ...top,
    pageLine(
      count === 0 ? vscode.l10n.t('Nothing needs attention.') : vscode.l10n.t('Needs attention: {0}', count),
    ),
    ...(status.syncedAt === undefined
      ? []
      : [
          pageLine(
            vscode.l10n.t('Last sync: {0}', new Date(status.syncedAt).toLocaleString(vscode.env.language)),
          ),
        ]),
    ...problems.flatMap(sectionLines),
    ...sectionLines({
      title: vscode.l10n.t('Who Can Read What'),
      lines: status.members.flatMap(each => personLines(each, source)),
    }),
    ...sectionLines({ title: vscode.l10n.t('Setup Keys'), lines: keyLines(source) }),
  ];
}

/** What needs attention, the most urgent first. */
function problemsOf({ status, lacking, nameOf }: StatusSource): readonly PageSection[] {
  const { unconfirmed, requests, disputes, rotations, removed } = status;
  const sync = pageAction(vscode.l10n.t('Sync Team Store'), 'team.sync');
  const name = (login: string): string => sanitizeLabel(nameOf(login));
  return [
    {
      title: vscode.l10n.t('Not Approved'),
      lines: unconfirmed.map(person =>
        pageLine(vscode.l10n.t('{0} gets no keys.', sanitizeLabel(person.name)), ...decisions(person)),
      ),
    },
    {
      title: vscode.l10n.t('Requests'),
      lines: requests.map(person =>
        pageLine(
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
        pageLine(
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
      lines: outOfSync(status).map(([login, reason]) => pageLine(`${name(login)} · ${reason}`)),
    },
    {
      title: vscode.l10n.t('No Longer in the Store'),
      lines: removed.map(({ login, origin }) =>
        pageLine(
          [name(login), ...(origin === undefined ? [] : [vscode.l10n.t('removed in {0}', origin)])].join(
            ' · ',
          ),
          pageAction(vscode.l10n.t('Share Again…'), 'team.sync', { login }),
          pageAction(vscode.l10n.t('Remove Setup Key…'), 'removeSecret', { login }),
        ),
      ),
    },
    {
      title: vscode.l10n.t('Set Up Again'),
      lines: rotations.map(({ login, since, because }) =>
        pageLine(
          [
            name(login),
            vscode.l10n.t('since {0}, because {1} left', dayText(since), sanitizeLabel(because)),
            ...(status.knownPasswords.includes(login)
              ? [vscode.l10n.t('change its password in Xero, too')]
              : []),
          ].join(' · '),
          pageAction(vscode.l10n.t('Set Up Again'), 'openGuide', { login }),
        ),
      ),
    },
    ...lacking,
  ];
}

/** To let somebody in or not. */
function decisions({ recipient }: TeamPerson): readonly PageAction[] {
  return [
    pageAction(vscode.l10n.t('Approve Member…'), 'team.approve', { recipient }),
    pageAction(vscode.l10n.t('Decline Request…'), 'team.decline', { recipient }),
  ];
}

/** Somebody in the team: what they can read, and their words. */
function personLines(person: TeamPerson, { status, own, nameOf }: StatusSource): readonly PageLine[] {
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
    pageLine(
      [
        isOwn ? vscode.l10n.t('{0} (you)', name) : name,
        reads,
        ...(approver === undefined ? [] : [vscode.l10n.t('approved by {0}', sanitizeLabel(approver))]),
      ].join(' · '),
      ...(logins ? [pageAction(vscode.l10n.t('Change Logins…'), 'team.changeLogins', { recipient })] : []),
    ),
    wordsLine(person, '  '),
  ];
}

/** Each login: who can read its key, whether it is here, and when MFA was set up. */
function keyLines({ status, nameOf, find }: StatusSource): readonly PageLine[] {
  const { members, secrets } = status;
  return secrets.map(({ login, here, inStore }) => {
    const readers = members.filter(({ logins }) => logins?.includes(login) ?? true).map(({ name }) => name);
    const setUpOn = find(login)?.mfaSetUpOn;
    return pageLine(
      [
        sanitizeLabel(nameOf(login)),
        inStore ? vscode.l10n.t('read by {0}', nameList(readers)) : vscode.l10n.t('not in the store'),
        here ? vscode.l10n.t('on this computer') : vscode.l10n.t('not on this computer'),
        ...(setUpOn === undefined ? [] : [vscode.l10n.t('MFA set up on {0}', dayText(setUpOn))]),
      ].join(' · '),
    );
  });
}

function wordsLine({ recipient, fingerprint }: Identified, indent = ''): PageLine {
  const copy = pageAction(vscode.l10n.t('Copy Words'), 'team.copyWords', { recipient });
  return pageLine(`${indent}${numbered(fingerprint)}`, copy);
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
