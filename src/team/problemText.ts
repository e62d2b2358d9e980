import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import { MemoryError } from '../core/team/memory';
import { sanitizeLabel } from '../platform/sanitize';
import type { Skipped, SkipReason } from './skipped';
import { StoreChangedError, TeamError, type TeamProblem } from './teamError';

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
    if (error instanceof MemoryError)
      throw new UserError(
        l10n.t(
          'What this computer remembers of the team store can’t be read. Nothing is received or sent. Restore your identity from its file, or join the team again.',
        ),
      );
    throw error instanceof TeamError ? new UserError(teamProblemText(error.problem, error.files)) : error;
  }
}

/**
 * Why a change of who is in the team was refused, and what to do.
 *
 * @param files what stands in the way
 */
export function teamProblemText(problem: TeamProblem, files: readonly string[] = []): string {
  switch (problem) {
    case 'exists':
      return l10n.t('This list already has a team store. Choose “Join Team” instead.');
    case 'adopt':
      return l10n.t(
        'This list has a store of age or passage, or of an earlier version. Choose “Adopt Team Store” to check who is in it.',
      );
    case 'noStore':
      return l10n.t(
        'No team store found. If your team has one, pull the latest changes. Otherwise choose “Create Team Store”.',
      );
    case 'notMember':
      return l10n.t('You are not a member of this team. A member must approve you first.');
    case 'alreadyMember':
      return l10n.t('This person is already a member of the team.');
    case 'alreadyAsked':
      return l10n.t('A member has already approved your request. Choose “Confirm Approval”.');
    case 'notApproved':
      return l10n.t('Nobody has approved your request yet. Pull the latest changes, then try again.');
    case 'unknown':
      return l10n.t(
        'The team store has no request or member with this public key. Pull the latest changes, then try again.',
      );
    case 'changed':
      return l10n.t(
        'The keys of this person in the team store have just changed. Nothing was done. Ask for their words again.',
      );
    case 'yourself':
      return l10n.t('You can’t remove yourself. Ask another member to remove you.');
    case 'lastMember':
      return l10n.t('You are the only member. Without you, nobody could read the team store.');
    case 'badRecipient':
      return l10n.t('This is not an age public key (age1…).');
    case 'wrongWords':
      return l10n.t('These aren’t the words of that person. Nothing was changed.');
    case 'merging':
      return l10n.t('Git is in the middle of a merge or a rebase. Finish it first.');
    case 'otherStore':
      return l10n.t(
        'This folder had another team store before. Check with your team who replaced it, and restore store.json from an earlier commit.',
      );
    case 'tooMuch':
      return l10n.t(
        'A machine can have at most 1,000 logins of up to 320 characters, and a name at most 100 characters.',
      );
    case 'full':
      return l10n.t('The team store is full. Give machines fewer logins, or create another team store.');
    case 'notForMachines':
      return l10n.t(
        'A machine would get more than the setup key from {0}. Put the setup key on the first line, and move the other lines elsewhere.',
        files.map(sanitizeLabel).join(', '),
      );
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
    case 'tooManyReaders':
      return l10n.t('It is encrypted to too many recipients. Restore it from an earlier commit.');
    case 'gitLfs':
      return l10n.t('It is stored with Git LFS. Run “git lfs pull” to get it.');
    case 'utf16':
      return l10n.t('It is in UTF-16, as PowerShell writes with “>”. Write it with the -o option of age.');
    case 'passwordFirst':
      return l10n.t('Its first line is not the setup key. Move the line with otpauth:// to the top.');
    case 'altered':
      return l10n.t(
        'No member signed it as it is now, so it is not used. Restore it from an earlier commit.',
      );
    case 'unsignedLines':
      return l10n.t(
        'No member signed its other lines, so they were left out. They are in an earlier commit.',
      );
    case 'isBehind':
      return l10n.t('A change of the team’s members is missing here. Pull the latest changes.');
    case 'upperCase':
      return l10n.t('Its name has upper-case letters, so it is not used. Rename it to lower case.');
    case 'notOurs':
    case 'folder':
      return l10n.t('It is not a file of an account, so it is not used. Its readers stay as they are.');
    case 'tooManyFiles':
      return l10n.t(
        'It has too many files, so some of them are not read. Delete those that aren’t your team’s.',
      );
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
