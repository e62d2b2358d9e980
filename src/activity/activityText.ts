import * as vscode from 'vscode';
import type { Action, ReadLine, Route } from '../core/activity';
import { toCsv } from '../core/csvText';
import { localTime } from '../core/day';
import { sanitizeLabel } from '../platform/sanitize';
import type { LogContent, LogProblem } from './activityLog';

const LINES_A_TURN = 1000;

/** How to show the log. */
export interface TextOptions {
  /** For how many days lines are kept; 0 keeps none. */
  readonly days: number;
  nameOf(login: string): string;
}

/** The log as plain text: its problems, then its lines, the latest first. */
export async function logText(
  { lines, problems }: LogContent,
  { days, nameOf }: TextOptions,
): Promise<string> {
  const personOf = memoised(login => {
    const name = nameOf(login);
    return name === login ? sanitizeLabel(login) : `${sanitizeLabel(name)} (${sanitizeLabel(login)})`;
  });
  return [
    vscode.l10n.t('What happened on this computer'),
    keptText(days),
    ...(problems.length === 0
      ? [vscode.l10n.t('The log is intact. Lines: {0}.', lines.length)]
      : [
          vscode.l10n.t('The log was altered. Lines marked ⚠ were changed.'),
          ...problems.map(each => `  ⚠ ${logProblemText(each)}`),
        ]),
    '',
    ...(await mapYielding(lines, line => rowText(line, personOf))),
    '',
  ].join('\n');
}

function keptText(days: number): string {
  if (days === 0)
    return vscode.l10n.t('The log is off. To turn it on, set “{0}” above 0.', 'xeroMfa.activityDays');
  return days === 1
    ? vscode.l10n.t('Kept for 1 day. It contains no setup keys, passwords or codes.')
    : vscode.l10n.t('Kept for {0} days. It contains no setup keys, passwords or codes.', days);
}

function rowText(
  { at, action, login, route, detail, isWhole }: ReadLine,
  personOf: (login: string) => string,
): string {
  return [
    `${isWhole ? '' : '⚠ '}${localTime(at)}`,
    actionText(action),
    personOf(login),
    routeText(route),
    ...(detail === undefined ? [] : [sanitizeLabel(detail)]),
  ].join(' · ');
}

/** The log as CSV for other programs, with times in UTC and untranslated actions and routes. */
export async function logCsv({ lines }: LogContent, nameOf: TextOptions['nameOf']): Promise<string> {
  const nameShown = memoised(login => sanitizeLabel(nameOf(login)));
  const header = ['time', 'action', 'login', 'name', 'route', 'detail', 'whole'];
  const rows = await mapYielding(lines, ({ at, action, login, route, detail = '', isWhole }) =>
    toCsv([
      [
        new Date(at).toISOString(),
        action,
        sanitizeLabel(login),
        nameShown(login),
        route,
        sanitizeLabel(detail),
        isWhole ? 'yes' : 'no',
      ],
    ]),
  );
  return [toCsv([header]), ...rows].join('');
}

/** Makes a text of each line, without blocking the extension host. */
async function mapYielding(
  lines: readonly ReadLine[],
  make: (line: ReadLine) => string,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const line of lines) {
    made.push(make(line));
    if (made.length % LINES_A_TURN === 0) await new Promise(resolve => setTimeout(resolve));
  }
  return made;
}

function memoised(make: (login: string) => string): (login: string) => string {
  const known = new Map<string, string>();
  return login => {
    const text = known.get(login) ?? make(login);
    known.set(login, text);
    return text;
  };
}

/** What is wrong with a file of the log. */
export function logProblemText({ file, problem }: LogProblem): string {
  switch (problem.kind) {
    case 'changed':
      return vscode.l10n.t('{0}: line {1} was changed, moved or removed.', file, problem.line);
    case 'cut':
      return vscode.l10n.t('{0}: lines missing at the end: {1}.', file, problem.missing);
    case 'gone':
      return vscode.l10n.t('{0}: the file is missing. Lines it had: {1}.', file, problem.count);
    case 'open':
      return vscode.l10n.t(
        '{0}: lines at the end may be missing. VS Code may have closed while writing.',
        file,
      );
  }
}

function actionText(action: Action): string {
  switch (action) {
    case 'copied':
      return vscode.l10n.t('code copied');
    case 'shown':
      return vscode.l10n.t('code shown');
    case 'set':
      return vscode.l10n.t('setup key added');
    case 'replaced':
      return vscode.l10n.t('setup key replaced');
    case 'removed':
      return vscode.l10n.t('setup key and answers removed');
    case 'putBack':
      return vscode.l10n.t('old setup key restored');
    case 'answersStored':
      return vscode.l10n.t('answers saved');
    case 'passwordStored':
      return vscode.l10n.t('password set');
    case 'passwordRemoved':
      return vscode.l10n.t('password removed');
    case 'passwordCopied':
      return vscode.l10n.t('password copied');
    case 'received':
      return vscode.l10n.t('received from the team');
    case 'sent':
      return vscode.l10n.t('sent to the team');
    case 'typed':
      return vscode.l10n.t('code typed');
    case 'given':
      return vscode.l10n.t('code given');
    case 'refused':
      return vscode.l10n.t('access denied');
    case 'consented':
      return vscode.l10n.t('access allowed');
    case 'revoked':
      return vscode.l10n.t('access revoked');
    case 'exported':
      return vscode.l10n.t('exported');
    case 'restored':
      return vscode.l10n.t('restored from a backup');
    case 'imported':
      return vscode.l10n.t('imported');
  }
}

function routeText(route: Route): string {
  switch (route) {
    case 'command':
      return vscode.l10n.t('by command');
    case 'shortcut':
      return vscode.l10n.t('by shortcut or status bar');
    case 'sidebar':
      return vscode.l10n.t('in the sidebar');
    case 'guide':
      return vscode.l10n.t('in the guide');
    case 'team':
      return vscode.l10n.t('team store');
    case 'backup':
      return vscode.l10n.t('backup');
    case 'import':
      return vscode.l10n.t('import');
    case 'terminal':
      return vscode.l10n.t('terminal');
    case 'task':
      return vscode.l10n.t('task or launch configuration');
    case 'api':
      return vscode.l10n.t('another extension');
    case 'tool':
      return vscode.l10n.t('agent tool');
  }
}
