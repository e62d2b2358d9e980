import { l10n } from 'vscode';
import { dayText } from '../platform/dayText';
import { sanitizeLabel } from '../platform/sanitize';
import { endOf } from './content/end';
import { prerequisitesView } from './content/prerequisites';
import { scenarioOf } from './content/scenarios';
import { type GuideModel, SCENARIO_IDS, type Step } from './model';
import { button } from './page/buttons';
import { stateOf } from './progress';
import type { GuideView, Place, StepBody, StepState, StepView } from './protocol';

/** The whole page for a login. */
export function guideView(model: GuideModel, wait?: GuideView['wait']): GuideView {
  const { account, scenario, progress } = model;
  const steps = stepViews(model);
  const counted = steps.filter(({ state }) => state !== 'skipped');
  const notice = noticeOf(model);
  return {
    title: l10n.t('Xero MFA for {0}', sanitizeLabel(account.name)),
    id: account.login,
    login: sanitizeLabel(account.login),
    loginLabel: l10n.t('Login:'),
    ...(notice !== undefined && { notice }),
    scenario: {
      label: l10n.t('What do you want to do?'),
      current: progress.scenario,
      options: SCENARIO_IDS.map(id => ({ id, label: scenarioOf(id).label() })),
      text: scenario.text(counted.length),
      startOver: button('startOver'),
    },
    prerequisites: prerequisitesView(model),
    ...(wait && { wait }),
    stepsTitle: l10n.t('Steps'),
    progress: model.isFinished
      ? l10n.t('All done')
      : l10n.t('{0} of {1} done', counted.filter(({ state }) => state === 'done').length, counted.length),
    steps,
  };
}

function stepViews(model: GuideModel): readonly StepView[] {
  const { scenario, progress, known } = model;
  return scenario.steps.map((step, index) => {
    const state = stateOf(step, progress, known);
    const body = step.id === progress.at ? stepBody(step, model) : undefined;
    const place = body?.heading ? 'here' : step.place;
    return {
      id: step.id,
      mark: String(index + 1),
      title: step.title(model),
      shortTitle: step.shortTitle(model),
      place,
      placeName: placeName(place),
      state,
      stateName: stateName(state),
      ...(body && { body }),
    };
  });
}

function stepBody(step: Step, model: GuideModel): StepBody {
  const [picture, limit, widget] = [step.picture?.(model), step.limit?.(model), step.widget?.(model)];
  const isFirst = model.scenario.steps[0] === step;
  if (model.isFinished && model.scenario.steps.at(-1) === step) {
    const end = endOf(model);
    return { ...end, buttons: [...end.buttons, button('back')] };
  }
  return {
    text: step.text(model),
    ...(picture && { picture }),
    ...(limit !== undefined && { limit }),
    ...(widget && { widget }),
    buttons: [...step.buttons(model), ...(isFirst ? [] : [button('back')])],
  };
}

function placeName(place: Place): string {
  switch (place) {
    case 'xero':
      return l10n.t('In Xero');
    case 'here':
      return l10n.t('Here');
    case 'inbox':
      return l10n.t('In the backup mailbox');
  }
}

function stateName(state: StepState): string {
  switch (state) {
    case 'done':
      return l10n.t('done');
    case 'current':
      return l10n.t('current step');
    case 'skipped':
      return l10n.t('not needed');
    case 'todo':
      return l10n.t('to do');
  }
}

function noticeOf(model: GuideModel): GuideView['notice'] {
  const { account, scenario, known } = model;
  if (known.leaver !== undefined && !model.hasKey) {
    const text = [
      l10n.t(
        '{0} is no longer in the team and could read this setup key. Get a new one from Xero.',
        sanitizeLabel(known.leaver),
      ),
      ...(known.hasPassword
        ? [l10n.t('If that is a person and not a machine, change the password in Xero, too.')]
        : []),
    ].join(' ');
    return scenario.renewsKey || known.secret === 'lost' ? { text } : { text, button: button('setUpAgain') };
  }
  if (known.isReplacing) {
    return {
      text: l10n.t(
        'The old key is kept until Xero accepts a code from the new one. If you had to stop and Xero still asks for the old codes, restore the old key.',
      ),
      button: button('putKeyBack'),
    };
  }
  const day = dayText(account.mfaSetUpOn ?? '');
  if (known.secret === 'lost') {
    const text = l10n.t('Its setup key was saved on this computer, but VS Code no longer has it.');
    return scenario.setsUp ? { text, button: button('getKey') } : { text };
  }
  if (scenario.setsUp && known.isSetUp && known.secret === 'none') {
    const text = l10n.t(
      'The list says MFA was set up on {0}. If you set it up again, the team’s key stops working.',
      day,
    );
    return { text, button: button('getKey') };
  }
  return known.isSetUp && known.secret === 'ready'
    ? { text: l10n.t('MFA was set up on {0}, and the setup key is on this computer.', day) }
    : undefined;
}
