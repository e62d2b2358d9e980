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
    label: () => l10n.t('Set up MFA for the first time'),
    text: () => l10n.t('14 steps, from a login without MFA to codes the whole team can copy.'),
    steps: [openMenu, openAccount, startSetUp, ...FROM_QR_PAGE],
    prerequisites: ['browser', 'inbox', 'otherAddress', 'clock', 'testOrganisation', 'owner'],
    setsUp: true,
  },
  enforced: {
    label: () => l10n.t('Xero asks me to set up MFA when I sign in'),
    text: () => l10n.t('The same steps, but Xero starts at step 4.'),
    steps: [askToSetUp, ...FROM_QR_PAGE],
    prerequisites: ['browser', 'inbox', 'otherAddress', 'clock', 'testOrganisation', 'owner'],
    setsUp: true,
  },
  fromTeam: {
    label: () => l10n.t('Someone else has set it up'),
    text: () => l10n.t('You only need their setup key. There is nothing to do in Xero.'),
    steps: FROM_TEAM,
    prerequisites: ['clock', 'testOrganisation'],
  },
  secretLost: {
    label: () => l10n.t('The setup key is lost on this computer'),
    text: () => l10n.t('Get the setup key from your team again.'),
    steps: FROM_TEAM,
    prerequisites: ['clock', 'testOrganisation'],
  },
  newDevice: {
    label: () => l10n.t('Change to a new key or phone (the old one still works)'),
    text: () => l10n.t('Sign in with the old key once more, then get a new key from Xero.'),
    steps: [signIn, ...RENEW],
    prerequisites: ['browser', 'clock', 'testOrganisation', 'owner'],
    renewsKey: true,
  },
  deviceLost: {
    label: () => l10n.t('The old phone or key is lost'),
    text: () => l10n.t('Sign in without a code, then get a new key from Xero.'),
    steps: [signInByBackup, ...RENEW],
    prerequisites: ['browser', 'inbox', 'clock', 'testOrganisation', 'owner'],
    renewsKey: true,
  },
  afterLeaver: {
    label: () => l10n.t('A colleague who had the key has left'),
    text: () => l10n.t('After you set up a new key, the old one no longer works.'),
    steps: [signIn, changePassword, ...RENEW],
    prerequisites: ['browser', 'clock', 'testOrganisation', 'owner'],
    renewsKey: true,
  },
  turnOff: {
    label: () => l10n.t('Turn MFA off'),
    text: () => l10n.t('You then sign in with only the password, if Xero allows it.'),
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
