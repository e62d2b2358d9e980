import * as vscode from 'vscode';
import { DOCS, type DocsPage } from '../contributions/docsPages';

/** Opens a page of the documentation as VS Code shows Markdown. Where that is disabled, it is opened as text. */
export async function openDocs(extensionUri: vscode.Uri, page: DocsPage = 'contents'): Promise<void> {
  const [file = '', fragment = ''] = DOCS[page].split('#');
  const uri = vscode.Uri.joinPath(extensionUri, 'docs', file).with({ fragment });
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.commands.executeCommand('vscode.open', uri);
  }
}
