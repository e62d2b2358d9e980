import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { Sequencer } from '../platform/sequencer';
import type { Caller } from './caller';

/** A caller may have the codes of a login in this workspace without asking again. */
export interface Grant {
  readonly caller: Caller;
  /** In lower case. */
  readonly login: string;
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
}

const GRANTS = 'codeAccess';

/**
 * What the person has allowed in this workspace. Kept in VS Code's workspace state, which no file in the workspace can change.
 * A window without a folder has no such state, so there it lasts until the window closes.
 */
export class Grants {
  readonly #writes = new Sequencer();
  #all: readonly Grant[] = [];

  /** @param isLasting whether they are remembered when the window is closed */
  constructor(
    private readonly workspaceState: vscode.Memento,
    readonly isLasting = vscode.workspace.workspaceFolders !== undefined,
  ) {
    if (isLasting) this.#all = workspaceState.get<readonly Grant[]>(GRANTS, []);
  }

  get all(): readonly Grant[] {
    return this.#all;
  }

  has(caller: Caller, login: string): boolean {
    return this.#all.some(grant => isFor(grant, caller, login));
  }

  async add(caller: Caller, login: string): Promise<void> {
    const others = this.#all.filter(grant => !isFor(grant, caller, login));
    await this.#set([...others, { caller, login: loginKey(login), since: Date.now() }]);
  }

  async remove(removed: readonly Grant[]): Promise<void> {
    await this.#set(
      this.#all.filter(grant => !removed.some(({ caller, login }) => isFor(grant, caller, login))),
    );
  }

  async #set(grants: readonly Grant[]): Promise<void> {
    this.#all = grants;
    if (this.isLasting) await this.#writes.run(async () => this.workspaceState.update(GRANTS, grants));
  }
}

function isFor(grant: Grant, caller: Caller, login: string): boolean {
  return grant.caller === caller && grant.login === loginKey(login);
}
