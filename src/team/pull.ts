import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { repositoryOf } from './git';
import type { TeamList } from './services';

/** Pulls what colleagues pushed, with VS Code's git extension. @throws {@link UserError} if it can't */
export async function pull({ uri }: Pick<TeamList, 'uri'>): Promise<void> {
  const repository = await repositoryOf(uri);
  try {
    if (repository) return await repository.pull();
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    // Git's own log has the reason.
  }
  throw new UserError(vscode.l10n.t('VS Code could not pull. Pull the latest changes, then try again.'));
}
