import { l10n } from 'vscode';

/** What a person must know before they remove a key that a team store shares. */
export function alsoFromTeamText(): string {
  return l10n.t('It is removed from the team store as well. Colleagues who already have it keep it.');
}
