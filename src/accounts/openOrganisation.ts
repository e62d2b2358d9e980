import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Remedy } from '../core/errors';
import { openXeroOrganisation } from '../platform/openXeroPage';
import { chooseByShortCode, type WantedOrganisation } from './chooseOrganisation';

/**
 * Opens an organisation in Xero, in the browser: the wanted one, the only one, or the one that the person picks.
 *
 * @param edit the button to add a shortcode that is missing
 * @throws `UserError` if the account has no such organisation, or it has no shortcode
 */
export async function openOrganisation(
  account: Account,
  wanted: WantedOrganisation,
  edit: Remedy,
): Promise<void> {
  const chosen = await chooseByShortCode(account, wanted, vscode.l10n.t('Open in Xero'), edit);
  if (chosen?.shortCode) await openXeroOrganisation(chosen.shortCode);
}
