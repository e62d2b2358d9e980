import * as vscode from 'vscode';
import {
  COMMANDS,
  type CommandArguments,
  type CommandName,
  type CommandOf,
  type CommandResult,
  type Feature,
} from '../contributions/commands';
import { commandId } from '../contributions/ids';
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

/**
 * Registers the manifest's commands. Errors are shown to a person, but thrown to a program that waits for the result, which
 * handles them.
 */
export class CommandRegistry {
  constructor(private readonly boundary: ErrorBoundary) {}

  /** Registers the commands of a feature. */
  register<Owner extends Feature>(feature: Owner, handlers: CommandTable<Owner>): vscode.Disposable {
    return this.#registerAll(feature, () => handlers);
  }

  /** Registers the commands of a feature whose handlers are loaded when one of them is first called. */
  registerLazily<Owner extends Feature>(
    feature: Owner,
    load: () => Promise<CommandTable<Owner>>,
  ): vscode.Disposable {
    return this.#registerAll(feature, lazy(load));
  }

  #registerAll<Owner extends Feature>(
    feature: Owner,
    handlers: () => MaybePromise<CommandTable<Owner>>,
  ): vscode.Disposable {
    const names = Object.keys(COMMANDS[feature]) as CommandOf<Owner>[];
    return vscode.Disposable.from(
      ...names.map(name => this.#register(name, async () => (await handlers())[name])),
    );
  }

  #register<Name extends CommandName>(
    name: Name,
    find: () => MaybePromise<CommandHandler<Name>>,
  ): vscode.Disposable {
    return vscode.commands.registerCommand(commandId(name), async (argument: unknown) => {
      const call = readCall(argument);
      let isAwaited = call.kind === 'arguments';
      try {
        const handler = await find();
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
    });
  }
}

/** @throws {@link UserError} naming the invalid argument */
async function checked<Name extends CommandName>(name: Name, given: object): Promise<CommandArguments<Name>> {
  const { argumentProblemText, parseArguments } = await import('./parseArguments');
  const parsed = parseArguments(name, given);
  if (parsed.problem) throw new UserError(argumentProblemText(parsed.problem));
  return parsed.arguments;
}
