import * as vscode from 'vscode';
import type { LoginState } from '../core/team/loginState';
import type { SecretState } from '../secrets/keyStates';

/** The state of an account. Its row shows it as an icon and a colour, and in words if something is wrong. */
export type AccountState = SecretState | LoginState | 'problem';

/** The most urgent state: a lost key blocks work, a key that others know comes next, and a problem in the list can wait. */
export function accountState(secret: SecretState, hasProblem: boolean, inTeam?: LoginState): AccountState {
  if (secret === 'lost') return secret;
  if (inTeam === 'due' || inTeam === 'outOfSync') return inTeam;
  if (hasProblem) return 'problem';
  return secret === 'none' && inTeam ? inTeam : secret;
}

/** Whether the key of an account without one comes from the team: what else to do about it would lead away from that. */
export function comesFromTeam(state: AccountState | undefined): boolean {
  return state === 'awaited' || state === 'joinable';
}

/** The state in words. */
export function stateWord(state: AccountState): string {
  switch (state) {
    case 'ready':
      return vscode.l10n.t('ready');
    case 'none':
      return vscode.l10n.t('no setup key');
    case 'lost':
      return vscode.l10n.t('setup key lost');
    case 'unknown':
      return vscode.l10n.t('setup key unknown');
    case 'problem':
      return vscode.l10n.t('problem');
    case 'due':
      return vscode.l10n.t('set up again');
    case 'outOfSync':
      return vscode.l10n.t('out of sync');
    case 'awaited':
      return vscode.l10n.t('waiting for approval');
    case 'joinable':
      return vscode.l10n.t('join the team');
  }
}

/** The problem, if any, short enough to fit beside a name in a narrow sidebar. */
export function shortWord(state: AccountState): string | undefined {
  switch (state) {
    case 'ready':
      return undefined;
    case 'none':
      return vscode.l10n.t('no key');
    case 'lost':
      return vscode.l10n.t('key lost');
    case 'unknown':
      return vscode.l10n.t('key unknown');
    case 'problem':
    case 'due':
    case 'outOfSync':
    case 'awaited':
    case 'joinable':
      return stateWord(state);
  }
}

export function stateIcon(state: AccountState): vscode.ThemeIcon {
  switch (state) {
    case 'ready':
      return icon('pass', 'charts.green');
    case 'none':
      return icon('circle-large-outline', 'descriptionForeground');
    case 'lost':
      return icon('error', 'problemsErrorIcon.foreground');
    case 'unknown':
      return icon('question', 'descriptionForeground');
    case 'problem':
      return icon('warning', 'problemsWarningIcon.foreground');
    case 'due':
      return icon('history', 'problemsWarningIcon.foreground');
    case 'outOfSync':
      return icon('sync-ignored', 'problemsWarningIcon.foreground');
    case 'awaited':
      return icon('watch', 'descriptionForeground');
    case 'joinable':
      return icon('person-add', 'descriptionForeground');
  }
}

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
