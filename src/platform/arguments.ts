import * as v from 'valibot';
import * as vscode from 'vscode';
import { UserError } from '../core/errors';

/**
 * Reads the arguments of a command, or what a tree element says of itself, by a schema of optional fields.
 *
 * @throws {@link UserError} naming the argument that is not as the contract says
 */
export function readArguments<S extends v.GenericSchema>(schema: S, argument: unknown): v.InferOutput<S> {
  const result = v.safeParse(
    schema,
    typeof argument === 'object' && argument !== null ? { ...argument } : {},
  );
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new UserError(
    vscode.l10n.t(
      'The argument “{0}” of this command is not as expected: {1} is needed.',
      v.getDotPath(issue) ?? '',
      issue.expected ?? '',
    ),
  );
}
