import * as vscode from 'vscode';
import type {
  CommandArguments,
  CommandName,
  CommandOf,
  CommandResult,
  Feature,
} from '../contributions/commands';
import { commandName } from '../contributions/ids';
import { UserError } from '../core/errors';
import { type CommandTarget, readCall } from './commandCall';
import type { ErrorBoundary } from './errorBoundary';
import { lazy } from './lazy';

type MaybePromise<Value> = Value | Promise<Value>;

/** The handler of a command with arguments. */
export interface CommandHandlers<Name extends CommandName> {
  /**
   * For a person: asks for the arguments.
   *
   * @param target the row that the command was called on, if any
   */
  ask(target: CommandTarget): MaybePromise<CommandResult<Name> | undefined>;
  /** For a caller with arguments, which have been checked. */
  run(args: CommandArguments<Name>): MaybePromise<CommandResult<Name>>;
  /** Whether only programs call it, such as tasks: errors are then thrown even if there are no arguments. */
  readonly isForPrograms?: boolean;
}

/** The handler of a command. One without arguments is a function for both kinds of call. */
export type CommandHandler<Name extends CommandName> =
  | CommandHandlers<Name>
  | (keyof CommandArguments<Name> extends never ? () => MaybePromise<CommandResult<Name>> : never);

/** The handlers of a feature's commands. */
export type CommandTable<Owner extends Feature> = {
  readonly [Name in CommandOf<Owner>]: CommandHandler<Name>;
};

/** A handler of any command: only the table of its feature says which arguments it takes. */
type AnyHandler =
  | { ask(target: CommandTarget): unknown; run(args: unknown): unknown; readonly isForPrograms?: boolean }
  | (() => unknown);

type AnyTable = Readonly<Record<string, AnyHandler>>;

/** The commands of a manifest. */
interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/**
 * Registers the manifest's commands. Errors are shown to a person, but thrown to a program that waits for the result, which
 * handles them. Which feature handles a command is looked up when it is called, as `COMMANDS` is not needed before.
 */
export class CommandRegistry implements vscode.Disposable {
  readonly #tables = new Map<Feature, () => MaybePromise<AnyTable>>();
  readonly #registered: vscode.Disposable;

  constructor(
    private readonly boundary: ErrorBoundary,
    { contributes }: Manifest,
  ) {
    this.#registered = vscode.Disposable.from(
      ...contributes.commands.map(({ command }) =>
        vscode.commands.registerCommand(command, (argument: unknown) =>
          this.#call(commandName(command), argument),
        ),
      ),
    );
  }

  /** Sets the handlers of a feature's commands. */
  register<Owner extends Feature>(feature: Owner, handlers: CommandTable<Owner>): vscode.Disposable {
    return this.#add(feature, () => handlers as AnyTable);
  }

  /** Sets the handlers of a feature's commands, which are loaded when one of them is first called. */
  registerLazily<Owner extends Feature>(
    feature: Owner,
    load: () => Promise<CommandTable<Owner>>,
  ): vscode.Disposable {
    return this.#add(feature, lazy(load) as () => Promise<AnyTable>);
  }

  dispose(): void {
    this.#registered.dispose();
  }

  #add(feature: Feature, table: () => MaybePromise<AnyTable>): vscode.Disposable {
    this.#tables.set(feature, table);
    return new vscode.Disposable(() => this.#tables.delete(feature));
  }

  async #call(name: CommandName, argument: unknown): Promise<unknown> {
    const call = readCall(argument);
    let isAwaited = call.kind === 'arguments';
    try {
      const handler = await this.#handlerOf(name);
      const {
        ask,
        run,
        isForPrograms = false,
      } = typeof handler === 'function' ? { ask: handler, run: handler } : handler;
      isAwaited ||= isForPrograms;
      return await (call.kind === 'arguments' ? run(await checked(name, call.given)) : ask(call.target));
    } catch (error) {
      if (isAwaited) {
        throw error instanceof vscode.CancellationError ? error : this.boundary.toUserError(name, error);
      }
      void this.boundary.show(name, error);
      return undefined;
    }
  }

  async #handlerOf(name: CommandName): Promise<AnyHandler> {
    const { featureOf } = await import('../contributions/commands');
    const handler = (await this.#tables.get(featureOf(name))?.())?.[name];
    if (!handler) throw new Error(`Nothing handles ${name}.`);
    return handler;
  }
}

/** @throws {@link UserError} naming the invalid argument */
async function checked<Name extends CommandName>(name: Name, given: object): Promise<CommandArguments<Name>> {
  const { argumentProblemText, parseArguments } = await import('./parseArguments');
  const parsed = parseArguments(name, given);
  if (parsed.problem) throw new UserError(argumentProblemText(parsed.problem));
  return parsed.arguments;
}
