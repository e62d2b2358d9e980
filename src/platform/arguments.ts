import * as v from 'valibot';
import { badArgument } from './commands';

/**
 * Reads the arguments of a command, or what a tree element says of itself, by a schema of optional fields.
 *
 * @throws a `UserError` naming the argument that is not as the contract says
 */
export function readArguments<S extends v.GenericSchema>(schema: S, argument: unknown): v.InferOutput<S> {
  const result = v.safeParse(
    schema,
    typeof argument === 'object' && argument !== null ? { ...argument } : {},
  );
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw badArgument(v.getDotPath(issue) ?? '', issue.expected ?? '');
}
