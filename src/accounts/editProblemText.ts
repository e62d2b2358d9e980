import * as vscode from 'vscode';
import type { ListEditProblem } from '../core/listEdit';
import { shortPath } from './readList';

/** Why a list was not written to. */
export function editProblemText(problem: ListEditProblem, uri: vscode.Uri): string {
  const path = shortPath(uri);
  switch (problem) {
    case 'unreadable':
      return vscode.l10n.t(
        '{0} has errors, so nothing was written to it. Correct them first; the Problems view lists them.',
        path,
      );
    case 'unknownVersion':
      return vscode.l10n.t(
        '{0} does not have version 1, the one this extension knows, so nothing was written to it. Correct the version or update the extension.',
        path,
      );
    case 'noAccounts':
      return vscode.l10n.t(
        'In {0}, “accounts” is not an array, so nothing was written to it. Correct it first.',
        path,
      );
    case 'exists':
      return vscode.l10n.t('This login is already in {0}. Edit that account instead.', path);
    case 'missing':
      return vscode.l10n.t(
        'This login is no longer in {0}. The list may just have changed; look at it and try again.',
        path,
      );
  }
}
