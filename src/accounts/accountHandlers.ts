import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandTable } from '../platform/commandRegistry';
import type { Offer } from '../platform/errorBoundary';
import { readSetting, updateSetting } from '../platform/settings';
import type { SecretStore } from '../secrets/store';
import { changesIn } from './accountChanges';
import { addAccount } from './addAccount';
import type { AccountChooser } from './chooseAccount';
import { type CopyText, copyLogin, copyShortCode, copyTenantId } from './copyDetails';
import { askToEditAccount, editAccount, editRemedy } from './editAccount';
import type { AccountLists } from './lists';
import { askToOpenList, openList } from './openList';
import { openOrganisation } from './openOrganisation';
import { pickGrouping } from './pickGrouping';
import { askToRecordReset, recordReset } from './recordReset';
import { askToRemoveAccount, type RemoveAccountServices, removeAccount } from './removeAccount';
import type { ShownCodes } from './shownCodes';

/** What the account commands need. */
export interface AccountCommandServices {
  readonly lists: AccountLists;
  readonly chooser: AccountChooser;
  readonly secrets: SecretStore;
  readonly shownCodes: ShownCodes;
  /** The corrected time, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly offer: Offer;
  readonly copyText: CopyText;
  /** What removes the key of a login from the team's stores as well, if they share it now. */
  removal(login: string): (() => Promise<void>) | undefined;
  /** Asks for an account and adds it. */
  add(): Promise<string | undefined>;
}

/** The handlers of the account commands. */
export function accountHandlers({
  lists,
  chooser,
  secrets,
  shownCodes,
  now,
  record,
  offer,
  copyText,
  removal,
  add,
}: AccountCommandServices): CommandTable<'accounts'> {
  const editing = { lists, now };
  const resetWith = { ...editing, offer };
  const removeWith: RemoveAccountServices = { lists, secrets, offer, removal };
  /** Runs an action with the account of a row, otherwise with the one that the person picks. */
  const withChosen = async (
    target: CommandTarget,
    title: string,
    act: (account: Account) => Promise<void>,
  ): Promise<void> => {
    const account = await chooser.choose(target, title);
    if (account) await act(account);
  };

  return {
    addAccount: {
      // The + above the tree passes the focused row, which has nothing to do with the new account.
      ask: add,
      run: args => addAccount(args, lists),
    },
    editAccount: {
      ask: async target => {
        const title = vscode.l10n.t('Edit Account');
        await withChosen(target, title, account => askToEditAccount(account, editing));
      },
      run: async args => {
        await editAccount(await chooser.get(args.login), changesIn(args), lists, args.list);
      },
    },
    removeAccount: {
      ask: async target => {
        await withChosen(target, vscode.l10n.t('Remove Account'), account =>
          askToRemoveAccount(account, removeWith),
        );
      },
      run: async args => removeAccount(args, await chooser.get(args.login), removeWith),
    },
    copyLogin: {
      ask: async target => {
        await withChosen(target, vscode.l10n.t('Copy Login'), account => copyLogin(account, copyText));
      },
      run: async ({ login }) => copyLogin(await chooser.get(login), copyText),
    },
    copyTenantId: {
      ask: async target => {
        await withChosen(target, vscode.l10n.t('Copy Tenant ID'), account =>
          copyTenantId(
            account,
            { organisation: target.organisation },
            editRemedy(account, editing),
            copyText,
          ),
        );
      },
      run: async ({ login, ...wanted }) => {
        const account = await chooser.get(login);
        await copyTenantId(account, wanted, editRemedy(account, editing), copyText);
      },
    },
    openOrganisation: {
      ask: async target => {
        await withChosen(target, vscode.l10n.t('Open in Xero'), account =>
          openOrganisation(account, { organisation: target.organisation }, editRemedy(account, editing)),
        );
      },
      run: async ({ login, ...wanted }) => {
        const account = await chooser.get(login);
        await openOrganisation(account, wanted, editRemedy(account, editing));
      },
    },
    copyShortCode: {
      ask: async target => {
        await withChosen(target, vscode.l10n.t('Copy Shortcode'), account =>
          copyShortCode(
            account,
            { organisation: target.organisation },
            editRemedy(account, editing),
            copyText,
          ),
        );
      },
      run: async ({ login, ...wanted }) => {
        const account = await chooser.get(login);
        await copyShortCode(account, wanted, editRemedy(account, editing), copyText);
      },
    },
    recordReset: {
      ask: async target => {
        await withChosen(target, vscode.l10n.t('Record Reset'), account =>
          askToRecordReset(account, { organisation: target.organisation }, resetWith),
        );
      },
      run: async args => recordReset(args, await chooser.get(args.login), resetWith),
    },
    openAccountsFile: {
      ask: async target => {
        await lists.ready();
        if (target.login !== undefined) await chooser.get(target.login);
        await askToOpenList(target, lists);
      },
      run: async args => {
        await lists.ready();
        if (args.login !== undefined && args.uri === undefined) await chooser.get(args.login);
        await openList(args, lists);
      },
    },
    groupBy: {
      ask: async () => {
        const grouping = await pickGrouping(readSetting('groupBy'));
        if (grouping) await updateSetting('groupBy', grouping);
      },
      run: ({ groupBy }) => updateSetting('groupBy', groupBy),
    },
    showCodes: async () => {
      try {
        await shownCodes.show();
      } finally {
        // Even if one key could not be read, the codes of the others are shown.
        for (const login of secrets.logins) {
          if (shownCodes.codeOf(login)) record({ action: 'shown', login, route: 'sidebar' });
        }
      }
    },
    hideCodes: () => shownCodes.hide(),
  };
}
