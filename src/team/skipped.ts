import type { RecipientProblem } from '../core/team/recipients';

/** Why a file of a store is not used. */
export type SkipReason =
  | 'notForUs'
  | 'damaged'
  | 'tooLarge'
  | 'tooManyReaders'
  | 'gitLfs'
  | 'utf16'
  | 'passwordFirst'
  | 'otherLogin'
  | 'notKey'
  | 'badAnswers'
  | 'notStored'
  | 'keptUnreadable'
  | 'detailsUnreadable'
  | 'unreadable'
  | 'altered'
  | 'unmerged'
  | 'unsignedLines'
  | 'isBehind'
  | 'upperCase'
  | 'notOurs'
  | 'folder'
  | 'tooManyFiles'
  | RecipientProblem;

/** A file that was left as it is. */
export interface Skipped {
  /** In the store. */
  readonly file: string;
  readonly reason: SkipReason;
  /** The line that is not used, where the rest of the file is; counted from 1. */
  readonly line?: number;
}
