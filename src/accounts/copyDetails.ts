import * as vscode from 'vscode';
import type { Account, Organisation } from '../core/account';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';

/** How long the message stays in the status bar, in milliseconds. */
const SHOWN_FOR = 5000;

export async function copyLogin({ login, name }: Account): Promise<void> {
  await copy(login, vscode.l10n.t('Login of {0} copied', sanitizeLabel(name)));
}

/**
 * Copies the tenant ID of an organisation: the given one, the only one, or the one that the person picks.
 *
 * @throws {@link UserError} if the account has no such tenant ID
 */
export async function copyTenantId(account: Account, tenantId: string | undefined): Promise<void> {
  const known = account.organisations.filter(organisation => organisation.tenantId !== undefined);
  const wanted =
    tenantId === undefined ? known : known.filter(organisation => organisation.tenantId === tenantId);
  if (wanted.length === 0) {
    throw new UserError(
      vscode.l10n.t('{0} has no tenant ID. Edit the account to add it.', sanitizeLabel(account.name)),
    );
  }
  const chosen = await pickOrganisation(wanted);
  if (!chosen?.tenantId) return;
  await copy(chosen.tenantId, vscode.l10n.t('Tenant ID of {0} copied', sanitizeLabel(chosen.name)));
}

async function pickOrganisation(organisations: readonly Organisation[]): Promise<Organisation | undefined> {
  if (organisations.length <= 1) return organisations[0];
  const items = organisations.map(organisation => ({
    label: sanitizeLabel(organisation.name),
    organisation,
  }));
  const title = vscode.l10n.t('Copy Tenant ID');
  return (await vscode.window.showQuickPick(items, { title }))?.organisation;
}

async function copy(text: string, message: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(message, SHOWN_FOR);
}
