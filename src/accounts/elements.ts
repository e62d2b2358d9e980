import * as vscode from 'vscode';
import type { Account, Grouping, Organisation } from '../core/account';
import { type CommandTarget, Row } from '../platform/commandCall';
import { sanitizeLabel } from '../platform/sanitize';
import type { LoadedList } from './lists';
import type { BadSetting } from './sources';

/** The field that the accounts of a group share. */
export type GroupField = Exclude<Grouping, 'auto' | 'none'>;

/** With `auto`, accounts are grouped from this number on. */
const GROUPED_FROM = 10;

/** The field to group accounts by, or `undefined` for a flat list. */
export function groupField(grouping: Grouping, count: number): GroupField | undefined {
  if (grouping === 'none') return undefined;
  if (grouping !== 'auto') return grouping;
  return count < GROUPED_FROM ? undefined : 'region';
}

/** The most organisations that a text names: a list may have hundreds of thousands. */
export const NAMED_ORGANISATIONS = 100;

/** A text for each organisation of an account, up to {@link NAMED_ORGANISATIONS}. */
export function organisationTexts(
  { organisations }: Account,
  textOf: (organisation: Organisation) => string,
): readonly string[] {
  const texts = organisations.slice(0, NAMED_ORGANISATIONS).map(textOf);
  const others = organisations.length - texts.length;
  return others === 0 ? texts : [...texts, vscode.l10n.t('and {0} more', others)];
}

/** Accounts that share a region, an owner or a tag; `value` is `undefined` for those without one. */
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
    /** Distinguishes the rows of an account that is in several groups. */
    readonly group: string,
  ) {
    super();
    this.login = account.login;
  }
}

/** A list with problems. */
export class ListElement extends Row {
  constructor(readonly list: LoadedList) {
    super();
  }
}

/** An entry of `xeroMfa.accountsFiles` that is neither a path nor a URI. */
export class BadSettingElement extends Row {
  constructor(readonly setting: BadSetting) {
    super();
  }
}

/** Groups accounts, sorted by the groups' names. The group without a value comes last. */
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

/** Sorts accounts by name, and numbers in names by value. */
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
