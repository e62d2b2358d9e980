import type { SkipReason } from '../../src/team/skipped';

const RESTORE = 'Restore it from an earlier commit.';

/** Why a file can't be used, and what to do. */
export function skipText(reason: SkipReason): string {
  switch (reason) {
    case 'notForUs':
      return 'It is encrypted for others, not for this identity. Ask a member to approve this machine for it.';
    case 'tooLarge':
    case 'tooManyReaders':
      return `It is too large, or for too many recipients. ${RESTORE}`;
    case 'gitLfs':
      return 'It is stored with Git LFS. Run “git lfs pull”.';
    case 'utf16':
      return 'It is in UTF-16, as PowerShell writes with “>”. Write it with the -o option of age.';
    case 'passwordFirst':
      return 'Its first line is not the setup key. Move the line with otpauth:// to the top.';
    case 'otherLogin':
      return `The setup key in it is for another login. ${RESTORE}`;
    case 'notKey':
      return `It has no setup key that can be used. ${RESTORE}`;
    case 'badAnswers':
      return `The password or the answers in it can't be read. ${RESTORE}`;
    case 'altered':
      return `No member signed it as it is now. ${RESTORE}`;
    case 'upperCase':
      return 'Its name has upper-case letters. Rename it to lower case.';
    case 'notOurs':
    case 'folder':
      return 'It is not a file of a login, so it is not used.';
    case 'tooManyFiles':
      return "It has too many files, so some are not read. Delete those that aren't your team's.";
    case 'identity':
      return 'It has a private key, which everyone with the repository can read. Remove it and replace the key.';
    case 'plugin':
    case 'ssh':
    case 'postQuantum':
    case 'malformed':
      return 'It has a recipient that is not a native age key (age1…). Replace it, or delete the line.';
    default:
      return `It is damaged. ${RESTORE}`;
  }
}
