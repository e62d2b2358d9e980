import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { type Remedy, UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import { chooseByShortCode, chooseOrganisation, type WantedOrganisation } from './chooseOrganisation';

/** How long the message stays in the status bar, in milliseconds. */
const SHOWN_FOR = 5000;

/** Puts a text on the clipboard. */
export type CopyText = (text: string) => Promise<void>;

export async function copyLogin({ login, name }: Account, copyText: CopyText): Promise<void> {
  await copy(login, vscode.l10n.t('Login for {0} copied', sanitizeLabel(name)), copyText);
}

/**
 * Copies the tenant ID of an organisation: the wanted one, the only one, or the one that the person picks.
 *
 * @param edit the button to add one that is missing
 * @throws {@link UserError} if the account has no such tenant ID
 */
export async function copyTenantId(
  account: Account,
  wanted: WantedOrganisation,
  edit: Remedy,
  copyText: CopyText,
): Promise<void> {
  const chosen = await chooseOrganisation(account, {
    wanted,
    title: vscode.l10n.t('Copy Tenant ID'),
    fits: ({ tenantId }) => Boolean(tenantId),
    unfit: name =>
      new UserError(vscode.l10n.t('{0} has no tenant ID. Edit the account to add it.', name), [edit]),
  });
  if (!chosen?.tenantId) return;
  await copy(
    chosen.tenantId,
    vscode.l10n.t('Tenant ID for {0} copied', sanitizeLabel(chosen.name)),
    copyText,
  );
}

/**
 * Copies the shortcode of an organisation, as {@link copyTenantId} does a tenant ID.
 *
 * @throws {@link UserError} if the account has no such shortcode
 */
export async function copyShortCode(
  account: Account,
  wanted: WantedOrganisation,
  edit: Remedy,
  copyText: CopyText,
): Promise<void> {
  const chosen = await chooseByShortCode(account, wanted, vscode.l10n.t('Copy Shortcode'), edit);
  if (!chosen?.shortCode) return;
  await copy(
    chosen.shortCode,
    vscode.l10n.t('Shortcode for {0} copied', sanitizeLabel(chosen.name)),
    copyText,
  );
}

/** Copies a text, and says so for a moment. */
export async function copy(text: string, message: string, copyText: CopyText): Promise<void> {
  await copyText(text);
  vscode.window.setStatusBarMessage(message, SHOWN_FOR);
}
