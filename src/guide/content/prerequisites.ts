import { l10n } from 'vscode';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel, PrerequisiteId } from '../model';
import { button, clockAction } from '../page/buttons';
import type { ButtonView, PrerequisitesView, PrerequisiteView } from '../protocol';

/** Something a person should have before they start. */
interface Prerequisite {
  readonly text: () => string;
  /** The same in a few words, for those who are past the first step. */
  readonly name: () => string;
  /** What the list or a check says about it. */
  readonly finding?: (model: GuideModel) => string | undefined;
  /** Any finding means yes, and there is nothing to tick. */
  readonly isSettledByFinding?: true;
  readonly button?: (model: GuideModel) => ButtonView | undefined;
}

const PREREQUISITES: Readonly<Record<PrerequisiteId, Prerequisite>> = {
  browser: {
    text: () => l10n.t('Use a web browser. You can’t set up MFA in Xero’s mobile app.'),
    name: () => l10n.t('Web browser, not the mobile app'),
  },
  inbox: {
    text: () => l10n.t('You can open the backup mailbox. Xero sends a code to it.'),
    name: () => l10n.t('Access to the backup mailbox'),
  },
  otherAddress: {
    text: () => l10n.t('The backup email isn’t the login. Xero rejects the same address.'),
    name: () => l10n.t('Backup email isn’t the login'),
    finding: ({ account }) => inTheList(account.backupEmail),
    isSettledByFinding: true,
  },
  clock: {
    text: () =>
      l10n.t('This computer’s clock is correct. A wrong clock is the usual reason for rejected codes.'),
    name: () => l10n.t('Correct clock'),
    finding: ({ findings }) => findings.clock,
    button: ({ findings }) => button(clockAction(findings)),
  },
  testOrganisation: {
    text: () => l10n.t('This login only has access to test organisations, not to a customer’s books.'),
    name: () => l10n.t('Test organisations only'),
    finding: ({ account }) => inTheList(nameList(account.organisations.map(({ name }) => name))),
  },
  owner: {
    text: () => l10n.t('This login has an owner.'),
    name: () => l10n.t('Owner'),
    finding: ({ account }) => inTheList(account.owner),
    isSettledByFinding: true,
    button: ({ account }) => (account.owner ? undefined : button('enterOwner')),
  },
};

export function prerequisitesView(model: GuideModel): PrerequisitesView {
  const items = model.scenario.prerequisites.map(id => {
    const { text, finding: find, isSettledByFinding, button: offer } = PREREQUISITES[id];
    const finding = find?.(model);
    const isKnown = isSettledByFinding === true && finding !== undefined;
    const offered = offer?.(model);
    return {
      id,
      text: text(),
      ticked: isKnown || model.progress.ticked.includes(id),
      isKnown,
      ...(finding !== undefined && { finding }),
      ...(offered && { button: offered }),
    };
  });
  const { scenario, progress, isFinished } = model;
  const isOpen =
    scenario.setsUp === true &&
    !isFinished &&
    progress.isSkipping !== true &&
    items.some(({ ticked }) => !ticked);
  const unticked = items.filter(({ ticked }) => !ticked);
  const title = l10n.t('Before you start');
  if (isOpen) {
    const state = l10n.t('{0} left', unticked.length);
    const part = { title, state, open: true, skip: button('skipPrerequisites') };
    const isAtStart = scenario.steps[0]?.id === progress.at;
    return isAtStart
      ? { ...part, warning: warning(), items }
      : { ...part, isBrief: true, items: unticked.map(brief) };
  }
  return {
    title,
    ...(unticked.length === 0 && { state: l10n.t('All done') }),
    open: false,
    warning: warning(),
    items,
  };
}

/** An item in a few words. What a check of it found stays. */
function brief({ finding, ...item }: PrerequisiteView & { readonly id: PrerequisiteId }): PrerequisiteView {
  const text = PREREQUISITES[item.id].name();
  return { ...item, text, ...(item.button && finding !== undefined && { finding }) };
}

function warning(): string {
  return l10n.t(
    'For test organisations only. For real books, give each person their own Xero user. Users are free, and Xero’s history then shows who did what.',
  );
}

function inTheList(value: string | undefined): string | undefined {
  return value ? l10n.t('In the list: {0}', sanitizeLabel(value)) : undefined;
}
