import * as v from 'valibot';
import { COMMANDS, type CommandArguments, type CommandName } from '../contributions/commands';

/** Why an arguments object is not what its command takes. */
export type ArgumentProblem =
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'malformed'; readonly name: string; readonly expected: string };

/** What came of an arguments object. */
export type ParsedArguments<Name extends CommandName> =
  | { readonly arguments: CommandArguments<Name>; readonly problem?: never }
  | { readonly problem: ArgumentProblem };

/** Checks the arguments that a command is called with. Those it does not know are left out. */
export function parseArguments<Name extends CommandName>(
  command: Name,
  given: object,
): ParsedArguments<Name> {
  const result = v.safeParse(COMMANDS[command], given, { abortEarly: true });
  if (result.success) return { arguments: result.output };
  const [issue] = result.issues;
  const name = v.getDotPath(issue) ?? '';
  return issue.input === undefined
    ? { problem: { kind: 'missing', name } }
    : { problem: { kind: 'malformed', name, expected: issue.expected ?? issue.type } };
}
