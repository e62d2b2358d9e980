import * as vscode from 'vscode';
import type { CommandArguments } from '../contributions/commands';
import { commandId } from '../contributions/ids';
import type { Account, Organisation } from '../core/account';
import { isDay } from '../core/calendar';
import { localDay } from '../core/day';
import { mayReset, nextReset } from '../core/dueDays';
import { UserError } from '../core/errors';
import { editOrganisation, isSameOrganisation } from '../core/listEdit';
import { tenantKey } from '../core/xeroAnswers';
import { requireConfirmed } from '../platform/confirm';
import { dayText } from '../platform/dayText';
import type { Offer } from '../platform/errorBoundary';
import { openXeroPage } from '../platform/openXeroPage';
import { sanitizeLabel } from '../platform/sanitize';
import { chooseOrganisation, type WantedOrganisation } from './chooseOrganisation';
import { type EditServices, editRemedy, entryIn } from './editAccount';
import { editList } from './editLists';
import type { AccountLists, LoadedList } from './lists';
import { notListed } from './writeList';

/** What recording a reset needs. */
export interface RecordResetServices extends EditServices {
  readonly offer: Offer;
}

/**
 * Records that a demo company was reset: sets the day of the next reset, and removes its tenant ID and shortcode, which a
 * reset changes.
 *
 * @throws {@link UserError} if the account has no such organisation, or its list can't be written
 */
export async function recordReset(
  { tenantId, name, on, confirm = false }: CommandArguments<'recordReset'>,
  account: Account,
  services: RecordResetServices,
): Promise<void> {
  const chosen = await chooseReset(account, { tenantId, name });
  if (!chosen) return;
  const day = on ?? usualDay(services);
  if (!confirm) {
    await requireConfirmed(
      vscode.l10n.t('Record a reset for {0}?', sanitizeLabel(chosen.name)),
      vscode.l10n.t(
        'Its next reset will be on {0}. Its tenant ID and shortcode are removed from the list, because a reset changes them.',
        dayText(day),
      ),
      vscode.l10n.t('Record Reset'),
    );
  }
  await record(account, chosen, day, services);
}

/** Asks for the day of the next reset and records a reset, as {@link recordReset} does. */
export async function askToRecordReset(
  account: Account,
  wanted: WantedOrganisation,
  services: RecordResetServices,
): Promise<void> {
  const chosen = await chooseReset(account, wanted);
  if (!chosen) return;
  const day = await vscode.window.showInputBox({
    title: vscode.l10n.t('Record Reset for {0}', sanitizeLabel(chosen.name)),
    prompt: vscode.l10n.t(
      'The day of the next reset, as YYYY-MM-DD. The old tenant ID and shortcode are removed from the list.',
    ),
    value: usualDay(services),
    ignoreFocusOut: true,
    validateInput: text => dayProblem(text.trim(), localDay(services.now())),
  });
  if (day !== undefined) await record(account, chosen, day.trim(), services);
}

function chooseReset(account: Account, wanted: WantedOrganisation): Promise<Organisation | undefined> {
  return chooseOrganisation(account, {
    wanted,
    title: vscode.l10n.t('Record Reset'),
    fits: mayReset,
    unfit: (name, isAccount) =>
      new UserError(
        isAccount
          ? vscode.l10n.t('{0} has no demo company. Only demo companies are reset.', name)
          : vscode.l10n.t('{0} isn’t a demo company. Only demo companies are reset.', name),
      ),
  });
}

function usualDay({ now }: RecordResetServices): string {
  return nextReset(localDay(now()));
}

function dayProblem(text: string, today: string): string | vscode.InputBoxValidationMessage | undefined {
  if (!isDay(text)) return vscode.l10n.t('Enter a date that exists, in the form YYYY-MM-DD.');
  if (text >= today) return undefined;
  const { Warning } = vscode.InputBoxValidationSeverity;
  return { message: vscode.l10n.t('This day has passed. Enter a later one.'), severity: Warning };
}

async function record(
  account: Account,
  organisation: Organisation,
  day: string,
  services: RecordResetServices,
): Promise<void> {
  const { lists, offer } = services;
  const { login } = account;
  const places = placesOf(login, organisation, lists);
  if (places.length === 0) throw notListed(login);
  for (const { list, found } of places) {
    const changes = { tenantId: undefined, shortCode: undefined, resetOn: day };
    await editList(list.source, text => editOrganisation(text, login, found, changes), lists);
  }
  void offer(
    vscode.l10n.t(
      'The next reset for {0} is on {1}. In Xero, connect your app again and look up the new tenant ID and shortcode. Then choose “Import…” and paste the API’s response, or edit the account.',
      sanitizeLabel(organisation.name),
      dayText(day),
    ),
    [
      {
        label: vscode.l10n.t('Import…'),
        run: () => vscode.commands.executeCommand(commandId('importQr')),
      },
      { label: vscode.l10n.t('Open My Apps'), run: () => openXeroPage('myApps') },
      { label: vscode.l10n.t('Open API Explorer'), run: () => openXeroPage('apiExplorer') },
      editRemedy(account, services),
    ],
  );
}

interface Place {
  readonly list: LoadedList;
  readonly found: Organisation;
}

/** The organisation in the list that it is from, and in others with its tenant ID, which is of no use there either. */
function placesOf(login: string, organisation: Organisation, lists: AccountLists): readonly Place[] {
  const all = lists
    .listsWith(login)
    .map(list => ({ list, found: entryIn(list, login)?.organisations ?? [] }));
  const source = all.find(({ found }) => found.length > 0);
  const isSame = (each: Organisation): boolean => isSameOrganisation(each, organisation);
  const deadId = tenantKey(organisation.tenantId ?? '');
  const hasSameId = ({ tenantId = '' }: Organisation): boolean =>
    deadId !== '' && tenantKey(tenantId) === deadId;
  return all.flatMap(({ list, found }) => {
    if (list === source?.list)
      return found
        .filter(isSame)
        .slice(0, 1)
        .map(each => ({ list, found: each }));
    return list.source.isTrusted ? found.filter(hasSameId).map(each => ({ list, found: each })) : [];
  });
}
