import { l10n } from 'vscode';

/** Where something that was imported came from. */
export interface Source {
  /** What people call it: a file's name. */
  readonly name: string;
  readonly uri?: string;
  /** Whether it is a file, which still has what was read. */
  readonly isFile?: boolean;
}

/** Why a source, or a part of it, gives nothing. */
export interface ImportProblem {
  readonly source: Source;
  readonly reason: string;
}

/** The source of something that was pasted or dropped. Only a file has a name. */
export function pastedSource(name = ''): Source {
  return { name: name || l10n.t('Clipboard'), isFile: name !== '' };
}
