import type { Account, Organisation } from './account';
import { addDays, daysBetween } from './calendar';

/** Until when rows remind of a day, counted from the person's own today. Both are days, as `YYYY-MM-DD`. */
export interface Reminding {
  readonly today: string;
  readonly until: string;
}

/** A day of an organisation that is near or has passed. */
export interface DueDay {
  readonly kind: 'reset' | 'trialEnd';
  /** Days from today; negative once it has passed. */
  readonly days: number;
}

/** An organisation of an account, and its most urgent day. */
export interface DueOrganisation {
  readonly organisation: Organisation;
  readonly due: DueDay;
}

/** How long a demo company usually lasts, in days. */
const DEMO_DAYS = 28;

/** The day on which a demo company that begins on a day is reset. Both are `YYYY-MM-DD`. */
export function nextReset(today: string): string {
  return addDays(today, DEMO_DAYS);
}

/** @param before how many days before a day it is mentioned */
export function remindingOn(today: string, before: number): Reminding {
  return { today, until: addDays(today, before) };
}

/** Reminds only of days that have passed. */
export function overdueOn(today: string): Reminding {
  return remindingOn(today, -1);
}

/** Whether an organisation may be a demo company, the only kind that is reset. */
export function mayReset({ kind, resetOn, expiresOn }: Organisation): boolean {
  return kind === 'demo' || resetOn !== undefined || (kind === undefined && expiresOn === undefined);
}

/** What a row says of an organisation, the most urgent first; nothing while its days are far off. */
export function dueDays(
  { resetOn, expiresOn }: Organisation,
  { today, until }: Reminding,
): readonly DueDay[] {
  // Days in this form compare as texts do.
  const due = (kind: DueDay['kind'], day: string | undefined): DueDay[] =>
    day !== undefined && day <= until ? [{ kind, days: daysBetween(today, day) }] : [];
  return [...due('reset', resetOn), ...due('trialEnd', expiresOn)].sort((a, b) => a.days - b.days);
}

/** The organisations of an account to remind of, the most urgent first. */
export function dueOrganisations(
  { organisations }: Account,
  reminding: Reminding,
): readonly DueOrganisation[] {
  return organisations
    .flatMap(organisation => {
      const [due] = dueDays(organisation, reminding);
      return due ? [{ organisation, due }] : [];
    })
    .sort((a, b) => a.due.days - b.due.days);
}
