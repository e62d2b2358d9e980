import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { sanitizeLabel } from '../platform/sanitize';
import { copy } from './copyDetails';
import {
  AccountElement,
  BadSettingElement,
  DetailElement,
  type Element,
  GroupElement,
  ListElement,
  OrganisationElement,
  ProblemElement,
} from './elements';
import { listProblemText } from './listProblemText';

/** Copies the code of an account's row, and the text of any other row. */
export async function copyRow(row: Element): Promise<void> {
  if (row instanceof AccountElement) {
    await vscode.commands.executeCommand(commandId('copyCode'), row);
    return;
  }
  const text = textOf(row);
  await copy(text, vscode.l10n.t('“{0}” copied', sanitizeLabel(text)));
}

function textOf(row: Exclude<Element, AccountElement>): string {
  if (row instanceof DetailElement) return row.value;
  if (row instanceof OrganisationElement) return row.organisation.name;
  if (row instanceof GroupElement) return row.label;
  if (row instanceof ListElement) return row.list.source.label;
  if (row instanceof ProblemElement) return listProblemText(row.problem);
  if (row instanceof BadSettingElement) return row.setting.entry;
  return typeof row.label === 'object' ? row.label.label : (row.label ?? '');
}
