import * as vscode from 'vscode';
import type { SecretState } from '../secrets/store';

/** The state of an account, which its row shows by icon, colour and word. */
export type AccountState = SecretState | 'problem';

/** A lost secret stops the day's work; a problem in the list can wait. */
export function accountState(secret: SecretState, hasProblem: boolean): AccountState {
  return secret !== 'lost' && hasProblem ? 'problem' : secret;
}

/** The state in the row of an account, in a word or two. */
export function stateWord(state: AccountState): string {
  switch (state) {
    case 'ready':
      return vscode.l10n.t('ready');
    case 'none':
      return vscode.l10n.t('no secret');
    case 'lost':
      return vscode.l10n.t('secret lost');
    case 'problem':
      return vscode.l10n.t('problem');
  }
}

/** What the state means and what to do about it. */
export function stateAdvice(state: AccountState): string {
  switch (state) {
    case 'ready':
      return vscode.l10n.t('Ready: its codes can be copied.');
    case 'none':
      return vscode.l10n.t('No secret on this computer: set it, or follow the guide.');
    case 'lost':
      return vscode.l10n.t(
        'Its secret was stored on this computer and VS Code no longer has it: set it again.',
      );
    case 'problem':
      return vscode.l10n.t('Its entry in the list has a problem: see the Problems view.');
  }
}

export function stateIcon(state: AccountState): vscode.ThemeIcon {
  switch (state) {
    case 'ready':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    case 'none':
      return new vscode.ThemeIcon('circle-large-outline', new vscode.ThemeColor('descriptionForeground'));
    case 'lost':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'problem':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
  }
}
