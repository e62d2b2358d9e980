import type * as vscode from 'vscode';
import { loginKey } from '../core/account';

const HANDED_OUT = 'codesHandedOut';
/** More codes than are handed out while one of them is valid. */
const REMEMBERED = 500;

/**
 * The windows of the codes that were handed out, by any window of VS Code on this computer: Xero may reject a code a second
 * time. Kept in VS Code's state, with no code.
 */
export class HandedOut {
  constructor(
    private readonly state: vscode.Memento,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The counter of the window whose code of a login was handed out last. */
  latest(login: string): number | undefined {
    return this.#all.find(([other]) => other === loginKey(login))?.[1];
  }

  /**
   * Notes that the code of a window is handed out.
   *
   * @param counter of the window
   * @returns whether the same code was handed out before
   */
  note(login: string, counter: number): boolean {
    const key = loginKey(login);
    const all = this.#all;
    if (all.some(([other, noted]) => other === key && noted === counter)) return true;
    this.#set([[key, counter], ...all]);
    return false;
  }

  /** For a login whose codes are made with another key from now on. */
  forget(login: string): void {
    const others = this.#all.filter(([other]) => other !== loginKey(login));
    if (others.length < this.#all.length) this.#set(others);
  }

  /** The latest first. */
  get #all(): readonly (readonly [login: string, counter: number])[] {
    return this.state.get(HANDED_OUT, []);
  }

  #set(all: readonly (readonly [login: string, counter: number])[]): void {
    this.state.update(HANDED_OUT, all.slice(0, REMEMBERED)).then(undefined, this.onError);
  }
}
