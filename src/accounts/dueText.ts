import { l10n } from 'vscode';
import type { Account, Organisation } from '../core/account';
import { localDay } from '../core/day';
import { type DueDay, dueDays, dueOrganisations, type Reminding, remindingOn } from '../core/dueDays';
import { sanitizeLabel } from '../platform/sanitize';
import { NAMED_ORGANISATIONS } from './elements';

/** Until when rows remind of days, by the person's own calendar. @param source its `now` is in milliseconds since the Unix epoch */
export function remindingNow({ now, remindBefore }: { now(): number; remindBefore(): number }): Reminding {
  return remindingOn(localDay(now()), remindBefore());
}

/** When an organisation is reset, or its trial ends. */
function dueText({ kind, days }: DueDay): string {
  if (kind === 'reset') {
    if (days < 0) return l10n.t('reset overdue');
    if (days === 0) return l10n.t('resets today');
    return days === 1 ? l10n.t('resets tomorrow') : l10n.t('resets in {0} days', days);
  }
  if (days < 0) return l10n.t('trial ended');
  if (days === 0) return l10n.t('trial ends today');
  return days === 1 ? l10n.t('trial ends tomorrow') : l10n.t('trial ends in {0} days', days);
}

/** What the row of an organisation says, the most urgent first. */
export function organisationDueTexts(organisation: Organisation, reminding: Reminding): readonly string[] {
  return dueDays(organisation, reminding).map(dueText);
}

/** What the row of an account says of its organisations. */
export interface AccountDueTexts {
  /** The most urgent, in a few words. */
  readonly brief: string;
  /** Each with its organisation, the most urgent first. */
  readonly full: readonly string[];
}

/** `undefined` if there is nothing to remind of. */
export function accountDueTexts(account: Account, reminding: Reminding): AccountDueTexts | undefined {
  const all = dueOrganisations(account, reminding);
  const [first] = all;
  if (!first) return undefined;
  const text = dueText(first.due);
  const named = all
    .slice(0, NAMED_ORGANISATIONS)
    .map(({ organisation, due }) => l10n.t('{0}: {1}', sanitizeLabel(organisation.name), dueText(due)));
  const others = all.length - named.length;
  return {
    brief: all.length === 1 ? text : `${text} (+${all.length - 1})`,
    full: others === 0 ? named : [...named, l10n.t('and {0} more', others)],
  };
}
