import { type Account, loginKey } from '../core/account';
import { type AnswerMatch, isReset, matchAnswers, type WantedOrganisation } from '../core/answerMatch';
import { isDay } from '../core/calendar';
import { type AnsweredOrganisation, tenantKey } from '../core/xeroAnswers';
import type { SessionAccounts } from './services';
import type { Source } from './source';

/** An organisation of an answer. */
export interface OrganisationItem {
  readonly id: number;
  /** Where it was found first. */
  readonly source: Source;
  organisation: WantedOrganisation;
  /** Whether to write it, once the person has said so. Otherwise see {@link isTicked}. */
  ticked: boolean | undefined;
  /** What was done with it. */
  saved: 'added' | 'updated' | undefined;
}

/** What becomes of an organisation, and another account that has its tenant if it would be new. */
export interface FoundMatch extends AnswerMatch {
  readonly elsewhere?: Account | undefined;
}

/** How many organisations were added to an account, and how many were updated. */
export interface OrganisationCounts {
  readonly added: number;
  readonly updated: number;
}

/** The organisations that an import has found in answers of Xero's API, and the account that they go to. */
export class FoundOrganisations {
  #items: OrganisationItem[] = [];
  #count = 0;
  /** The login that the person has chosen. Empty: none. */
  #chosen: string | undefined;

  /**
   * @param today the person's own, as `YYYY-MM-DD`
   * @param login the only login to import for, if there is one
   */
  constructor(
    private readonly lists: Pick<SessionAccounts, 'all' | 'find' | 'editOrganisations'>,
    private readonly today: () => string,
    private readonly login: string | undefined,
  ) {}

  get items(): readonly OrganisationItem[] {
    return this.#items;
  }

  /** Takes organisations of an answer. What it says of one that is there already is added to that. */
  add(source: Source, organisations: readonly AnsweredOrganisation[]): void {
    if (organisations.length === 0) return;
    const matches = this.matches();
    // An answer that comes after a save may be for another account.
    if (this.#items.every(item => isDone(item, matches.get(item.id)))) {
      this.#items = [];
      this.#chosen = undefined;
    }
    const known = new Map(this.#items.map(item => [tenantKey(item.organisation.tenantId), item]));
    for (const organisation of organisations) {
      const item = known.get(tenantKey(organisation.tenantId));
      if (item) {
        item.organisation = { ...item.organisation, ...organisation };
        item.saved = undefined;
      } else
        this.#items.push({ id: this.#count++, source, organisation, ticked: undefined, saved: undefined });
    }
  }

  /** The account that the organisations go to: the one that was chosen, otherwise the only one that may be meant. */
  get target(): Account | undefined {
    const login = this.#chosen ?? this.login;
    if (login !== undefined) return this.lists.find(login);
    const accounts = this.lists.all();
    if (accounts.length === 1) return accounts[0];
    const meant = this.#meant(accounts);
    if (meant.length > 0) return onlyOne(meant);
    const names = new Set(this.#items.map(({ organisation }) => nameKey(organisation.name)));
    return onlyOne(accountsWith(accounts, each => names.has(nameKey(each.name))));
  }

  /** The accounts that have one of the tenants, or had the demo company of a new one before its reset. */
  #meant(accounts: readonly Account[]): readonly Account[] {
    const owners = ownersOf(accounts);
    const isKnown = (each: WantedOrganisation): boolean => owners.has(tenantKey(each.tenantId));
    const wanted = this.#items.map(({ organisation }) => organisation);
    const tenants = new Set(wanted.filter(isKnown).map(each => tenantKey(each.tenantId)));
    // Of those of one name, one that is said to be a demo company counts.
    const named = new Map<string, WantedOrganisation>();
    for (const each of wanted.filter(one => !isKnown(one))) {
      if (each.isDemo || !named.has(nameKey(each.name))) named.set(nameKey(each.name), each);
    }
    return accountsWith(accounts, each => {
      const answered = named.get(nameKey(each.name));
      return (
        tenants.has(tenantKey(each.tenantId ?? '')) || (answered !== undefined && isReset(each, answered))
      );
    });
  }

  /** @param login empty for none */
  choose(login: string): void {
    this.#chosen = login;
  }

  /** What becomes of each organisation, by its id. Empty while there is no account. */
  matches(): ReadonlyMap<number, FoundMatch> {
    const { target } = this;
    return target ? this.#matchesWith(target, target.organisations) : new Map();
  }

  #matchesWith({ login }: Account, listed: Account['organisations']): ReadonlyMap<number, FoundMatch> {
    const wanted = this.#items.map(({ organisation }) => organisation);
    const matches = matchAnswers(wanted, listed, this.today());
    const others = ownersOf(this.lists.all().filter(each => loginKey(each.login) !== loginKey(login)));
    return new Map(
      this.#items.flatMap(({ id, organisation }, at) => {
        const match = matches[at];
        if (match?.kind !== 'new') return match ? [[id, match] as const] : [];
        return [[id, { ...match, elsewhere: others.get(tenantKey(organisation.tenantId)) }] as const];
      }),
    );
  }

  tick(id: number, ticked: boolean): void {
    const item = this.#items.find(each => each.id === id);
    if (item) item.ticked = ticked;
  }

  /** Sets the day of the next reset. @param day `YYYY-MM-DD`, or empty for none */
  resetOn(id: number, day: string): void {
    const item = this.#items.find(each => each.id === id);
    if (item && (day === '' || isDay(day))) item.organisation = { ...item.organisation, chosenReset: day };
  }

  /** Whether anything is left to do. */
  get hasMore(): boolean {
    const matches = this.matches();
    return this.#items.some(item => !isDone(item, matches.get(item.id)));
  }

  /** What {@link save} would do. */
  get planned(): OrganisationCounts {
    const matches = this.matches();
    return countsOf(this.#wanted(matches).map(({ id }) => matches.get(id)));
  }

  /** @throws `UserError` if the list of the account can't be edited */
  async save(): Promise<OrganisationCounts> {
    const { target } = this;
    const ids = new Set(this.#wanted(this.matches()).map(({ id }) => id));
    if (!target || ids.size === 0) return { added: 0, updated: 0 };
    let written: readonly (readonly [OrganisationItem, FoundMatch])[] = [];
    await this.lists.editOrganisations(target.login, listed => {
      const matches = this.#matchesWith(target, listed);
      written = this.#items.flatMap(item => {
        const match = ids.has(item.id) ? matches.get(item.id) : undefined;
        return match && match.kind !== 'same' ? [[item, match] as const] : [];
      });
      return written.map(([, { listed: before, after }]) => ({ index: before?.index, organisation: after }));
    });
    this.#chosen = target.login;
    for (const [item, { kind }] of written) item.saved = kind === 'new' ? 'added' : 'updated';
    return countsOf(written.map(([, match]) => match));
  }

  #wanted(matches: ReadonlyMap<number, FoundMatch>): readonly OrganisationItem[] {
    return this.#items.filter(item => {
      const match = matches.get(item.id);
      return match !== undefined && isTicked(item, match) && !isDone(item, match);
    });
  }
}

/** Whether nothing is left to do for an organisation. */
export function isDone({ saved }: OrganisationItem, match: AnswerMatch | undefined): boolean {
  return saved !== undefined || match?.kind === 'same';
}

/** Whether an organisation will be written. What another account has already is added only if the person says so. */
export function isTicked({ ticked }: OrganisationItem, { elsewhere }: FoundMatch): boolean {
  return ticked ?? elsewhere === undefined;
}

function countsOf(matches: readonly (AnswerMatch | undefined)[]): OrganisationCounts {
  const added = matches.filter(match => match?.kind === 'new').length;
  return { added, updated: matches.length - added };
}

/** The first account with each tenant, by the tenant's key. */
function ownersOf(accounts: readonly Account[]): ReadonlyMap<string, Account> {
  const owners = new Map<string, Account>();
  for (const account of accounts) {
    for (const { tenantId = '' } of account.organisations) {
      const key = tenantKey(tenantId);
      if (key !== '' && !owners.has(key)) owners.set(key, account);
    }
  }
  return owners;
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

function onlyOne<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}

function accountsWith(
  accounts: readonly Account[],
  isIt: (organisation: Account['organisations'][number]) => boolean,
): readonly Account[] {
  return accounts.filter(({ organisations }) => organisations.some(isIt));
}
