import * as v from 'valibot';
import { l10n } from 'vscode';
import { ARGUMENT_FIELDS } from '../contributions/argumentFields';
import {
  COMMANDS,
  type Command,
  type CommandArguments,
  type CommandEntries,
  type CommandName,
} from '../contributions/commands';
import { oneInWords } from './listInWords';

/** Why arguments are invalid. */
export type ArgumentProblem =
  | { readonly kind: 'missing'; readonly name: string }
  | {
      readonly kind: 'malformed';
      readonly name: string;
      readonly expected: string;
      /** valibot's name for the broken rule; `limit` is its number, if it has one. */
      readonly rule: string;
      readonly limit?: number;
      readonly isArray: boolean;
    };

/** Valid arguments, or why they are invalid. */
export type ParsedArguments<Name extends CommandName> =
  | { readonly arguments: CommandArguments<Name>; readonly problem?: never }
  | { readonly problem: ArgumentProblem };

type ByName = { readonly [Name in CommandName]: Command<CommandEntries<Name>, unknown> };

const byName: ByName = Object.assign({}, ...Object.values(COMMANDS));

/** The schema of a command's arguments. */
export function argumentSchema<Name extends CommandName>(
  name: Name,
): v.ObjectSchema<CommandEntries<Name>, undefined> {
  return v.object(byName[name].entries(ARGUMENT_FIELDS));
}

/** Checks the arguments of a call. Unknown ones are left out. */
export function parseArguments<Name extends CommandName>(
  command: Name,
  given: object,
): ParsedArguments<Name> {
  const result = v.safeParse(argumentSchema(command), given, { abortEarly: true });
  if (result.success) return { arguments: result.output };
  const [issue] = result.issues;
  const name = v.getDotPath(issue) ?? '';
  if (issue.input === undefined) return { problem: { kind: 'missing', name } };
  const { expected, type: rule, requirement } = issue;
  return {
    problem: {
      kind: 'malformed',
      name,
      expected: expected ?? rule,
      rule,
      isArray: Array.isArray(issue.input),
      ...(typeof requirement === 'number' && { limit: requirement }),
    },
  };
}

/** The problem in words, for the author of the call. */
export function argumentProblemText(problem: ArgumentProblem): string {
  const { name } = problem;
  if (problem.kind === 'missing') return l10n.t('“{0}” is required.', name);
  const { rule, limit = 0, expected, isArray } = problem;
  switch (rule) {
    case 'string':
      return l10n.t('“{0}” must be a string.', name);
    case 'boolean':
      return l10n.t('“{0}” must be true or false.', name);
    case 'number':
      return l10n.t('“{0}” must be a number.', name);
    case 'integer':
      return l10n.t('“{0}” must be a whole number.', name);
    case 'array':
      return l10n.t('“{0}” must be an array.', name);
    case 'object':
      return l10n.t('“{0}” must be an object.', name);
    case 'custom':
      return l10n.t('“{0}” must be a string or a Uri.', name);
    case 'union':
      return l10n.t('“{0}” must be a string, a Uri or an array of these.', name);
    case 'picklist':
      return l10n.t('“{0}” must be {1}.', name, oneInWords(expected.replace(/[()]/g, '').split(' | ')));
    case 'iso_date':
    case 'check':
      return l10n.t('“{0}” must be a date that exists, in the form YYYY-MM-DD.', name);
    case 'regex':
      return l10n.t('“{0}” must be a shortcode as Xero shows it, such as “!x1Y2z”.', name);
    case 'min_value':
      return l10n.t('“{0}” must be at least {1}.', name, limit);
    case 'max_value':
      return l10n.t('“{0}” must be at most {1}.', name, limit);
    case 'min_length':
      return limit === 1
        ? l10n.t('“{0}” must be filled in.', name)
        : l10n.t('“{0}” must be at least {1} characters long.', name, limit);
    case 'max_length':
      return isArray
        ? l10n.t('“{0}” can have at most {1} items.', name, limit)
        : l10n.t('“{0}” can have at most {1} characters.', name, limit);
    default:
      return l10n.t('“{0}” isn’t valid.', name);
  }
}
