import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { isListMissing } from './missingList';
import { teamProblemText } from './problemText';

/**
 * Why no list can be chosen, and what to do.
 *
 * @param needsStore whether it has to have a store
 */
export async function noListError(needsStore: boolean): Promise<UserError> {
  if (!vscode.workspace.isTrusted) {
    return new UserError(vscode.l10n.t('This folder isn’t trusted, so its team store isn’t used.'), [
      {
        label: vscode.l10n.t('Trust This Folder'),
        run: () => vscode.commands.executeCommand('workbench.trust.manage'),
      },
    ]);
  }
  if (await isListMissing()) {
    return new UserError(
      vscode.l10n.t(
        'The list for this team store, .xero-mfa/accounts.json, is missing. Pull the latest changes. If it’s still missing, ask a teammate to commit and push it.',
      ),
      [
        {
          label: vscode.l10n.t('Pull the Latest Changes'),
          run: () => vscode.commands.executeCommand('git.pull'),
        },
      ],
    );
  }
  if (needsStore) return new UserError(teamProblemText('noStore'));
  return new UserError(
    vscode.l10n.t(
      'A team store needs a list that the team shares. Add an account to a list in a folder first.',
    ),
  );
}
