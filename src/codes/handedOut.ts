import type * as vscode from 'vscode';
import { loginKey } from '../core/account';

const HANDED_OUT = 'codesHandedOut';
const REMEMBERED = 50;

/**
 * The window of the code that was last handed out for each login, by any window of VS Code on this computer: Xero may reject
 * a code a second time. Kept in VS Code's state, with no code.
 */
export class HandedOut {
  constructor(
    private readonly state: vscode.Memento,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The counter of the window, if a code was handed out. */
  windowOf(login: string): number | undefined {
    return this.#all.find(([other]) => other === loginKey(login))?.[1];
  }

  /**
   * Notes that the code of a window is handed out.
   *
   * @param counter of the window
   * @returns whether the same code was handed out before
   */
  note(login: string, counter: number): boolean {
    if (this.windowOf(login) === counter) return true;
    this.#set([[loginKey(login), counter], ...this.#others(login)]);
    return false;
  }

  /** For a login whose codes are made with another key from now on. */
  forget(login: string): void {
    if (this.windowOf(login) !== undefined) this.#set(this.#others(login));
  }

  get #all(): readonly (readonly [login: string, counter: number])[] {
    return this.state.get(HANDED_OUT, []);
  }

  #others(login: string): readonly (readonly [login: string, counter: number])[] {
    return this.#all.filter(([other]) => other !== loginKey(login));
  }

  #set(all: readonly (readonly [login: string, counter: number])[]): void {
    this.state.update(HANDED_OUT, all.slice(0, REMEMBERED)).then(undefined, this.onError);
  }
}
