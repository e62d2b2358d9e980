import type * as vscode from 'vscode';
import type { AccountElement, BadSettingElement, GroupElement, ListElement } from './elements';
import type { DetailElement, OrganisationElement, ProblemElement } from './innerElements';

/** The rows of the sidebar. Only `tree.ts` creates their `TreeItem`s, except for the clock's row, which already is one. */
export type Element =
  | GroupElement
  | AccountElement
  | OrganisationElement
  | DetailElement
  | ListElement
  | ProblemElement
  | BadSettingElement
  | vscode.TreeItem;
