import { l10n } from 'vscode';
import { sanitizeLabel } from '../platform/sanitize';
import { button } from './buttons';
import type { GuideModel } from './guideModel';
import type { ButtonView, PrerequisitesView } from './protocol';

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

/** Something a person should have before they begin. */
interface Prerequisite {
  readonly text: () => string;
  /** What is known of it without asking. */
  readonly finding?: (model: GuideModel) => string | undefined;
  /** What is found settles it: there is nothing to tick. */
  readonly isSettledByFinding?: true;
  readonly button?: (model: GuideModel) => ButtonView | undefined;
}

const PREREQUISITES: Readonly<Record<PrerequisiteId, Prerequisite>> = {
  browser: {
    text: () => l10n.t('I sign in with a web browser. Xero’s mobile app cannot set MFA up.'),
  },
  inbox: {
    text: () => l10n.t('The backup mailbox is open, or within reach: Xero sends a code to it.'),
  },
  otherAddress: {
    text: () => l10n.t('The backup address is not the login itself. Xero refuses the same one.'),
    finding: ({ account }) => inTheList(account.backupEmail),
    isSettledByFinding: true,
  },
  clock: {
    text: () =>
      l10n.t('The clock of this computer is right. A wrong one is why codes are refused, nearly always.'),
    finding: ({ findings }) => findings.clock,
    button: () => button('checkClock'),
  },
  testOrganisation: {
    text: () => l10n.t('This login reaches test organisations, and no customer’s books.'),
    finding: ({ account }) =>
      inTheList(account.organisations.map(({ name }) => sanitizeLabel(name)).join(', ')),
  },
  owner: {
    text: () => l10n.t('One person owns this login, by name.'),
    finding: ({ account }) => inTheList(account.owner),
    isSettledByFinding: true,
    button: ({ account }) => (account.owner ? undefined : button('enterOwner')),
  },
};

/** The prerequisites of the scenario, as the page shows them. */
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
  return {
    title: l10n.t('Before you start'),
    open:
      model.progress.scenario === 'setUp' &&
      model.progress.done.length === 0 &&
      model.progress.at === model.scenario.steps[0]?.id,
    warning: l10n.t(
      'For test organisations only. Do not share the login of real books: give each person a Xero user of their own instead. Users cost nothing, and Xero’s records then show who did what.',
    ),
    items,
  };
}

function inTheList(value: string | undefined): string | undefined {
  return value ? l10n.t('In the list: {0}', sanitizeLabel(value)) : undefined;
}
