import * as vscode from 'vscode';
import { type LoginDetails, NO_DETAILS, parseDetails, serialiseDetails } from '../../core/loginDetails';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import type { Side } from '../sync';
import type { Team } from '../teams';
import { signerText } from './signerText';

/** Asks which details to keep. The key is the same, so it is they that differ. No password is shown. */
export async function chooseDetails(
  login: string,
  team: Team,
  services: TeamCommandServices,
): Promise<Side | undefined> {
  const { teams, nameOf } = services;
  const { answers: stored } = await teams.localOf(login);
  const file = await teams.run(team, store => store.get(login, 'answers'));
  if (typeof file !== 'object') return undefined;
  const [here, there] = [parseDetails(stored ?? NO_DETAILS), parseDetails(file.value)];
  const { question, keep, take } = textsOf(differenceOf(here, there), sanitizeLabel(nameOf(login)));
  const detail = [...missingTexts(here, there), await signerText(team, file, services)].join('\n\n');
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, keep, take);
  if (chosen === undefined) return undefined;
  return chosen === keep ? 'here' : 'store';
}

type Difference = 'answers' | 'password' | 'both';

/** Answers that are on one side only are kept in any case. */
function differenceOf(here: LoginDetails, there: LoginDetails): Difference {
  const [one, other] = [here, there].map(({ answers }) => serialiseDetails({ answers }));
  const haveBoth = here.answers.length > 0 && there.answers.length > 0;
  if (here.password === there.password) return haveBoth ? 'answers' : 'password';
  return haveBoth && one !== other ? 'both' : 'password';
}

function textsOf(difference: Difference, name: string): Record<'question' | 'keep' | 'take', string> {
  switch (difference) {
    case 'answers':
      return {
        question: vscode.l10n.t(
          '{0} has different answers to security questions here and in the team store. Which ones are right?',
          name,
        ),
        keep: vscode.l10n.t('Keep This Computer’s Answers'),
        take: vscode.l10n.t('Use the Team’s Answers'),
      };
    case 'password':
      return {
        question: vscode.l10n.t(
          'The password for {0} is different here and in the team store. Which one is right?',
          name,
        ),
        keep: vscode.l10n.t('Keep This Computer’s Password'),
        take: vscode.l10n.t('Use the Team’s Password'),
      };
    case 'both':
      return {
        question: vscode.l10n.t(
          '{0} has a different password and different answers to security questions here and in the team store. Which ones are right?',
          name,
        ),
        keep: vscode.l10n.t('Keep This Computer’s'),
        take: vscode.l10n.t('Use the Team’s'),
      };
  }
}

/** Which side has no password. */
function missingTexts(here: LoginDetails, there: LoginDetails): string[] {
  if (here.password === there.password) return [];
  if (here.password === undefined) return [vscode.l10n.t('This computer has no password for it.')];
  return there.password === undefined ? [vscode.l10n.t('The team store has no password for it.')] : [];
}
