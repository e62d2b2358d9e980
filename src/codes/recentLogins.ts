import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { DisposableOwner } from '../platform/disposables';

const RECENT = 'recentLogins';
const REMEMBERED = 50;

/** The logins whose codes were copied, the most recent first. Kept in VS Code's state. */
export class RecentLogins extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly state: vscode.Memento,
    private readonly onError: (error: unknown) => void,
  ) {
    super();
  }

  /** In lower case. */
  get logins(): readonly string[] {
    return this.state.get<readonly string[]>(RECENT, []);
  }

  /** Puts a login first at once, and saves that in the background. */
  add(login: string): void {
    const key = loginKey(login);
    if (this.logins[0] === key) return;
    this.#set([key, ...this.logins.filter(other => other !== key)].slice(0, REMEMBERED));
  }

  forget(login: string): void {
    const key = loginKey(login);
    const others = this.logins.filter(other => other !== key);
    if (others.length < this.logins.length) this.#set(others);
  }

  #set(logins: readonly string[]): void {
    this.state.update(RECENT, logins).then(undefined, this.onError);
    this.#changed.fire();
  }
}
