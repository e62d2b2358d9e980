import * as vscode from 'vscode';
import type { Account, Organisation } from '../core/account';
import { nextReset } from '../core/dueDays';
import type { OrganisationChanges } from '../core/listEdit';
import { KINDS, REGIONS, type Region, SHORT_CODE } from '../core/organisation';
import { sanitizeLabel } from '../platform/sanitize';
import { ask, askDay, forNone } from './askText';
import { regionName } from './elements';

/** What a person changes of one organisation. */
export interface OrganisationChange {
  /** The organisation as it was; `undefined` for another one. */
  readonly before: Organisation | undefined;
  readonly after: OrganisationChanges;
}

type Kind = Organisation['kind'];

/**
 * Asks which organisation to change, and for all that a list says of it; Escape ends it.
 *
 * @param today the person's own, as `YYYY-MM-DD`
 */
export async function askOrganisation(
  title: string,
  account: Account,
  today: string,
): Promise<OrganisationChange | undefined> {
  const items = [
    ...account.organisations.map(organisation => ({ label: sanitizeLabel(organisation.name), organisation })),
    { label: vscode.l10n.t('$(add) Another organisation'), organisation: undefined },
  ];
  const chosen =
    account.organisations.length === 0 ? items[0] : await vscode.window.showQuickPick(items, { title });
  if (!chosen) return undefined;
  const before = chosen.organisation;
  const name = before?.name ?? (await ask(title, vscode.l10n.t('The name of the organisation')));
  if (!name) return undefined;
  const region = await askRegion(title, name);
  if (!region) return undefined;
  const kind = await askKind(title, name, before);
  if (!kind) return undefined;
  const days = await askDays(title, kind.kind, before, today);
  if (!days) return undefined;
  const ids = await askIds(title, before);
  return ids && { before, after: { ...ids, ...days, name, region, kind: kind.kind } };
}

/** Asks for its kind. The one that it has comes first, so that Enter keeps it. */
async function askKind(
  title: string,
  name: string,
  before: Organisation | undefined,
): Promise<{ readonly kind: Kind } | undefined> {
  const others = [...KINDS, undefined].filter(kind => !before || kind !== before.kind);
  const kinds = before ? [before.kind, ...others] : others;
  const items = kinds.map(kind => ({ label: kindName(kind), answer: { kind } }));
  const placeHolder = vscode.l10n.t('The kind of {0}', sanitizeLabel(name));
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.answer;
}

function kindName(kind: Kind): string {
  switch (kind) {
    case 'demo':
      return vscode.l10n.t('Demo company');
    case 'trial':
      return vscode.l10n.t('Trial');
    case 'partner':
      return vscode.l10n.t('Partner');
    case 'other':
      return vscode.l10n.t('Other');
    default:
      return vscode.l10n.t('None');
  }
}

/** Asks for the day that its kind has. One of another kind is kept only while the kind stays. */
async function askDays(
  title: string,
  kind: Kind,
  before: Organisation | undefined,
  today: string,
): Promise<Pick<OrganisationChanges, 'resetOn' | 'expiresOn'> | undefined> {
  const isKept = kind === before?.kind;
  const { resetOn: oldReset, expiresOn: oldEnd } = before ?? {};
  const resets = kind === 'demo' || (isKept && oldReset !== undefined);
  const resetOn = resets
    ? await askDay(
        title,
        vscode.l10n.t('The day of its next reset, as YYYY-MM-DD'),
        oldReset ?? (isKept ? '' : nextReset(today)),
      )
    : '';
  if (resetOn === undefined) return undefined;
  const ends = kind === 'trial' || (isKept && oldEnd !== undefined);
  const expiresOn = ends
    ? await askDay(title, vscode.l10n.t('The day its trial ends, as YYYY-MM-DD'), oldEnd)
    : '';
  if (expiresOn === undefined) return undefined;
  return { resetOn: resetOn || undefined, expiresOn: expiresOn || undefined };
}

/** Asks for what Xero's API and addresses call it. */
async function askIds(
  title: string,
  before: Organisation | undefined,
): Promise<Pick<OrganisationChanges, 'tenantId' | 'shortCode'> | undefined> {
  const tenantId = await ask(title, vscode.l10n.t('Its tenant ID'), {
    value: before?.tenantId,
    whenEmpty: forNone(),
  });
  if (tenantId === undefined) return undefined;
  const shortCode = await ask(title, vscode.l10n.t('Its shortcode, such as “!x1Y2z”'), {
    value: before?.shortCode,
    whenEmpty: forNone(),
    check: text =>
      text === '' || SHORT_CODE.test(text)
        ? undefined
        : vscode.l10n.t('Enter a shortcode, such as “!x1Y2z”. It begins with an exclamation mark.'),
  });
  if (shortCode === undefined) return undefined;
  return { tenantId: tenantId || undefined, shortCode: shortCode || undefined };
}

/** Asks for the region of an organisation. */
export async function askRegion(title: string, name: string): Promise<Region | undefined> {
  const items = REGIONS.map(region => ({ label: region, description: regionName(region), region }));
  const placeHolder = vscode.l10n.t('The region of {0}', sanitizeLabel(name));
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.region;
}
