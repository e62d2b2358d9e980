import * as vscode from 'vscode';
import { type Remedy, UserError } from '../core/errors';
import { repositoryOf } from './git';
import { upstreamOf } from './gitRepository';
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
  throw new UserError(
    vscode.l10n.t('VS Code couldn’t pull. Pull the latest changes yourself, then try again.'),
  );
}

/** The button that pulls and then does something with what came, where VS Code's git extension can. */
export async function pullRemedies(
  list: Pick<TeamList, 'uri'>,
  then: () => Promise<unknown>,
): Promise<readonly Remedy[]> {
  const repository = await repositoryOf(list.uri);
  if (!repository || !upstreamOf(repository.state)) return [];
  const run = async (): Promise<void> => {
    await pull(list);
    await then();
  };
  return [{ label: vscode.l10n.t('Pull'), run }];
}
