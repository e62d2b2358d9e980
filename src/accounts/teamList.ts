import type * as vscode from 'vscode';
import type { LoadedList } from './lists';

/** A list that a team store can stand beside. */
export interface TeamList {
  readonly uri: vscode.Uri;
  readonly label: string;
  readonly logins: readonly string[];
}

/** A list as other features know it. */
export function teamListOf({ source: { realUri, label }, accounts }: LoadedList): TeamList {
  return { uri: realUri, label, logins: accounts.map(({ login }) => login) };
}
