import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import { MemoryError } from '../core/team/memory';
import { nameList } from '../platform/nameList';
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
          'A team store file changed while it was being read. Try again. If this repeats, replace any symbolic link with a real file.',
        ),
      );
    }
    if (error instanceof MemoryError)
      throw new UserError(
        l10n.t(
          'What this computer remembers about the team store can’t be read. Nothing is received or sent. Restore your identity from its file, or join the team again.',
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
        'This list has a store from age or passage, or from an earlier version. Choose “Adopt Team Store” to check who is in it.',
      );
    case 'noStore':
      return l10n.t(
        'No team store found. If your team has one, pull the latest changes. Otherwise choose “Create Team Store”.',
      );
    case 'notMember':
      return l10n.t('You aren’t a member of this team. A member must approve you first.');
    case 'alreadyMember':
      return l10n.t('This person is already a member of the team.');
    case 'alreadyAsked':
      return l10n.t('A member has already approved your request. Choose “Confirm Approval”.');
    case 'notApproved':
      return l10n.t('No one has approved your request yet. Pull the latest changes, then try again.');
    case 'unknown':
      return l10n.t(
        'The team store has no request or member with this public key. Pull the latest changes, then try again.',
      );
    case 'changed':
      return l10n.t(
        'This person’s keys in the team store have just changed. Nothing was done. Ask for their words again.',
      );
    case 'yourself':
      return l10n.t('You can’t remove yourself. Ask another member to remove you.');
    case 'lastMember':
      return l10n.t('You can’t remove the only member. Approve another member first.');
    case 'badRecipient':
      return l10n.t('This isn’t an age public key (age1…).');
    case 'wrongWords':
      return l10n.t('These aren’t that person’s words. Nothing was changed.');
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
        nameList(files),
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
        'Encrypted for other members, not for you. A member with access must sync the team store.',
      );
    case 'damaged':
      return l10n.t('Damaged. Restore from an earlier commit.');
    case 'tooLarge':
      return l10n.t('Too large. Restore from an earlier commit.');
    case 'otherLogin':
      return l10n.t('Setup key for another login. Restore from an earlier commit.');
    case 'notKey':
      return l10n.t('No usable setup key. Restore from an earlier commit.');
    case 'badAnswers':
      return l10n.t('Unreadable password or answers to security questions. Restore from an earlier commit.');
    case 'notStored':
      return l10n.t('VS Code couldn’t save the content. Unlock the keyring, then sync again.');
    case 'keptUnreadable':
      return l10n.t('Unreadable setup key on this computer. Add the key again.');
    case 'detailsUnreadable':
      return l10n.t('Unreadable password or answers on this computer. Set them again.');
    case 'tooManyReaders':
      return l10n.t('Encrypted for too many recipients. Restore from an earlier commit.');
    case 'gitLfs':
      return l10n.t('Only a Git LFS link. Run “git lfs pull”.');
    case 'utf16':
      return l10n.t('Written in UTF-16, as PowerShell does with “>”. Write it again with age’s option -o.');
    case 'passwordFirst':
      return l10n.t('The first line isn’t the setup key. Move the line with otpauth:// to the top.');
    case 'altered':
      return l10n.t('Changed without a member’s signature, so not used. Restore from an earlier commit.');
    case 'unmerged':
      return l10n.t(
        'Git couldn’t merge it. Sync the team store and choose, or keep one version in Source Control.',
      );
    case 'unsignedLines':
      return l10n.t(
        'Other lines were left out because no member signed them. They are in an earlier commit.',
      );
    case 'isBehind':
      return l10n.t('A change to the team’s members is missing here. Pull the latest changes.');
    case 'upperCase':
      return l10n.t('Not used because of upper-case letters in the name. Rename to lower case.');
    case 'notOurs':
    case 'folder':
      return l10n.t('Not used because it isn’t an account’s file. The same people can still read it.');
    case 'tooManyFiles':
      return l10n.t('Too many files, so some aren’t read. Delete those that aren’t your team’s.');
    case 'unreadable':
      return l10n.t('Unreadable. Restore from an earlier commit.');
    case 'plugin':
      return l10n.t('Plugin recipients aren’t supported. Use a native age key (age1…).');
    case 'ssh':
      return l10n.t('SSH keys aren’t supported. Use a native age key (age1…).');
    case 'postQuantum':
      return l10n.t('Post-quantum recipients aren’t supported yet. Use a native age key (age1…).');
    case 'identity':
      return l10n.t(
        'This is a private key. Remove it and replace the key. Everyone with the repository can read it.',
      );
    case 'malformed':
      return l10n.t('This isn’t an age public key (age1…).');
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
    [...files].map(async ([why, names]) => {
      const text = l10n.t('{0}: {1}', nameList(names), why);
      const origin = await broughtBy(names[0] ?? '');
      return origin === undefined ? text : `${text} ${l10n.t('Last changed in {0}.', origin)}`;
    }),
  );
}
