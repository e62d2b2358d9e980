import { l10n } from 'vscode';
import { type Scenario, type ScenarioId, type Step, XERO_STEPS } from '../model';
import { addBackup, confirmEmail, copyEmailCode } from './backup';
import { finish, passOn } from './finish';
import { confirmCode, copyCode, copyKey, enterCode, pasteKey, showKey, useOwnApp } from './newKey';
import { askToSetUp, openAccount, openMenu, startSetUp } from './openSetUp';
import { changeDevice, changePassword, getKey, signIn, signInByBackup, tryCode } from './signIn';
import { forget, turnOff } from './turnOff';

const NEW_KEY = [useOwnApp, showKey, copyKey, pasteKey, copyCode, enterCode, confirmCode];
const FROM_QR_PAGE = [...NEW_KEY, addBackup, copyEmailCode, confirmEmail, finish];
const FROM_TEAM = [getKey, pasteKey, copyCode, tryCode];
const RENEW = [changeDevice, ...NEW_KEY, passOn];

const SCENARIOS: Readonly<Record<ScenarioId, Scenario>> = {
  setUp: {
    label: () => l10n.t('Set up MFA for the first time'),
    text: count => l10n.t('{0} steps, from a login without MFA to codes the whole team can copy.', count),
    steps: [openMenu, openAccount, startSetUp, ...FROM_QR_PAGE],
    prerequisites: ['browser', 'inbox', 'otherAddress', 'clock', 'testOrganisation', 'owner'],
    setsUp: true,
  },
  enforced: {
    label: () => l10n.t('Xero asks me to set up MFA when I sign in'),
    text: () => l10n.t('The same steps, from the page that Xero shows when you sign in.'),
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

/** A step of Xero's set-up by its number, from 1. */
export function stepNumbered(number: number): Step | undefined {
  return SCENARIOS.setUp.steps.find(({ id }) => id === XERO_STEPS[number - 1]);
}
