import type * as vscode from 'vscode';
import { isPersonName, toPersonName } from '../core/team/entry';
import { repositoryOf } from './git';

/** The name that git writes into the person's commits of this repository, if it is one that a store takes. */
export async function committerName(file: vscode.Uri): Promise<string | undefined> {
  const name = toPersonName((await (await repositoryOf(file))?.authorName()) ?? '');
  return isPersonName(name) ? name : undefined;
}
