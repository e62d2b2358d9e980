import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import {
  isFinished,
  type KnownState,
  type Prerequisite,
  type Progress,
  prerequisitesOf,
  stateOf,
} from './progress';
import type { ButtonView, GuideView, PrerequisitesView, StepBody, StepState, StepView } from './protocol';
import { handsOver, SCENARIOS, type Scenario, type StepId, stepsOf, XERO_STEPS } from './scenarios';
import { afterwards, placeName, type StepText, stepText } from './stepText';
import { checkClock, type Findings, putKeyBack, stepButtons, stepWidget } from './stepWidgets';

/** What the page is made of. */
export interface GuideModel {
  readonly account: Account;
  readonly progress: Progress;
  readonly known: KnownState;
  readonly findings: Findings;
  /** Whether the secret is kept that the stored one took the place of. */
  readonly hasPrevious: boolean;
  /** Whether answers to security questions are stored. */
  readonly hasAnswers: boolean;
}

/** The page for a login as it is to be shown now. */
export function guideView(model: GuideModel): GuideView {
  const { account, progress, known } = model;
  const steps = stepViews(model);
  const counted = steps.filter(({ state }) => state !== 'skipped');
  const notice = noticeOf(model);
  return {
    title: vscode.l10n.t('Xero MFA for {0}', sanitizeLabel(account.name)),
    id: account.login,
    login: sanitizeLabel(account.login),
    loginLabel: vscode.l10n.t('Login:'),
    ...(notice !== undefined && { notice }),
    scenario: {
      label: vscode.l10n.t('What do you want to do?'),
      current: progress.scenario,
      options: SCENARIOS.map(id => ({ id, label: scenarioLabel(id) })),
      text: scenarioText(progress.scenario),
      startOver: { action: 'startOver', label: vscode.l10n.t('Start Over') },
    },
    prerequisites: prerequisites(model),
    stepsTitle: vscode.l10n.t('Steps'),
    progress: isFinished(progress, known)
      ? vscode.l10n.t('All done')
      : vscode.l10n.t(
          '{0} of {1} done',
          counted.filter(({ state }) => state === 'done').length,
          counted.length,
        ),
    steps,
  };
}

function stepViews(model: GuideModel): readonly StepView[] {
  const { account, progress, known } = model;
  let extraSteps = 0;
  return stepsOf(progress.scenario).map(id => {
    const said = stepText(id, account, progress);
    const state = stateOf(id, progress, known);
    return {
      id,
      mark: isXeroStep(id) ? id : letter(extraSteps++),
      title: said.title,
      place: said.place,
      placeName: placeName(said.place),
      state,
      stateName: stateName(state),
      ...(id === progress.at && { body: stepBody(id, said, model) }),
    };
  });
}

function stepBody(id: StepId, said: StepText, model: GuideModel): StepBody {
  const { account, progress, known } = model;
  const { picture } = said;
  const limit = lockText(id, progress) ?? said.limit;
  const widget = stepWidget(id, model);
  const isFirst = stepsOf(progress.scenario)[0] === id;
  const back: ButtonView = { action: 'back', label: vscode.l10n.t('Back') };
  return {
    text: handsOver(id) && isFinished(progress, known) ? afterwards(account) : said.text,
    ...(picture && { picture }),
    ...(limit !== undefined && { limit }),
    ...(widget && { widget }),
    buttons: [...stepButtons(id, model), ...(isFirst ? [] : [back])],
  };
}

function isXeroStep(id: StepId): boolean {
  return (XERO_STEPS as readonly string[]).includes(id);
}

function letter(index: number): string {
  return String.fromCodePoint('A'.charCodeAt(0) + index);
}

function stateName(state: StepState): string {
  switch (state) {
    case 'done':
      return vscode.l10n.t('done');
    case 'current':
      return vscode.l10n.t('current step');
    case 'skipped':
      return vscode.l10n.t('not needed');
    case 'todo':
      return vscode.l10n.t('still to do');
  }
}

function noticeOf({ account, progress, known, hasPrevious }: GuideModel): GuideView['notice'] {
  if (hasPrevious) {
    return {
      text: vscode.l10n.t(
        'The old key is kept until Xero has taken a code of the new one. If you had to stop before that and Xero still wants its codes, put it back.',
      ),
      button: putKeyBack(),
    };
  }
  const day = sanitizeLabel(account.mfaSetUpOn ?? '');
  const isSettingUp = progress.scenario === 'setUp' || progress.scenario === 'enforced';
  const getKey: ButtonView = { action: 'getKey', label: vscode.l10n.t('Get the Key from the Team') };
  if (known.secret === 'lost') {
    const text = vscode.l10n.t('Its secret was stored on this computer, and VS Code no longer has it.');
    return isSettingUp ? { text, button: getKey } : { text };
  }
  if (isSettingUp && known.isSetUp && known.secret === 'none') {
    const text = vscode.l10n.t(
      'The list says that MFA was set up on {0}. Setting it up again would end the key that the team has.',
      day,
    );
    return { text, button: getKey };
  }
  return known.isSetUp && known.secret === 'ready'
    ? { text: vscode.l10n.t('MFA was set up on {0}, and the secret is on this computer.', day) }
    : undefined;
}

/** Where the person said that Xero locked them out, when to try again. */
function lockText(id: StepId, { lockedUntil = 0 }: Progress): string | undefined {
  if (!['8', '9', '10', 'tryCode'].includes(id) || lockedUntil <= Date.now()) return undefined;
  return vscode.l10n.t(
    'Try again at {0}, once and with a new code. If Xero still refuses, leave it for two hours.',
    new Date(lockedUntil).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' }),
  );
}

function scenarioLabel(scenario: Scenario): string {
  switch (scenario) {
    case 'setUp':
      return vscode.l10n.t('Set MFA up for the first time');
    case 'enforced':
      return vscode.l10n.t('Xero asks me to set it up while I sign in');
    case 'fromTeam':
      return vscode.l10n.t('Somebody else has set it up');
    case 'secretLost':
      return vscode.l10n.t('The secret is gone from this computer');
    case 'newDevice':
      return vscode.l10n.t('Change to a new key or phone; the old one still works');
    case 'deviceLost':
      return vscode.l10n.t('The old phone or key is lost');
    case 'afterLeaver':
      return vscode.l10n.t('A colleague who had the key has left');
    case 'turnOff':
      return vscode.l10n.t('Turn MFA off');
  }
}

function scenarioText(scenario: Scenario): string {
  switch (scenario) {
    case 'setUp':
      return vscode.l10n.t('From a login without MFA to codes that the whole team can copy: 14 steps.');
    case 'enforced':
      return vscode.l10n.t('The same set-up, begun by Xero at step 4.');
    case 'fromTeam':
      return vscode.l10n.t('You need the key that person was given, and nothing in Xero.');
    case 'secretLost':
      return vscode.l10n.t('Get the key again from where the team has it.');
    case 'newDevice':
      return vscode.l10n.t('Sign in once more with the old key, then let Xero give out a new one.');
    case 'deviceLost':
      return vscode.l10n.t('Sign in without a code, then let Xero give out a new key.');
    case 'afterLeaver':
      return vscode.l10n.t('A new key makes the one that left with them worthless.');
    case 'turnOff':
      return vscode.l10n.t('Sign-in then asks for the password alone, where Xero allows it.');
  }
}

function prerequisites({ account, progress, findings }: GuideModel): PrerequisitesView {
  const items = prerequisitesOf(progress.scenario).map(id => {
    const finding = findingOf(id, account, findings);
    const isKnown = (id === 'otherAddress' || id === 'owner') && finding !== undefined;
    const button = id === 'clock' ? checkClock() : id === 'owner' && !account.owner ? editOwner() : undefined;
    return {
      id,
      text: prerequisiteText(id),
      ticked: isKnown || progress.ticked.includes(id),
      isKnown,
      ...(finding !== undefined && { finding }),
      ...(button && { button }),
    };
  });
  return {
    title: vscode.l10n.t('Before you start'),
    open: progress.done.length === 0 && items.some(({ ticked }) => !ticked),
    warning: vscode.l10n.t(
      'For test organisations only. Do not share the login of real books: give each person a Xero user of their own instead. Users cost nothing, and Xero’s records then show who did what.',
    ),
    items,
  };
}

function prerequisiteText(item: Prerequisite): string {
  switch (item) {
    case 'browser':
      return vscode.l10n.t('I sign in with a web browser. Xero’s mobile app cannot set MFA up.');
    case 'inbox':
      return vscode.l10n.t('The backup mailbox is open, or within reach: Xero sends a code to it.');
    case 'otherAddress':
      return vscode.l10n.t('The backup address is not the login itself. Xero refuses the same one.');
    case 'clock':
      return vscode.l10n.t(
        'The clock of this computer is right. A wrong one is why codes are refused, nearly always.',
      );
    case 'testOrganisation':
      return vscode.l10n.t('This login reaches test organisations, and no customer’s books.');
    case 'owner':
      return vscode.l10n.t('One person owns this login, by name.');
  }
}

function findingOf(item: Prerequisite, account: Account, findings: Findings): string | undefined {
  switch (item) {
    case 'clock':
      return findings.clock;
    case 'otherAddress':
      return account.backupEmail && vscode.l10n.t('In the list: {0}', sanitizeLabel(account.backupEmail));
    case 'owner':
      return account.owner && vscode.l10n.t('In the list: {0}', sanitizeLabel(account.owner));
    case 'testOrganisation': {
      const names = account.organisations.map(({ name }) => sanitizeLabel(name)).join(', ');
      return names ? vscode.l10n.t('In the list: {0}', names) : undefined;
    }
    default:
      return undefined;
  }
}

function editOwner(): ButtonView {
  return { action: 'enterOwner', label: vscode.l10n.t('Enter the Owner') };
}
