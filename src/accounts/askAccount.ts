import * as vscode from 'vscode';
import { type Account, isEmail } from '../core/account';
import type { AccountChanges } from '../core/listEdit';
import { hasLineBreak } from '../core/oneLine';
import { backupEmailProblem } from '../core/recovery';
import { dayText } from '../platform/dayText';
import { sanitizeLabel } from '../platform/sanitize';
import { askOrganisation, askRegion, type OrganisationChange } from './askOrganisation';
import { ask, askDay, forNone } from './askText';
import type { AccountLists } from './lists';

/** Asks for a login that no list has yet. */
export async function askLogin(title: string, lists: AccountLists): Promise<string | undefined> {
  const login = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The email address the Xero user signs in with'),
    placeHolder: 'qa-au@example.com',
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.trim() === '') return undefined;
      if (!isEmail(text.trim())) return vscode.l10n.t('Enter an email address, such as qa@example.com.');
      return lists.find(text)
        ? vscode.l10n.t('{0} is already in a list. Choose “Edit Account” instead.', text.trim())
        : undefined;
    },
  });
  return login?.trim() || undefined;
}

/** Asks for the name and organisation of a new account. */
export async function askDetails(title: string, login: string): Promise<AccountChanges | undefined> {
  const name = await ask(title, vscode.l10n.t('Name to show in the sidebar, such as “AU payroll”'), {
    whenEmpty: vscode.l10n.t('Leave empty to show the login'),
  });
  if (name === undefined) return undefined;
  const organisation = await ask(
    title,
    vscode.l10n.t('Xero organisation for {0}, such as “Demo Company (AU)”', login),
    { whenEmpty: forNone() },
  );
  if (organisation === undefined) return undefined;
  if (!organisation) return { name };
  const region = await askRegion(title, organisation);
  if (!region) return undefined;
  return { name, organisations: [{ name: organisation, region }] };
}

/** What a person changes: fields, or one organisation, as the others may change while they are asked. */
export type AskedChange = { readonly fields: AccountChanges } | OrganisationChange;

/**
 * Asks which field to change and for its new value; Escape ends the editing.
 *
 * @param today the person's own, as `YYYY-MM-DD`
 */
export async function askChange(account: Account, today: string): Promise<AskedChange | undefined> {
  const title = vscode.l10n.t('Edit {0}', sanitizeLabel(account.name));
  const organisation = account.organisations[0];
  const field = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('Name'), description: sanitizeLabel(account.name), field: 'name' as const },
      {
        label: vscode.l10n.t('Organisation'),
        description: sanitizeLabel(organisation?.name ?? ''),
        field: 'organisations' as const,
      },
      {
        label: vscode.l10n.t('Owner'),
        description: sanitizeLabel(account.owner ?? ''),
        field: 'owner' as const,
      },
      {
        label: vscode.l10n.t('Backup email'),
        description: sanitizeLabel(account.backupEmail ?? ''),
        field: 'backupEmail' as const,
      },
      {
        label: vscode.l10n.t('MFA set up on'),
        description: account.mfaSetUpOn === undefined ? '' : dayText(account.mfaSetUpOn),
        field: 'mfaSetUpOn' as const,
      },
      {
        label: vscode.l10n.t('Tags'),
        description: sanitizeLabel(account.tags.join(', ')),
        field: 'tags' as const,
      },
      {
        label: vscode.l10n.t('Notes'),
        description: sanitizeLabel(account.notes ?? ''),
        field: 'notes' as const,
      },
    ],
    { title, placeHolder: vscode.l10n.t('Choose what to change (press Escape when you’re done)') },
  );
  if (!field) return undefined;
  switch (field.field) {
    case 'organisations':
      return askOrganisation(title, account, today);
    case 'tags': {
      const tags = await ask(title, vscode.l10n.t('Tags, separated by commas'), {
        value: account.tags.join(', '),
      });
      return tags === undefined
        ? undefined
        : {
            fields: {
              tags: tags
                .split(',')
                .map(tag => tag.trim())
                .filter(Boolean),
            },
          };
    }
    case 'backupEmail': {
      const email = await ask(title, vscode.l10n.t('A mailbox other than the login'), {
        value: account.backupEmail,
        whenEmpty: forNone(),
        check: text => {
          switch (backupEmailProblem(text, account.login)) {
            case 'notEmail':
              return vscode.l10n.t('Enter an email address, such as qa@example.com.');
            case 'sameAsLogin':
              return vscode.l10n.t(
                'The backup email must differ from the login. Xero rejects the same address.',
              );
            default:
              return undefined;
          }
        },
      });
      return email === undefined ? undefined : { fields: { backupEmail: email || undefined } };
    }
    case 'mfaSetUpOn': {
      const day = await askDay(
        title,
        vscode.l10n.t('The day MFA was set up, as YYYY-MM-DD'),
        account.mfaSetUpOn,
      );
      return day === undefined ? undefined : { fields: { mfaSetUpOn: day || undefined } };
    }
    default: {
      const before = account[field.field] ?? '';
      const prompt = hasLineBreak(before)
        ? vscode.l10n.t('{0}, with ⏎ for a line break:', field.label)
        : vscode.l10n.t('{0}:', field.label);
      const value = await ask(title, prompt, { value: before });
      return value === undefined ? undefined : { fields: { [field.field]: value } };
    }
  }
}
