import type { Account } from '../core/account';
import type { Publication, StoreOfLogin } from '../core/team/loginState';
import type { SecretState } from '../secrets/keyStates';
import type { ButtonView, PictureView, Place, RichText, WidgetView } from './protocol';

/** In the order in which the page offers them. */
export const SCENARIO_IDS = [
  'setUp',
  'enforced',
  'fromTeam',
  'secretLost',
  'newDevice',
  'deviceLost',
  'afterLeaver',
  'turnOff',
] as const;
export type ScenarioId = (typeof SCENARIO_IDS)[number];

/** In the order in which the page lists them. */
export const PREREQUISITE_IDS = [
  'browser',
  'inbox',
  'otherAddress',
  'clock',
  'testOrganisation',
  'owner',
] as const;
export type PrerequisiteId = (typeof PREREQUISITE_IDS)[number];

/** The steps of Xero's own set-up, in Xero's order. */
export const XERO_STEPS = [
  'openMenu',
  'openAccount',
  'startSetUp',
  'useOwnApp',
  'showKey',
  'copyKey',
  'pasteKey',
  'copyCode',
  'enterCode',
  'confirmCode',
  'addBackup',
  'copyEmailCode',
  'confirmEmail',
  'finish',
] as const;
export type XeroStepId = (typeof XERO_STEPS)[number];

/** One step of the guide. Texts are functions because they are translated when they are shown. */
export interface Step {
  /** Says what the step is for. It is remembered between sessions, so it must not change. */
  readonly id: string;
  readonly place: Place;
  readonly title: (model: GuideModel) => RichText;
  /** What the rail calls it, in two to four words. */
  readonly shortTitle: (model: GuideModel) => string;
  readonly text: (model: GuideModel) => readonly RichText[];
  readonly picture?: (model: GuideModel) => PictureView | undefined;
  /** A time limit of Xero's. */
  readonly limit?: (model: GuideModel) => string | undefined;
  /** What the step does here besides explaining. */
  readonly widget?: (model: GuideModel) => WidgetView | undefined;
  /** Each keeps its place while another one becomes the next thing to do, so that no click meets the wrong one. */
  readonly buttons: (model: GuideModel) => readonly ButtonView[];
  /** Only a stored key completes it, not the person. */
  readonly needsKey?: true;
  /** Copying the code completes it. */
  readonly isDoneByCopying?: true;
  /** The next step says it, too, so that a copied code is still good when it is pasted. */
  readonly isToldByNext?: true;
  /** The ids of the steps without which nobody completes it in Xero. */
  readonly proves?: readonly string[];
  /** Skipped where security questions replace the backup email. */
  readonly isForEmail?: true;
  /** Completing it proves that Xero accepted the sign-in, so the login isn't locked. */
  readonly endsLock?: true;
  /** What completing it writes into the list about MFA. */
  readonly records?: 'setUp' | 'turnedOff';
}

/** What a person comes to the guide for, and the steps that get them there. */
export interface Scenario {
  readonly label: () => string;
  /** @param count how many steps it has that are not skipped */
  readonly text: (count: number) => string;
  readonly steps: readonly Step[];
  /** What the person should have before they start. */
  readonly prerequisites: readonly PrerequisiteId[];
  /** It replaces a key that the team already has, so a key that is stored at the start is the old one. */
  readonly renewsKey?: true;
  /** It sets MFA up for a login without MFA. */
  readonly setsUp?: true;
}

/** The number of a step in a scenario, from 1, as the rail counts; 0 if the scenario doesn't have it. */
export function numberIn({ steps }: Scenario, id: XeroStepId): number {
  return steps.findIndex(step => step.id === id) + 1;
}

/** How to sign in when the codes are gone. */
export type Backup = 'email' | 'questions';

/**
 * Which key the scenario works with. `stored`: the one stored here, if any. `wanted`: a new one, not pasted yet.
 * `pasted`: one pasted in this scenario. `accepted`: the same, after Xero accepted a code from it.
 */
export type KeyProgress = 'stored' | 'wanted' | 'pasted' | 'accepted';

/** How far a person is with one scenario of a login. It is remembered between sessions and holds nothing secret. */
export interface Progress {
  readonly scenario: ScenarioId;
  /** The id of the current step. */
  readonly at: string;
  /** The ids of the steps the person has completed, in the scenario's order. */
  readonly done: readonly string[];
  readonly ticked: readonly PrerequisiteId[];
  /** Whether the person skipped what is not ticked. */
  readonly isSkipping?: boolean;
  readonly backup: Backup;
  readonly key: KeyProgress;
  /** When Xero may unlock the login, in milliseconds since the Unix epoch. */
  readonly lockedUntil?: number;
}

/** What the lists and the secret storage say about a login. */
export interface KnownState {
  readonly secret: SecretState;
  /** Whether the list says that MFA is set up. */
  readonly isSetUp: boolean;
  /** Whether the key that Xero last accepted is kept beside a newer one. */
  readonly isReplacing: boolean;
  /** Whether still more keys are kept. */
  readonly hasCandidates: boolean;
  /** Whether answers to security questions are stored. */
  readonly hasAnswers: boolean;
  readonly hasPassword: boolean;
  readonly store: StoreOfLogin;
  /** The name of somebody who was removed from the team and could read the stored key, which must be replaced. */
  readonly leaver?: string;
}

/** Whether the keys of the login's list are for a team store, as far as this computer can bring them there. */
export function hasStore({ store }: Pick<KnownState, 'store'>): boolean {
  return store === 'shared' || store === 'waiting' || store === 'notJoined';
}

/** Another login whose MFA must be set up again. */
export interface NextDue {
  readonly login: string;
  readonly name: string;
  /** How many there are, with this one. */
  readonly left: number;
}

/** What checks found while the guide is open. Not remembered. */
export interface Findings {
  readonly clock?: string;
  /** Whether correcting codes by the measured clock error would make them work. */
  readonly canCorrect?: boolean;
  readonly isClockChecked?: boolean;
  /** Which other logins have the same key. */
  readonly otherLogin?: string;
  readonly hasSameKey?: boolean;
  /** Whether a key pasted for comparison is the stored one. */
  readonly comparison?: string;
  readonly isOtherKey?: boolean;
  /** Whether a cause of rejected codes was found and mended. */
  readonly isMended?: boolean;
  /** That codes now come from another of the kept keys. */
  readonly otherKey?: string;
  /** Warnings about the key just stored. */
  readonly key?: string;
  /** Why the list couldn't be written at the end. */
  readonly list?: string;
  /** Whether the person opened Xero here. */
  readonly isXeroOpened?: boolean;
  /** Whether the backup email, or each of the answers, was copied here. */
  readonly isBackupCopied?: boolean;
  /** Whether Xero rejected a code, so that the likely causes are shown. */
  readonly isRejected?: boolean;
  /** Whether a code was copied since, which Xero may reject, too. */
  readonly hasCopiedSince?: boolean;
}

/** Everything the page is made from. */
export interface GuideModel {
  readonly account: Account;
  readonly scenario: Scenario;
  readonly progress: Progress;
  readonly known: KnownState;
  readonly findings: Findings;
  /** Whether the key that the scenario is about is stored here. */
  readonly hasKey: boolean;
  /** Whether a code of it is on the clipboard and has not expired. */
  readonly hasFreshCode: boolean;
  /** Whether every step of the scenario is done or skipped. */
  readonly isFinished: boolean;
  readonly nextDue: NextDue | undefined;
  /** Known at the last step, where git knows the login's list. */
  readonly publication: Publication | undefined;
  /** The language for times, as a BCP 47 tag. */
  readonly language: string;
}
