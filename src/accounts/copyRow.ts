import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { type CopyText, copy } from './copyDetails';
import type { Element } from './element';
import { AccountElement } from './elements';
import { DetailElement } from './innerElements';

/**
 * Copies the code of an account's row, and the text of any other row.
 *
 * @param item how the row looks
 */
export async function copyRow(row: Element, item: vscode.TreeItem, copyText: CopyText): Promise<void> {
  if (row instanceof AccountElement) {
    await vscode.commands.executeCommand(commandId('copyCode'), row);
    return;
  }
  const isValue = row instanceof DetailElement && row.detail !== 'untrusted';
  const text = isValue ? visibleText(row) : String(item.label);
  await copy(text, vscode.l10n.t('Text of the row copied'), copyText);
}

/** A value without invisible characters, as a terminal would obey some. Only notes keep their lines. */
function visibleText({ detail, value }: DetailElement): string {
  const lines = value.split(/\r\n?|\n/).map(line => line.replaceAll('\t', ' ').replace(/\p{C}/gu, ''));
  return lines.join(detail === 'notes' ? '\n' : ' ');
}
