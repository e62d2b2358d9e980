import * as vscode from 'vscode';
import type { Organisation } from '../core/account';

/** What commands read from the tree row that they were called on. */
export interface CommandTarget {
  readonly login?: string | undefined;
  readonly organisation?: Organisation | undefined;
  /** A public key in a team store. */
  readonly recipient?: string | undefined;
  /** A list, as its URI. */
  readonly list?: string | undefined;
}

/**
 * A row of one of our trees. VS Code passes it to the commands in the row's menu. Other extensions can't make or imitate
 * one, so a command that gets one was called by the person.
 */
export abstract class Row {
  readonly #isOurs = true;

  static is(value: object): value is Row & CommandTarget {
    return #isOurs in value;
  }
}

/** A call with arguments, or one by a person, from a tree row or anywhere else. */
export type CommandCall =
  | { readonly kind: 'arguments'; readonly given: object }
  | { readonly kind: 'interactive'; readonly target: CommandTarget };

/** Tells the two kinds of call apart by the argument that VS Code passes. */
export function readCall(argument: unknown): CommandCall {
  if (typeof argument !== 'object' || argument === null || isOfVSCode(argument))
    return { kind: 'interactive', target: {} };
  return Row.is(argument)
    ? { kind: 'interactive', target: argument }
    : { kind: 'arguments', given: argument };
}

/** Whether menus that are not on our rows pass this. Nothing is read from it. */
function isOfVSCode(argument: object): boolean {
  return argument instanceof vscode.TreeItem || argument instanceof vscode.Uri || Array.isArray(argument);
}
