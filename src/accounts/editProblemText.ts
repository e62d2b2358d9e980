import * as vscode from 'vscode';
import type { ListEditProblem } from '../core/listEdit';
import { shortPath } from './readList';

/** Why a list was not changed. */
export function editProblemText(problem: ListEditProblem, uri: vscode.Uri): string {
  const path = shortPath(uri);
  switch (problem) {
    case 'unreadable':
      return vscode.l10n.t(
        '{0} has errors, so it was not changed. Correct them first. They are in the Problems view.',
        path,
      );
    case 'unknownVersion':
      return vscode.l10n.t(
        'This extension supports version 1 of a list, and {0} has another version, so it was not changed. Correct the version or update the extension.',
        path,
      );
    case 'noAccounts':
      return vscode.l10n.t(
        '“accounts” is not an array in {0}, so the list was not changed. Correct it first.',
        path,
      );
    case 'exists':
      return vscode.l10n.t('This login is already in {0}. Edit that account instead.', path);
    case 'missingOrganisation':
      return vscode.l10n.t(
        'This organisation is no longer in {0} as it was. The list may have just changed. Look at it and try again.',
        path,
      );
    case 'missing':
      return vscode.l10n.t(
        'This login is no longer in {0}. The list may have just changed. Look at it and try again.',
        path,
      );
    case 'tooLarge':
      return vscode.l10n.t(
        '{0} was not changed. It would be 5 MB or larger, and a list of that size is not read. Shorten the list or use another one.',
        path,
      );
  }
}
