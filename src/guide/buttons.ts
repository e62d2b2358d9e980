import { l10n } from 'vscode';
import type { Findings } from './guideModel';
import type { ButtonView } from './protocol';
import type { GuideSession } from './session';

/** A button of the page: what it says, and what the guide does when it is pressed. */
interface Button {
  readonly label: () => string;
  readonly press: (guide: GuideSession) => Promise<unknown>;
}

const BUTTONS = {
  next: { label: () => l10n.t('Next'), press: guide => guide.completeStep() },
  back: { label: () => l10n.t('Back'), press: guide => guide.goBack() },
  startOver: { label: () => l10n.t('Start Over'), press: guide => guide.startOver() },
  openXero: {
    label: () => l10n.t('Open Xero in Browser'),
    press: ({ login, services }) => services.openXero(login),
  },
  copyLogin: {
    label: () => l10n.t('Copy Login'),
    press: ({ login, services }) => services.accounts.copyLogin(login),
  },
  openList: {
    label: () => l10n.t('Open List'),
    press: ({ login, services }) => services.accounts.openList(login),
  },
  enterOwner: { label: () => l10n.t('Enter Owner'), press: guide => guide.enterOwner() },
  goToKey: { label: () => l10n.t('Go to Step 7'), press: guide => guide.goToKey() },
  removeSecret: { label: () => l10n.t('Remove Setup Key…'), press: guide => guide.removeSecret() },
  putKeyBack: { label: () => l10n.t('Restore Old Key…'), press: guide => guide.putKeyBack() },
  useOtherKey: { label: () => l10n.t('Try Another Kept Key…'), press: guide => guide.useOtherKey() },
  nobodyHasIt: { label: () => l10n.t('Nobody Has It'), press: guide => guide.choose('deviceLost') },
  getKey: { label: () => l10n.t('Get Key from Team'), press: guide => guide.getKey() },
  copyCode: { label: () => l10n.t('Copy Code'), press: guide => guide.copyCode() },
  copyNextCode: { label: () => l10n.t('Copy Next Code'), press: guide => guide.copyNextCode() },
  codeAccepted: { label: () => l10n.t('It Worked'), press: guide => guide.codeAccepted() },
  codeRejected: {
    label: () => l10n.t('Xero Rejected the Code'),
    press: guide => guide.codeRejected(),
  },
  checkClock: { label: () => l10n.t('Check Clock'), press: guide => guide.checkClock() },
  correctCodes: { label: () => l10n.t('Correct Codes'), press: guide => guide.checkClock(true) },
  findOtherLogin: {
    label: () => l10n.t('Find Other Login'),
    press: guide => guide.findOtherLogin(),
  },
  waitForUnlock: { label: () => l10n.t('Start a 15-Minute Timer'), press: guide => guide.waitForUnlock() },
  useQuestions: {
    label: () => l10n.t('Use Security Questions'),
    press: guide => guide.setBackup('questions'),
  },
  useEmail: { label: () => l10n.t('Use Backup Email'), press: guide => guide.setBackup('email') },
  copyAnswer: { label: () => l10n.t('Copy Security Answer…'), press: guide => guide.copyAnswer() },
  writeList: { label: () => l10n.t('Add to List'), press: guide => guide.recordSetUp() },
} as const satisfies Readonly<Record<string, Button>>;

/** The names of the buttons. */
export type Action = keyof typeof BUTTONS;

export const ACTIONS = Object.keys(BUTTONS) as readonly Action[];

/** A button as the page shows it, with another label where it is given. */
export function button(action: Action, label = BUTTONS[action].label()): ButtonView {
  return { action, label };
}

/** What can be done about the clock next. */
export function clockButton({ canCorrect }: Findings): ButtonView {
  return button(canCorrect ? 'correctCodes' : 'checkClock');
}

/** A {@link button} that is highlighted as what to do next. */
export function primaryButton(action: Action, label?: string): ButtonView {
  return { ...button(action, label), primary: true };
}

/** Carries out a button's action. @returns false if there is no such button */
export async function press(action: string, guide: GuideSession): Promise<boolean> {
  const found = ACTIONS.find(each => each === action);
  if (found) await BUTTONS[found].press(guide);
  return found !== undefined;
}
