import type { MissingSign } from './jsonFault';
import type { TextSpan } from './jsonSpans';

/** `error`: an entry or the whole list is skipped, or can't be edited; `warning`: only a field is skipped, or must not be there. */
export type ListProblemSeverity = 'error' | 'warning';

/** What may be wrong in a list, without its span. */
export type ListFlaw =
  | { readonly kind: 'syntax'; readonly missing: MissingSign | undefined }
  | {
      readonly kind:
        | 'notObject'
        | 'noAccounts'
        | 'entryNotObject'
        | 'missingLogin'
        | 'tooLarge'
        | 'invalidUtf8'
        | 'backupEmailIsLogin'
        | 'holdsKey'
        | 'holdsPassword';
    }
  | { readonly kind: 'unknownVersion'; readonly version: string }
  | { readonly kind: 'malformedLogin' | 'malformedBackupEmail'; readonly value: string }
  | { readonly kind: 'duplicateLogin'; readonly firstOffset: number }
  | { readonly kind: 'wrongType'; readonly field: string; readonly expected: string };

/** What is wrong in a list, and where. */
export type ListProblem = TextSpan &
  ListFlaw & {
    readonly severity: ListProblemSeverity;
    /** The login of the entry it concerns, if known. */
    readonly login?: string;
    /** The name of an entry without a login that can be used. */
    readonly entry?: string;
  };
