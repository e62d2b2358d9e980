import type * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { isScenarioId } from './content/scenarios';
import { type Progress, SCENARIO_IDS, type ScenarioId } from './model';
import { parseProgress } from './progress';

/** What is remembered of a login: how far somebody is on each scenario they took, and which they are on. */
interface Remembered {
  /** Counts what was written, in all windows: the higher is the later. */
  readonly revision?: unknown;
  readonly current?: unknown;
  readonly scenarios?: Readonly<Partial<Record<ScenarioId, unknown>>>;
}

/** Remembers how far somebody is with each login, one entry a login. */
export class ProgressStore {
  /** What this window wrote last, by key: for a moment VS Code may give back what was there before it. */
  readonly #written = new Map<string, Remembered>();

  constructor(private readonly state: vscode.Memento) {}

  /** @param scenario one they took before, instead of the one they are on */
  get(login: string, scenario?: ScenarioId): Progress | undefined {
    const { current, scenarios } = this.#remembered(login);
    const wanted = scenario ?? current;
    return typeof wanted === 'string' && isScenarioId(wanted)
      ? parseProgress(scenarios?.[wanted])
      : undefined;
  }

  async set(login: string, progress: Progress): Promise<void> {
    const { scenarios } = this.#remembered(login);
    await this.#write(login, {
      current: progress.scenario,
      scenarios: { ...scenarios, [progress.scenario]: progress },
    });
  }

  /** Changes what is remembered of every scenario that was followed with a login. */
  async changeAll(login: string, change: (progress: Progress) => Progress): Promise<void> {
    const before = this.#remembered(login);
    const followed = SCENARIO_IDS.flatMap(id => {
      const progress = parseProgress(before.scenarios?.[id]);
      return progress ? [[id, change(progress)] as const] : [];
    });
    await this.#write(login, { ...before, scenarios: Object.fromEntries(followed) });
  }

  async #write(login: string, remembered: Remembered): Promise<void> {
    const next = { ...remembered, revision: revisionOf(this.#remembered(login)) + 1 };
    this.#written.set(keyOf(login), next);
    await this.state.update(keyOf(login), next);
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
