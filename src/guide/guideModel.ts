import type { Account } from '../core/account';
import type { SecretState } from '../secrets/store';
import type { Progress } from './progress';
import type { Scenario } from './scenarios';

/** What the lists and the secret storage say about a login. */
export interface KnownState {
  readonly secret: SecretState;
  /** Whether the list says that MFA is set up. */
  readonly isSetUp: boolean;
  /** Whether the key that Xero accepted is kept beside a newer one. */
  readonly isReplacing: boolean;
  /** Whether keys are kept besides these. */
  readonly hasCandidates: boolean;
  /** Whether answers to security questions are stored. */
  readonly hasAnswers: boolean;
  /** Whether its key goes to the team by a team store that this computer can read. */
  readonly isShared: boolean;
}

/** What was found out while the guide is open; it is not remembered. */
export interface Findings {
  readonly clock?: string;
  /** Whether codes would work if they were corrected by what was found of the clock. */
  readonly canCorrect?: boolean;
  /** Whether another login has the same key. */
  readonly otherLogin?: string;
  /** Whether a key pasted again is the stored one. */
  readonly comparison?: string;
  /** That codes come from another key that was kept. */
  readonly otherKey?: string;
  /** What to know of the key just stored. */
  readonly key?: string;
  /** Why the list could not be written at the end. */
  readonly list?: string;
  /** Xero rejected the code, and the likely causes are shown. */
  readonly isRejected?: boolean;
}

/** What the page is made of. */
export interface GuideModel {
  readonly account: Account;
  readonly scenario: Scenario;
  readonly progress: Progress;
  readonly known: KnownState;
  readonly findings: Findings;
  /** Whether the key that the scenario is about is stored here. */
  readonly hasKey: boolean;
  /** Whether nothing of the scenario is left to do. */
  readonly isFinished: boolean;
  /** In which times are written, as BCP 47 names it. */
  readonly language: string;
}
