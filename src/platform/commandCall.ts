import * as vscode from 'vscode';

/** What commands need of the row of the tree that they are opened on. */
export interface CommandTarget {
  readonly login?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Somebody's public key in a team store. */
  readonly recipient?: string | undefined;
  /** A list, as its URI. */
  readonly list?: string | undefined;
}

/**
 * A row of one of our trees. VS Code hands it to the commands of the row's menu, so being one shows that a person chose
 * it: other extensions can neither make one nor imitate one.
 */
export abstract class Row {
  readonly #isOurs = true;

  static is(value: object): value is Row & CommandTarget {
    return #isOurs in value;
  }
}

/** Who calls a command: a caller with arguments, or a person, from a row of the tree or from anywhere else. */
export type CommandCall =
  | { readonly kind: 'arguments'; readonly given: object }
  | { readonly kind: 'interactive'; readonly target: CommandTarget };

/** Tells the two kinds of call apart by the argument that VS Code hands over. */
export function readCall(argument: unknown): CommandCall {
  if (typeof argument !== 'object' || argument === null || isOfVSCode(argument))
    return { kind: 'interactive', target: {} };
  return Row.is(argument)
    ? { kind: 'interactive', target: argument }
    : { kind: 'arguments', given: argument };
}

/** What menus hand over that are not on our own rows. Nothing is read from it. */
function isOfVSCode(argument: object): boolean {
  return argument instanceof vscode.TreeItem || argument instanceof vscode.Uri || Array.isArray(argument);
}
