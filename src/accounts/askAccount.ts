import * as vscode from 'vscode';
import { type Account, isEmail, type Organisation } from '../core/account';
import { isDay } from '../core/calendar';
import type { AccountChanges, OrganisationChanges } from '../core/listEdit';
import { fromOneLine, hasLineBreak, toOneLine } from '../core/oneLine';
import { REGIONS, type Region, SHORT_CODE } from '../core/organisation';
import { backupEmailProblem } from '../core/recovery';
import { sanitizeLabel } from '../platform/sanitize';
import { regionName } from './elements';
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
      if (!isEmail(text.trim())) return vscode.l10n.t('This is not an email address yet.');
      return lists.find(text)
        ? vscode.l10n.t('{0} is already in a list. Choose “Edit Account” instead.', text.trim())
        : undefined;
    },
  });
  return login?.trim() || undefined;
}

/** Asks for the name and organisation of a new account. */
export async function askDetails(title: string, login: string): Promise<AccountChanges | undefined> {
  const name = await ask(
    title,
    vscode.l10n.t('Name to show in the sidebar, such as “AU payroll” (press Enter to show the login)'),
  );
  if (name === undefined) return undefined;
  const organisation = await ask(
    title,
    vscode.l10n.t('Xero organisation of {0}, such as “Demo Company (AU)” (press Enter to skip)', login),
  );
  if (organisation === undefined) return undefined;
  if (!organisation) return { name };
  const region = await askRegion(title, organisation);
  if (!region) return undefined;
  return { name, organisations: [{ name: organisation, region }] };
}

async function ask(
  title: string,
  prompt: string,
  value = '',
  check?: (text: string) => string | undefined,
): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt,
    value: toOneLine(value),
    ignoreFocusOut: true,
    ...(check && { validateInput: check }),
  });
  return answer === undefined ? undefined : fromOneLine(answer, value);
}

/** What a person changes: fields, or one organisation, as the others may change while they are asked. */
export type AskedChange =
  | { readonly fields: AccountChanges }
  | {
      /** The organisation as it was; `undefined` for another one. */
      readonly before: Organisation | undefined;
      readonly after: OrganisationChanges;
    };

/** Asks which field to change and for its new value; Escape ends the editing. */
export async function askChange(account: Account): Promise<AskedChange | undefined> {
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
    { title, placeHolder: vscode.l10n.t('Choose what to change (press Escape when you are done)') },
  );
  if (!field) return undefined;
  switch (field.field) {
    case 'organisations':
      return askOrganisation(title, account);
    case 'tags': {
      const tags = await ask(title, vscode.l10n.t('Tags, separated by commas'), account.tags.join(', '));
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
      const email = await ask(
        title,
        vscode.l10n.t('A mailbox other than the login (leave empty for none)'),
        account.backupEmail,
        text => {
          switch (backupEmailProblem(text, account.login)) {
            case 'notEmail':
              return vscode.l10n.t('This is not an email address yet.');
            case 'sameAsLogin':
              return vscode.l10n.t(
                'The backup email must differ from the login. Xero rejects the same address.',
              );
            default:
              return undefined;
          }
        },
      );
      return email === undefined ? undefined : { fields: { backupEmail: email || undefined } };
    }
    default: {
      const before = account[field.field] ?? '';
      const prompt = hasLineBreak(before)
        ? vscode.l10n.t('{0} (⏎ is a line break):', field.label)
        : vscode.l10n.t('{0}:', field.label);
      const value = await ask(title, prompt, before);
      return value === undefined ? undefined : { fields: { [field.field]: value } };
    }
  }
}

async function askOrganisation(title: string, account: Account): Promise<AskedChange | undefined> {
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
  const details = await askDetailsOf(title, before);
  if (!details) return undefined;
  return { before, after: { ...details, name, region } };
}

/** Asks for what an organisation has in Xero, and for the day that its kind has. */
async function askDetailsOf(
  title: string,
  before: Organisation | undefined,
): Promise<OrganisationChanges | undefined> {
  const tenantId = await ask(title, vscode.l10n.t('Its tenant ID (press Enter to skip)'), before?.tenantId);
  if (tenantId === undefined) return undefined;
  const shortCode = await ask(
    title,
    vscode.l10n.t('Its short code, such as “!x1Y2z” (press Enter to skip)'),
    before?.shortCode,
    text =>
      text === '' || SHORT_CODE.test(text)
        ? undefined
        : vscode.l10n.t('This is not a short code yet. It begins with an exclamation mark.'),
  );
  if (shortCode === undefined) return undefined;
  const dayOf = async (prompt: string, day: string | undefined): Promise<string | undefined> =>
    ask(title, prompt, day, text =>
      text === '' || isDay(text)
        ? undefined
        : vscode.l10n.t('Enter a date that exists, in the form YYYY-MM-DD.'),
    );
  const isTrial = before?.kind === 'trial' || before?.expiresOn !== undefined;
  const resets = before?.kind === 'demo' || before?.resetOn !== undefined;
  const resetOn = resets
    ? await dayOf(
        vscode.l10n.t('The day of its next reset, as YYYY-MM-DD (press Enter to skip)'),
        before.resetOn,
      )
    : '';
  if (resetOn === undefined) return undefined;
  const expiresOn = isTrial
    ? await dayOf(
        vscode.l10n.t('The day its trial ends, as YYYY-MM-DD (press Enter to skip)'),
        before.expiresOn,
      )
    : '';
  if (expiresOn === undefined) return undefined;
  return {
    tenantId: tenantId || undefined,
    shortCode: shortCode || undefined,
    resetOn: resetOn || undefined,
    expiresOn: expiresOn || undefined,
  };
}

async function askRegion(title: string, organisation: string): Promise<Region | undefined> {
  const items = REGIONS.map(region => ({ label: region, description: regionName(region), region }));
  const placeHolder = vscode.l10n.t('The region of {0}', sanitizeLabel(organisation));
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.region;
}
