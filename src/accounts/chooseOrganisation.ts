import * as vscode from 'vscode';
import type { Account, Organisation } from '../core/account';
import { type Remedy, UserError } from '../core/errors';
import { isSameOrganisation } from '../core/listEdit';
import { sanitizeLabel } from '../platform/sanitize';
import { regionName } from './elements';

/** What is known of an organisation: all of it, from a row, or what a call says. */
export interface WantedOrganisation {
  readonly organisation?: Organisation | undefined;
  readonly tenantId?: string | undefined;
  readonly name?: string | undefined;
}

/** Which organisation a command is for. */
export interface OrganisationQuestion {
  readonly wanted: WantedOrganisation;
  readonly title: string;
  /** Whether the command can do something for an organisation. */
  fits(organisation: Organisation): boolean;
  /** Why it can't. @param name of the organisation, or of the account if none of its organisations fits */
  unfit(name: string, isAccount: boolean): UserError;
}

/**
 * The organisation that is wanted, otherwise the only one that fits, otherwise the one that the person picks.
 *
 * @throws {@link UserError} if the account has no such organisation
 */
export async function chooseOrganisation(
  account: Account,
  { wanted, title, fits, unfit }: OrganisationQuestion,
): Promise<Organisation | undefined> {
  const isNamed = Object.values(wanted).some(value => value !== undefined);
  const found = account.organisations.filter(each => isWanted(each, wanted));
  const [first, second] = found.filter(fits);
  if (!first) {
    if (isNamed && found.length === 0) {
      throw new UserError(
        vscode.l10n.t(
          '{0} has no such organisation. The list may have just changed.',
          sanitizeLabel(account.name),
        ),
      );
    }
    const named = isNamed ? found[0] : undefined;
    throw unfit(sanitizeLabel((named ?? account).name), named === undefined);
  }
  // A list may say the same of two.
  if (!second || wanted.organisation) return first;
  const items = found.filter(fits).map(organisation => ({
    label: sanitizeLabel(organisation.name),
    description: [
      organisation.region && regionName(organisation.region),
      organisation.kind,
      organisation.shortCode ?? sanitizeLabel(organisation.tenantId ?? ''),
    ]
      .filter(Boolean)
      .join(' · '),
    organisation,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.organisation;
}

/**
 * The same for what needs a shortcode.
 *
 * @param edit the button to add one that is missing
 * @throws {@link UserError} if the account has no such organisation, or it has no shortcode
 */
export function chooseByShortCode(
  account: Account,
  wanted: WantedOrganisation,
  title: string,
  edit: Remedy,
): Promise<Organisation | undefined> {
  return chooseOrganisation(account, {
    wanted,
    title,
    fits: ({ shortCode }) => shortCode !== undefined,
    unfit: name =>
      new UserError(vscode.l10n.t('{0} has no shortcode. Edit the account to add it.', name), [edit]),
  });
}

function isWanted(each: Organisation, { organisation, tenantId, name }: WantedOrganisation): boolean {
  if (organisation) return isSameOrganisation(each, organisation);
  return (tenantId === undefined || each.tenantId === tenantId) && (name === undefined || each.name === name);
}
