import type * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { type Progress, parseProgress } from './progress';
import { isScenario, type Scenario } from './scenarios';

/** What is remembered of a login: how far somebody is on each scenario they took, and which they are on. */
interface Remembered {
  /** Counts what was written, in all windows: the higher is the later. */
  readonly revision?: unknown;
  readonly current?: unknown;
  readonly scenarios?: Readonly<Partial<Record<Scenario, unknown>>>;
}

/** Remembers how far somebody is with each login, one entry a login. */
export class ProgressStore {
  /** What this window wrote last, by key: for a moment VS Code may give back what was there before it. */
  readonly #written = new Map<string, Remembered>();

  constructor(private readonly state: vscode.Memento) {}

  /** @param way one they took before, instead of the one they are on */
  get(login: string, scenario?: Scenario): Progress | undefined {
    const { current, scenarios } = this.#remembered(login);
    const wanted = scenario ?? current;
    return typeof wanted === 'string' && isScenario(wanted) ? parseProgress(scenarios?.[wanted]) : undefined;
  }

  async set(login: string, progress: Progress): Promise<void> {
    const before = this.#remembered(login);
    const remembered: Remembered = {
      revision: revisionOf(before) + 1,
      current: progress.scenario,
      scenarios: { ...before.scenarios, [progress.scenario]: progress },
    };
    this.#written.set(keyOf(login), remembered);
    await this.state.update(keyOf(login), remembered);
  }

  #remembered(login: string): Remembered {
    const value: unknown = this.state.get(keyOf(login));
    const stored: Remembered = typeof value === 'object' && value !== null ? value : {};
    const written = this.#written.get(keyOf(login));
    return written && revisionOf(written) >= revisionOf(stored) ? written : stored;
  }
}

function revisionOf({ revision }: Remembered): number {
  return typeof revision === 'number' ? revision : 0;
}

function keyOf(login: string): string {
  return `guide:${loginKey(login)}`;
}
