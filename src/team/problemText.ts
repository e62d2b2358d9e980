import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import { StoreChangedError, TeamError, type TeamProblem } from './teamError';
import type { Skipped, SkipReason } from './teamStore';

/** Runs a task of a store, and says for a person why it was refused. */
export async function withTeamErrors<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof StoreChangedError) {
      throw new UserError(
        l10n.t(
          'A file of the team store is a link, or was changed in the meantime. Replace the link, or try again.',
        ),
      );
    }
    throw error instanceof TeamError ? new UserError(teamProblemText(error.problem)) : error;
  }
}

/** Why a change of who is in the team was refused, and what to do. */
export function teamProblemText(problem: TeamProblem): string {
  switch (problem) {
    case 'exists':
      return l10n.t('This list already has a team store. Choose “Join Team” instead.');
    case 'noStore':
      return l10n.t('This list has no team store. Choose “Create Team Store” first.');
    case 'notMember':
      return l10n.t('You are not a member of this team. A member must approve you first.');
    case 'untrusted':
      return l10n.t(
        'The team store has recipients that you haven’t confirmed. Sync the team store and confirm them first.',
      );
    case 'alreadyMember':
      return l10n.t('This person is already a member of the team.');
    case 'unknown':
      return l10n.t(
        'The team store has no request or member with this public key. Pull the latest changes, then try again.',
      );
    case 'yourself':
      return l10n.t('You can’t remove yourself. Ask another member to remove you.');
    case 'lastMember':
      return l10n.t('You are the only member. Without you, nobody could read the team store.');
    case 'badRecipient':
      return l10n.t('This is not an age public key (age1…).');
  }
}

/** Why a file of a store was left as it is, or a line of it, and what to do. */
export function skipText({ reason, line }: Omit<Skipped, 'file'>): string {
  const text = reasonText(reason);
  return line === undefined ? text : l10n.t('Line {0}: {1}', line, text);
}

function reasonText(reason: SkipReason): string {
  switch (reason) {
    case 'notForUs':
      return l10n.t(
        'It is encrypted for other members, not for you. A member who can read it must sync the team store.',
      );
    case 'damaged':
      return l10n.t('It is damaged. Restore it from an earlier commit.');
    case 'tooLarge':
      return l10n.t('It is too large for a setup key.');
    case 'otherLogin':
      return l10n.t('The setup key in it is for another login.');
    case 'notKey':
      return l10n.t('It contains no setup key that can be used.');
    case 'badAnswers':
      return l10n.t('The answers to security questions in it can’t be read.');
    case 'notStored':
      return l10n.t('VS Code could not store what it contains.');
    case 'keptUnreadable':
      return l10n.t('The setup key stored on this computer can’t be read. Add it again.');
    case 'movedBack':
      return l10n.t('It is an older version than this computer has seen. Pull the latest changes.');
    case 'unreadable':
      return l10n.t('It can’t be read. Restore it from an earlier commit.');
    case 'plugin':
      return l10n.t('Plugin recipients are not supported. Use a native age key (age1…).');
    case 'ssh':
      return l10n.t('SSH keys are not supported. Use a native age key (age1…).');
    case 'postQuantum':
      return l10n.t('Post-quantum recipients are not supported yet. Use a native age key (age1…).');
    case 'identity':
      return l10n.t(
        'This is a private key. Remove it, and replace the key: everyone with the repository can read it.',
      );
    case 'malformed':
      return l10n.t('This is not an age public key (age1…).');
  }
}

/**
 * The files that were left as they are, those with the same reason in one text.
 *
 * @param broughtBy the commit that last changed a file, where that is known
 */
export async function skippedTexts(
  skipped: readonly Skipped[],
  broughtBy: (file: string) => Promise<string | undefined>,
): Promise<string[]> {
  const files = new Map<string, string[]>();
  for (const { file, ...why } of skipped) {
    const text = skipText(why);
    files.set(text, [...(files.get(text) ?? []), file]);
  }
  return Promise.all(
    [...files].map(async ([why, [first = '', ...others]]) => {
      const text =
        others.length === 0
          ? l10n.t('{0}: {1}', sanitizeLabel(first), why)
          : l10n.t('{0} and {1} more: {2}', sanitizeLabel(first), others.length, why);
      const origin = await broughtBy(first);
      return origin === undefined ? text : `${text} ${l10n.t('Last changed in {0}.', origin)}`;
    }),
  );
}
