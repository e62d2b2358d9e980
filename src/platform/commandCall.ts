/** What commands read from the tree row that they were called on. */
export interface CommandTarget {
  readonly login?: string | undefined;
  readonly tenantId?: string | undefined;
  /** A public key in a team store. */
  readonly recipient?: string | undefined;
  /** A list, as its URI. */
  readonly list?: string | undefined;
}

/** A call with arguments, or one by a person, from a tree row or anywhere else. */
export type CommandCall =
  | { readonly kind: 'arguments'; readonly given: object }
  | { readonly kind: 'interactive'; readonly target: CommandTarget };

/**
 * Tells the two kinds of call apart by the argument that VS Code passes. Arguments are plain objects, as parsed from
 * JSON; rows are instances of classes.
 */
export function readCall(argument: unknown): CommandCall {
  if (typeof argument !== 'object' || argument === null) return { kind: 'interactive', target: {} };
  if (Object.getPrototypeOf(argument) === Object.prototype) return { kind: 'arguments', given: argument };
  return {
    kind: 'interactive',
    target: {
      login: textIn(argument, 'login'),
      tenantId: textIn(argument, 'tenantId'),
      recipient: textIn(argument, 'recipient'),
      list: textIn(argument, 'list'),
    },
  };
}

function textIn(row: object, name: keyof CommandTarget): string | undefined {
  const value: unknown = Reflect.get(row, name);
  return typeof value === 'string' ? value : undefined;
}
