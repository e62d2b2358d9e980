import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { type Remedy, UserError } from '../core/errors';
import { openXeroOrganisation } from '../platform/openXeroPage';
import { chooseOrganisation, type WantedOrganisation } from './chooseOrganisation';

/**
 * Opens an organisation in Xero, in the browser: the wanted one, the only one, or the one that the person picks.
 *
 * @param edit the button to add a short code that is missing
 * @throws {@link UserError} if the account has no such organisation, or it has no short code
 */
export async function openOrganisation(
  account: Account,
  wanted: WantedOrganisation,
  edit: Remedy,
): Promise<void> {
  const chosen = await chooseOrganisation(account, {
    wanted,
    title: vscode.l10n.t('Open in Xero'),
    fits: ({ shortCode }) => shortCode !== undefined,
    unfit: name => noShortCode(name, edit),
  });
  if (chosen?.shortCode) await openXeroOrganisation(chosen.shortCode);
}

/** The error for an organisation that a list has no short code of. */
export function noShortCode(name: string, edit: Remedy): UserError {
  return new UserError(vscode.l10n.t('{0} has no short code. Edit the account to add it.', name), [edit]);
}
