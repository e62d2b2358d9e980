import * as vscode from 'vscode';
import { UserError } from '../core/errors';

/**
 * Checks an argument from a model or another extension, which may be anything.
 *
 * @throws {@link UserError} if it isn't a string
 */
export function requireText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new UserError(vscode.l10n.t('“{0}” must be {1}.', name, 'string'));
}
