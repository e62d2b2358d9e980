import type { Organisation } from './account';
import { nextReset } from './dueDays';
import { type AnsweredOrganisation, tenantKey } from './xeroAnswers';

/** What an answer would change of an account. */
export interface AnswerMatch {
  readonly kind: 'new' | 'same' | 'changed';
  /** Which of the account's organisations it is, and what is known of it so far. */
  readonly listed?: { readonly index: number; readonly organisation: Organisation };
  readonly after: Organisation;
}

/** An organisation of an answer, and the day of its next reset if the person has chosen it; empty for none. */
export interface WantedOrganisation extends AnsweredOrganisation {
  readonly chosenReset?: string | undefined;
}

/**
 * Finds each organisation of an answer among those of an account: by its tenant ID, otherwise by its name. A demo company
 * with another tenant ID than the list has was reset meanwhile: what is left of the old one is replaced.
 *
 * @param today the person's own, as `YYYY-MM-DD`
 */
export function matchAnswers(
  wanted: readonly WantedOrganisation[],
  listed: readonly Organisation[],
  today: string,
): readonly AnswerMatch[] {
  const free = new FreeOrganisations(listed);
  const byTenant = wanted.map(each => free.take(tenantOf(each.tenantId)));
  // Names come second: two organisations of an answer may have the same one.
  const found = wanted.map(
    (each, at) =>
      byTenant[at] ??
      free.take(nameOf(each.name), one => isWithoutTenant(one, each)) ??
      free.take(nameOf(each.name), one => isReset(one, each)),
  );
  return wanted.map((each, at) => matchOf(each, found[at], today));
}

type Listed = NonNullable<AnswerMatch['listed']>;

const tenantOf = (tenantId: string): string => `id ${tenantKey(tenantId)}`;
const nameOf = (name: string): string => `name ${name.trim().toLowerCase()}`;

/** The organisations of an account that no organisation of an answer is yet. */
class FreeOrganisations {
  readonly #byKey = new Map<string, Listed[]>();
  readonly #taken = new Set<number>();

  constructor(listed: readonly Organisation[]) {
    for (const [index, organisation] of listed.entries()) {
      const { name, tenantId } = organisation;
      for (const key of [nameOf(name), ...(tenantId === undefined ? [] : [tenantOf(tenantId)])]) {
        const others = this.#byKey.get(key);
        if (others) others.push({ index, organisation });
        else this.#byKey.set(key, [{ index, organisation }]);
      }
    }
  }

  take(key: string, isIt: (organisation: Organisation) => boolean = () => true): Listed | undefined {
    const found = this.#byKey
      .get(key)
      ?.find(({ index, organisation }) => !this.#taken.has(index) && isIt(organisation));
    if (found) this.#taken.add(found.index);
    return found;
  }
}

/** Whether a list has the organisation without its tenant ID. */
function isWithoutTenant({ tenantId, shortCode }: Organisation, answered: AnsweredOrganisation): boolean {
  const hasSameCode = !shortCode || !answered.shortCode || shortCode === answered.shortCode;
  return !tenantId && hasSameCode;
}

/** Whether a list has a demo company as it was before its reset. */
export function isReset({ kind }: Organisation, { isDemo }: AnsweredOrganisation): boolean {
  return kind === 'demo' || (kind === undefined && isDemo === true);
}

function matchOf(wanted: WantedOrganisation, listed: Listed | undefined, today: string): AnswerMatch {
  const { organisation: before } = listed ?? {};
  const after = updated(wanted, before, today);
  if (!listed) return { kind: 'new', after };
  return { kind: isSame(listed.organisation, after) ? 'same' : 'changed', listed, after };
}

function updated(
  { tenantId, name, region, isDemo, shortCode, chosenReset }: WantedOrganisation,
  before: Organisation | undefined,
  today: string,
): Organisation {
  const wasReset = before !== undefined && isOther(before, tenantId, shortCode);
  const { shortCode: oldCode, resetOn: oldReset, tenantId: oldTenant, ...kept } = before ?? {};
  const kind = isDemo ? 'demo' : before?.kind;
  const assumed = kind === 'demo' ? nextReset(today) : undefined;
  const resetOn = chosenReset ?? (wasReset ? undefined : oldReset) ?? assumed;
  const code = shortCode ?? (wasReset ? undefined : oldCode);
  // The global edition is only what Xero has for other countries: the list may know better.
  const edition = region === 'GLOBAL' ? (before?.region ?? region) : region;
  const isSameTenant = oldTenant !== undefined && tenantKey(oldTenant) === tenantKey(tenantId);
  return {
    ...kept,
    name,
    ...(edition && { region: edition }),
    ...(kind && { kind }),
    tenantId: isSameTenant ? oldTenant : tenantId,
    ...(code && { shortCode: code }),
    ...(resetOn && { resetOn }),
  };
}

/** Whether an organisation is no longer as a list has it: a reset gives it another tenant ID and shortcode. */
function isOther(before: Organisation, tenantId: string, shortCode: string | undefined): boolean {
  if (before.tenantId) return tenantKey(before.tenantId) !== tenantKey(tenantId);
  return Boolean(before.shortCode && shortCode && before.shortCode !== shortCode);
}

function isSame(a: Organisation, b: Organisation): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as ReadonlySet<keyof Organisation>;
  return [...names].every(name => a[name] === b[name]);
}
