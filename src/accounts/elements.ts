import * as vscode from 'vscode';
import type { Account, Grouping, Organisation } from '../core/account';
import type { ListProblem } from '../core/listProblem';
import { type CommandTarget, Row } from '../platform/commandCall';
import { sanitizeLabel } from '../platform/sanitize';
import type { LoadedList } from './lists';
import type { BadSetting } from './sources';

/** The rows of the sidebar. A `TreeItem` is made of one only in `tree.ts`, but for the row of the clock, which is one. */
export type Element =
  | GroupElement
  | AccountElement
  | OrganisationElement
  | DetailElement
  | ListElement
  | ProblemElement
  | BadSettingElement
  | vscode.TreeItem;

/** What the accounts of a group have in common. */
export type GroupField = Exclude<Grouping, 'auto' | 'none'>;

/** With `auto`, this many accounts and more are grouped. */
const GROUPED_FROM = 10;

/** What a number of accounts is grouped by; undefined for one flat list. */
export function groupField(grouping: Grouping, count: number): GroupField | undefined {
  if (grouping === 'none') return undefined;
  if (grouping !== 'auto') return grouping;
  return count < GROUPED_FROM ? undefined : 'region';
}

/** How many organisations of an account are named in one text: a list may have hundreds of thousands. */
const NAMED_ORGANISATIONS = 100;

/** What there is to say of each organisation of an account, for a text that names all of them. */
export function organisationTexts(
  { organisations }: Account,
  textOf: (organisation: Organisation) => string,
): readonly string[] {
  const texts = organisations.slice(0, NAMED_ORGANISATIONS).map(textOf);
  const others = organisations.length - texts.length;
  return others === 0 ? texts : [...texts, vscode.l10n.t('and {0} more', others)];
}

/** Accounts that share a region, an owner or a tag; `value` is undefined for those without one. */
export class GroupElement extends Row {
  readonly label: string;

  constructor(
    readonly field: GroupField,
    readonly value: string | undefined,
    readonly accounts: readonly Account[],
  ) {
    super();
    this.label = groupLabel(field, value);
  }
}

/** An account in one of its groups. */
export class AccountElement extends Row implements CommandTarget {
  readonly login: string;

  constructor(
    readonly account: Account,
    /** Tells the rows of one account in several groups apart. */
    readonly group: string,
  ) {
    super();
    this.login = account.login;
  }
}

/** An organisation that the account above reaches. */
export class OrganisationElement extends Row implements CommandTarget {
  readonly login: string;
  readonly tenantId: string | undefined;

  constructor(
    readonly parent: AccountElement,
    readonly organisation: Organisation,
    readonly index: number,
  ) {
    super();
    this.login = parent.login;
    this.tenantId = organisation.tenantId;
  }
}

/** A field of an account that has a row of its own, or the lists it is in. */
export type DetailName = 'login' | 'owner' | 'backupEmail' | 'tags' | 'notes' | 'mfaSetUpOn' | 'list';

/** A field of the account above. */
export class DetailElement extends Row implements CommandTarget {
  readonly login: string;

  constructor(
    readonly parent: AccountElement,
    readonly detail: DetailName,
    readonly value: string,
  ) {
    super();
    this.login = parent.login;
  }
}

/** A list that has problems. */
export class ListElement extends Row {
  constructor(readonly list: LoadedList) {
    super();
  }
}

/** A problem of the list above. */
export class ProblemElement extends Row {
  constructor(
    readonly parent: ListElement,
    readonly problem: ListProblem,
    readonly index: number,
  ) {
    super();
  }
}

/** An entry of `xeroMfa.accountsFiles` that names no file. */
export class BadSettingElement extends Row {
  constructor(readonly setting: BadSetting) {
    super();
  }
}

/** Groups accounts by name of the group; the group of those without a value is the last one. */
export function groupAccounts(accounts: readonly Account[], field: GroupField): GroupElement[] {
  const groups = new Map<string | undefined, Account[]>();
  for (const account of accounts) {
    for (const value of valuesOf(account, field)) {
      const group = groups.get(value);
      if (group) group.push(account);
      else groups.set(value, [account]);
    }
  }
  return [...groups]
    .map(([value, members]) => new GroupElement(field, value, members))
    .sort(
      (a, b) =>
        Number(a.value === undefined) - Number(b.value === undefined) || collator.compare(a.label, b.label),
    );
}

/** The region in the person's language. */
export function regionName(region: string): string {
  if (region === 'GLOBAL') return vscode.l10n.t('Global');
  return new Intl.DisplayNames([vscode.env.language, 'en'], { type: 'region' }).of(region) ?? region;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The accounts by name, numbers in names by value. */
export function sortByName(accounts: readonly Account[]): Account[] {
  return [...accounts].sort((a, b) => collator.compare(a.name, b.name));
}

function groupLabel(field: GroupField, value: string | undefined): string {
  if (value !== undefined) return field === 'region' ? regionName(value) : sanitizeLabel(value);
  if (field === 'region') return vscode.l10n.t('No region');
  return field === 'owner' ? vscode.l10n.t('No owner') : vscode.l10n.t('No tag');
}

function valuesOf(account: Account, field: GroupField): readonly (string | undefined)[] {
  const values: readonly (string | undefined)[] = {
    region: () => account.organisations.map(({ region }) => region),
    owner: () => [account.owner],
    tag: () => account.tags,
  }[field]();
  const distinct = [...new Set(values.flatMap(value => value?.trim() || []))];
  return distinct.length > 0 ? distinct : [undefined];
}
