import { l10n } from 'vscode';
import type { PrerequisiteId } from './prerequisites';
import { addBackup, confirmEmail, copyEmailCode } from './steps/backup';
import { finish, passOn } from './steps/finish';
import { confirmCode, copyCode, copyKey, enterCode, pasteKey, showKey, useOwnApp } from './steps/newKey';
import { askToSetUp, openAccount, openMenu, startSetUp } from './steps/openSetUp';
import { changeDevice, changePassword, getKey, signIn, signInByBackup, tryCode } from './steps/signIn';
import type { Step } from './steps/step';
import { forget, turnOff } from './steps/turnOff';

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

/** What a person comes to the guide for, and what is to be done then, in order. */
export interface Scenario {
  readonly label: () => string;
  readonly text: () => string;
  readonly steps: readonly Step[];
  /** What the person should have before they begin. */
  readonly prerequisites: readonly PrerequisiteId[];
  /** It gives the login a new key in the place of one that the team has: a key that is stored already is not it. */
  readonly renewsKey?: true;
  /** It sets MFA up for a login that has none. */
  readonly setsUp?: true;
}

const NEW_KEY = [useOwnApp, showKey, copyKey, pasteKey, copyCode, enterCode, confirmCode];
const FROM_QR_PAGE = [...NEW_KEY, addBackup, copyEmailCode, confirmEmail, finish];
const FROM_TEAM = [getKey, pasteKey, copyCode, tryCode];
const RENEW = [changeDevice, ...NEW_KEY, passOn];

const SCENARIOS: Readonly<Record<ScenarioId, Scenario>> = {
  setUp: {
    label: () => l10n.t('Set MFA up for the first time'),
    text: () => l10n.t('From a login without MFA to codes that the whole team can copy: 14 steps.'),
    steps: [openMenu, openAccount, startSetUp, ...FROM_QR_PAGE],
    prerequisites: ['browser', 'inbox', 'otherAddress', 'clock', 'testOrganisation', 'owner'],
    setsUp: true,
  },
  enforced: {
    label: () => l10n.t('Xero asks me to set it up while I sign in'),
    text: () => l10n.t('The same set-up, begun by Xero at step 4.'),
    steps: [askToSetUp, ...FROM_QR_PAGE],
    prerequisites: ['browser', 'inbox', 'otherAddress', 'clock', 'testOrganisation', 'owner'],
    setsUp: true,
  },
  fromTeam: {
    label: () => l10n.t('Somebody else has set it up'),
    text: () => l10n.t('You need the key that person was given, and nothing in Xero.'),
    steps: FROM_TEAM,
    prerequisites: ['clock', 'testOrganisation'],
  },
  secretLost: {
    label: () => l10n.t('The secret is gone from this computer'),
    text: () => l10n.t('Get the key again from where the team has it.'),
    steps: FROM_TEAM,
    prerequisites: ['clock', 'testOrganisation'],
  },
  newDevice: {
    label: () => l10n.t('Change to a new key or phone; the old one still works'),
    text: () => l10n.t('Sign in once more with the old key, then let Xero give out a new one.'),
    steps: [signIn, ...RENEW],
    prerequisites: ['browser', 'clock', 'testOrganisation', 'owner'],
    renewsKey: true,
  },
  deviceLost: {
    label: () => l10n.t('The old phone or key is lost'),
    text: () => l10n.t('Sign in without a code, then let Xero give out a new key.'),
    steps: [signInByBackup, ...RENEW],
    prerequisites: ['browser', 'inbox', 'clock', 'testOrganisation', 'owner'],
    renewsKey: true,
  },
  afterLeaver: {
    label: () => l10n.t('A colleague who had the key has left'),
    text: () => l10n.t('A new key makes the one that left with them worthless.'),
    steps: [signIn, changePassword, ...RENEW],
    prerequisites: ['browser', 'clock', 'testOrganisation', 'owner'],
    renewsKey: true,
  },
  turnOff: {
    label: () => l10n.t('Turn MFA off'),
    text: () => l10n.t('Sign-in then asks for the password alone, where Xero allows it.'),
    steps: [signIn, turnOff, forget],
    prerequisites: ['browser', 'testOrganisation', 'owner'],
  },
};

export function isScenarioId(text: string): text is ScenarioId {
  return Object.hasOwn(SCENARIOS, text);
}

export function scenarioOf(id: ScenarioId): Scenario {
  return SCENARIOS[id];
}

/** The step of Xero's own set-up that has a number. */
export function stepNumbered(number: number): Step | undefined {
  return SCENARIOS.setUp.steps.find(step => step.number === number);
}
