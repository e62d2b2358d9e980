import { l10n } from 'vscode';
import type { Findings, GuideModel } from '../model';
import type { ButtonView } from '../protocol';

/** What the buttons say, by their actions. `session.ts` says what each does. */
const LABELS = {
  next: () => l10n.t('Next'),
  back: () => l10n.t('Back'),
  startOver: () => l10n.t('Start Over'),
  openXero: () => l10n.t('Open Xero in Browser'),
  copyLogin: () => l10n.t('Copy Login'),
  openList: () => l10n.t('Open Accounts List'),
  enterOwner: () => l10n.t('Enter Owner'),
  skipPrerequisites: () => l10n.t('Skip'),
  pasteKey: () => l10n.t('Paste from Clipboard'),
  goToKey: () => l10n.t('Go to Setup Key'),
  removeSecret: () => l10n.t('Remove Setup Key…'),
  putKeyBack: () => l10n.t('Restore Old Key…'),
  useOtherKey: () => l10n.t('Try Another Kept Key…'),
  nobodyHasIt: () => l10n.t('No One Has It'),
  getKey: () => l10n.t('Get Key from Team'),
  copyCode: () => l10n.t('Copy Code'),
  copyNextCode: () => l10n.t('Copy Next Code'),
  codeAccepted: () => l10n.t('It Worked'),
  codeRejected: () => l10n.t('Xero Rejected the Code'),
  checkClock: () => l10n.t('Check Clock'),
  correctCodes: () => l10n.t('Correct Codes'),
  findOtherLogin: () => l10n.t('Check Other Logins'),
  waitForUnlock: () => l10n.t('Start a 15-Minute Timer'),
  useQuestions: () => l10n.t('Use Security Questions'),
  useEmail: () => l10n.t('Use Backup Email'),
  copyEmail: () => l10n.t('Copy Backup Email'),
  copyAnswer: () => l10n.t('Copy Security Answer…'),
  writeList: () => l10n.t('Add to List'),
  setUpAgain: () => l10n.t('Set Up Again'),
  openNext: () => l10n.t('Next'),
  commitStore: () => l10n.t('Commit and Push'),
  commitList: () => l10n.t('Commit List'),
  joinTeam: () => l10n.t('Join Team…'),
  createTeam: () => l10n.t('Create Team Store…'),
  exportBackup: () => l10n.t('Export Backup…'),
} as const satisfies Readonly<Record<string, () => string>>;

export type Action = keyof typeof LABELS;
export const ACTIONS = Object.keys(LABELS) as readonly Action[];

export function isAction(text: string): text is Action {
  return Object.hasOwn(LABELS, text);
}

export function button(action: Action, label = LABELS[action]()): ButtonView {
  return { action, label };
}

/** Highlights one of the buttons as the next thing to do. */
export function withMain(main: Action | undefined, buttons: readonly ButtonView[]): readonly ButtonView[] {
  return buttons.map(each => (each.action === main ? { ...each, primary: true } : each));
}

/** A {@link button} that is highlighted as the next thing to do. */
export function primaryButton(action: Action, label?: string): ButtonView {
  return { ...button(action, label), primary: true };
}

/** The next thing to do about the clock. */
export function clockAction({ canCorrect }: Findings): Action {
  return canCorrect ? 'correctCodes' : 'checkClock';
}

/** Buttons for the codes that Xero may ask for before it issues a new key. */
export function oldCodeButtons({ known }: GuideModel): readonly ButtonView[] {
  return [
    ...(known.secret === 'ready' ? [button('copyCode')] : []),
    ...(known.secret !== 'ready' && known.store === 'notJoined' ? [button('joinTeam')] : []),
    ...(known.isReplacing ? [button('putKeyBack')] : []),
  ];
}
