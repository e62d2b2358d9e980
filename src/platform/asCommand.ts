import type * as vscode from 'vscode';
import type { CommandArguments, CommandName } from '../contributions/commands';
import { commandId } from '../contributions/ids';

/** The command of a tree row. */
export function asCommand<Name extends CommandName>(
  name: Name,
  title: string,
  args?: CommandArguments<Name>,
): vscode.Command {
  return { command: commandId(name), title, ...(args && { arguments: [args] }) };
}
