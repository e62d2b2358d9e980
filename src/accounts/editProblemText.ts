import * as vscode from 'vscode';
import type { ListEditProblem } from '../core/listEdit';
import { shortPath } from './readList';

/** Why a list was not changed. */
export function editProblemText(problem: ListEditProblem, uri: vscode.Uri): string {
  const path = shortPath(uri);
  switch (problem) {
    case 'unreadable':
      return vscode.l10n.t(
        '{0} has errors, so it wasn’t changed. Correct the errors in the Problems view first.',
        path,
      );
    case 'unknownVersion':
      return vscode.l10n.t(
        '{0} wasn’t changed because this extension supports only version 1 of a list. Correct the version or update the extension.',
        path,
      );
    case 'noAccounts':
      return vscode.l10n.t(
        '“accounts” isn’t an array in {0}, so the list wasn’t changed. Correct it first.',
        path,
      );
    case 'exists':
      return vscode.l10n.t('This login is already in {0}. Edit that account instead.', path);
    case 'missingOrganisation':
      return vscode.l10n.t(
        'This organisation was changed in {0} or is no longer there. Check the list and try again.',
        path,
      );
    case 'missing':
      return vscode.l10n.t('This login is no longer in {0}. Check the list and try again.', path);
    case 'tooLarge':
      return vscode.l10n.t(
        '{0} wasn’t changed. Lists of 5 MB or more aren’t read. Shorten the list or use another one.',
        path,
      );
  }
}
