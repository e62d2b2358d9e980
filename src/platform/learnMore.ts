import * as vscode from 'vscode';
import type { DocsPage } from '../contributions/docsPages';
import { commandId } from '../contributions/ids';
import type { Remedy } from '../core/errors';

/** A button that opens a page of the documentation. */
export function learnMore(page: DocsPage): Remedy {
  return {
    label: vscode.l10n.t('Learn More'),
    run: () => vscode.commands.executeCommand(commandId('openDocs'), { page }),
  };
}
