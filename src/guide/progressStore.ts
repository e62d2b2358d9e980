import type * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { type Progress, parseProgress } from './progress';
import { isWay, type Way } from './ways';

/** What is remembered of a login: how far somebody is on each way they took, and which they are on. */
interface Remembered {
  readonly current?: unknown;
  readonly ways?: Readonly<Partial<Record<Way, unknown>>>;
}

/** Remembers how far somebody is with each login, one entry a login. */
export class ProgressStore {
  constructor(private readonly state: vscode.Memento) {}

  /** @param way one they took before, instead of the one they are on */
  get(login: string, way?: Way): Progress | undefined {
    const { current, ways } = this.#remembered(login);
    const wanted = way ?? current;
    return typeof wanted === 'string' && isWay(wanted) ? parseProgress(ways?.[wanted]) : undefined;
  }

  async set(login: string, progress: Progress): Promise<void> {
    const { ways } = this.#remembered(login);
    const remembered: Remembered = { current: progress.way, ways: { ...ways, [progress.way]: progress } };
    await this.state.update(keyOf(login), remembered);
  }

  #remembered(login: string): Remembered {
    const value: unknown = this.state.get(keyOf(login));
    return typeof value === 'object' && value !== null ? value : {};
  }
}

function keyOf(login: string): string {
  return `guide:${loginKey(login)}`;
}
